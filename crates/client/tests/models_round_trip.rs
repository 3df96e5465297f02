//! Whatever a model holds survives its own encoding.

use proptest::prelude::*;
use selfsame_client::models::{CreateIdentityBody, Identity, LoginFlow, Session, UiNode, UiText, UpdateLoginFlowBody};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

/// `value` read as a model, and that model written and read once more.
fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: Value) {
    let first: T = serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}"));
    let text = serde_json::to_string(&first).unwrap_or_else(|error| panic!("{error}"));
    let second: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(first, second, "{text}");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let list = proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from);
        let map = proptest::collection::btree_map("[a-z_]{1,8}", inner, 0..4).prop_map(Value::from_iter);
        prop_oneof![list, map]
    })
}

/// Each member is there or not.
fn some_of(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Map<String, Value>> {
    let members: Vec<_> = members.into_iter().map(|(name, value)| (Just(name), proptest::option::of(value))).collect();
    members.prop_map(|members| members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
}

fn with(required: Value, optional: Map<String, Value>) -> Value {
    let mut value = required;
    value.as_object_mut().expect("a map").extend(optional);
    value
}

fn text() -> BoxedStrategy<Value> {
    ".{0,16}".prop_map(Value::from).boxed()
}

fn word(words: &'static [&'static str]) -> BoxedStrategy<Value> {
    proptest::sample::select(words).prop_map(Value::from).boxed()
}

fn message() -> impl Strategy<Value = Value> {
    (1i64..5_000_000, ".{0,16}", word(&["info", "error", "success"]), any_json())
        .prop_map(|(id, text, kind, context)| json!({"id": id, "text": text, "type": kind, "context": {"any": context}}))
}

fn node() -> impl Strategy<Value = Value> {
    let optional = vec![
        ("value", any_json().boxed()),
        ("required", any::<bool>().prop_map(Value::from).boxed()),
        ("pattern", text()),
        ("label", message().boxed()),
    ];
    let input = (text(), word(&["text", "password", "hidden", "submit", "email"]), any::<bool>(), some_of(optional)).prop_map(
        |(name, kind, disabled, optional)| with(json!({"node_type": "input", "name": name, "type": kind, "disabled": disabled}), optional),
    );
    let image = (text(), any::<u16>(), any::<u16>())
        .prop_map(|(src, width, height)| json!({"node_type": "img", "id": "i", "src": src, "width": width, "height": height}));
    let attributes = prop_oneof![input, image];
    (attributes, word(&["default", "password", "code", "totp"]), proptest::collection::vec(message(), 0..3)).prop_map(|(attributes, group, messages)| {
        json!({"type": attributes["node_type"], "group": group, "attributes": attributes, "messages": messages, "meta": {}})
    })
}

fn identity() -> impl Strategy<Value = Value> {
    let optional = vec![
        ("created_at", text()),
        ("external_id", text()),
        ("state", word(&["active", "inactive"])),
        ("metadata_admin", any_json().boxed()),
        ("metadata_public", any_json().boxed()),
        ("organization_id", text()),
    ];
    (text(), any_json(), some_of(optional))
        .prop_map(|(id, traits, optional)| with(json!({"id": id, "schema_id": "s", "schema_url": "u", "traits": traits}), optional))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn messages_and_nodes(message in message(), node in node()) {
        survives::<UiText>(message);
        survives::<UiNode>(node);
    }

    #[test]
    fn identities_and_sessions(identity in identity(), id in text(), active in any::<bool>(), aal in word(&["aal0", "aal1", "aal2"])) {
        survives::<Identity>(identity.clone());
        survives::<Session>(json!({"id": id, "active": active, "authenticator_assurance_level": aal, "identity": identity}));
    }

    #[test]
    fn login_flows(id in text(), state in word(&["choose_method", "sent_email", "passed_challenge"]), nodes in proptest::collection::vec(node(), 0..4)) {
        survives::<LoginFlow>(json!({
            "id": id, "type": "api", "expires_at": "t", "issued_at": "t", "request_url": "u", "state": state,
            "ui": {"action": "a", "method": "POST", "nodes": nodes},
        }));
    }

    #[test]
    fn bodies(identifier in text(), password in text(), traits in any_json(), metadata in any_json()) {
        survives::<UpdateLoginFlowBody>(json!({"method": "password", "identifier": identifier, "password": password}));
        survives::<CreateIdentityBody>(json!({"schema_id": "s", "traits": traits, "metadata_admin": metadata}));
    }
}
