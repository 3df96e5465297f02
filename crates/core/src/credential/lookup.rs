//! Backup codes: which of them a login may use. Each works once; the config remembers when it did.

use selfsame_api::Timestamp;
use serde_json::Value;
use subtle::{Choice, ConstantTimeEq};

/// What a backup code proves.
pub enum LookupCheck {
    /// There are no codes.
    NotSetUp,
    Wrong,
    /// It was one of the codes, and was used before.
    Used,
    /// The code is right once this config stands in the place of the one that was asked.
    Accepted(Value),
}

/// Judges a code by a stored config. A code that an import brought twice still works once.
pub fn check(config: &Value, typed: &str, now: Timestamp) -> LookupCheck {
    let codes = config["recovery_codes"].as_array().map(Vec::as_slice).unwrap_or_default();
    if codes.is_empty() {
        return LookupCheck::NotSetUp;
    }
    // Every code is compared, so that the time tells nothing.
    let is_typed = |stored: &Value| {
        let code = stored["code"].as_str().unwrap_or_default();
        bool::from(code.as_bytes().ct_eq(typed.as_bytes()) & Choice::from(u8::from(!code.is_empty())))
    };
    let matching: Vec<usize> = codes.iter().enumerate().filter(|(_, stored)| is_typed(stored)).map(|(at, _)| at).collect();
    if matching.is_empty() {
        return LookupCheck::Wrong;
    }
    if matching.iter().any(|at| was_used(&codes[*at])) {
        return LookupCheck::Used;
    }
    let mut config = config.clone();
    for at in matching {
        config["recovery_codes"][at]["used_at"] = now.to_string().into();
    }
    LookupCheck::Accepted(config)
}

/// Whether the code carries a time of use; Go's zero time is none.
fn was_used(stored: &Value) -> bool {
    match &stored["used_at"] {
        Value::Null => false,
        Value::String(time) => time.parse() != Ok(Timestamp::ZERO),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
