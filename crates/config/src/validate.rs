//! Holds a tree against the schema and reports everything that is wrong at once: what was expected, the type of what
//! was found, and the nearest key or word. Knows the part of JSON Schema that our schema uses (a test sees to that).

use serde_json::Value;

use crate::formats;
use crate::nearest::nearest;
use crate::problem::Problem;
use crate::schema;
use crate::tree::{Kind, Node};

/// What was found in a tree.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub errors: Vec<Problem>,
    pub warnings: Vec<Problem>,
}

pub(crate) fn validate(root: &Node) -> Findings {
    let mut findings = Findings::default();
    Walk { path: Vec::new(), findings: &mut findings }.node(root, schema::root());
    findings
}

struct Walk<'a> {
    path: Vec<String>,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, schema: &'static Value) {
        let schema = schema::resolve(schema);
        if let Some((key, variants)) = schema::discriminator(schema) {
            return self.variant(node, key, &variants);
        }
        if !has_type(node, schema) {
            return self.expected(node, schema);
        }
        match &node.kind {
            Kind::Map(_) => self.map(node, schema),
            Kind::List(items) => self.list(node, items, schema),
            Kind::Text(text) => self.text(node, text, schema),
            Kind::Int(number) => self.number(node, *number as f64, schema),
            Kind::Float(number) => self.number(node, *number, schema),
            Kind::Null | Kind::Bool(_) => {}
        }
    }

    fn variant(&mut self, node: &Node, key: &'static str, variants: &[(&'static str, &'static Value)]) {
        let names = || variants.iter().map(|(name, _)| *name);
        let listed = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        if !matches!(node.kind, Kind::Map(_)) {
            return self.error(node, format!("expected a map with `{key}` = one of {listed}, found {}", node.type_name()));
        }
        let Some(chosen) = node.get(key) else {
            return self.error(node, format!("`{key}` is missing; it must be one of {listed}"));
        };
        let Kind::Text(name) = &chosen.kind else {
            self.path.push(key.to_owned());
            self.error(chosen, format!("expected one of {listed}, found {}", chosen.type_name()));
            self.path.pop();
            return;
        };
        if let Some((_, schema)) = variants.iter().find(|(variant, _)| variant == name) {
            return self.node(node, schema);
        }
        self.path.push(key.to_owned());
        let problem = Problem::new(chosen.place.clone(), &self.path, format!("`{name}` cannot stand here; expected one of {listed}"))
            .hinting(nearest(name, names()).map(did_you_mean));
        self.findings.errors.push(problem);
        self.path.pop();
    }

    fn map(&mut self, node: &Node, schema: &'static Value) {
        let Kind::Map(entries) = &node.kind else { return };
        for entry in entries {
            let member = schema::properties(schema).and_then(|properties| properties.get(&entry.key));
            let free = schema.get("additionalProperties");
            self.path.push(entry.key.clone());
            match (member, free) {
                (Some(member), _) => self.node(&entry.value, member),
                (None, Some(Value::Bool(true))) => {}
                (None, Some(free)) if free.is_object() => self.node(&entry.value, free),
                (None, closed) => self.unknown_key(entry, schema, closed.is_some()),
            }
            self.path.pop();
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        for key in required.filter(|key| node.get(key).is_none()) {
            let what = schema::member(schema, key).map_or_else(String::new, |member| format!(": {}", expectation(member)));
            self.error(node, format!("the key `{key}` is missing{what}"));
        }
    }

    fn unknown_key(&mut self, entry: &crate::tree::Entry, schema: &'static Value, is_closed: bool) {
        let keys = || schema::properties(schema).into_iter().flat_map(|properties| properties.keys().map(String::as_str));
        let near = nearest(&entry.key, keys());
        let hint = near.map(did_you_mean).or_else(|| {
            let listed = keys().filter(|_| keys().count() <= 12).map(|key| format!("`{key}`")).collect::<Vec<_>>();
            (!listed.is_empty()).then(|| format!("known here: {}", listed.join(", ")))
        });
        // Kratos: a few maps take any unknown member without a word. Here they take those that are no typing error,
        // and the start says that they have no effect.
        if is_closed || near.is_some() {
            self.findings.errors.push(Problem::new(entry.place.clone(), &self.path, "there is no such key").hinting(hint));
        } else {
            self.findings
                .warnings
                .push(Problem::new(entry.place.clone(), &self.path, "there is no such key; it has no effect").hinting(hint));
        }
    }

    fn list(&mut self, node: &Node, items: &[Node], schema: &'static Value) {
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        if (items.len() as u64) < least {
            self.error(node, format!("expected a list with at least {least} entry"));
        }
        for (index, item) in items.iter().enumerate() {
            self.path.push(index.to_string());
            if schema.get("uniqueItems").is_some() && items[..index].iter().any(|earlier| earlier.to_json() == item.to_json()) {
                self.error(item, "this entry is there twice".to_owned());
            }
            if let Some(item_schema) = schema.get("items") {
                self.node(item, item_schema);
            }
            self.path.pop();
        }
    }

    fn text(&mut self, node: &Node, text: &str, schema: &'static Value) {
        let length = text.chars().count() as u64;
        let is_too_short = schema.get("minLength").and_then(Value::as_u64).is_some_and(|least| length < least);
        let is_too_long = schema.get("maxLength").and_then(Value::as_u64).is_some_and(|most| length > most);
        if is_too_short || is_too_long {
            return self.error(node, format!("expected {}, found one of {length}", expectation(schema)));
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
            && !allowed.iter().any(|allowed| allowed == text)
        {
            let near = nearest(text, allowed.iter().filter_map(Value::as_str)).map(did_you_mean);
            let message = format!("expected {}, found another string", expectation(schema));
            return self.findings.errors.push(Problem::new(node.place.clone(), &self.path, message).hinting(near));
        }
        if !text_matches(text, schema) {
            self.error(node, format!("expected {}, found a string that is none", expectation(schema)));
        }
    }

    fn number(&mut self, node: &Node, number: f64, schema: &'static Value) {
        let is_below = schema.get("minimum").and_then(Value::as_f64).is_some_and(|least| number < least);
        let is_above = schema.get("maximum").and_then(Value::as_f64).is_some_and(|most| number > most);
        if is_below || is_above {
            self.error(node, format!("expected {}, found {number}", expectation(schema)));
        }
    }

    fn expected(&mut self, node: &Node, schema: &'static Value) {
        let hint = match (&node.kind, schema.get("type").and_then(Value::as_str)) {
            (Kind::Bool(_) | Kind::Int(_) | Kind::Float(_), Some("string")) => Some("put it in quotation marks".to_owned()),
            (Kind::Text(text), Some("boolean")) if matches!(text.as_str(), "true" | "false") => {
                Some("leave the quotation marks out".to_owned())
            }
            (Kind::Text(text), Some("boolean")) if matches!(text.to_ascii_lowercase().as_str(), "yes" | "on") => Some(did_you_mean("true")),
            (Kind::Text(text), Some("boolean")) if matches!(text.to_ascii_lowercase().as_str(), "no" | "off") => {
                Some(did_you_mean("false"))
            }
            (Kind::Text(text), Some("integer")) if text.parse::<i64>().is_ok() => Some("leave the quotation marks out".to_owned()),
            _ => None,
        };
        let message = format!("expected {}, found {}", expectation(schema), node.type_name());
        self.findings.errors.push(Problem::new(node.place.clone(), &self.path, message).hinting(hint));
    }

    fn error(&mut self, node: &Node, message: String) {
        self.findings.errors.push(Problem::new(node.place.clone(), &self.path, message));
    }
}

/// Patterns and formats; `anyOf` is used for texts alone.
fn text_matches(text: &str, schema: &'static Value) -> bool {
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let format = schema.get("format").and_then(Value::as_str);
    let constant = schema.get("const").and_then(Value::as_str);
    let any = schema.get("anyOf").and_then(Value::as_array);
    pattern.is_none_or(|pattern| formats::matches_pattern(pattern, text))
        && format.is_none_or(|format| formats::matches_format(format, text))
        && constant.is_none_or(|constant| constant == text)
        && any.is_none_or(|any| any.iter().any(|one| text_matches(text, one)))
}

fn has_type(node: &Node, schema: &Value) -> bool {
    let is = |name: &str| match &node.kind {
        Kind::Null => name == "null",
        Kind::Bool(_) => name == "boolean",
        Kind::Int(_) => name == "integer" || name == "number",
        Kind::Float(number) => name == "number" || (name == "integer" && number.fract() == 0.0),
        Kind::Text(_) => name == "string",
        Kind::List(_) => name == "array",
        Kind::Map(_) => name == "object",
    };
    match schema.get("type") {
        Some(Value::String(name)) => is(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// What a value of `schema` is, in words.
pub(crate) fn expectation(schema: &Value) -> String {
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
        let listed: Vec<_> = allowed.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return if listed.len() == 1 { listed.concat() } else { format!("one of {}", listed.join(", ")) };
    }
    if let Some(name) = schema.get("pattern").and_then(Value::as_str).and_then(formats::pattern_name) {
        return name.to_owned();
    }
    if let Some(name) = schema.get("format").and_then(Value::as_str).and_then(formats::format_name) {
        return name.to_owned();
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => "true or false".to_owned(),
        Some("integer") => format!("a whole number{}", bounds(schema)),
        Some("number") => format!("a number{}", bounds(schema)),
        Some("array") => "a list".to_owned(),
        Some("object") => "a map".to_owned(),
        Some("string") => format!("a string{}", lengths(schema)),
        _ if schema.get("type").is_some() => "a map or null".to_owned(),
        _ => "a value".to_owned(),
    }
}

/// The largest number that our types hold; saying so would help nobody.
const ANY_NUMBER: u64 = i32::MAX as u64;

pub(crate) fn bounds(schema: &Value) -> String {
    let most = schema.get("maximum").filter(|most| most.as_u64() != Some(ANY_NUMBER));
    match (schema.get("minimum"), most) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" of at least {least}"),
        (None, Some(most)) => format!(" of at most {most}"),
        (None, None) => String::new(),
    }
}

fn lengths(schema: &Value) -> String {
    match (schema.get("minLength"), schema.get("maxLength")) {
        (Some(least), Some(most)) if least == most => format!(" of exactly {least} characters"),
        (Some(least), _) => format!(" of at least {least} characters"),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests;
