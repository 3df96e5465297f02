//! The traits of a submission. A JSON object of traits is taken as it is; fields with dotted names are text, which
//! becomes what the schema wants at their place.

use super::super::IdentitySchema;
use super::TRAITS;
use super::plan::{Field, Place, Scalar, Shape};
use crate::flow::body::{FlowBody, NotAnObject, Sent};
use serde_json::{Map, Value};

/// The traits that were sent. Objects that the schema has are there even if nothing was sent of them; fields that it
/// does not have are passed over. Text that is not what the schema wants stays text, for the schema to refuse.
// Kratos: a list of objects that was not sent becomes `{}` and is refused; here it stays absent.
pub fn read_traits(schema: &IdentitySchema, body: &FlowBody) -> Result<Value, NotAnObject> {
    let mut traits = body.whole_object(TRAITS)?.unwrap_or_default();
    let pieces: Vec<_> = body.below(TRAITS).collect();
    if !pieces.is_empty() {
        for place in &schema.form.objects {
            if let Some(object) = object_at(place, &pieces) {
                put(&mut traits, &place.path, object);
            }
        }
        for field in &schema.form.fields {
            if let Some(value) = value_of(field, &pieces) {
                put(&mut traits, &field.path, value);
            }
        }
    }
    for place in &schema.form.objects {
        complete(&mut traits, &place.path);
    }
    Ok(Value::Object(traits))
}

type Piece<'a> = (&'a str, &'a Sent);

/// An object that was sent in one piece under its dotted name, as JSON or as JSON in text.
fn object_at(place: &Place, pieces: &[Piece<'_>]) -> Option<Value> {
    let (_, sent) = pieces.iter().rev().find(|(name, _)| *name == place.name)?;
    let value = match sent {
        Sent::Json(value) => value.clone(),
        Sent::Text(text) => serde_json::from_str(text).ok()?,
    };
    Some(value).filter(Value::is_object)
}

fn value_of(field: &Field, pieces: &[Piece<'_>]) -> Option<Value> {
    match field.shape {
        Shape::One(scalar) | Shape::Loose(scalar) => {
            let (_, sent) = pieces.iter().rev().find(|(name, _)| *name == field.name)?;
            typed(sent, scalar)
        }
        Shape::List(scalar) => list_of(field, scalar, pieces),
    }
}

/// A list: sent whole, or item by item under the list's own name or under the names of its items.
// Kratos: passes over the names of items (`traits.tags.0`), under which the form itself shows them.
fn list_of(field: &Field, scalar: Scalar, pieces: &[Piece<'_>]) -> Option<Value> {
    let mut items = Vec::new();
    for (name, sent) in pieces {
        let Some(rest) = name.strip_prefix(field.name.as_str()) else { continue };
        match sent {
            Sent::Json(whole) if rest.is_empty() => return Some(whole.clone()),
            _ if rest.is_empty() => items.extend(typed(sent, scalar).map(|value| (usize::MAX, value))),
            _ => {
                let place = rest.strip_prefix('.').and_then(|place| place.parse().ok());
                items.extend(place.and_then(|place: usize| Some((place, typed(sent, scalar)?))));
            }
        }
    }
    items.sort_by_key(|(place, _)| *place);
    if items.is_empty() { None } else { Some(items.into_iter().map(|(_, value)| value).collect()) }
}

/// What a text stands for where the schema wants `scalar`; none if it is empty.
fn typed(sent: &Sent, scalar: Scalar) -> Option<Value> {
    let text = match sent {
        Sent::Json(value) => return Some(value.clone()),
        Sent::Text(text) if text.is_empty() => return None,
        Sent::Text(text) => text,
    };
    let value = match scalar {
        Scalar::Text => None,
        Scalar::Integer => integer(text),
        Scalar::Number => integer(text).or_else(|| text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number)),
        Scalar::Boolean => truth(text),
    };
    Some(value.unwrap_or_else(|| Value::String(text.clone())))
}

fn integer(text: &str) -> Option<Value> {
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from)).ok()
}

fn truth(text: &str) -> Option<Value> {
    match text {
        "1" | "t" | "T" | "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "0" | "f" | "F" | "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => None,
    }
}

/// Puts a value at its path; what is no object and stands in the way is replaced.
fn put(traits: &mut Map<String, Value>, path: &[String], value: Value) {
    let Some((last, outer)) = path.split_last() else { return };
    let mut object = traits;
    for name in outer {
        let member = object.entry(name.as_str()).or_insert_with(|| Value::Object(Map::new()));
        if !member.is_object() {
            *member = Value::Object(Map::new());
        }
        let Value::Object(inner) = member else { return };
        object = inner;
    }
    object.insert(last.clone(), value);
}

/// Puts an empty object at its path if the member is absent and belongs there.
fn complete(traits: &mut Map<String, Value>, path: &[String]) {
    let Some((last, outer)) = path.split_last() else { return };
    let mut object = traits;
    for name in outer {
        let Some(Value::Object(inner)) = object.get_mut(name) else { return };
        object = inner;
    }
    if !object.contains_key(last) {
        object.insert(last.clone(), Value::Object(Map::new()));
    }
}
