//! Environment variables over the configuration: the name is the key's path with `_` for `.`, the schema says how
//! the value is read. Lists are overlaid entry by entry (`KEY_0`, `KEY_0_SUB`), maps member by member.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::problem::{Place, Problem};
use crate::schema;
use crate::tree::{Entry, Kind, Node};

const MAX_INDEX: usize = 999;

/// Mirrors of flags that have no effect; a stray `HELP` or `CONFIG` must not disturb.
const IGNORED: [&str; 2] = ["help", "config"];

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Index(usize),
}

struct Target {
    path: Vec<Step>,
    schema: &'static Value,
}

type Table = HashMap<String, (Vec<Step>, &'static Value)>;

/// One variable that sets a key.
pub(crate) struct Setting {
    path: Vec<Step>,
    value: Node,
}

/// The settings among `variables`; others are none of our business.
pub(crate) fn settings<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>, problems: &mut Vec<Problem>) -> Vec<Setting> {
    // Large, and of no use between two loads.
    let table = table(schema::root());
    let mut settings = Vec::new();
    for (name, text) in variables {
        let Some(target) = target(&table, name) else { continue };
        let place = Place::Variable(Arc::from(name));
        match read(text, target.schema, &place) {
            Ok(value) => settings.push(Setting { path: target.path, value }),
            // Kratos: a boolean that cannot be read is false there, a number 0. Here the start says so.
            Err(message) => problems.push(Problem::new(place, &path_words(&target.path), message)),
        }
    }
    // What sets a whole map goes below what sets its members.
    settings.sort_by_key(|setting| setting.path.len());
    settings
}

/// Whether one of the settings touches the key `path` or something in it.
pub(crate) fn touches(settings: &[Setting], path: &[&str]) -> bool {
    settings.iter().any(|setting| setting.path.iter().zip(path).all(|(step, key)| matches!(step, Step::Key(step) if step == key)))
}

/// Lays `settings` over `root`.
pub(crate) fn apply(root: &mut Node, settings: Vec<Setting>) {
    for Setting { path, value } in settings {
        place_value(root, &path, value);
    }
}

fn target(table: &Table, name: &str) -> Option<Target> {
    let normal = name.to_ascii_lowercase().replace('_', ".");
    if IGNORED.contains(&normal.as_str()) {
        return None;
    }
    find(table, &normal)
}

fn find(table: &Table, name: &str) -> Option<Target> {
    if let Some((path, schema)) = table.get(name) {
        return Some(Target { path: path.clone(), schema });
    }
    // Kratos: a name with two indices is ignored there without a word; here it works.
    let words: Vec<&str> = name.split('.').collect();
    words.iter().enumerate().skip(1).find_map(|(position, word)| {
        let index = word.parse::<usize>().ok().filter(|index| *index <= MAX_INDEX)?;
        let (path, list) = table.get(&words[..position].join("."))?;
        let items = schema::items(list)?;
        let mut path = path.clone();
        path.push(Step::Index(index));
        let rest = words[position + 1..].join(".");
        if rest.is_empty() {
            return Some(Target { path, schema: items });
        }
        let inner = find(&self::table(items), &rest)?;
        path.extend(inner.path);
        Some(Target { path, schema: inner.schema })
    })
}

fn table(schema: &'static Value) -> Table {
    let mut table = Table::new();
    collect(schema, "", &[], &mut table);
    table
}

fn collect(schema: &'static Value, prefix: &str, path: &[Step], table: &mut Table) {
    let schema = schema::resolve(schema);
    for (key, member) in schema::properties(schema).into_iter().flatten() {
        let member = schema::resolve(member);
        let name = format!("{prefix}{}", key.to_ascii_lowercase().replace('_', "."));
        let mut path = path.to_vec();
        path.push(Step::Key(key.clone()));
        collect(member, &format!("{name}."), &path, table);
        table.entry(name).or_insert((path, member));
    }
    for variant in schema::variants(schema) {
        collect(variant, prefix, path, table);
    }
}

