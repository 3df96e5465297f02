//! Reading JSON objects as the reference does: keys match in any case, the last one wins, `null` is as
//! good as absent, and unknown keys are refused or ignored by the endpoint's strictness.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use selfsame_api::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Most elements of one list: entries are compared with each other when they are merged.
// Kratos: takes any number.
const MOST_ELEMENTS: usize = 1000;

/// What an endpoint does with members that it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Refuses them: create and batch.
    Strict,
    /// Ignores them: update.
    Lenient,
}

/// Why credentials cannot be imported. The text names the member by its path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The JSON has another shape than the body's.
    #[error("{path}: {problem}")]
    Shape { path: String, problem: String },
    /// The shape is right, the value is not acceptable.
    #[error("{path}: {problem}")]
    Value { path: String, problem: String },
}

pub(super) type Read<T> = Result<T, ImportError>;

/// A JSON object being read, with its path in the body.
pub(super) struct Fields {
    path: String,
    members: Map<String, Value>,
    strictness: Strictness,
}

impl Fields {
    /// The members of `value`; none for `null`.
    pub fn of(value: Value, path: String, strictness: Strictness) -> Read<Self> {
        match value {
            Value::Object(members) => Ok(Self { path, members, strictness }),
            Value::Null => Ok(Self { path, members: Map::new(), strictness }),
            other => Err(mismatch(path, "an object", &other)),
        }
    }

    /// Takes the member `name` away, with its path; `None` if it is absent or null.
    pub fn take(&mut self, name: &str) -> Option<(Value, String)> {
        let mut last = None;
        self.members.retain(|key, value| {
            let found = key.eq_ignore_ascii_case(name);
            if found {
                last = Some(value.take());
            }
            !found
        });
        last.filter(|value| !value.is_null()).map(|value| (value, format!("{}.{name}", self.path)))
    }

    /// The member `name` read by `read`, or the type's default.
    pub fn read<T: Default>(&mut self, name: &str, read: fn(Value, String) -> Read<T>) -> Read<T> {
        Ok(self.maybe(name, read)?.unwrap_or_default())
    }

    /// The member `name` read by `read`, if there is one.
    pub fn maybe<T>(&mut self, name: &str, read: fn(Value, String) -> Read<T>) -> Read<Option<T>> {
        self.take(name).map(|(value, path)| read(value, path)).transpose()
    }

    /// The member `name` as an object of its own.
    pub fn object(&mut self, name: &str) -> Read<Option<Self>> {
        let strictness = self.strictness;
        self.take(name).map(|(value, path)| Self::of(value, path, strictness)).transpose()
    }

    /// The member `name` as a list, each element read by `read`.
    pub fn list<T>(&mut self, name: &str, read: impl Fn(Self) -> Read<T>) -> Read<Vec<T>> {
        let strictness = self.strictness;
        let Some((value, path)) = self.take(name) else { return Ok(Vec::new()) };
        let Value::Array(elements) = value else { return Err(mismatch(path, "an array", &value)) };
        if elements.len() > MOST_ELEMENTS {
            let problem = format!("has {} elements, more than the {MOST_ELEMENTS} allowed", elements.len());
            return Err(ImportError::Value { path, problem });
        }
        let element = |(index, value): (usize, Value)| match value {
            Value::Object(_) => read(Self::of(value, format!("{path}[{index}]"), strictness)?),
            other => Err(mismatch(format!("{path}[{index}]"), "an object", &other)),
        };
        elements.into_iter().enumerate().map(element).collect()
    }

    /// Ends the reading: what is left over is unknown.
    pub fn finish(self) -> Read<()> {
        match (self.strictness, self.members.keys().next()) {
            (Strictness::Strict, Some(key)) => {
                Err(ImportError::Shape { path: format!("{}.{key}", self.path), problem: "this field is unknown".to_owned() })
            }
            (Strictness::Strict, None) | (Strictness::Lenient, _) => Ok(()),
        }
    }
}

pub(super) fn text(value: Value, path: String) -> Read<String> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(mismatch(path, "a string", &other)),
    }
}

pub(super) fn flag(value: Value, path: String) -> Read<bool> {
    match value {
        Value::Bool(flag) => Ok(flag),
        other => Err(mismatch(path, "a boolean", &other)),
    }
}

pub(super) fn count(value: Value, path: String) -> Read<u32> {
    let wanted = "an integer of 32 bits without sign";
    match value {
        Value::Number(number) => number
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| ImportError::Shape { path, problem: format!("expected {wanted}, but got {number}") }),
        other => Err(mismatch(path, wanted, &other)),
    }
}

pub(super) fn integer(value: Value, path: String) -> Read<i64> {
    match value {
        Value::Number(number) => {
            number.as_i64().ok_or_else(|| ImportError::Shape { path, problem: format!("expected an integer, but got {number}") })
        }
        other => Err(mismatch(path, "an integer", &other)),
    }
}

pub(super) fn bytes(value: Value, path: String) -> Read<Vec<u8>> {
    let encoded = text(value, path.clone())?;
    BASE64_STANDARD.decode(encoded).map_err(|error| ImportError::Shape { path, problem: format!("expected padded base64, but: {error}") })
}

pub(super) fn time(value: Value, path: String) -> Read<Timestamp> {
    let written = text(value, path.clone())?;
    written.parse().map_err(|_| ImportError::Shape { path, problem: "expected a time as in RFC 3339".to_owned() })
}

pub(super) fn uuid(value: Value, path: String) -> Read<Uuid> {
    let written = text(value, path.clone())?;
    Uuid::parse_str(&written).map_err(|_| ImportError::Shape { path, problem: "expected a UUID".to_owned() })
}

pub(super) fn texts(value: Value, path: String) -> Read<Vec<String>> {
    let Value::Array(elements) = value else { return Err(mismatch(path, "an array", &value)) };
    elements.into_iter().enumerate().map(|(index, value)| text(value, format!("{path}[{index}]"))).collect()
}

fn mismatch(path: String, expected: &str, found: &Value) -> ImportError {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    ImportError::Shape { path, problem: format!("expected {expected}, but got {found}") }
}
