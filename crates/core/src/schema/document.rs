//! Preparation of a schema document before it is compiled: its annotations are read and numbered,
//! its references checked, and what JSON Schema and the reference understand differently is marked.

use super::SchemaError;
use super::extension::{Extension, KEY};
use super::references::{EMBEDDED_SCHEME, References};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jsonschema::{Keyword, ValidationError, ValidationOptions};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::mem;

/// Deepest nesting of a document, documents embedded in it included.
pub const MAX_DEPTH: usize = 100;

/// Keyword beside each annotation: its number in the table of extensions.
pub const NUMBER: &str = "selfsame:extension";

/// Keyword beside each `"type": "integer"`.
pub const WHOLE: &str = "selfsame:integer";

const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// Keywords whose members are schemas by name.
pub const NAMED_SCHEMAS: [&str; 6] = ["properties", "patternProperties", "definitions", "$defs", "dependencies", "dependentSchemas"];

/// Keywords whose value is data, not schema.
pub const DATA: [&str; 5] = ["const", "enum", "default", "examples", KEY];

/// What is found while the documents of one schema are prepared.
pub struct Preparation {
    pub references: References,
    pub extensions: Vec<Extension>,
    pub embedded: Vec<Value>,
    /// By URL.
    pub fetched: HashMap<String, Value>,
    /// The first error of a document that was fetched while compiling.
    pub failure: Option<SchemaError>,
}

impl Preparation {
    pub fn new(references: References) -> Self {
        Self { references, extensions: Vec::new(), embedded: Vec::new(), fetched: HashMap::new(), failure: None }
    }

    /// The documents besides the schema itself, by the URLs that their references name.
    pub fn documents(&self) -> HashMap<String, &Value> {
        let embedded = self.embedded.iter().enumerate().map(|(number, document)| (format!("{EMBEDDED_SCHEME}:///{number}"), document));
        self.fetched.iter().map(|(url, document)| (url.clone(), document)).chain(embedded).collect()
    }

    /// What was found, leaving nothing.
    pub fn take(&mut self) -> Self {
        mem::replace(self, Self::new(References::Embedded))
    }

    /// Prepares one document in place.
    pub fn document(&mut self, document: &mut Value) -> Result<(), SchemaError> {
        self.schema(document, &mut String::new(), 0)?;
        refuse_cycles(document)
    }

    fn schema(&mut self, node: &mut Value, pointer: &mut String, depth: usize) -> Result<(), SchemaError> {
        if depth > MAX_DEPTH {
            return Err(SchemaError::TooDeep);
        }
        let Value::Object(members) = node else { return Ok(()) };
        self.read_annotation(members, pointer)?;
        self.check_reference(members, pointer, depth)?;
        mark_integer(members);
        for (keyword, value) in members.iter_mut() {
            if DATA.contains(&keyword.as_str()) {
                require_depth(value, depth + 1)?;
                continue;
            }
            let outer = push(pointer, keyword);
            match value {
                Value::Object(named) if NAMED_SCHEMAS.contains(&keyword.as_str()) => {
                    for (name, schema) in named.iter_mut() {
                        let inner = push(pointer, name);
                        self.schema(schema, pointer, depth + 2)?;
                        pointer.truncate(inner);
                    }
                }
                Value::Array(items) => {
                    for (at, schema) in items.iter_mut().enumerate() {
                        let inner = push(pointer, &at.to_string());
                        self.schema(schema, pointer, depth + 2)?;
                        pointer.truncate(inner);
                    }
                }
                schema => self.schema(schema, pointer, depth + 1)?,
            }
            pointer.truncate(outer);
        }
        Ok(())
    }

    fn read_annotation(&mut self, members: &mut Map<String, Value>, pointer: &str) -> Result<(), SchemaError> {
        let Some(extension) = Extension::of_node(members, pointer) else { return Ok(()) };
        let extension = extension.map_err(|error| SchemaError::Extension { pointer: pointer.to_owned(), reason: error.to_string() })?;
        members.insert(NUMBER.to_owned(), self.extensions.len().into());
        self.extensions.push(extension);
        Ok(())
    }

