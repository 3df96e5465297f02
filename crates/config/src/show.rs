//! The effective configuration for people to look at, with every secret masked.

use serde_json::{Map, Value};

use crate::model::Config;
use crate::schema;

const MASK: &str = "***";

/// Words in keys unknown to the schema that tell of a secret.
const SECRET_WORDS: [&str; 5] = ["secret", "password", "token", "private", "credential"];

/// The effective values, defaults filled in, secrets masked: what the schema marks as `writeOnly`, and user and
/// password in any URL.
pub fn show(config: &Config) -> Value {
    masked(&config.effective, Some(schema::root()))
}

fn masked(value: &Value, schema: Option<&'static Value>) -> Value {
    if schema.is_some_and(schema::is_secret) {
        return mask_all(value);
    }
    if let Some((key, variants)) = schema.and_then(schema::discriminator) {
        // Which members are secret depends on the variant; of an unknown one nothing is shown.
        return match variants.iter().find(|(name, _)| value[key] == *name) {
            Some((_, variant)) => masked(value, Some(variant)),
            None => mask_all(value),
        };
    }
    match value {
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), masked_member(key, value, schema))).collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let schema = schema.and_then(schema::items);
            Value::Array(items.iter().map(|item| masked(item, schema)).collect())
        }
        Value::String(text) => Value::String(mask_user_info(text)),
        scalar => scalar.clone(),
    }
}

fn masked_member(key: &str, value: &Value, schema: Option<&'static Value>) -> Value {
    let member = schema.and_then(|schema| schema::member(schema, key));
    let is_suspect = member.is_none() && SECRET_WORDS.iter().any(|word| key.to_ascii_lowercase().contains(word));
    if is_suspect { mask_all(value) } else { masked(value, member) }
}

/// Masks every leaf, so that shape and number of the secrets can still be seen.
fn mask_all(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(members.iter().map(|(key, value)| (key.clone(), mask_all(value))).collect()),
        Value::Array(items) => Value::Array(items.iter().map(mask_all).collect()),
        Value::Null => Value::Null,
        _ => Value::from(MASK),
    }
}

/// `scheme://user:password@host` without user and password.
fn mask_user_info(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let authority_length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..authority_length].rfind('@') {
        Some(at) => format!("{scheme}://{MASK}{}", &rest[at..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
