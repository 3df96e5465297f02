//! Finding the values that annotations apply to.
//!
//! Most schemas annotate plain properties and array items only; for them the paths are known once
//! the schema is compiled. Where an annotation hangs on a condition (`anyOf`, `if`, `patternProperties`,
//! recursion, documents elsewhere), the validator is asked which annotations held.

use super::derived::MOST_VALUES;
use super::document::{DATA, NAMED_SCHEMAS, NUMBER, local_target};
use super::extension::Extension;
use jsonschema::Validator;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::ops::ControlFlow::{self, Break, Continue};

/// Longest chain of references that is planned; longer ones may be recursive.
const MAX_REFERENCES: usize = 16;

/// Most schema nodes that are planned. References to references can spell out any number of them.
const MAX_NODES: usize = 10_000;

/// Keywords whose schemas apply to some values only, or only sometimes.
const CONDITIONAL: [&str; 15] = [
    "anyOf",
    "oneOf",
    "if",
    "then",
    "else",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "additionalProperties",
    "additionalItems",
    "contains",
    "unevaluatedProperties",
    "unevaluatedItems",
    "$dynamicRef",
    "$recursiveRef",
];

/// How the annotated values of a document are found.
pub enum Walk {
    Planned(Vec<Target>),
    Evaluated,
}

/// One annotated place.
pub struct Target {
    path: Vec<Step>,
    extension: usize,
}

#[derive(Clone)]
enum Step {
    Member(String),
    Item(usize),
    EveryItem,
}

/// An annotation applies under a condition.
struct IsConditional;

impl Walk {
    /// Plans the paths of a prepared document, if all are plain.
    pub fn plan(document: &Value, extensions: &[Extension]) -> Self {
        if extensions.is_empty() {
            return Self::Planned(Vec::new());
        }
        let mut planner = Planner { document, ignores_siblings_of_ref: ignores_siblings_of_ref(document), targets: Vec::new(), nodes: 0 };
        match planner.schema(document, &mut Vec::new(), 0) {
            Ok(()) => Self::Planned(planner.targets),
            Err(IsConditional) => Self::Evaluated,
        }
    }

    /// How many values stand at planned places, counted up to `limit`.
    pub fn planned_values(&self, document: &Value, limit: usize) -> usize {
        let mut count = 0;
        let Self::Planned(targets) = self else { return count };
        for target in targets {
            let counted = visit_path(document, &target.path, None, &mut |_, _| {
                count += 1;
                if count < limit { Continue(()) } else { Break(()) }
            });
            if counted.is_break() {
                break;
            }
        }
        count
    }

    /// Visits each annotated value of a valid document: the annotation's number, the value, its pointer.
    pub fn visit<'v>(&self, document: &'v Value, validator: &Validator, mut found: impl FnMut(usize, &'v Value, &dyn Fn() -> String)) {
        match self {
            Self::Planned(_) => self.visit_unchecked(document, found),
            Self::Evaluated => {
                for (extension, pointer) in evaluated(document, validator) {
                    if let Some(value) = document.pointer(&pointer) {
                        found(extension, value, &|| pointer.clone());
                    }
                }
            }
        }
    }

    /// As [`Walk::visit`], for a document that need not be valid. Conditional annotations are passed over.
    pub fn visit_unchecked<'v>(&self, document: &'v Value, mut found: impl FnMut(usize, &'v Value, &dyn Fn() -> String)) {
        let Self::Planned(targets) = self else { return };
        for target in targets {
            let _: ControlFlow<()> = visit_path(document, &target.path, None, &mut |value, trail| {
                found(target.extension, value, &|| Trail::pointer(trail));
                Continue(())
            });
        }
    }

    /// Rewrites phone numbers at planned places to E.164.
    pub fn rewrite_phones(&self, document: &mut Value, extensions: &[Extension]) {
        let Self::Planned(targets) = self else { return };
        for target in targets {
            if extensions.get(target.extension).is_some_and(Extension::is_phone) {
                rewrite_path(document, &target.path);
            }
        }
    }

    /// Rewrites phone numbers at conditional places, which are known only once the document is valid.
    pub fn rewrite_phones_after(&self, document: &mut Value, validator: &Validator, extensions: &[Extension]) {
        if !matches!(self, Self::Evaluated) || !extensions.iter().any(Extension::is_phone) {
            return;
        }
        for (extension, pointer) in evaluated(document, validator) {
            if extensions.get(extension).is_some_and(Extension::is_phone)
                && let Some(value) = document.pointer_mut(&pointer)
            {
                rewrite(value);
            }
        }
    }
}

/// The annotations that hold for a document, by number and instance pointer, without repeats; one more than
/// [`MOST_VALUES`] if there are too many.
fn evaluated(document: &Value, validator: &Validator) -> Vec<(usize, String)> {
    let evaluation = validator.evaluate(document);
    let mut seen = HashSet::new();
    let places = evaluation.iter_annotations().filter_map(|entry| {
        let number = entry.annotations.value().get(NUMBER).and_then(Value::as_u64)?;
        let place = (number as usize, entry.instance_location.as_str().to_owned());
        seen.insert(place.clone()).then_some(place)
    });
    places.take(MOST_VALUES + 1).collect()
}

/// Drafts up to 7 ignore everything beside a `$ref`.
fn ignores_siblings_of_ref(document: &Value) -> bool {
    document.get("$schema").and_then(Value::as_str).is_none_or(|draft| draft.contains("draft-0"))
}

