//! Runs a template.

use super::html::Place;
use super::parse::{Base, Node, Operand, Pipeline};
use super::{Datum, Escape, TemplateError, functions};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

const MAX_STEPS: usize = 100_000;
/// Longest output, in bytes.
const MAX_OUTPUT: usize = 512 * 1024;
/// Templates that use templates.
const MAX_CALLS: usize = 32;
/// What is printed for what is not there.
const NO_VALUE: &str = "<no value>";

pub fn render(
    name: &str,
    main: &[Node],
    defined: &BTreeMap<String, Arc<[Node]>>,
    fields: &Map<String, Value>,
    escape: Escape,
) -> Result<String, TemplateError> {
    let root = Datum::Root(Rc::new(fields.clone()));
    let mut run = Run { name, defined, escape, out: String::new(), place: Place::default(), steps: 0, calls: 0 };
    run.nodes(main, &mut Scope::new(root))?;
    Ok(run.out)
}

struct Run<'a> {
    name: &'a str,
    defined: &'a BTreeMap<String, Arc<[Node]>>,
    escape: Escape,
    out: String,
    place: Place,
    steps: usize,
    calls: usize,
}

/// The dot and the variables in force.
struct Scope {
    dot: Datum,
    variables: Vec<(String, Datum)>,
}

impl Scope {
    fn new(dot: Datum) -> Self {
        Self { variables: vec![(String::new(), dot.clone())], dot }
    }
}

/// What follows a block.
#[derive(PartialEq, Eq)]
enum Onward {
    Next,
    Break,
    Continue,
}