fn read(text: &str, schema: &'static Value, place: &Place) -> Result<Node, String> {
    let scalar = |kind| Ok(Node::new(place.clone(), kind));
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => match text {
            "1" | "t" | "T" | "true" | "True" | "TRUE" => scalar(Kind::Bool(true)),
            "0" | "f" | "F" | "false" | "False" | "FALSE" => scalar(Kind::Bool(false)),
            _ => Err("expected `true` or `false`".to_owned()),
        },
        Some("integer") => text.parse().map(Kind::Int).map_or_else(|_| Err("expected a whole number".to_owned()), scalar),
        Some("number") => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => scalar(Kind::Float(number)),
            _ => Err("expected a number".to_owned()),
        },
        Some("array") => read_list(text, schema, place),
        Some("object") => match serde_json::from_str::<Value>(text) {
            Ok(value @ Value::Object(_)) => Ok(Node::from_json(&value, place)),
            _ => Err("expected a JSON object".to_owned()),
        },
        None if !schema::variants(schema).is_empty() => match serde_json::from_str::<Value>(text) {
            Ok(value @ Value::Object(_)) => Ok(Node::from_json(&value, place)),
            _ => Err("expected a JSON object".to_owned()),
        },
        _ => scalar(Kind::Text(text.to_owned())),
    }
}

fn read_list(text: &str, schema: &'static Value, place: &Place) -> Result<Node, String> {
    if text.is_empty() {
        return Err("expected a JSON array or values with commas between them, found nothing".to_owned());
    }
    if let Ok(value @ Value::Array(_)) = serde_json::from_str::<Value>(text) {
        return Ok(Node::from_json(&value, place));
    }
    let items = schema::items(schema).filter(|items| items.get("type").and_then(Value::as_str).is_some_and(|name| name != "object"));
    let Some(items) = items else { return Err("expected a JSON array".to_owned()) };
    let nodes = text.split(',').map(|item| read(item, items, place)).collect::<Result<Vec<_>, _>>()?;
    Ok(Node::new(place.clone(), Kind::List(nodes)))
}

fn place_value(node: &mut Node, path: &[Step], value: Node) {
    let Some((step, rest)) = path.split_first() else { return overlay(node, value) };
    match step {
        Step::Key(key) => {
            if !matches!(node.kind, Kind::Map(_)) {
                *node = Node::empty_map(value.place.clone());
            }
            let Kind::Map(entries) = &mut node.kind else { return };
            let position = entries.iter().position(|entry| entry.key == *key).unwrap_or_else(|| {
                let place = value.place.clone();
                entries.push(Entry { key: key.clone(), place: place.clone(), value: Node::new(place, Kind::Null) });
                entries.len() - 1
            });
            place_value(&mut entries[position].value, rest, value);
        }
        Step::Index(index) => {
            if !matches!(node.kind, Kind::List(_)) {
                *node = Node::new(value.place.clone(), Kind::List(Vec::new()));
            }
            let Kind::List(items) = &mut node.kind else { return };
            while items.len() <= *index {
                items.push(Node::new(value.place.clone(), Kind::Null));
            }
            place_value(&mut items[*index], rest, value);
        }
    }
}

fn overlay(node: &mut Node, upper: Node) {
    match (&mut node.kind, upper.kind) {
        (Kind::List(items), Kind::List(upper_items)) => {
            for (index, upper) in upper_items.into_iter().enumerate() {
                match items.get_mut(index) {
                    Some(item) => overlay(item, upper),
                    None => items.push(upper),
                }
            }
        }
        (Kind::Map(entries), Kind::Map(upper_entries)) => {
            for upper in upper_entries {
                match entries.iter_mut().find(|entry| entry.key == upper.key) {
                    Some(entry) => overlay(&mut entry.value, upper.value),
                    None => entries.push(upper),
                }
            }
        }
        (kind, upper_kind) => {
            *kind = upper_kind;
            node.place = upper.place;
        }
    }
}

fn path_words(path: &[Step]) -> Vec<String> {
    path.iter()
        .map(|step| match step {
            Step::Key(key) => key.clone(),
            Step::Index(index) => index.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
