//! Forms of traits: the fields that an identity schema asks for, what stands in them, what a person sent in them,
//! and the messages beside them.
//!
//! Which fields there are is found once, when a schema is compiled. A field's node is called by the dotted path of
//! its trait, `traits.name.first`; a dot within a member's name is written `\.`.

mod messages;
mod plan;
mod read;

pub use messages::messages;
pub use read::read_traits;

pub(super) use plan::{Documents, Plan};

use super::IdentitySchema;
use plan::{Field, Scalar, Shape};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;

/// The name under which a submission carries traits.
const TRAITS: &str = "traits";

/// The inputs of all traits, empty, in the order of the schema.
pub fn trait_nodes(schema: &IdentitySchema, group: Group) -> Vec<Node> {
    schema.form.fields.iter().map(|field| node(field, group)).collect()
}

/// The names of these nodes, for sorting a form.
pub fn trait_names(schema: &IdentitySchema) -> Vec<String> {
    schema.form.fields.iter().map(|field| field.name.clone()).collect()
}

/// Shows stored traits: sets the values of their inputs, and adds an input to `group` for each text, number or
/// truth value within the traits that has none (items of a list, what a free-form object holds).
pub fn fill(nodes: &mut Vec<Node>, traits: &Value, group: Group) {
    let values = flattened(traits);
    let known: HashSet<String> = nodes.iter().filter(|node| values.contains_key(node.name())).map(|node| node.name().to_owned()).collect();
    set(nodes, &values);
    let surplus = values.into_iter().filter(|(name, _)| !known.contains(name));
    nodes.extend(surplus.map(|(name, value)| surplus_node(name, value, group)));
}

/// Shows what was sent: as [`fill`], without inputs for what the form does not ask for. What was not sent stays.
pub fn refill(nodes: &mut [Node], traits: &Value) {
    set(nodes, &flattened(traits));
}

/// Takes the values off all inputs of traits.
pub fn clear(nodes: &mut [Node]) {
    for node in nodes {
        if is_trait(node.name())
            && let Some(input) = node.as_input_mut()
        {
            input.value = None;
        }
    }
}

/// Whether a node of this name stands for a trait, or for a part of one.
pub fn is_trait(name: &str) -> bool {
    name.strip_prefix(TRAITS).is_some_and(|rest| rest.starts_with('.'))
}

fn node(field: &Field, group: Group) -> Node {
    let (kind, autocomplete) = input_kind(field);
    let node = Node::input(group, field.name.clone(), kind).with(|input| {
        input.required = field.is_required;
        input.autocomplete = autocomplete.map(Cow::Borrowed);
        input.pattern = field.pattern.clone().map(Cow::Owned);
        input.options.clone_from(&field.options);
    });
    match &field.title {
        Some(title) => node.label(text::label_trait(title, &field.name)),
        None => node,
    }
}

/// The type of a field's input, and what a browser may fill in.
fn input_kind(field: &Field) -> (InputKind, Option<&'static str>) {
    match field.shape {
        Shape::One(Scalar::Integer | Scalar::Number) => (InputKind::Number, None),
        Shape::One(Scalar::Boolean) => (InputKind::Checkbox, None),
        Shape::One(Scalar::Text) => match field.format.as_deref() {
            Some("email") => (InputKind::Email, Some("email")),
            Some("tel") => (InputKind::Tel, Some("tel")),
            Some("uri") => (InputKind::Url, Some("url")),
            Some("date-time") => (InputKind::DatetimeLocal, None),
            Some("date") => (InputKind::Date, None),
            Some(_) | None => (InputKind::Text, None),
        },
        Shape::Loose(_) | Shape::List(_) => (InputKind::Text, None),
    }
}

fn surplus_node(name: String, value: Value, group: Group) -> Node {
    let kind = match value {
        Value::Number(_) => InputKind::Number,
        Value::Bool(_) => InputKind::Checkbox,
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => InputKind::Text,
    };
    let node = Node::input(group, name, kind);
    if value.is_null() { node } else { node.value(value) }
}

fn set(nodes: &mut [Node], values: &Map<String, Value>) {
    for node in nodes {
        if let Some(value) = values.get(node.name())
            && let Some(input) = node.as_input_mut()
        {
            input.value = Some(value.clone()).filter(|value| !value.is_null());
        }
    }
}

/// Everything in the traits that is neither list nor object, by the name of its node.
fn flattened(traits: &Value) -> Map<String, Value> {
    let mut values = Map::new();
    flatten(traits, &mut TRAITS.to_owned(), &mut values);
    // Traits that are no object have no place in a form.
    values.remove(TRAITS);
    values
}

fn flatten(value: &Value, name: &mut String, values: &mut Map<String, Value>) {
    let length = name.len();
    match value {
        Value::Object(members) => {
            for (member, inner) in members {
                push_member(name, member);
                flatten(inner, name, values);
                name.truncate(length);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                push_member(name, &at.to_string());
                flatten(item, name, values);
                name.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            values.insert(name.clone(), value.clone());
        }
    }
}

/// Appends a member to the name of a node.
fn push_member(name: &mut String, member: &str) {
    name.push('.');
    if member.contains('.') {
        name.push_str(&member.replace('.', "\\."));
    } else {
        name.push_str(member);
    }
}

#[cfg(test)]
mod tests;
