//! The part of Go's template language that message templates are written in: actions with trimming, `if`, `with`,
//! `range`, variables, `define`/`template`/`block`, pipelines, and the functions of `functions.rs`.
//!
//! HTML output is escaped for the place where a value stands. Rendering is bounded in steps and in output, since
//! templates may come from elsewhere and the values come from anybody.

mod eval;
mod functions;
mod html;
mod lex;
mod parse;

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Longest source of one template, in bytes.
pub const MAX_SOURCE: usize = 256 * 1024;

/// Why a template cannot be used, with its line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}, line {line}: {reason}")]
pub struct TemplateError {
    name: String,
    line: usize,
    reason: String,
}

/// How values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// As they are.
    Text,
    /// So that they can be nothing but text where they stand in HTML.
    Html,
}

/// A parsed template with what it defines.
#[derive(Clone)]
pub struct Template {
    name: String,
    main: Arc<[parse::Node]>,
    defined: Arc<BTreeMap<String, Arc<[parse::Node]>>>,
}

impl Template {
    /// Parses `source`; `name` is for error messages. What `others` define can be used too.
    pub fn parse(name: &str, source: &str, others: &[(&str, &str)]) -> Result<Self, TemplateError> {
        let mut defined = BTreeMap::new();
        for (other, source) in others {
            parse::parse(other, source, &mut defined)?;
        }
        let main = parse::parse(name, source, &mut defined)?;
        Ok(Self { name: name.to_owned(), main: main.into(), defined: Arc::new(defined) })
    }

    /// Renders the template with these fields.
    pub fn render(&self, fields: &Map<String, Value>, escape: Escape) -> Result<String, TemplateError> {
        eval::render(&self.name, &self.main, &self.defined, fields, escape)
    }
}

/// A value while a template runs.
#[derive(Clone)]
enum Datum {
    /// All fields together: one that does not exist is an error.
    Root(Rc<Map<String, Value>>),
    Json(Value),
    /// What a map has nothing for.
    Missing,
}

#[cfg(test)]
mod tests;
