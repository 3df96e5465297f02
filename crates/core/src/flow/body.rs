//! The fields of a submission. JSON is treated like a form: scalars become text, empty text counts as
//! absent, dotted names and nested objects mean the same, and of a repeated name the last one wins.

mod multipart;

use crate::schema::type_name;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The fields of one submission, in order. No Debug: it holds passwords.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct FlowBody {
    fields: Vec<(String, Sent)>,
}

/// The value of a field.
#[derive(Clone, Serialize, Deserialize)]
pub enum Sent {
    Text(String),
    /// An array or object of a JSON body.
    Json(Value),
}

/// Why a body has no fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("The request has no body.")]
    Empty,
    #[error(
        "The request's Content-Type must be application/json, application/x-www-form-urlencoded or multipart/form-data, and say which."
    )]
    ContentType,
    #[error("The request's body is not valid JSON.")]
    Json,
    #[error("The request's body must be a JSON object.")]
    NotObject,
    #[error("The request's body is not a valid multipart form.")]
    Multipart,
}

/// A member that must be an object holds something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnObject {
    /// The JSON type that was sent.
    pub actual: &'static str,
}

impl FlowBody {
    /// Decodes a body by its content type.
    pub fn decode(content_type: Option<&str>, body: &[u8]) -> Result<Self, BodyError> {
        if body.is_empty() {
            return Err(BodyError::Empty);
        }
        let content_type = content_type.unwrap_or_default();
        let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/json" => Self::from_json(body),
            "application/x-www-form-urlencoded" => Ok(Self::from_pairs(url::form_urlencoded::parse(body))),
            "multipart/form-data" => {
                let parts = multipart::parts(parameters, body).ok_or(BodyError::Multipart)?;
                Ok(Self::from_pairs(parts.into_iter()))
            }
            _ => Err(BodyError::ContentType),
        }
    }

    /// The fields of a query string.
    pub fn from_query(query: &str) -> Self {
        Self::from_pairs(url::form_urlencoded::parse(query.as_bytes()))
    }

    fn from_json(body: &[u8]) -> Result<Self, BodyError> {
        let Value::Object(members) = serde_json::from_slice(body).map_err(|_| BodyError::Json)? else {
            return Err(BodyError::NotObject);
        };
        let fields = members.into_iter().filter_map(|(name, value)| {
            Some((
                name,
                match value {
                    Value::Null => return None,
                    Value::String(text) => Sent::Text(text),
                    Value::Bool(value) => Sent::Text(value.to_string()),
                    Value::Number(number) => Sent::Text(number.to_string()),
                    Value::Array(_) | Value::Object(_) => Sent::Json(value),
                },
            ))
        });
        Ok(Self { fields: fields.collect() })
    }

    fn from_pairs<'a>(pairs: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>) -> Self {
        Self { fields: pairs.map(|(name, value)| (name.into_owned(), Sent::Text(value.into_owned()))).collect() }
    }

    /// The field's text; absent when empty. Of several the last counts.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .rev()
            .find_map(|(own, field)| match field {
                Sent::Text(text) if own == name => Some(text.as_str()),
                Sent::Text(_) | Sent::Json(_) => None,
            })
            .filter(|text| !text.is_empty())
    }

    /// The object under `name`: sent as JSON, as JSON in text, or member by member with dotted names, whose
    /// values stay text. None if there is nothing of it.
    pub fn object(&self, name: &str) -> Result<Option<Map<String, Value>>, NotAnObject> {
        let mut object = self.whole_object(name)?;
        for (own, sent) in self.below(name) {
            if let Sent::Text(text) = sent
                && !text.is_empty()
                && let path = &own[name.len() + 1..]
                && path.split('.').count() <= DEEPEST
            {
                insert_at(object.get_or_insert_default(), path, Value::String(text.clone()));
            }
        }
        Ok(object)
    }

    /// The object under exactly this name: sent as JSON, or as JSON in text. Of several the last counts.
    pub fn whole_object(&self, name: &str) -> Result<Option<Map<String, Value>>, NotAnObject> {
        let mut object = None;
        for (_, sent) in self.fields.iter().filter(|(own, _)| own == name) {
            let value = match sent {
                Sent::Json(value) => value.clone(),
                Sent::Text(text) if text.is_empty() => continue,
                Sent::Text(text) => serde_json::from_str(text).map_err(|_| NotAnObject { actual: "string" })?,
            };
            match value {
                Value::Object(members) => object = Some(members),
                other => return Err(NotAnObject { actual: type_name(&other) }),
            }
        }
        Ok(object)
    }

    /// The fields whose dotted names begin with `name`, by their full names, as they were sent.
    pub fn below<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Sent)> {
        let is_below = move |own: &str| own.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.fields.iter().filter(move |(own, _)| is_below(own)).map(|(own, sent)| (own.as_str(), sent))
    }
}

/// Members below this depth are ignored: no form is so deep, and recursion over one that is could exhaust the stack.
const DEEPEST: usize = 32;

/// Puts a value under a dotted path; what stands in the way of it is replaced.
fn insert_at(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let member = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if !member.is_object() {
                *member = Value::Object(Map::new());
            }
            if let Value::Object(inner) = member {
                insert_at(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests;
