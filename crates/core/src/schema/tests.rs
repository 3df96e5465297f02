use super::*;
use proptest::prelude::*;
use selfsame_api::identity::Channel;
use serde_json::json;

fn schema_of(traits: &Value) -> Value {
    json!({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"traits": traits}})
}

fn compile_value(document: &Value) -> Result<IdentitySchema, SchemaError> {
    compile("test", document.to_string().as_bytes(), &CompileOptions::default())
}

fn compiled(traits: &Value) -> IdentitySchema {
    compile_value(&schema_of(traits)).expect("the schema compiles")
}

fn annotated(format: &str, annotation: &Value) -> IdentitySchema {
    let mut node = json!({"ory.sh/kratos": annotation});
    if !format.is_empty() {
        node["format"] = format.into();
    }
    compiled(&json!({"type": "object", "properties": {"x": node}}))
}

fn person() -> IdentitySchema {
    compile("person", PERSON.as_bytes(), &CompileOptions::default()).expect("the built-in schema compiles")
}

/// A shop's customer: a phone number, a list of e-mail addresses, an enum.
fn customer() -> IdentitySchema {
    compiled(&json!({
        "type": "object",
        "properties": {
            "phone": {"type": "string", "format": "tel", "ory.sh/kratos": {
                "credentials": {"password": {"identifier": true}, "code": {"identifier": true, "via": "sms"}},
                "verification": {"via": "sms"}, "recovery": {"via": "sms"}}},
            "emails": {"type": "array", "maxItems": 3, "items": {"type": "string", "format": "email", "ory.sh/kratos": {
                "credentials": {"password": {"identifier": true}},
                "verification": {"via": "email"}, "recovery": {"via": "email"}}}},
            "plan": {"enum": ["free", "pro"], "default": "free"}
        },
        "additionalProperties": false
    }))
}

fn email(address: &str) -> (Channel, String) {
    (Channel::Email, address.to_owned())
}

fn sms(number: &str) -> (Channel, String) {
    (Channel::Sms, number.to_owned())
}

#[test]
fn the_built_in_person_gives_every_method_its_identifier() {
    let derived = person().validate(&json!({"email": "Ann@Example.com", "name": {"first": "Ann"}})).unwrap();
    assert_eq!(derived.password_identifiers, ["ann@example.com"]);
    assert_eq!(derived.webauthn_identifiers, ["ann@example.com"]);
    assert_eq!(derived.code_addresses, [email("ann@example.com")]);
    assert_eq!(derived.verifiable, [email("ann@example.com")]);
    assert_eq!(derived.recovery, [email("ann@example.com")]);
    assert_eq!(derived.totp_account_name.as_deref(), Some("Ann@Example.com"));
    assert_eq!(derived.passkey_display_name.as_deref(), Some("Ann@Example.com"));
    assert_eq!(derived.traits, json!({"email": "Ann@Example.com", "name": {"first": "Ann"}}));
}

#[test]
fn phone_traits_are_rewritten_and_lists_feed_identifiers_without_repeats() {
    let derived = customer().validate(&json!({"phone": "+49 176 671 11 638", "emails": ["B@x.io", "a@x.io", "b@X.io"]})).unwrap();
    assert_eq!(derived.traits, json!({"phone": "+4917667111638", "emails": ["B@x.io", "a@x.io", "b@X.io"]}));
    assert_eq!(derived.password_identifiers, ["+4917667111638", "b@x.io", "a@x.io"]);
    assert_eq!(derived.code_addresses, [sms("+4917667111638")]);
    assert_eq!(derived.verifiable, [sms("+4917667111638"), email("b@x.io"), email("a@x.io")]);
    assert_eq!(customer().validate(&json!({})).unwrap(), Derived { traits: json!({}), ..Derived::default() });
}

#[test]
fn recorded_traits_are_refused() {
    let customer = customer();
    for traits in [
        json!({"phone": "12345"}),
        json!({"phone": "+49"}),
        json!({"phone": ""}),
        json!({"phone": "0176 67111638"}),
        json!({"phone": "+4917667"}),
        json!({"emails": ["b@x.io", "nope"]}),
        json!({"emails": ["a@x.io", "b@x.io", "c@x.io", "d@x.io"]}),
        json!({"emails": "a@x.io"}),
        json!({"plan": "vip"}),
        json!({"plan": null}),
        json!({"color": "red"}),
    ] {
        assert!(!customer.validate(&traits).unwrap_err().is_empty(), "{traits}");
    }
    let person = person();
    for traits in
        [json!({}), json!([]), json!("text"), Value::Null, json!({"email": null}), json!({"email": "Ann <a@x.io>"}), json!({"email": ""})]
    {
        assert!(!person.validate(&traits).unwrap_err().is_empty(), "{traits}");
    }
    assert!(person.validate(&json!({"email": " a@x.io"})).is_ok());
    assert!(person.validate(&json!({"email": "a@localhost"})).is_ok());
}

