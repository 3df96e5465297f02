//! Finding the fields of a form in a schema: every member below `traits` that a person can fill in, whatever
//! `$ref`, `allOf` and the like it is spread over.

use super::super::document::local_target;
use super::{TRAITS, push_member};
use selfsame_api::ui::InputOption;
use serde_json::{Map, Value};
use std::collections::HashMap;
use url::Url;

/// Deepest member that has a field.
const DEEPEST: usize = 32;

/// Longest chain of references and alternatives for one value.
const LONGEST_CHAIN: usize = 32;

/// Most schema nodes that are looked at. References to references can spell out any number of them.
const MAX_NODES: usize = 10_000;

/// Most choices of one field.
const MAX_OPTIONS: usize = 500;

/// What forms of a schema are made of.
#[derive(Default)]
pub struct Plan {
    /// In the order of the schema.
    pub fields: Vec<Field>,
    /// The members that are always objects, outer ones first.
    pub objects: Vec<Place>,
}

/// Where a member of the traits stands.
pub struct Place {
    /// The names of the members from the traits down.
    pub path: Vec<String>,
    /// The name of its node.
    pub name: String,
}

/// A member that a person can fill in.
pub struct Field {
    pub path: Vec<String>,
    pub name: String,
    pub shape: Shape,
    /// Whether the object that holds it must have it.
    pub is_required: bool,
    pub title: Option<String>,
    pub format: Option<String>,
    pub pattern: Option<String>,
    pub options: Vec<InputOption>,
}

/// What values a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    One(Scalar),
    /// Of two types or none, so that only a text input suits; read as the type most likely meant.
    Loose(Scalar),
    List(Scalar),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    Text,
    Integer,
    Number,
    Boolean,
}

/// The documents of one schema, prepared.
pub struct Documents<'a> {
    pub root: &'a Value,
    /// The URL of `root`, for relative references.
    pub base: Option<&'a str>,
    /// By URL without fragment: fetched ones and, under URLs of our own, embedded ones.
    pub others: HashMap<String, &'a Value>,
}

impl Plan {
    pub fn of(documents: &Documents<'_>) -> Self {
        let root = Document { value: documents.root, base: documents.base.and_then(|base| Url::parse(base).ok()) };
        let mut planner = Planner { documents, plan: Self::default(), nodes: 0, open: Vec::new() };
        if let Some(traits) = documents.root.pointer("/properties/traits") {
            let seen = Seen { document: root, node: traits, is_unconditional: true };
            planner.member(&mut Vec::new(), TRAITS, vec![seen], false);
        }
        planner.plan
    }
}

#[derive(Clone)]
struct Document<'a> {
    value: &'a Value,
    base: Option<Url>,
}

/// A schema node that says something about the value in question.
#[derive(Clone)]
struct Seen<'a> {
    document: Document<'a>,
    node: &'a Value,
    /// Not by way of an alternative or a condition.
    is_unconditional: bool,
}

struct Planner<'a> {
    documents: &'a Documents<'a>,
    plan: Plan,
    nodes: usize,
    /// Targets of the references that led to the present member: there is no end to following one within itself.
    open: Vec<*const Value>,
}

impl<'a> Planner<'a> {
    fn member(&mut self, path: &mut Vec<String>, name: &str, said: Vec<Seen<'a>>, is_required: bool) {
        let already_open = self.open.len();
        let mut all = Vec::new();
        let mut followed = Vec::new();
        for seen in said {
            self.applicable(&seen, 0, &mut all, &mut followed);
        }
        self.describe(path, name, &all, is_required);
        if path.len() < DEEPEST {
            self.open.extend(followed);
            for (member, said, is_required) in children(&all) {
                let mut name = name.to_owned();
                push_member(&mut name, member);
                path.push(member.to_owned());
                self.member(path, &name, said, is_required);
                path.pop();
            }
            self.open.truncate(already_open);
        }
    }

    /// Adds what describes the same value as `seen`, itself first.
    fn applicable(&mut self, seen: &Seen<'a>, depth: usize, all: &mut Vec<Seen<'a>>, followed: &mut Vec<*const Value>) {
        let Some(keywords) = seen.node.as_object() else { return };
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > LONGEST_CHAIN {
            return;
        }
        all.push(seen.clone());
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str)
            && let Some((document, node)) = self.resolve(&seen.document, reference)
            && !self.open.contains(&std::ptr::from_ref(node))
        {
            followed.push(node);
            self.applicable(&Seen { document, node, ..*seen }, depth + 1, all, followed);
        }
        for (keyword, is_unconditional) in [("allOf", seen.is_unconditional), ("anyOf", false), ("oneOf", false)] {
            for node in keywords.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                self.applicable(&Seen { document: seen.document.clone(), node, is_unconditional }, depth + 1, all, followed);
            }
        }
        for node in ["then", "else"].into_iter().filter_map(|keyword| keywords.get(keyword)) {
            self.applicable(&Seen { document: seen.document.clone(), node, is_unconditional: false }, depth + 1, all, followed);
        }
    }

    fn resolve(&self, from: &Document<'a>, reference: &str) -> Option<(Document<'a>, &'a Value)> {
        if reference.starts_with('#') {
            return Some((from.clone(), local_target(from.value, reference)?));
        }
        let mut url = match &from.base {
            Some(base) => base.join(reference).ok()?,
            None => Url::parse(reference).ok()?,
        };
        let fragment = format!("#{}", url.fragment().unwrap_or_default());
        url.set_fragment(None);
        let value = *self.documents.others.get(url.as_str())?;
        let target = local_target(value, &fragment)?;
        Some((Document { value, base: Some(url) }, target))
    }

    /// Adds the field or object that the nodes describe together; neither if only code could fill it in.
    fn describe(&mut self, path: &[String], name: &str, all: &[Seen<'a>], is_required: bool) {
        let mut traced = Traced::default();
        for seen in all {
            if let Some(keywords) = seen.node.as_object() {
                traced.add(keywords);
            }
        }
        let is_object = |seen: &Seen<'_>| seen.is_unconditional && seen.node.get("type").is_some_and(|kind| kind == "object");
        if !path.is_empty() && all.iter().any(is_object) {
            self.plan.objects.push(Place { path: path.to_vec(), name: name.to_owned() });
        }
        let shape = match (traced.kind, traced.default) {
            (Some(Kind::Field(shape)), _) => shape,
            (None, Some(default)) => Shape::Loose(scalar_of(default).unwrap_or(Scalar::Text)),
            (Some(Kind::Pair(scalar)), Some(_)) => Shape::Loose(scalar),
            (Some(Kind::Pair(_) | Kind::NoField) | None, _) => return,
        };
        if path.is_empty() {
            return;
        }
        self.plan.fields.push(Field {
            path: path.to_vec(),
            name: name.to_owned(),
            shape,
            is_required,
            title: traced.title.filter(|title| !title.is_empty()).map(str::to_owned),
            format: traced.format.map(str::to_owned),
            pattern: traced.pattern.map(str::to_owned),
            options: traced.options.iter().take(MAX_OPTIONS).map(|value| InputOption { value: value.clone() }).collect(),
        });
    }
}

