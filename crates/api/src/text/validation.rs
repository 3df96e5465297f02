//! Messages about one value that a person sent: 4000xxx with the facts behind them.

use super::error;
use crate::ui::UiText;
use serde_json::Value;

/// 4000001: an error without an id of its own.
pub fn generic_error(reason: &str) -> UiText {
    error(4000001, reason.to_owned(), [("reason", reason.into())])
}

/// 4000002: a required field is missing; `property` is its last name.
pub fn required(property: &str) -> UiText {
    error(4000002, format!("Property {property} is missing."), [("property", property.into())])
}

/// 4000003: a text is too short.
pub fn too_short(min_length: usize, actual_length: usize) -> UiText {
    let context = [("min_length", min_length.into()), ("actual_length", actual_length.into())];
    error(4000003, format!("At least {min_length} characters are needed, not {actual_length}."), context)
}

/// 4000004: a text does not match a pattern.
pub fn no_match(pattern: &str) -> UiText {
    error(4000004, format!("This does not match the pattern {pattern:?}."), [("pattern", pattern.into())])
}

/// 4000005: a password is refused for a reason without an id of its own.
pub fn password_refused(reason: &str) -> UiText {
    error(4000005, format!("This password cannot be used: {reason}."), [("reason", reason.into())])
}

/// 4000017: a text is too long.
pub fn too_long(max_length: usize, actual_length: usize) -> UiText {
    let context = [("max_length", max_length.into()), ("actual_length", actual_length.into())];
    error(4000017, format!("At most {max_length} characters are allowed, not {actual_length}."), context)
}

/// 4000018: a number is below the minimum.
pub fn too_small(minimum: Value, actual: Value) -> UiText {
    error(4000018, format!("At least {minimum} is needed, not {actual}."), [("minimum", minimum), ("actual", actual)])
}

/// 4000019: a number is not above the exclusive minimum.
pub fn not_above(minimum: Value, actual: Value) -> UiText {
    error(4000019, format!("More than {minimum} is needed, not {actual}."), [("minimum", minimum), ("actual", actual)])
}

/// 4000020: a number is above the maximum.
pub fn too_large(maximum: Value, actual: Value) -> UiText {
    error(4000020, format!("At most {maximum} is allowed, not {actual}."), [("maximum", maximum), ("actual", actual)])
}

/// 4000021: a number is not below the exclusive maximum.
pub fn not_below(maximum: Value, actual: Value) -> UiText {
    error(4000021, format!("Less than {maximum} is needed, not {actual}."), [("maximum", maximum), ("actual", actual)])
}

/// 4000022: a number is not a multiple of `base`.
pub fn not_a_multiple(base: Value, actual: Value) -> UiText {
    error(4000022, format!("A multiple of {base} is needed, not {actual}."), [("base", base), ("actual", actual)])
}

/// 4000023: a list is too long.
pub fn too_many_items(max_items: usize, actual_items: usize) -> UiText {
    let context = [("max_items", max_items.into()), ("actual_items", actual_items.into())];
    error(4000023, format!("At most {max_items} entries are allowed, not {actual_items}."), context)
}

/// 4000024: a list is too short.
pub fn too_few_items(min_items: usize, actual_items: usize) -> UiText {
    let context = [("min_items", min_items.into()), ("actual_items", actual_items.into())];
    error(4000024, format!("At least {min_items} entries are needed, not {actual_items}."), context)
}

/// 4000025: two entries of a list are equal; indices from zero.
pub fn equal_items(index_a: usize, index_b: usize) -> UiText {
    let text = format!("The entries {} and {} are the same.", index_a + 1, index_b + 1);
    error(4000025, text, [("index_a", index_a.into()), ("index_b", index_b.into())])
}

/// 4000026: a value of another JSON type than the schema allows.
pub fn wrong_type(allowed: &[&str], actual: &str) -> UiText {
    let context = [("allowed_types", allowed.into()), ("actual_type", actual.into())];
    error(4000026, format!("Expected {}, but got {actual}.", allowed.join(" or ")), context)
}

/// 4000028: as 4000007, with hints how to sign in to the account. Both lists are sorted.
pub fn account_exists(identifier: &str, credential_types: &[&str], providers: &[&str]) -> UiText {
    let mut ways = Vec::with_capacity(2);
    if !credential_types.is_empty() {
        ways.push(credential_types.join(", "));
    }
    if !providers.is_empty() {
        ways.push(providers.join(", "));
    }
    let how = if ways.is_empty() { String::new() } else { format!(" Sign in with: {}.", ways.join(", ")) };
    let context = [
        ("available_credential_types", credential_types.into()),
        ("available_oidc_providers", providers.into()),
        ("credential_identifier_hint", identifier.into()),
    ];
    error(4000028, format!("An account with {identifier} exists already.{how}"), context)
}

/// 4000029: a value other than the one that is allowed, as JSON would show it.
pub fn wrong_scalar(expected: &str) -> UiText {
    error(4000029, format!("This must be {expected}."), [("expected", expected.into())])
}

/// 4000032: a password is too short. Lengths in bytes.
pub fn password_too_short(min_length: usize, actual_length: usize) -> UiText {
    let context = [("min_length", min_length.into()), ("actual_length", actual_length.into())];
    error(4000032, format!("The password needs at least {min_length} characters, not {actual_length}."), context)
}

/// 4000033: a password is longer than its hash can take. Lengths in bytes.
pub fn password_too_long(max_length: usize, actual_length: usize) -> UiText {
    let context = [("max_length", max_length.into()), ("actual_length", actual_length.into())];
    error(4000033, format!("The password may have at most {max_length} bytes, not {actual_length}."), context)
}

/// 4000034: a password was found in data breaches that often.
pub fn password_breached(breaches: u64) -> UiText {
    let text = "This password is known from data breaches and must not be used any more.".to_owned();
    error(4000034, text, [("breaches", breaches.into())])
}

/// 4000040: a text is not an e-mail address.
pub fn not_an_email(value: &str) -> UiText {
    error(4000040, format!("\"{value}\" is not an e-mail address."), [("value", value.into())])
}

/// 4000041: a text is not a phone number.
pub fn not_a_phone(value: &str) -> UiText {
    error(4000041, format!("\"{value}\" is not a phone number."), [("value", value.into())])
}
