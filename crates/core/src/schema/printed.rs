//! Text of a trait that is marked as an identifier but is no string.
//!
//! Kratos: prints such values with Go's `%s`, and identifiers stored there have that form, so ours
//! have it too: `12345`, `%!s(bool=true)`, `[a b]`, `map[k:v]`.

use serde_json::Value;
use std::borrow::Cow;

/// The value as an identifier's raw text.
pub fn printed(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(printed_part(other)),
    }
}

fn printed_part(value: &Value) -> String {
    match value {
        Value::Null => "%!s(<nil>)".to_owned(),
        Value::Bool(flag) => format!("%!s(bool={flag})"),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(printed_part).collect::<Vec<_>>().join(" ")),
        Value::Object(members) => {
            let mut pairs: Vec<_> = members.iter().map(|(key, member)| format!("{key}:{}", printed_part(member))).collect();
            pairs.sort();
            format!("map[{}]", pairs.join(" "))
        }
    }
}