impl Run<'_> {
    fn failed(&self, line: usize, reason: impl Into<String>) -> TemplateError {
        TemplateError { name: self.name.to_owned(), line, reason: reason.into() }
    }

    fn step(&mut self, line: usize) -> Result<(), TemplateError> {
        self.steps += 1;
        if self.steps > MAX_STEPS { Err(self.failed(line, "it takes too many steps")) } else { Ok(()) }
    }

    /// Runs nodes; what they declare ends with them.
    fn nodes(&mut self, nodes: &[Node], scope: &mut Scope) -> Result<Onward, TemplateError> {
        let declared = scope.variables.len();
        let mut onward = Onward::Next;
        for node in nodes {
            onward = self.node(node, scope)?;
            if onward != Onward::Next {
                break;
            }
        }
        scope.variables.truncate(declared);
        Ok(onward)
    }

    fn node(&mut self, node: &Node, scope: &mut Scope) -> Result<Onward, TemplateError> {
        match node {
            Node::Text(text) => self.write(0, text)?,
            Node::Print(line, pipeline) => {
                let value = self.pipeline(*line, pipeline, scope)?;
                let text = printed(&value);
                let escaped = match self.escape {
                    Escape::Text => text,
                    Escape::Html => self.place.escape(&text).map_err(|reason| self.failed(*line, reason))?,
                };
                self.write(*line, &escaped)?;
            }
            Node::Set(line, name, pipeline) => {
                let value = self.pipeline(*line, pipeline, scope)?;
                self.set(*line, scope, name, value, pipeline.declares)?;
            }
            Node::If { line, condition, then, otherwise } => {
                let declared = scope.variables.len();
                let value = self.head(*line, condition, scope)?;
                let onward = self.nodes(if is_true(&value) { then } else { otherwise }, scope)?;
                scope.variables.truncate(declared);
                return Ok(onward);
            }
            Node::With { line, value, then, otherwise } => {
                let declared = scope.variables.len();
                let value = self.head(*line, value, scope)?;
                let onward = if is_true(&value) { self.inside(value, then, scope)? } else { self.nodes(otherwise, scope)? };
                scope.variables.truncate(declared);
                return Ok(onward);
            }
            Node::Range { line, over, body, otherwise } => return self.range(*line, over, body, otherwise, scope),
            Node::Call { line, name, with } => {
                let dot = match with {
                    Some(pipeline) => self.pipeline(*line, pipeline, scope)?,
                    None => Datum::Missing,
                };
                let body = self.defined.get(name).ok_or_else(|| self.failed(*line, format!("there is no template {name:?}")))?;
                if self.calls >= MAX_CALLS {
                    return Err(self.failed(*line, "templates use each other too deeply"));
                }
                self.calls += 1;
                self.nodes(body, &mut Scope::new(dot))?;
                self.calls -= 1;
            }
            Node::Break => return Ok(Onward::Break),
            Node::Continue => return Ok(Onward::Continue),
        }
        Ok(Onward::Next)
    }

    fn inside(&mut self, dot: Datum, nodes: &[Node], scope: &mut Scope) -> Result<Onward, TemplateError> {
        let outer = std::mem::replace(&mut scope.dot, dot);
        let onward = self.nodes(nodes, scope);
        scope.dot = outer;
        onward
    }

    /// The value that a block is about; its variable lasts as long as the block.
    fn head(&mut self, line: usize, pipeline: &Pipeline, scope: &mut Scope) -> Result<Datum, TemplateError> {
        let value = self.pipeline(line, pipeline, scope)?;
        if let Some(name) = pipeline.variables.first() {
            self.set(line, scope, name, value.clone(), pipeline.declares)?;
        }
        Ok(value)
    }

    fn range(
        &mut self,
        line: usize,
        over: &Pipeline,
        body: &[Node],
        otherwise: &[Node],
        scope: &mut Scope,
    ) -> Result<Onward, TemplateError> {
        let items: Vec<(Value, Value)> = match self.pipeline(line, over, scope)? {
            Datum::Json(Value::Array(items)) => items.into_iter().enumerate().map(|(at, item)| (Value::from(at), item)).collect(),
            Datum::Json(Value::Object(members)) => {
                let mut members: Vec<_> = members.into_iter().map(|(key, value)| (Value::String(key), value)).collect();
                members.sort_by(|(one, _), (other, _)| one.as_str().cmp(&other.as_str()));
                members
            }
            Datum::Json(Value::Null) | Datum::Missing => Vec::new(),
            Datum::Json(other) => return Err(self.failed(line, format!("range over {} is not possible", kind(&other)))),
            Datum::Root(_) => return Err(self.failed(line, "range over all fields is not possible")),
        };
        if items.is_empty() {
            return self.nodes(otherwise, scope);
        }
        let declared = scope.variables.len();
        for (key, item) in items {
            self.step(line)?;
            let value = Datum::Json(item);
            match over.variables.as_slice() {
                [] => {}
                [only] => self.set(line, scope, only, value.clone(), over.declares)?,
                [first, second, ..] => {
                    self.set(line, scope, first, Datum::Json(key), over.declares)?;
                    self.set(line, scope, second, value.clone(), over.declares)?;
                }
            }
            let onward = self.inside(value, body, scope)?;
            scope.variables.truncate(declared);
            if onward == Onward::Break {
                break;
            }
        }
        Ok(Onward::Next)
    }

    fn set(&self, line: usize, scope: &mut Scope, name: &str, value: Datum, declares: bool) -> Result<(), TemplateError> {
        if declares {
            scope.variables.push((name.to_owned(), value));
            return Ok(());
        }
        let known = scope.variables.iter_mut().rev().find(|(known, _)| known == name);
        known.map(|slot| slot.1 = value).ok_or_else(|| self.failed(line, format!("there is no variable ${name}")))
    }

    fn pipeline(&mut self, line: usize, pipeline: &Pipeline, scope: &Scope) -> Result<Datum, TemplateError> {
        let mut value = None;
        for command in &pipeline.commands {
            value = Some(self.command(line, command, value, scope)?);
        }
        Ok(value.unwrap_or(Datum::Missing))
    }

    fn command(&mut self, line: usize, command: &[Operand], fed: Option<Datum>, scope: &Scope) -> Result<Datum, TemplateError> {
        self.step(line)?;
        let Some((first, rest)) = command.split_first() else { return Ok(Datum::Missing) };
        let Base::Function(name) = &first.base else {
            if !rest.is_empty() || fed.is_some() {
                return Err(self.failed(line, "only functions take arguments"));
            }
            return self.operand(line, first, scope);
        };
        // These two look no further than they need to.
        if let ("and" | "or", None) = (name.as_str(), &fed) {
            let mut last = Datum::Missing;
            for operand in rest {
                last = self.operand(line, operand, scope)?;
                if is_true(&last) == (name == "or") {
                    break;
                }
            }
            return Ok(last);
        }
        let mut arguments = Vec::with_capacity(rest.len() + 1);
        for operand in rest {
            arguments.push(self.operand(line, operand, scope)?);
        }
        arguments.extend(fed);
        let value = functions::call(name, arguments).map_err(|reason| self.failed(line, format!("{name}: {reason}")))?;
        self.follow(line, value, &first.path)
    }

    fn operand(&mut self, line: usize, operand: &Operand, scope: &Scope) -> Result<Datum, TemplateError> {
        let base = match &operand.base {
            Base::Dot => scope.dot.clone(),
            Base::Variable(name) => {
                let known = scope.variables.iter().rev().find(|(known, _)| known == name);
                known.map(|(_, value)| value.clone()).ok_or_else(|| self.failed(line, format!("there is no variable ${name}")))?
            }
            Base::Literal(value) => Datum::Json(value.clone()),
            Base::Function(_) => return self.command(line, std::slice::from_ref(operand), None, scope),
            Base::Pipeline(pipeline) => self.pipeline(line, pipeline, scope)?,
        };
        self.follow(line, base, &operand.path)
    }

    fn follow(&self, line: usize, base: Datum, path: &[String]) -> Result<Datum, TemplateError> {
        path.iter().try_fold(base, |value, name| match value {
            Datum::Root(fields) => {
                fields.get(name).cloned().map(Datum::Json).ok_or_else(|| self.failed(line, format!("this message has no field {name}")))
            }
            Datum::Json(Value::Object(mut members)) => Ok(members.remove(name).map_or(Datum::Missing, Datum::Json)),
            Datum::Json(Value::Null) | Datum::Missing => Err(self.failed(line, format!("what should have {name} is not there"))),
            Datum::Json(other) => Err(self.failed(line, format!("{} has no {name}", kind(&other)))),
        })
    }

    fn write(&mut self, line: usize, text: &str) -> Result<(), TemplateError> {
        if self.out.len() + text.len() > MAX_OUTPUT {
            return Err(self.failed(line, "its output is too long"));
        }
        if self.escape == Escape::Html {
            self.place.pass(text);
        }
        self.out.push_str(text);
        Ok(())
    }
}

