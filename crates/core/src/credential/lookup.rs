//! Backup codes: which of them a login may use. Each works once; the config remembers when it did.

use crate::Ctx;
use selfsame_api::Timestamp;
use selfsame_api::text::LookupCode;
use serde_json::{Value, json};
use subtle::{Choice, ConstantTimeEq};

/// How many codes there are, and how long each is: about 41 bits.
const COUNT: usize = 12;
const LENGTH: usize = 8;

/// New codes.
pub fn generate(ctx: &mut Ctx<'_>) -> Vec<String> {
    (0..COUNT).map(|_| ctx.lower_alphanumeric(LENGTH)).collect()
}

/// The config of codes of which none was used.
pub fn config(codes: &[String]) -> Value {
    json!({ "recovery_codes": codes.iter().map(|code| json!({ "code": code })).collect::<Vec<_>>() })
}

/// The codes of a config as their owner sees them.
pub fn shown(config: &Value) -> Vec<LookupCode<'_>> {
    let codes = config["recovery_codes"].as_array().map(Vec::as_slice).unwrap_or_default();
    codes.iter().map(as_shown).collect()
}

fn as_shown(stored: &Value) -> LookupCode<'_> {
    if was_used(stored) {
        let at = stored["used_at"].as_str().and_then(|at| at.parse().ok());
        return LookupCode::Used { at: at.unwrap_or(Timestamp::ZERO) };
    }
    LookupCode::Unused(stored["code"].as_str().unwrap_or_default())
}

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
