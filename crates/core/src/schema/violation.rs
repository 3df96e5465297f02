//! What is wrong with traits: place, rule and facts, from which both the API's text and the messages
//! beside a form's fields are made.

use super::document::WHOLE;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write;

/// Most violations that are reported of one document; who mends these is told of the rest.
pub const MOST_VIOLATIONS: usize = 100;

/// One broken rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// JSON pointer of the value within `{"traits": …}`.
    pub instance: String,
    /// JSON pointer of the keyword within the schema.
    pub schema: String,
    pub rule: Rule,
    pub message: String,
}

/// The rule and what a message about it mentions.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// The object at `instance` lacks this member.
    Required {
        property: String,
    },
    /// Lengths in characters.
    MinLength {
        limit: u64,
        actual: u64,
    },
    MaxLength {
        limit: u64,
        actual: u64,
    },
    Pattern {
        pattern: String,
    },
    Minimum {
        limit: Value,
        actual: Value,
    },
    ExclusiveMinimum {
        limit: Value,
        actual: Value,
    },
    Maximum {
        limit: Value,
        actual: Value,
    },
    ExclusiveMaximum {
        limit: Value,
        actual: Value,
    },
    MultipleOf {
        base: f64,
        actual: Value,
    },
    MinItems {
        limit: u64,
        actual: u64,
    },
    MaxItems {
        limit: u64,
        actual: u64,
    },
    /// The first pair of equal items.
    UniqueItems {
        first: usize,
        second: usize,
    },
    Type {
        allowed: Vec<String>,
        actual: &'static str,
    },
    Const {
        expected: Value,
    },
    Format {
        format: String,
        value: String,
    },
    /// The value cannot be the identifier or address that `ory.sh/kratos` makes of it.
    Extension,
    /// Any other keyword.
    Keyword(String),
}

impl Rule {
    /// The keyword's name.
    pub fn keyword(&self) -> &str {
        match self {
            Self::Required { .. } => "required",
            Self::MinLength { .. } => "minLength",
            Self::MaxLength { .. } => "maxLength",
            Self::Pattern { .. } => "pattern",
            Self::Minimum { .. } => "minimum",
            Self::ExclusiveMinimum { .. } => "exclusiveMinimum",
            Self::Maximum { .. } => "maximum",
            Self::ExclusiveMaximum { .. } => "exclusiveMaximum",
            Self::MultipleOf { .. } => "multipleOf",
            Self::MinItems { .. } => "minItems",
            Self::MaxItems { .. } => "maxItems",
            Self::UniqueItems { .. } => "uniqueItems",
            Self::Type { .. } => "type",
            Self::Const { .. } => "const",
            Self::Format { .. } => "format",
            Self::Extension => super::extension::KEY,
            Self::Keyword(name) => name,
        }
    }
}

/// The text for an error's `reason`: one line per violation, under a heading if there are several.
pub fn reason(violations: &[Violation]) -> String {
    let line = |violation: &Violation| format!("I[#{}] S[#{}] {}", violation.instance, violation.schema, violation.message);
    if let [only] = violations {
        return line(only);
    }
    let mut text = "I[#] S[#] validation failed".to_owned();
    for violation in violations {
        let _ = write!(text, "\n  {}", line(violation));
    }
    text
}

/// The value for an error's `details.violations`.
pub fn violations_json(violations: &[Violation]) -> Value {
    violations
        .iter()
        .map(|violation| json!({"pointer": violation.instance, "rule": violation.rule.keyword(), "message": violation.message}))
        .collect()
}

/// The violations behind a validator's errors, the first [`MOST_VIOLATIONS`] of them. Of `anyOf`, `oneOf` and the like,
/// those of all branches.
pub fn collect<'i>(errors: impl Iterator<Item = ValidationError<'i>>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for error in errors {
        add(&error, &mut violations);
        if violations.len() >= MOST_VIOLATIONS {
            break;
        }
    }
    hide_behind_types(&mut violations);
    violations
}

/// Puts the types of each `type` violation into the order in which the schema lists them.
pub fn list_types_as_written(violations: &mut [Violation], schema: &str) {
    let lists_several = |violation: &Violation| matches!(&violation.rule, Rule::Type { allowed, .. } if allowed.len() > 1);
    if !violations.iter().any(lists_several) {
        return;
    }
    let Ok(schema) = serde_json::from_str::<Value>(schema) else { return };
    for Violation { schema: pointer, rule, .. } in violations {
        if let Rule::Type { allowed, .. } = rule
            && let Some(Value::Array(written)) = schema.pointer(pointer)
        {
            allowed.sort_by_key(|name| written.iter().position(|kind| kind == name.as_str()));
        }
    }
}

fn add(error: &ValidationError<'_>, violations: &mut Vec<Violation>) {
    if violations.len() >= MOST_VIOLATIONS {
        return;
    }
    match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }
            if context.iter().any(|branch| !branch.is_empty()) =>
        {
            for cause in context.iter().flatten() {
                add(cause, violations);
            }
        }
        _ => {
            let violation = single(error);
            if !violations.contains(&violation) {
                violations.push(violation);
            }
        }
    }
}

/// A value of the wrong type is not measured by the other keywords of the same schema.
fn hide_behind_types(violations: &mut Vec<Violation>) {
    let parent = |violation: &Violation| violation.schema.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_owned());
    let mistyped: Vec<(String, String)> = violations
        .iter()
        .filter(|violation| matches!(violation.rule, Rule::Type { .. }))
        .map(|violation| (violation.instance.clone(), parent(violation)))
        .collect();
    violations.retain(|violation| {
        matches!(violation.rule, Rule::Type { .. }) || !mistyped.contains(&(violation.instance.clone(), parent(violation)))
    });
}