#[test]
fn an_integer_is_written_with_digits_only() {
    let schema = compiled(&json!({"properties": {"age": {"type": "integer", "minimum": 0}, "n": {"type": ["integer", "number"]}}}));
    for (text, is_valid) in [("3", true), ("0", true), ("12345678901234567890", true), ("3.0", false), ("4e1", false), ("1.5", false)] {
        let traits: Value = serde_json::from_str(&format!("{{\"age\":{text}}}")).unwrap();
        assert_eq!(schema.validate(&traits).is_ok(), is_valid, "{text}");
    }
    let violations = schema.validate(&json!({"age": -3.0})).unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].rule, Rule::Type { allowed: vec!["integer".to_owned()], actual: "number" });
    assert_eq!(violations[0].schema, "/properties/traits/properties/age/type");
    assert!(schema.validate(&json!({"n": 3.0})).is_ok());
}

#[test]
fn values_that_are_no_text_become_identifiers_as_the_reference_prints_them() {
    let schema = annotated("", &json!({"credentials": {"password": {"identifier": true}}}));
    for (value, identifier) in [
        (json!(12345), "12345"),
        (json!(true), "%!s(bool=true)"),
        (json!(["a"]), "[a]"),
        (json!(["A", 1]), "[a 1]"),
        (json!({"k": "v", "a": false}), "map[a:%!s(bool=false) k:v]"),
        (json!(null), "%!s(<nil>)"),
        (json!("  Some User "), "some user"),
        (json!("ad\u{200b}min"), "admin"),
    ] {
        assert_eq!(schema.validate(&json!({"x": value})).unwrap().password_identifiers, [identifier]);
    }
}

#[test]
fn an_identifier_that_is_empty_after_normalisation_names_its_trait() {
    let schema = annotated("", &json!({"credentials": {"password": {"identifier": true}}}));
    for value in ["", "  ", "\u{200b}"] {
        let violations = schema.validate(&json!({"x": value})).unwrap_err();
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].instance, "/traits/x");
        assert_eq!(violations[0].schema, "/properties/traits/properties/x/ory.sh~1kratos");
        assert_eq!(violations[0].rule.keyword(), "ory.sh/kratos");
    }
}

#[test]
fn each_annotation_checks_and_normalises_by_channel_and_format() {
    let code = |via: &str| json!({"credentials": {"code": {"identifier": true, "via": via}}});
    let verification = |via: &str| json!({"verification": {"via": via}});
    let recovery = |via: &str| json!({"recovery": {"via": via}});
    for (format, annotation, value, address) in [
        ("email", code("email"), "Ann@X.io", Some("ann@x.io")),
        ("", code("email"), "Ann@X.io", Some("ann@x.io")),
        ("", code("email"), "nope", None),
        ("no-validate", code("email"), " Nope ", Some("nope")),
        ("no-validate", code("email"), " ", None),
        ("", code("sms"), "+1 415 555 2671", Some("+14155552671")),
        ("no-validate", code("sms"), "nope", None),
        ("", verification("email"), "Ann <Ann@X.io>", Some("ann@x.io")),
        ("", verification("email"), "nope", None),
        ("no-validate", verification("email"), " Nope ", Some("nope")),
        ("", verification("sms"), "+1 415 555 2671", None),
        ("tel", verification("sms"), "+1 415 555 2671", Some("+14155552671")),
        ("no-validate", verification("sms"), " 0800 Call ", Some("0800 call")),
        ("", recovery("email"), "nope", None),
        ("no-validate", recovery("email"), " Nope ", Some("nope")),
        ("", recovery("sms"), "+1 415 555 2671", Some("+14155552671")),
        ("", recovery("sms"), "12345", None),
    ] {
        let validated = annotated(format, &annotation).validate(&json!({"x": value}));
        let found = validated.as_ref().ok().map(|derived| {
            let all = [&derived.code_addresses, &derived.verifiable, &derived.recovery];
            all.into_iter().flatten().map(|(_, address)| address.as_str()).collect::<Vec<_>>()
        });
        assert_eq!(found, address.map(|address| vec![address]), "{format} {annotation} {value}");
    }
}

