use super::*;
use proptest::prelude::*;
use serde_json::json;

fn patched(document: Value, patch: &Value) -> Result<Value, PatchError> {
    apply(document, patch.to_string().as_bytes()).map(|patched| patched.document)
}

fn person() -> Value {
    json!({"id": "1", "traits": {"email": "a@b.c", "tags": ["a", "b", "c"]}, "metadata_public": null,
        "credentials": {"password": {"type": "password"}, "oidc": {"identifiers": ["x:y"]}}})
}

#[test]
fn replace_adds_what_is_missing_and_add_makes_parents() {
    let result = patched(
        person(),
        &json!([
            {"op": "replace", "path": "/traits/age", "value": 2},
            {"op": "add", "path": "/traits/name/first", "value": "A"},
            {"op": "replace", "path": "/metadata_public/a/b", "value": 1},
            {"op": "add", "path": "/traits/list/0", "value": "first"},
            {"op": "add", "path": "/metadata_public/", "value": "empty"},
            {"op": "replace", "path": "/metadata_public/a~1b~0c", "value": null},
        ]),
    )
    .unwrap();
    assert_eq!(result["traits"]["age"], 2);
    assert_eq!(result["traits"]["name"], json!({"first": "A"}));
    assert_eq!(result["traits"]["list"], json!(["first"]));
    assert_eq!(result["metadata_public"], json!({"a": {"b": 1}, "": "empty", "a/b~c": null}));
}

#[test]
fn array_elements_follow_the_reference() {
    let tags = |operations: Value| patched(person(), &operations).map(|document| document["traits"]["tags"].clone());
    let at = |op: &str, index: &str| json!([{"op": op, "path": format!("/traits/tags/{index}"), "value": "x"}]);
    assert_eq!(tags(at("add", "-")).unwrap(), json!(["a", "b", "c", "x"]));
    assert_eq!(tags(at("add", "0")).unwrap(), json!(["x", "a", "b", "c"]));
    assert_eq!(tags(at("add", "3")).unwrap(), json!(["a", "b", "c", "x"]));
    assert_eq!(tags(at("add", "-1")).unwrap(), json!(["a", "b", "c", "x"]));
    assert_eq!(tags(at("replace", "1")).unwrap(), json!(["a", "x", "c"]));
    assert_eq!(tags(at("replace", "-1")).unwrap(), json!(["a", "b", "x"]));
    assert_eq!(tags(at("remove", "0")).unwrap(), json!(["b", "c"]));
    for (op, index) in [
        ("add", "9"),
        ("add", "x"),
        ("add", "9/deep"),
        ("replace", "7"),
        ("replace", "-"),
        ("replace", "-4"),
        ("remove", "-"),
        ("remove", "5"),
        ("remove", "-9223372036854775808"),
    ] {
        assert!(matches!(tags(at(op, index)), Err(PatchError::Path { .. })), "{op} {index}");
    }
}

#[test]
fn closed_paths_are_refused_in_any_case() {
    for path in [
        "/id",
        "/ID",
        "/stateChangedAt",
        "/statechangedat",
        "/credentials",
        "/Credentials",
        "/credential\u{17f}",
        "/credentials/oidc",
        "/credentials/OIDC/identifiers",
        "/credentials/saml/config/providers",
    ] {
        for op in ["add", "replace", "remove"] {
            let patch = json!([{"op": "replace", "path": "/traits/age", "value": 1}, {"op": op, "path": path, "value": "x"}]);
            assert_eq!(patched(person(), &patch), Err(PatchError::Denied { index: 1, path: path.to_owned() }));
        }
    }
    for path in ["/credentials/password/config", "/credentials/totp", "/state_changed_at", "/schema_url", "/nope/deep"] {
        assert!(patched(person(), &json!([{"op": "add", "path": path, "value": {}}])).is_ok(), "{path}");
    }
}

#[test]
fn a_replaced_document_keeps_what_is_closed() {
    let replace = |value: Value| patched(person(), &json!([{"op": "replace", "path": "", "value": value}]));
    let mut other = person();
    other["traits"] = json!({});
    assert_eq!(replace(other.clone()).unwrap(), other);
    other["ID"] = json!("2");
    assert!(matches!(replace(other), Err(PatchError::Denied { .. })));
    assert!(matches!(replace(json!({"schema_id": "person"})), Err(PatchError::Denied { .. })));
    assert!(replace(json!(5)).is_err());
}

