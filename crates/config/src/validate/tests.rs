use serde_json::{Value, json};

use super::validate;
use crate::problem::Place;
use crate::schema;
use crate::tree::Node;

/// What this validator understands, and words that are for people and other tools.
const KEYWORDS: [&str; 26] = [
    "$schema",
    "$id",
    "$defs",
    "$ref",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "writeOnly",
    "type",
    "properties",
    "additionalProperties",
    "required",
    "items",
    "uniqueItems",
    "minItems",
    "enum",
    "const",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "oneOf",
];

fn each_schema(schema: &Value, visit: &mut impl FnMut(&Value)) {
    visit(schema);
    for key in ["properties", "$defs"] {
        schema.get(key).and_then(Value::as_object).into_iter().flatten().for_each(|(_, inner)| each_schema(inner, visit));
    }
    for key in ["oneOf", "anyOf"] {
        schema.get(key).and_then(Value::as_array).into_iter().flatten().for_each(|inner| each_schema(inner, visit));
    }
    for key in ["items", "additionalProperties"] {
        schema.get(key).filter(|inner| inner.is_object()).into_iter().for_each(|inner| each_schema(inner, visit));
    }
}

#[test]
fn the_schema_uses_only_what_the_validator_knows() {
    each_schema(schema::root(), &mut |schema| {
        for key in schema.as_object().unwrap().keys() {
            assert!(KEYWORDS.contains(&key.as_str()) || key == "anyOf", "unknown keyword {key}");
        }
    });
}

#[test]
fn every_pattern_and_format_has_a_name_for_people() {
    each_schema(schema::root(), &mut |schema| {
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            assert!(crate::formats::format_name(format).is_some(), "{format}");
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str).filter(|pattern| !pattern.contains("[^*]")) {
            assert!(crate::formats::pattern_name(pattern).is_some(), "{pattern}");
        }
    });
}

#[test]
fn every_key_is_described() {
    each_schema(schema::root(), &mut |schema| {
        for (key, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let is_described =
                member.get("description").is_some() || member.get("$ref").is_some() || member.get("additionalProperties").is_some();
            assert!(is_described, "{key}");
        }
    });
}

#[test]
fn defaults_fit_their_own_schema() {
    let mut values = json!({ "dsn": "memory", "identity": { "schemas": [{ "id": "a", "url": "file:///a" }] }, "selfservice": { "default_browser_return_url": "/" } });
    schema::fill_defaults(values.as_object_mut().unwrap(), schema::root());
    let findings = validate(&Node::from_json(&values, &Place::BuiltIn));
    assert!(findings.errors.is_empty(), "{:?}", findings.errors);
}

/// Editors use other validators; both must agree on what is right.
#[test]
fn another_validator_agrees() {
    let other = jsonschema::options().should_validate_formats(true).build(schema::root()).unwrap();
    let base = json!({ "dsn": "memory", "identity": { "schemas": [{ "id": "a", "url": "file:///a" }] }, "selfservice": { "default_browser_return_url": "/" } });
    for patch in [
        json!({}),
        json!({ "session": { "lifespan": "1h30m" } }),
        json!({ "session": { "lifespan": "1.5h" } }),
        json!({ "session": { "lifespan": 5 } }),
        json!({ "serve": { "public": { "port": 0 } } }),
        json!({ "serve": { "public": { "prot": 1 } } }),
        json!({ "serve": { "public": { "cors": { "allowed_origins": ["*", "https://a.example"] } } } }),
        json!({ "serve": { "public": { "cors": { "allowed_origins": ["a"] } } } }),
        json!({ "secrets": { "cookie": ["0123456789abcdef", "0123456789abcdef"] } }),
        json!({ "secrets": { "cipher": ["0123456789abcdef0123456789abcdef"] } }),
        json!({ "log": { "level": "warn" } }),
        json!({ "courier": { "channels": [{ "id": "sms" }] } }),
        json!({ "oauth2_provider": { "headers": { "a": 1 } } }),
        json!({ "tracing": { "providers": { "zipkin": { "sampling": { "sampling_ratio": 0.5 } } } } }),
    ] {
        let mut values = base.clone();
        for (key, value) in patch.as_object().unwrap() {
            values[key] = value.clone();
        }
        let ours = validate(&Node::from_json(&values, &Place::BuiltIn)).errors;
        assert_eq!(ours.is_empty(), other.is_valid(&values), "{patch} {ours:?}");
    }
}