/// The members of the object that the nodes describe, each with all that is said of it and whether it must be there.
fn children<'a>(all: &[Seen<'a>]) -> Vec<(&'a str, Vec<Seen<'a>>, bool)> {
    let mut members: Vec<(&str, Vec<Seen<'_>>, bool)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for seen in all {
        for (name, node) in seen.node.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let place = *places.entry(name).or_insert_with(|| {
                members.push((name, Vec::new(), false));
                members.len() - 1
            });
            members[place].1.push(Seen { node, ..seen.clone() });
        }
    }
    for seen in all.iter().filter(|seen| seen.is_unconditional) {
        for name in seen.node.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if let Some(place) = places.get(name) {
                members[*place].2 = true;
            }
        }
    }
    members
}

/// What the type of a schema node makes of a member.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Field(Shape),
    /// Two types, and which of them to read.
    Pair(Scalar),
    NoField,
}

/// What the nodes seen so far say about a field. Of several types the last counts.
#[derive(Default)]
struct Traced<'a> {
    kind: Option<Kind>,
    title: Option<&'a str>,
    format: Option<&'a str>,
    pattern: Option<&'a str>,
    options: &'a [Value],
    default: Option<&'a Value>,
}

impl<'a> Traced<'a> {
    fn add(&mut self, keywords: &'a Map<String, Value>) {
        let text = |keyword: &str| keywords.get(keyword).and_then(Value::as_str);
        let kind = kind_of(keywords);
        if kind.is_some() && kind != self.kind {
            (self.kind, self.format, self.pattern, self.options) = (kind, None, None, &[]);
        }
        self.title = self.title.or_else(|| text("title"));
        self.format = text("format").or(self.format);
        self.pattern = text("pattern").or(self.pattern);
        self.default = self.default.or_else(|| keywords.get("default"));
        if let Some(options) = keywords.get("enum").and_then(Value::as_array) {
            self.options = options;
        }
    }
}

fn kind_of(keywords: &Map<String, Value>) -> Option<Kind> {
    let named: Vec<&str> = match keywords.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        Some(_) | None => Vec::new(),
    };
    match named.as_slice() {
        [] => keywords.get("const").map(|value| scalar_of(value).map_or(Kind::NoField, |scalar| Kind::Field(Shape::One(scalar)))),
        ["array"] => Some(list_of(keywords)),
        [name] => Some(scalar_named(name).map_or(Kind::NoField, |scalar| Kind::Field(Shape::One(scalar)))),
        [one, other] => Some(scalar_named(one).or_else(|| scalar_named(other)).map_or(Kind::NoField, Kind::Pair)),
        _ => Some(Kind::NoField),
    }
}

/// A list can be filled in if its items are no lists or objects.
fn list_of(keywords: &Map<String, Value>) -> Kind {
    let items: Vec<&Value> = match keywords.get("prefixItems").or_else(|| keywords.get("items")) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(items) => vec![items],
        None => Vec::new(),
    };
    let mut kinds = items
        .into_iter()
        .filter_map(Value::as_object)
        .map(|item| if item.contains_key("properties") { Some(Kind::NoField) } else { kind_of(item) });
    match kinds.next().flatten() {
        Some(Kind::Field(Shape::One(scalar))) if kinds.all(|kind| kind == Some(Kind::Field(Shape::One(scalar)))) => {
            Kind::Field(Shape::List(scalar))
        }
        Some(Kind::NoField | Kind::Field(Shape::List(_))) => Kind::NoField,
        Some(_) | None => Kind::Field(Shape::List(Scalar::Text)),
    }
}

fn scalar_named(name: &str) -> Option<Scalar> {
    match name {
        "string" => Some(Scalar::Text),
        "integer" => Some(Scalar::Integer),
        "number" => Some(Scalar::Number),
        "boolean" => Some(Scalar::Boolean),
        _ => None,
    }
}

fn scalar_of(value: &Value) -> Option<Scalar> {
    match value {
        Value::String(_) => Some(Scalar::Text),
        Value::Number(number) if number.is_f64() => Some(Scalar::Number),
        Value::Number(_) => Some(Scalar::Integer),
        Value::Bool(_) => Some(Scalar::Boolean),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
