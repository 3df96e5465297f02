//! The messages beside the fields of a form, for traits that break the rules of their schema.

use super::super::violation::{Rule, Violation};
use super::push_member;
use selfsame_api::text;
use selfsame_api::ui::UiText;
use serde_json::Value;

/// One message for each violation, with the name of the node that it belongs to: `traits.name.first`, an empty name
/// for the whole form.
pub fn messages(violations: &[Violation]) -> Vec<(String, UiText)> {
    violations.iter().map(|violation| (node_name(violation), message(violation))).collect()
}

/// The name of the node for the value that is wrong; for one that is missing, of its own node.
fn node_name(violation: &Violation) -> String {
    let mut name = String::new();
    let segments = violation.instance.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"));
    for segment in segments {
        push_member(&mut name, &segment);
    }
    if let Rule::Required { property } = &violation.rule {
        push_member(&mut name, property);
    }
    // Every member brings a dot; the first needs none.
    name.split_off(name.len().min(1))
}

fn message(violation: &Violation) -> UiText {
    let size = |size: &u64| *size as usize;
    match &violation.rule {
        Rule::Required { property } => text::required(property),
        Rule::MinLength { limit, actual } => text::too_short(size(limit), size(actual)),
        Rule::MaxLength { limit, actual } => text::too_long(size(limit), size(actual)),
        Rule::Pattern { pattern } => text::no_match(pattern),
        Rule::Minimum { limit, actual } => text::too_small(plain(limit), plain(actual)),
        Rule::ExclusiveMinimum { limit, actual } => text::not_above(plain(limit), plain(actual)),
        Rule::Maximum { limit, actual } => text::too_large(plain(limit), plain(actual)),
        Rule::ExclusiveMaximum { limit, actual } => text::not_below(plain(limit), plain(actual)),
        Rule::MultipleOf { base, actual } => text::not_a_multiple(plain(&Value::from(*base)), plain(actual)),
        Rule::MinItems { limit, actual } => text::too_few_items(size(limit), size(actual)),
        Rule::MaxItems { limit, actual } => text::too_many_items(size(limit), size(actual)),
        Rule::UniqueItems { first, second } => text::equal_items(*first, *second),
        Rule::Type { allowed, actual } => text::wrong_type(&allowed.iter().map(String::as_str).collect::<Vec<_>>(), actual),
        Rule::Const { expected } => constant(expected),
        // Kratos: quotes only a part of a value that has a quotation mark or a blank in it.
        Rule::Format { format, value } if format == "email" && !value.is_empty() => text::not_an_email(value),
        Rule::Format { format, value } if format == "tel" && !value.is_empty() => text::not_a_phone(value),
        Rule::Format { .. } | Rule::Extension | Rule::Keyword(_) => text::generic_error(&sentence(&violation.message)),
    }
}

/// Clients know numbers in quotation marks, and truth values without.
fn constant(expected: &Value) -> UiText {
    match expected {
        Value::Number(number) => text::wrong_scalar(&format!("\"{number}\"")),
        Value::Null | Value::Bool(_) | Value::String(_) => text::wrong_scalar(&expected.to_string()),
        Value::Array(_) | Value::Object(_) => text::WRONG_CONSTANT,
    }
}

/// A whole number without a fraction, whatever it was written like.
fn plain(number: &Value) -> Value {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => Value::from(float as i64),
        Some(_) | None => number.clone(),
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
