//! Identity schemas: JSON Schema documents that say which traits an identity has, annotated with
//! `ory.sh/kratos` objects that say which of them are identifiers and addresses.
//!
//! A schema is compiled once; [`IdentitySchema::validate`] then checks traits and derives what the
//! annotations ask for. Nothing here fetches anything: documents behind a `$ref` come from a closure.

mod derived;
mod document;
mod extension;
pub mod form;
mod formats;
pub mod label;
mod printed;
mod references;
mod violation;
mod walk;

pub use derived::Derived;
pub use references::{References, Retrieve};
pub use violation::{Rule, Violation, reason, type_name, violations_json};

use derived::{Derivation, MOST_VALUES, too_many_values};
use document::Preparation;
use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::{Map, Value};
use std::sync::{Arc, Mutex, PoisonError};
use violation::MOST_VIOLATIONS;
use walk::Walk;

/// The schema of people that a server without configuration uses.
pub const PERSON: &str = include_str!("person.schema.json");

/// Largest schema document, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Why a document cannot serve as an identity schema. `pointer` is a JSON pointer into the document.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    #[error("the schema has {size} bytes, more than the {MAX_BYTES} allowed")]
    TooLarge { size: usize },
    #[error("the schema is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error("the schema nests deeper than {} levels", document::MAX_DEPTH)]
    TooDeep,
    #[error("the schema has no object `properties.traits`")]
    NoTraits,
    #[error("the object `ory.sh/kratos` at {pointer} is wrong: {reason}")]
    Extension { pointer: String, reason: String },
    #[error("the `$ref` at {pointer} leads back to itself without looking at a smaller part of the value")]
    Cycle { pointer: String },
    #[error("the `$ref` to {reference} at {pointer} is refused: only references within the schema and base64:// are allowed")]
    ForbiddenReference { pointer: String, reference: String },
    #[error("the base64:// reference at {pointer} cannot be decoded: {reason}")]
    Embedded { pointer: String, reason: String },
    #[error("the schema is not valid JSON Schema at {pointer}: {reason}")]
    Invalid { pointer: String, reason: String },
}

/// How a schema is compiled.
#[derive(Clone, Default)]
pub struct CompileOptions {
    /// The URL that the document came from: relative references start there.
    pub base_url: Option<String>,
    pub references: References,
}

/// A schema ready for use.
pub struct IdentitySchema {
    id: String,
    json: String,
    validator: Validator,
    extensions: Vec<extension::Extension>,
    walk: Walk,
    form: form::Plan,
}

/// Compiles a schema document.
pub fn compile(id: &str, document: &[u8], options: &CompileOptions) -> Result<IdentitySchema, SchemaError> {
    if document.len() > MAX_BYTES {
        return Err(SchemaError::TooLarge { size: document.len() });
    }
    let original: Value = serde_json::from_slice(document)?;
    if original.pointer("/properties/traits").is_none_or(|traits| !traits.is_object()) {
        return Err(SchemaError::NoTraits);
    }
    let json = original.to_string();
    let mut prepared = original;
    let preparation = Arc::new(Mutex::new(Preparation::new(options.references.clone())));
    lock(&preparation).document(&mut prepared)?;
    let validator = build(&prepared, &preparation, options)?;
    let preparation = lock(&preparation).take();
    if let Some(error) = preparation.failure {
        return Err(error);
    }
    let walk = Walk::plan(&prepared, &preparation.extensions);
    let base = prepared.get("$id").and_then(Value::as_str).or(options.base_url.as_deref());
    let form = form::Plan::of(&form::Documents { root: &prepared, base, others: preparation.documents() });
    Ok(IdentitySchema { id: id.to_owned(), json, validator, extensions: preparation.extensions, walk, form })
}

fn build(schema: &Value, preparation: &Arc<Mutex<Preparation>>, options: &CompileOptions) -> Result<Validator, SchemaError> {
    let mut builder = jsonschema::options()
        .should_validate_formats(true)
        // Linear time whatever the pattern; like the reference it knows no look-around.
        .with_pattern_options(PatternOptions::regex())
        .with_retriever(references::Retriever(Arc::clone(preparation)));
    builder = formats::register(builder);
    builder = document::register(builder);
    if schema.get("$schema").is_none() {
        builder = builder.with_draft(Draft::Draft7);
    }
    if let Some(base) = &options.base_url {
        builder = builder.with_base_uri(base.clone());
    }
    builder
        .build(schema)
        .map_err(|error| SchemaError::Invalid { pointer: error.instance_path().to_string(), reason: error.to_string() })
        .map_err(|invalid| lock(preparation).failure.take().unwrap_or(invalid))
}

/// No code panics while it holds this lock, so a poisoned one is as good as any.
fn lock(preparation: &Mutex<Preparation>) -> std::sync::MutexGuard<'_, Preparation> {
    preparation.lock().unwrap_or_else(PoisonError::into_inner)
}

impl IdentitySchema {
    /// The id under which the configuration knows this schema.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The document as it was given, compact.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Checks traits and derives identifiers and addresses from them; or what is wrong, in the order of the
    /// schema and some hundred violations at most, never empty.
    pub fn validate(&self, traits: &Value) -> Result<Derived, Vec<Violation>> {
        let mut document = Value::Object(Map::from_iter([("traits".to_owned(), traits.clone())]));
        // Before anything is read: a phone number takes its time.
        if self.walk.planned_values(&document, MOST_VALUES + 1) > MOST_VALUES {
            return Err(vec![too_many_values()]);
        }
        self.walk.rewrite_phones(&mut document, &self.extensions);
        if !self.validator.is_valid(&document) {
            let mut violations = violation::collect(self.validator.iter_errors(&document));
            violation::list_types_as_written(&mut violations, &self.json);
            self.add_violations_of_extensions(&document, &mut violations);
            return Err(violations);
        }
        let mut derivation = Derivation::new(&self.extensions);
        self.walk.visit(&document, &self.validator, |extension, value, pointer| derivation.add(extension, value, pointer));
        let mut derived = derivation.finish()?;
        self.walk.rewrite_phones_after(&mut document, &self.validator, &self.extensions);
        derived.traits = document.get_mut("traits").map(Value::take).unwrap_or_default();
        Ok(derived)
    }

    /// Adds what the annotations find wrong with values that the schema itself accepts.
    fn add_violations_of_extensions(&self, document: &Value, violations: &mut Vec<Violation>) {
        let mut derivation = Derivation::new(&self.extensions);
        self.walk.visit_unchecked(document, |extension, value, pointer| derivation.add(extension, value, pointer));
        if let Err(more) = derivation.finish() {
            for violation in more {
                if violations.len() >= MOST_VIOLATIONS {
                    break;
                }
                if !violations.iter().any(|known| known.instance == violation.instance) {
                    violations.push(violation);
                }
            }
        }
    }
}

impl std::fmt::Debug for IdentitySchema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentitySchema").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
