//! The JSON Schema of the configuration, shipped in the binary. Validation, defaults, environment variables, masking
//! and the reference documentation all read it.

use std::sync::LazyLock;

use serde_json::{Map, Value};

const TEXT: &str = include_str!("../schema/config.schema.json");

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(TEXT).expect("the embedded schema is JSON"));

/// The schema as JSON text.
pub fn schema() -> &'static str {
    TEXT
}

/// The schema's root.
pub(crate) fn root() -> &'static Value {
    &SCHEMA
}

/// Follows `$ref`; all of ours point into `$defs`.
pub(crate) fn resolve(schema: &'static Value) -> &'static Value {
    let mut schema = schema;
    while let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        let name = target.trim_start_matches("#/$defs/");
        schema = &SCHEMA["$defs"][name];
    }
    schema
}

pub(crate) fn properties(schema: &'static Value) -> Option<&'static Map<String, Value>> {
    schema.get("properties").and_then(Value::as_object)
}

pub(crate) fn variants(schema: &'static Value) -> &'static [Value] {
    schema.get("oneOf").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The schema of the member `key` of `schema`, also when the key is free.
pub(crate) fn member(schema: &'static Value, key: &str) -> Option<&'static Value> {
    let schema = resolve(schema);
    let known = properties(schema).and_then(|properties| properties.get(key));
    known.or_else(|| schema.get("additionalProperties").filter(|free| free.is_object())).map(resolve)
}

/// The schema of the items of a list.
pub(crate) fn items(schema: &'static Value) -> Option<&'static Value> {
    resolve(schema).get("items").map(resolve)
}

/// The member whose constant value tells the variants of a `oneOf` apart, with the constants.
pub(crate) fn discriminator(schema: &'static Value) -> Option<(&'static str, Vec<(&'static str, &'static Value)>)> {
    let variants: Vec<_> = variants(schema).iter().map(resolve).collect();
    let (key, _) = properties(variants.first()?)?.iter().find(|(_, member)| member.get("const").is_some())?;
    let constants = variants
        .iter()
        .map(|variant| Some((properties(variant)?.get(key)?.get("const")?.as_str()?, *variant)))
        .collect::<Option<Vec<_>>>()?;
    Some((key, constants))
}

/// The value must not be shown.
pub(crate) fn is_secret(schema: &Value) -> bool {
    schema.get("writeOnly") == Some(&Value::Bool(true))
}

/// Fills in the defaults of everything that `schema` knows. A map comes into being only if it has a member with a
/// default; lists and free-form maps are left alone.
pub(crate) fn fill_defaults(value: &mut Map<String, Value>, schema: &'static Value) {
    let Some(properties) = properties(schema) else { return };
    for (key, member) in properties {
        let member = resolve(member);
        match value.get_mut(key) {
            Some(Value::Object(inner)) => fill_defaults(inner, member),
            Some(_) => {}
            None => {
                if let Some(default) = member.get("default") {
                    value.insert(key.clone(), default.clone());
                    continue;
                }
                let mut inner = Map::new();
                fill_defaults(&mut inner, member);
                if !inner.is_empty() {
                    value.insert(key.clone(), Value::Object(inner));
                }
            }
        }
    }
}