struct Planner<'a> {
    document: &'a Value,
    ignores_siblings_of_ref: bool,
    targets: Vec<Target>,
    nodes: usize,
}

impl Planner<'_> {
    fn schema(&mut self, node: &Value, path: &mut Vec<Step>, references: usize) -> Result<(), IsConditional> {
        let Value::Object(members) = node else { return Ok(()) };
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(IsConditional);
        }
        let is_root = path.is_empty() && references == 0;
        if !is_root && (members.contains_key("$id") || members.contains_key("id")) && mentions_annotation(node) {
            return Err(IsConditional);
        }
        if let Some(reference) = members.get("$ref") {
            let target = reference.as_str().and_then(|reference| local_target(self.document, reference)).ok_or(IsConditional)?;
            if references == MAX_REFERENCES {
                return Err(IsConditional);
            }
            self.schema(target, path, references + 1)?;
            if self.ignores_siblings_of_ref {
                return Ok(());
            }
        }
        if let Some(number) = members.get(NUMBER).and_then(Value::as_u64) {
            self.targets.push(Target { path: path.clone(), extension: number as usize });
        }
        self.keywords(members, path, references)
    }

    fn keywords(&mut self, members: &Map<String, Value>, path: &mut Vec<Step>, references: usize) -> Result<(), IsConditional> {
        for (keyword, value) in members {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    for (name, schema) in properties {
                        self.below(Step::Member(name.clone()), schema, path, references)?;
                    }
                }
                ("items", Value::Object(_)) if !members.contains_key("prefixItems") => {
                    self.below(Step::EveryItem, value, path, references)?;
                }
                ("items" | "prefixItems", Value::Array(schemas)) => {
                    for (at, schema) in schemas.iter().enumerate() {
                        self.below(Step::Item(at), schema, path, references)?;
                    }
                }
                ("allOf", Value::Array(schemas)) => {
                    for schema in schemas {
                        self.schema(schema, path, references)?;
                    }
                }
                (name, _) if (name == "items" || CONDITIONAL.contains(&name)) && mentions_annotation(value) => return Err(IsConditional),
                _ => {}
            }
        }
        Ok(())
    }

    fn below(&mut self, step: Step, schema: &Value, path: &mut Vec<Step>, references: usize) -> Result<(), IsConditional> {
        path.push(step);
        let planned = self.schema(schema, path, references);
        path.pop();
        planned
    }
}

/// Whether an annotation may hang below: it does, or something is referred to.
fn mentions_annotation(node: &Value) -> bool {
    match node {
        Value::Object(members) => {
            [NUMBER, "$ref", "$dynamicRef", "$recursiveRef"].iter().any(|keyword| members.contains_key(*keyword))
                || members.iter().any(|(keyword, value)| {
                    let is_data = DATA.contains(&keyword.as_str());
                    if NAMED_SCHEMAS.contains(&keyword.as_str()) {
                        value.as_object().is_some_and(|named| named.values().any(mentions_annotation))
                    } else {
                        !is_data && mentions_annotation(value)
                    }
                })
        }
        Value::Array(items) => items.iter().any(mentions_annotation),
        _ => false,
    }
}

/// The way from the document down to a value, kept on the stack until someone asks for it.
struct Trail<'a> {
    above: Option<&'a Trail<'a>>,
    segment: Segment<'a>,
}

enum Segment<'a> {
    Member(&'a str),
    Item(usize),
}

impl Trail<'_> {
    fn pointer(trail: Option<&Self>) -> String {
        let Some(trail) = trail else { return String::new() };
        let mut pointer = Trail::pointer(trail.above);
        pointer.push('/');
        match trail.segment {
            Segment::Member(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
            Segment::Item(at) => pointer.push_str(&at.to_string()),
        }
        pointer
    }
}

/// Visits the values at a path, until `found` breaks off.
fn visit_path<'v>(
    value: &'v Value,
    path: &[Step],
    above: Option<&Trail<'_>>,
    found: &mut dyn FnMut(&'v Value, Option<&Trail<'_>>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some((step, rest)) = path.split_first() else { return found(value, above) };
    match step {
        Step::Member(name) => {
            if let Some(member) = value.as_object().and_then(|members| members.get(name)) {
                visit_path(member, rest, Some(&Trail { above, segment: Segment::Member(name) }), found)?;
            }
        }
        Step::Item(at) => {
            if let Some(item) = value.as_array().and_then(|items| items.get(*at)) {
                visit_path(item, rest, Some(&Trail { above, segment: Segment::Item(*at) }), found)?;
            }
        }
        Step::EveryItem => {
            for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                visit_path(item, rest, Some(&Trail { above, segment: Segment::Item(at) }), found)?;
            }
        }
    }
    Continue(())
}

fn rewrite_path(value: &mut Value, path: &[Step]) {
    let Some((step, rest)) = path.split_first() else { return rewrite(value) };
    match step {
        Step::Member(name) => {
            if let Some(member) = value.as_object_mut().and_then(|members| members.get_mut(name)) {
                rewrite_path(member, rest);
            }
        }
        Step::Item(at) => {
            if let Some(item) = value.as_array_mut().and_then(|items| items.get_mut(*at)) {
                rewrite_path(item, rest);
            }
        }
        Step::EveryItem => {
            for item in value.as_array_mut().into_iter().flatten() {
                rewrite_path(item, rest);
            }
        }
    }
}

fn rewrite(value: &mut Value) {
    if let Value::String(text) = value
        && let Ok(number) = crate::normalise::strict_phone(text)
    {
        *text = number;
    }
}
