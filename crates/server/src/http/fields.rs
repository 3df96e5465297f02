//! Reading JSON bodies by the contract's rules: names match in any case, the last of repeated members wins,
//! `null` counts as absent unless asked for, and strict bodies refuse what they do not know.

mod value;

use super::error::{ApiError, ApiResult};
use serde_json::{Map, Value};
use value::LastCounts;

/// Whether members that are not known are refused or passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    Refused,
    Ignored,
}

/// Parses the first JSON value of `body`; what follows it is not looked at.
pub fn first_value(body: &[u8]) -> ApiResult<Value> {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter();
    match values.next() {
        Some(Ok(LastCounts(value))) => Ok(value),
        Some(Err(error)) => Err(ApiError::malformed(format!("The body is not valid JSON: {error}"))),
        None => Err(ApiError::malformed("The body is empty; expected JSON")),
    }
}

/// The members of a JSON object under their canonical names.
#[derive(Debug)]
pub struct Fields {
    /// Where the object stands in the body, for messages: `credentials.password`.
    path: String,
    members: Vec<(&'static str, Value)>,
}

impl Fields {
    /// Takes an object apart. `null` is an object without members.
    pub fn new(value: Value, path: &str, known: &[&'static str], unknown: Unknown) -> ApiResult<Self> {
        let object = match value {
            Value::Object(object) => object,
            Value::Null => Map::new(),
            other => return Err(ApiError::malformed(format!("{}: expected an object, got {}", place(path), kind(&other)))),
        };
        let mut members: Vec<(&'static str, Value)> = Vec::with_capacity(object.len());
        for (name, value) in object {
            let Some(canonical) = known.iter().find(|known| known.eq_ignore_ascii_case(&name)) else {
                if unknown == Unknown::Refused {
                    return Err(ApiError::malformed(format!("{}: unknown field {name:?}", place(path))));
                }
                continue;
            };
            members.retain(|(earlier, _)| earlier != canonical);
            members.push((canonical, value));
        }
        Ok(Self { path: path.to_owned(), members })
    }

    /// The member's value, `null` included.
    pub fn raw(&mut self, name: &str) -> Option<Value> {
        let at = self.members.iter().position(|(known, _)| *known == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// The member's value unless it is `null`.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.raw(name).filter(|value| !value.is_null())
    }

    pub fn text(&mut self, name: &str) -> ApiResult<Option<String>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(name, "a string", &other)),
        }
    }

    pub fn boolean(&mut self, name: &str) -> ApiResult<Option<bool>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(value)),
            Some(other) => Err(self.wrong(name, "true or false", &other)),
        }
    }

    pub fn array(&mut self, name: &str) -> ApiResult<Option<Vec<Value>>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(other) => Err(self.wrong(name, "a list", &other)),
        }
    }

    pub fn object(&mut self, name: &str) -> ApiResult<Option<Value>> {
        match self.value(name) {
            None => Ok(None),
            Some(object @ Value::Object(_)) => Ok(Some(object)),
            Some(other) => Err(self.wrong(name, "an object", &other)),
        }
    }

    /// A text that parses as `T`.
    pub fn parsed<T: std::str::FromStr>(&mut self, name: &str, expected: &str) -> ApiResult<Option<T>> {
        let text = self.text(name)?;
        text.map(|text| {
            text.parse().map_err(|_| ApiError::malformed(format!("{}: expected {expected}, got {text:?}", self.place_of(name))))
        })
        .transpose()
    }

    /// An error about a member that has another type than expected.
    pub fn wrong(&self, name: &str, expected: &str, got: &Value) -> ApiError {
        ApiError::malformed(format!("{}: expected {expected}, got {}", self.place_of(name), kind(got)))
    }

    fn place_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

fn place(path: &str) -> &str {
    if path.is_empty() { "body" } else { path }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests;