#[test]
fn operations_that_are_none_are_refused() {
    for patch in [
        "",
        "{}",
        "[",
        "[] x",
        r#"["x"]"#,
        "[{}]",
        r#"[{"op":"replace"}]"#,
        r#"[{"path":"/traits/age","value":1}]"#,
        r#"[{"op":"replace","path":"/traits/age"}]"#,
        r#"[{"op":"Replace","path":"/traits/age","value":1}]"#,
        r#"[{"op":"test","path":"/traits/email","value":"a@b.c"}]"#,
        r#"[{"op":"copy","from":"/traits/email","path":"/traits/username"}]"#,
        r#"[{"op":"move","from":"/traits/email","path":"/traits/username"}]"#,
        r#"[{"op":"replace","path":"traits","value":1}]"#,
        r#"[{"op":"remove","path":""}]"#,
        r#"[{"op":"remove","path":"/traits/nope"}]"#,
        r#"[{"op":"add","path":"/traits/email/deep","value":1}]"#,
    ] {
        assert!(apply(person(), patch.as_bytes()).is_err(), "{patch}");
    }
    for patch in ["[]", "null", " [ ] "] {
        assert_eq!(apply(person(), patch.as_bytes()).unwrap().document, person());
    }
}

#[test]
fn a_region_is_checked_and_kept_out_of_the_document() {
    let region = |operation: &str| apply(person(), format!("[{operation}]").as_bytes());
    let echoed = region(r#"{"op":"replace","path":"/region","value":"eu"}"#).unwrap();
    assert_eq!((echoed.region.as_deref(), echoed.document), (Some("eu"), person()));
    assert!(region(r#"{"op":"add","path":"/region","value":"moon"}"#).is_err());
    assert!(region(r#"{"op":"remove","path":"/region"}"#).is_err());
}

#[test]
fn operations_depth_and_size_are_limited() {
    let operation = |path: &str, value: Value| json!({"op": "add", "path": path, "value": value});
    let many: Vec<Value> = (0..=MAX_OPERATIONS).map(|_| operation("/traits/age", json!(1))).collect();
    assert_eq!(patched(person(), &json!(many)), Err(PatchError::TooManyOperations));
    let wide: Vec<Value> = (0..6).map(|n| operation(&format!("/traits/{n}"), json!("x".repeat(1024 * 1024)))).collect();
    assert_eq!(patched(person(), &json!(wide)), Err(PatchError::TooLarge));
    let deep = "/a".repeat(MAX_DEPTH);
    assert_eq!(patched(person(), &json!([operation(&deep, json!([[]]))])), Err(PatchError::TooLarge));
    assert!(matches!(patched(person(), &json!([operation(&(deep + "/a"), json!(1))])), Err(PatchError::Operation { .. })));
    let long = json!({"traits": vec![0; 100_000]});
    let shifts: Vec<Value> = (0..600).map(|_| operation("/traits/0", json!(1))).collect();
    assert_eq!(patched(long, &json!(shifts)), Err(PatchError::TooLarge));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<i32>().prop_map(Value::from), "[a-c]{0,2}".prop_map(Value::from)];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-c]?", inner, 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof!["[a-c]?", "-?[0-3]", Just("-".to_owned()), Just("~1".to_owned()), ".{0,3}"], 0..5)
        .prop_map(|segments| segments.iter().fold(String::new(), |path, segment| path + "/" + segment))
}

fn any_patch() -> impl Strategy<Value = Value> {
    let operation = (prop_oneof![Just("add"), Just("replace"), Just("remove")], any_path(), any_json());
    prop::collection::vec(operation.prop_map(|(op, path, value)| json!({"op": op, "path": path, "value": value})), 0..6)
        .prop_map(Value::from)
}

proptest! {
    #[test]
    fn any_patch_of_any_document_applies_or_is_refused(document in any_json(), patch in any_patch()) {
        let _ = patched(document, &patch);
    }

    #[test]
    fn any_bytes_never_panic(patch in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = apply(json!({}), &patch);
    }

    #[test]
    fn what_was_added_to_an_object_is_there(document in any_json(), value in any_json()) {
        let patch = json!([{"op": "add", "path": "/a/fresh", "value": value}]);
        if let Ok(result) = patched(json!({"a": document}), &patch) {
            prop_assert_eq!(result.pointer("/a/fresh"), Some(&value));
        }
    }

    #[test]
    fn whole_patches_equal_their_operations_one_by_one(document in any_json(), patch in any_patch()) {
        let mut steps = document.clone();
        let mut failed = false;
        for operation in patch.as_array().unwrap() {
            match patched(steps.clone(), &json!([operation])) {
                Ok(next) => steps = next,
                Err(_) => failed = true,
            }
            if failed { break }
        }
        match patched(document, &patch) {
            Ok(result) => prop_assert!(!failed && result == steps),
            Err(_) => prop_assert!(failed),
        }
    }
}

#[test]
fn debug_does_not_show_the_document() {
    let patched = apply(json!({ "credentials": { "password": "hunter2" } }), b"[]").unwrap();
    assert!(!format!("{patched:?}").contains("hunter2"));
}
