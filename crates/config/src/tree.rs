//! Values that remember where they were written. Files, environment and built-in settings become such trees and are
//! laid over one another, so that every complaint can name its line.

use serde_json::{Map, Value};

use crate::problem::Place;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub place: Place,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One member of a map. The key has a place of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub key: String,
    pub place: Place,
    pub value: Node,
}

impl Node {
    pub fn new(place: Place, kind: Kind) -> Self {
        Self { place, kind }
    }

    pub fn empty_map(place: Place) -> Self {
        Self::new(place, Kind::Map(Vec::new()))
    }

    /// The tree of a JSON value, all of it at one place.
    pub fn from_json(value: &Value, place: &Place) -> Self {
        let kind = match value {
            Value::Null => Kind::Null,
            Value::Bool(value) => Kind::Bool(*value),
            Value::Number(number) => match number.as_i64() {
                Some(number) => Kind::Int(number),
                None => Kind::Float(number.as_f64().unwrap_or(f64::MAX)),
            },
            Value::String(text) => Kind::Text(text.clone()),
            Value::Array(items) => Kind::List(items.iter().map(|item| Self::from_json(item, place)).collect()),
            Value::Object(members) => Kind::Map(
                members
                    .iter()
                    .map(|(key, value)| Entry { key: key.clone(), place: place.clone(), value: Self::from_json(value, place) })
                    .collect(),
            ),
        };
        Self::new(place.clone(), kind)
    }

    pub fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Int(number) => Value::from(*number),
            Kind::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::from(*number as i64),
            Kind::Float(number) => Value::from(*number),
            Kind::Text(text) => Value::String(text.clone()),
            Kind::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Kind::Map(entries) => {
                Value::Object(entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect::<Map<_, _>>())
            }
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| match &node.kind {
            Kind::List(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => node.get(key),
        })
    }

    /// The place of `path`, or of the innermost part of it that was written.
    pub fn place_of(&self, path: &[&str]) -> Place {
        (0..=path.len()).rev().find_map(|length| self.at(&path[..length])).map_or(Place::BuiltIn, |node| node.place.clone())
    }

    /// Removes a member of the root.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let Kind::Map(entries) = &mut self.kind else { return None };
        let index = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(index))
    }

    /// Lays `upper` over this: maps merge, everything else is replaced.
    pub fn overlay(&mut self, upper: Node) {
        match (&mut self.kind, upper.kind) {
            (Kind::Map(entries), Kind::Map(upper_entries)) => {
                for upper in upper_entries {
                    match entries.iter_mut().find(|entry| entry.key == upper.key) {
                        Some(entry) => {
                            entry.place = upper.place;
                            entry.value.overlay(upper.value);
                        }
                        None => entries.push(upper),
                    }
                }
                if matches!(self.place, Place::BuiltIn) {
                    self.place = upper.place;
                }
            }
            (kind, upper_kind) => {
                *kind = upper_kind;
                self.place = upper.place;
            }
        }
    }

    /// What a person calls the type of the value.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing (null)",
            Kind::Bool(_) => "a boolean",
            Kind::Int(_) => "a whole number",
            Kind::Float(_) => "a number",
            Kind::Text(_) => "a string",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }
}