    fn check_reference(&mut self, members: &mut Map<String, Value>, pointer: &str, depth: usize) -> Result<(), SchemaError> {
        let Some(Value::String(reference)) = members.get("$ref") else { return Ok(()) };
        if let Some(payload) = reference.strip_prefix("base64://") {
            let (payload, fragment) = payload.split_once('#').unwrap_or((payload, ""));
            let mut document = decode(payload).map_err(|reason| SchemaError::Embedded { pointer: pointer.to_owned(), reason })?;
            let replacement = format!("{EMBEDDED_SCHEME}:///{}#{fragment}", self.embedded.len());
            self.embedded.push(Value::Null);
            let slot = self.embedded.len() - 1;
            self.schema(&mut document, &mut String::new(), depth + 1)?;
            refuse_cycles(&document)?;
            self.embedded[slot] = document;
            members.insert("$ref".to_owned(), replacement.into());
        } else if !reference.starts_with('#') && matches!(self.references, References::Embedded) {
            return Err(SchemaError::ForbiddenReference { pointer: pointer.to_owned(), reference: reference.clone() });
        }
        Ok(())
    }
}

fn decode(payload: &str) -> Result<Value, String> {
    let bytes = BASE64.decode(payload).map_err(|error| error.to_string())?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

fn require_depth(value: &Value, depth: usize) -> Result<(), SchemaError> {
    if depth > MAX_DEPTH {
        return Err(SchemaError::TooDeep);
    }
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| require_depth(item, depth + 1)),
        Value::Object(members) => members.values().try_for_each(|member| require_depth(member, depth + 1)),
        _ => Ok(()),
    }
}

/// Appends a segment and returns the length to truncate to.
fn push(pointer: &mut String, segment: &str) -> usize {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
    length
}

/// JSON Schema since draft 6 counts `3.0` as an integer; the reference wants digits only.
fn mark_integer(members: &mut Map<String, Value>) {
    let allows = |kind: &str| match members.get("type") {
        Some(Value::String(name)) => name == kind,
        Some(Value::Array(names)) => names.iter().any(|name| name == kind),
        _ => false,
    };
    if allows("integer") && !allows("number") {
        members.insert(WHOLE.to_owned(), true.into());
    }
}

/// Teaches the compiler the keyword that [`mark_integer`] adds.
pub fn register(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    options.with_keyword(WHOLE, |_, _, _| Ok(Box::new(WrittenAsInteger)))
}

struct WrittenAsInteger;

impl<'i> Keyword<'i> for WrittenAsInteger {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) { Ok(()) } else { Err(ValidationError::custom("expected an integer without fraction or exponent")) }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        match instance {
            // A value with a fraction is the business of `type`; beyond 2^53 the digits may have been lost.
            Value::Number(number) if number.is_f64() => {
                number.as_f64().is_none_or(|value| value.fract() != 0.0 || value.abs() >= 9_007_199_254_740_992.0)
            }
            _ => true,
        }
    }
}

/// Refuses references within the document that lead back to themselves at the same value.
fn refuse_cycles(document: &Value) -> Result<(), SchemaError> {
    let mut done = HashSet::new();
    let mut pending = vec![document];
    while let Some(node) = pending.pop() {
        if let Some(members) = node.as_object()
            && members.contains_key("$ref")
        {
            follow(document, node, "", &mut Vec::new(), &mut done)?;
        }
        match node {
            Value::Object(members) => pending.extend(members.values()),
            Value::Array(items) => pending.extend(items),
            _ => {}
        }
    }
    Ok(())
}

/// Visits every schema that applies to the same value as `node`.
fn follow<'a>(
    document: &'a Value,
    node: &'a Value,
    reference: &str,
    path: &mut Vec<*const Value>,
    done: &mut HashSet<*const Value>,
) -> Result<(), SchemaError> {
    let Value::Object(members) = node else { return Ok(()) };
    let here: *const Value = node;
    if path.contains(&here) || path.len() > 10 * MAX_DEPTH {
        return Err(SchemaError::Cycle { pointer: reference.to_owned() });
    }
    if done.contains(&here) {
        return Ok(());
    }
    path.push(here);
    for (keyword, value) in members {
        match (keyword.as_str(), value) {
            ("$ref", Value::String(target)) => {
                if let Some(found) = local_target(document, target) {
                    follow(document, found, target, path, done)?;
                }
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(branches)) => {
                for branch in branches {
                    follow(document, branch, reference, path, done)?;
                }
            }
            ("not" | "if" | "then" | "else", branch) => follow(document, branch, reference, path, done)?,
            ("dependencies" | "dependentSchemas", Value::Object(named)) => {
                for branch in named.values() {
                    follow(document, branch, reference, path, done)?;
                }
            }
            _ => {}
        }
    }
    path.pop();
    done.insert(here);
    Ok(())
}

/// The node that a reference of the form `#` or `#/…` names within the document.
pub fn local_target<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    let fragment = reference.strip_prefix('#')?;
    let pointer = percent_encoding::percent_decode_str(fragment).decode_utf8().ok()?;
    document.pointer(&pointer)
}