/// What counts as true: anything but false, 0, nothing and what is empty.
pub fn is_true(value: &Datum) -> bool {
    match value {
        Datum::Root(_) => true,
        Datum::Missing | Datum::Json(Value::Null) => false,
        Datum::Json(Value::Bool(value)) => *value,
        Datum::Json(Value::Number(number)) => number.as_f64() != Some(0.0),
        Datum::Json(Value::String(text)) => !text.is_empty(),
        Datum::Json(Value::Array(items)) => !items.is_empty(),
        Datum::Json(Value::Object(members)) => !members.is_empty(),
    }
}

/// What a value is called in messages.
pub const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

/// A value as it is printed.
pub fn printed(value: &Datum) -> String {
    match value {
        Datum::Missing | Datum::Json(Value::Null) => NO_VALUE.to_owned(),
        Datum::Root(fields) => printed_json(&Value::Object((**fields).clone())),
        Datum::Json(value) => printed_json(value),
    }
}

fn printed_json(value: &Value) -> String {
    match value {
        Value::Null => NO_VALUE.to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => format!("[{}]", items.iter().map(printed_json).collect::<Vec<_>>().join(" ")),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(key, value)| format!("{key}:{}", printed_json(value))).collect();
            members.sort();
            format!("map[{}]", members.join(" "))
        }
    }
}