#[test]
fn an_empty_address_that_is_not_validated_is_none() {
    let derived = annotated("no-validate", &json!({"verification": {"via": "email"}})).validate(&json!({"x": ""})).unwrap();
    assert!(derived.verifiable.is_empty());
}

#[test]
fn a_code_identifier_without_channel_is_a_violation_of_the_trait() {
    let violations = annotated("", &json!({"credentials": {"code": {"identifier": true}}})).validate(&json!({"x": "a@x.io"})).unwrap_err();
    assert_eq!(violations[0].instance, "/traits/x");
}

#[test]
fn annotations_apply_through_combinations_and_references() {
    let identifier = json!({"ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}});
    let cases = [
        (json!({"allOf": [{"properties": {"x": identifier}}]}), json!({"x": "a"}), vec!["a"]),
        (json!({"properties": {"x": {"$ref": "#/definitions/login"}}}), json!({"x": "a"}), vec!["a"]),
        (json!({"properties": {"x": {"items": [identifier, {}]}}}), json!({"x": ["a", "b"]}), vec!["a"]),
        (
            json!({"properties": {"x": {"items": {"properties": {"y": identifier}}}}}),
            json!({"x": [{"y": "a"}, {}, {"y": "b"}]}),
            vec!["a", "b"],
        ),
        (json!({"properties": {"a/b~c": identifier}}), json!({"a/b~c": "a"}), vec!["a"]),
        (
            json!({"anyOf": [{"required": ["x"], "properties": {"x": identifier}}, {"required": ["y"], "properties": {"y": identifier}}]}),
            json!({"y": "b"}),
            vec!["b"],
        ),
        (
            json!({"oneOf": [{"required": ["x"], "properties": {"x": identifier, "y": false}}, {"required": ["y"], "properties": {"y": identifier, "x": false}}]}),
            json!({"x": "a"}),
            vec!["a"],
        ),
        (
            json!({"if": {"required": ["x"]}, "then": {"properties": {"x": identifier}}, "else": {"properties": {"y": identifier}}}),
            json!({"y": "b"}),
            vec!["b"],
        ),
        (json!({"patternProperties": {"^login_": identifier}}), json!({"login_1": "a", "other": "b"}), vec!["a"]),
        (json!({"additionalProperties": identifier}), json!({"k": "a"}), vec!["a"]),
        (json!({"not": {"required": ["z"], "properties": {"x": identifier}}}), json!({"x": "a"}), vec![]),
        (json!({"properties": {"x": {"$ref": "#/definitions/tree"}}}), json!({"x": {"login": "a", "sub": {"login": "b"}}}), vec!["a", "b"]),
    ];
    for (traits, instance, identifiers) in cases {
        let mut document = schema_of(&traits);
        document["definitions"] = json!({
            "login": identifier,
            "tree": {"properties": {"login": identifier, "sub": {"$ref": "#/definitions/tree"}}},
        });
        let mut found = compile_value(&document).expect("compiles").validate(&instance).unwrap().password_identifiers;
        found.sort();
        assert_eq!(found, identifiers, "{traits}");
    }
}

#[test]
fn phone_numbers_are_rewritten_under_conditions_too() {
    let traits =
        json!({"anyOf": [{"properties": {"x": {"type": "string", "format": "tel", "ory.sh/kratos": {"verification": {"via": "sms"}}}}}]});
    let derived = compiled(&traits).validate(&json!({"x": "+1 415 555 2671"})).unwrap();
    assert_eq!(derived.traits, json!({"x": "+14155552671"}));
    assert_eq!(derived.verifiable, [sms("+14155552671")]);
}

#[test]
fn schemas_of_every_draft_compile() {
    for draft in [
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema",
    ] {
        let mut document = schema_of(&json!({"type": "object", "properties": {"email": {"type": "string", "format": "email",
            "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}}}}));
        document["$schema"] = draft.into();
        let schema = compile_value(&document).expect(draft);
        assert_eq!(schema.validate(&json!({"email": "A@x.io"})).unwrap().password_identifiers, ["a@x.io"], "{draft}");
        assert!(schema.validate(&json!({"email": "nope"})).is_err(), "{draft}");
    }
}

#[test]
fn unknown_formats_accept_anything() {
    let schema = compiled(&json!({"properties": {"x": {"format": "uuid"}, "y": {"format": "no-validate"}, "z": {"format": "made-up"}}}));
    assert!(schema.validate(&json!({"x": "nope", "y": "nope", "z": "nope"})).is_ok());
}

#[test]
fn wrong_documents_are_refused_with_their_place() {
    let wrong_annotation = |annotation: Value| schema_of(&json!({"properties": {"x": {"ory.sh/kratos": annotation}}}));
    for (document, text) in [
        (json!({"type": "object"}), "properties.traits"),
        (json!([]), "properties.traits"),
        (json!({"properties": {"traits": true}}), "properties.traits"),
        (wrong_annotation(json!({"credential": {}})), "/properties/traits/properties/x is wrong: unknown field `credential`"),
        (wrong_annotation(json!({"credentials": {"password": {"identifer": true}}})), "identifer"),
        (wrong_annotation(json!({"credentials": {"password": {"identifier": "yes"}}})), "expected a boolean"),
        (wrong_annotation(json!({"verification": {"via": "fax"}})), "fax"),
        (wrong_annotation(json!({"organizations": {"matcher": "colour"}})), "colour"),
        (wrong_annotation(json!(true)), "ory.sh/kratos"),
        (schema_of(&json!({"properties": {"x": {"pattern": "["}}})), "regex"),
        (schema_of(&json!({"properties": {"x": {"type": "text"}}})), "text"),
        (schema_of(&json!({"properties": {"x": {"$ref": "#/definitions/none"}}})), "definitions/none"),
        (schema_of(&json!({"properties": {"x": {"$ref": "https://example.com/x.json"}}})), "refused"),
        (schema_of(&json!({"properties": {"x": {"$ref": "file:///etc/passwd"}}})), "refused"),
        (schema_of(&json!({"$ref": "#/properties/traits"})), "leads back to itself"),
        (schema_of(&json!({"allOf": [{"anyOf": [{"$ref": "#/properties/traits"}]}]})), "leads back to itself"),
        (schema_of(&json!({"properties": {"x": {"$ref": "base64://!!"}}})), "base64"),
    ] {
        let error = compile_value(&document).expect_err(text).to_string();
        assert!(error.contains(text), "{text} in {error}");
    }
    assert!(compile_value(&wrong_annotation(json!({"organizations": {"matcher": "email_domain"}}))).is_ok());
}

#[test]
fn size_and_depth_are_limited() {
    let padding = " ".repeat(MAX_BYTES);
    assert!(matches!(compile("x", format!("{{}}{padding}").as_bytes(), &CompileOptions::default()), Err(SchemaError::TooLarge { .. })));
    let mut deep = json!({});
    for _ in 0..60 {
        deep = json!({"items": {"not": deep}});
    }
    assert!(matches!(compile_value(&schema_of(&deep)), Err(SchemaError::TooDeep)));
}

#[test]
fn embedded_and_fetched_documents_are_part_of_the_schema() {
    use base64::Engine as _;
    let login = json!({"definitions": {"Login": {"type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}}}});
    let embedded = format!("base64://{}#/definitions/Login", base64::engine::general_purpose::STANDARD.encode(login.to_string()));
    let schema = compiled(&json!({"properties": {"x": {"$ref": embedded}}}));
    assert_eq!(schema.validate(&json!({"x": "A"})).unwrap().password_identifiers, ["a"]);
    assert!(schema.validate(&json!({"x": 1})).is_err());

    let fetched = CompileOptions {
        base_url: Some("https://schemas.example/person.json".to_owned()),
        references: References::Fetched(Arc::new(move |url| {
            if url == "https://schemas.example/login.json" { Ok(login.clone()) } else { Err(format!("{url} is refused")) }
        })),
    };
    let document = |reference: &str| schema_of(&json!({"properties": {"x": {"$ref": reference}}})).to_string();
    let schema = compile("x", document("login.json#/definitions/Login").as_bytes(), &fetched).unwrap();
    assert_eq!(schema.validate(&json!({"x": "A"})).unwrap().password_identifiers, ["a"]);
    let error = compile("x", document("file:///etc/passwd").as_bytes(), &fetched).unwrap_err();
    assert!(error.to_string().contains("refused"), "{error}");
}

#[test]
fn a_fetched_document_with_a_wrong_annotation_is_named() {
    let options =
        CompileOptions { base_url: None, references: References::Fetched(Arc::new(|_| Ok(json!({"ory.sh/kratos": {"credential": {}}})))) };
    let document = schema_of(&json!({"properties": {"x": {"$ref": "https://schemas.example/login.json"}}}));
    assert!(matches!(compile("x", document.to_string().as_bytes(), &options), Err(SchemaError::Extension { .. })));
}

#[test]
fn all_violations_are_reported_with_place_rule_and_facts() {
    let violations = person().validate(&json!({"color": 1, "name": {"first": 7}})).unwrap_err();
    let found: Vec<(&str, &str)> = violations.iter().map(|violation| (violation.instance.as_str(), violation.rule.keyword())).collect();
    for expected in [("/traits", "required"), ("/traits", "additionalProperties"), ("/traits/name/first", "type")] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    let schema = compiled(&json!({"properties": {
        "short": {"minLength": 3}, "few": {"maxItems": 1}, "twice": {"uniqueItems": true}, "low": {"minimum": 5},
        "shape": {"pattern": "^a"}, "fixed": {"const": "yes"}, "mail": {"format": "email"}}}));
    let traits = json!({"short": "äö", "few": [1, 2], "twice": [1, 2, 1], "low": 4, "shape": "b", "fixed": "no", "mail": "nope"});
    let violations = schema.validate(&traits).unwrap_err();
    let rules: Vec<&Rule> = violations.iter().map(|violation| &violation.rule).collect();
    for rule in [
        Rule::MinLength { limit: 3, actual: 2 },
        Rule::MaxItems { limit: 1, actual: 2 },
        Rule::UniqueItems { first: 0, second: 2 },
        Rule::Minimum { limit: json!(5), actual: json!(4) },
        Rule::Pattern { pattern: "^a".to_owned() },
        Rule::Const { expected: json!("yes") },
        Rule::Format { format: "email".to_owned(), value: "nope".to_owned() },
    ] {
        assert!(rules.contains(&&rule), "{rule:?} in {rules:?}");
    }
}

#[test]
fn a_refused_format_is_one_violation_and_other_traits_are_checked_too() {
    let violations = person().validate(&json!({"email": "nope"})).unwrap_err();
    assert_eq!(violations.len(), 1);
    let schema = compiled(&json!({"required": ["y"], "properties": {"x": {"ory.sh/kratos": {"recovery": {"via": "sms"}}}}}));
    let violations = schema.validate(&json!({"x": "12345"})).unwrap_err();
    assert_eq!(violations.len(), 2);
}

#[test]
fn failing_alternatives_report_the_failures_of_every_branch() {
    let schema = compiled(&json!({"anyOf": [{"required": ["x"]}, {"properties": {"y": {"type": "string"}}}]}));
    let violations = schema.validate(&json!({"y": 1})).unwrap_err();
    let found: Vec<(&str, &str)> = violations.iter().map(|violation| (violation.instance.as_str(), violation.rule.keyword())).collect();
    assert_eq!(found, [("/traits", "required"), ("/traits/y", "type")]);
}

#[test]
fn a_type_violation_lists_the_types_as_the_schema_does() {
    let schema = compiled(&json!({"properties": {"x": {"type": ["string", "null", "boolean"]}}}));
    let violations = schema.validate(&json!({"x": 1})).unwrap_err();
    let allowed = ["string", "null", "boolean"].map(str::to_owned).to_vec();
    assert_eq!(violations[0].rule, Rule::Type { allowed, actual: "number" });
}

#[test]
fn references_that_double_at_each_level_compile_quickly() {
    let mut document = schema_of(&json!({"properties": {"x": {"$ref": "#/definitions/d0"}}}));
    for level in 0..40 {
        let next = json!({"$ref": format!("#/definitions/d{}", level + 1)});
        document["definitions"][format!("d{level}")] = json!({"properties": {"a": next, "b": next}});
    }
    document["definitions"]["d40"] = json!({"ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}});
    let schema = compile_value(&document).expect("compiles");
    assert!(schema.validate(&json!({"x": {"a": {"b": 1}}})).is_ok());
}

#[test]
fn the_reason_has_one_line_per_violation() {
    let one = person().validate(&json!({})).unwrap_err();
    assert_eq!(reason(&one), "I[#/traits] S[#/properties/traits/required] the property \"email\" is missing");
    assert_eq!(violations_json(&one), json!([{"pointer": "/traits", "rule": "required", "message": "the property \"email\" is missing"}]));
    let two = person().validate(&json!({"email": 42, "color": 1})).unwrap_err();
    let text = reason(&two);
    assert!(text.starts_with("I[#] S[#] validation failed\n  I[#/traits"), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn the_document_is_kept_as_given() {
    let schema = person();
    assert_eq!(schema.id(), "person");
    assert_eq!(serde_json::from_str::<Value>(schema.json()).unwrap(), serde_json::from_str::<Value>(PERSON).unwrap());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[a-z]{1,5}@[a-z]{1,5}\\.io".prop_map(Value::from),
        "\\+[0-9 ]{5,15}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let key = prop_oneof!["email", "emails", "phone", "name", "first", "x", "\\PC{0,4}"];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_traits_give_identifiers_or_violations(traits in any_json()) {
        for schema in [person(), customer(), annotated("", &json!({"credentials": {"password": {"identifier": true}}}))] {
            match schema.validate(&traits) {
                Ok(derived) => {
                    for identifier in derived.password_identifiers {
                        prop_assert_eq!(crate::normalise::graceful(&identifier), identifier);
                    }
                }
                Err(violations) => prop_assert!(!violations.is_empty() && !reason(&violations).is_empty()),
            }
        }
    }

    #[test]
    fn any_document_compiles_or_is_refused(inner in any_json(), key in "properties|items|allOf|not|\\$ref|ory.sh/kratos|type|pattern|enum") {
        let _ = compile_value(&inner);
        let mut traits = Map::new();
        traits.insert(key, inner);
        let _ = compile_value(&schema_of(&Value::Object(traits)));
    }
}

#[test]
fn traits_that_give_rise_to_too_many_entries_are_refused_in_time() {
    let list = json!({"type": "object", "properties": {"emails": {"type": "array", "items": {
        "type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}
    }}}});
    let schema = compiled(&list);
    let emails = |count: usize| json!({"emails": (0..count).map(|at| format!("u{at}@example.org")).collect::<Vec<_>>()});
    assert!(schema.validate(&emails(2000)).is_ok());
    let violations = schema.validate(&emails(100_000)).unwrap_err();
    assert_eq!(violations.len(), 1);
    assert!(violations[0].message.contains("more than 2000"), "{}", violations[0].message);
}

#[test]
fn the_first_hundred_violations_are_reported_in_time() {
    let schema = compiled(
        &json!({"properties": {"x": {"items": {"type": "string"}}, "y": {"items": {"anyOf": [{"minimum": 1}, {"maximum": -1}]}}}}),
    );
    for name in ["x", "y"] {
        let violations = schema.validate(&json!({name: vec![0; 100_000]})).unwrap_err();
        let first: Vec<&str> = violations.iter().take(3).map(|violation| violation.instance.as_str()).collect();
        assert_eq!(violations.len(), 100);
        assert_eq!(first[0], format!("/traits/{name}/0"));
        assert!(first.is_sorted(), "{first:?}");
    }
}

#[test]
fn violations_of_annotations_count_among_the_hundred() {
    let annotation = json!({"credentials": {"password": {"identifier": true}}});
    let schema = compiled(&json!({"required": ["y"], "properties": {"x": {"items": {"ory.sh/kratos": annotation}}}}));
    let violations = schema.validate(&json!({"x": vec![""; 2000]})).unwrap_err();
    assert_eq!(violations.len(), 100);
    assert_eq!(violations[0].rule.keyword(), "required");
    let violations = schema.validate(&json!({"x": vec![""; 2000], "y": 1})).unwrap_err();
    assert_eq!(violations.len(), 100);
}

#[test]
fn the_equal_pair_of_a_long_list_is_found_in_time() {
    let schema = compiled(&json!({"properties": {"x": {"uniqueItems": true}}}));
    let mut items: Vec<usize> = (0..200_000).collect();
    items.extend([199_999, 199_998]);
    let violations = schema.validate(&json!({"x": items})).unwrap_err();
    assert_eq!(violations[0].rule, Rule::UniqueItems { first: 199_998, second: 200_001 });
}

#[test]
fn annotated_values_are_counted_even_if_they_repeat_or_give_rise_to_nothing() {
    let phone = json!({"type": "string", "ory.sh/kratos": {"recovery": {"via": "sms"}}});
    let planned = json!({"properties": {"x": {"items": phone}}});
    let conditional = json!({"properties": {"x": {"items": {"anyOf": [phone]}}}});
    for traits in [planned, conditional] {
        let schema = compiled(&traits);
        let phones = |count: usize| json!({"x": vec!["+1 415 555 2671"; count]});
        assert_eq!(schema.validate(&phones(2000)).unwrap().recovery, [sms("+14155552671")]);
        let violations = schema.validate(&phones(20_000)).unwrap_err();
        assert_eq!(violations.len(), 1);
        assert!(violations[0].message.contains("more than 2000 values"), "{}", violations[0].message);
    }
}