fn single(error: &ValidationError<'_>) -> Violation {
    let rule = rule(error);
    let mut schema = error.schema_path().to_string();
    if let Some(node) = schema.strip_suffix(WHOLE) {
        schema = format!("{node}type");
    }
    let message = message(&rule, error);
    Violation { instance: error.instance_path().to_string(), schema, rule, message }
}

fn rule(error: &ValidationError<'_>) -> Rule {
    let instance = error.instance().as_ref();
    let actual = || instance.clone();
    let characters = || instance.as_str().map_or(0, |text| text.chars().count() as u64);
    let items = || instance.as_array().map_or(0, |items| items.len() as u64);
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            Rule::Required { property: property.as_str().map_or_else(|| property.to_string(), str::to_owned) }
        }
        ValidationErrorKind::MinLength { limit } => Rule::MinLength { limit: *limit, actual: characters() },
        ValidationErrorKind::MaxLength { limit } => Rule::MaxLength { limit: *limit, actual: characters() },
        ValidationErrorKind::Pattern { pattern } => Rule::Pattern { pattern: pattern.clone() },
        ValidationErrorKind::Minimum { limit } => Rule::Minimum { limit: limit.clone(), actual: actual() },
        ValidationErrorKind::ExclusiveMinimum { limit } => Rule::ExclusiveMinimum { limit: limit.clone(), actual: actual() },
        ValidationErrorKind::Maximum { limit } => Rule::Maximum { limit: limit.clone(), actual: actual() },
        ValidationErrorKind::ExclusiveMaximum { limit } => Rule::ExclusiveMaximum { limit: limit.clone(), actual: actual() },
        ValidationErrorKind::MultipleOf { multiple_of } => Rule::MultipleOf { base: *multiple_of, actual: actual() },
        ValidationErrorKind::MinItems { limit } => Rule::MinItems { limit: *limit, actual: items() },
        ValidationErrorKind::MaxItems { limit } => Rule::MaxItems { limit: *limit, actual: items() },
        ValidationErrorKind::UniqueItems => equal_pair(instance)
            .map_or_else(|| Rule::Keyword("uniqueItems".to_owned()), |(first, second)| Rule::UniqueItems { first, second }),
        ValidationErrorKind::Type { kind } => Rule::Type { allowed: type_names(kind), actual: type_name(instance) },
        ValidationErrorKind::Custom { keyword, .. } if keyword == WHOLE => {
            Rule::Type { allowed: vec!["integer".to_owned()], actual: "number" }
        }
        ValidationErrorKind::Constant { expected_value } => Rule::Const { expected: expected_value.as_ref().clone() },
        ValidationErrorKind::Format { format } => {
            Rule::Format { format: format.clone(), value: instance.as_str().unwrap_or_default().to_owned() }
        }
        other => Rule::Keyword(other.keyword().to_owned()),
    }
}

fn message(rule: &Rule, error: &ValidationError<'_>) -> String {
    match rule {
        Rule::Required { property } => format!("the property {property:?} is missing"),
        Rule::MinLength { limit, actual } => format!("must have at least {limit} characters, but has {actual}"),
        Rule::MaxLength { limit, actual } => format!("must have at most {limit} characters, but has {actual}"),
        Rule::Pattern { pattern } => format!("does not match the pattern {pattern:?}"),
        Rule::Minimum { limit, actual } => format!("must be at least {limit}, but is {actual}"),
        Rule::ExclusiveMinimum { limit, actual } => format!("must be more than {limit}, but is {actual}"),
        Rule::Maximum { limit, actual } => format!("must be at most {limit}, but is {actual}"),
        Rule::ExclusiveMaximum { limit, actual } => format!("must be less than {limit}, but is {actual}"),
        Rule::MultipleOf { base, actual } => format!("must be a multiple of {base}, but is {actual}"),
        Rule::MinItems { limit, actual } => format!("must have at least {limit} items, but has {actual}"),
        Rule::MaxItems { limit, actual } => format!("must have at most {limit} items, but has {actual}"),
        Rule::UniqueItems { first, second } => format!("the items {first} and {second} are equal"),
        Rule::Type { allowed, actual } => format!("must be of type {}, but is of type {actual}", allowed.join(" or ")),
        Rule::Const { expected } => format!("must be {expected}"),
        Rule::Format { format, value } => format!("{value:?} is not valid for the format {format:?}"),
        Rule::Extension | Rule::Keyword(_) => match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                format!("the properties {} are not allowed", quoted(unexpected))
            }
            ValidationErrorKind::Enum { options } => format!("must be one of {options}"),
            ValidationErrorKind::OneOfMultipleValid { .. } => "matches more than one of the alternatives".to_owned(),
            _ => error.masked().to_string(),
        },
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

/// Of the items that are there twice, the foremost and where it comes again.
fn equal_pair(instance: &Value) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    let again = instance.as_array()?.iter().enumerate().filter_map(|(at, item)| {
        let first = *seen.entry(item).or_insert(at);
        (first != at).then_some((first, at))
    });
    again.min()
}

fn type_names(kind: &TypeKind) -> Vec<String> {
    match kind {
        TypeKind::Single(single) => vec![single.to_string()],
        TypeKind::Multiple(several) => several.iter().map(|kind: JsonType| kind.to_string()).collect(),
    }
}

/// The name of a value's type in messages. Like the reference it calls an integer a number.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
