//! Values with units: durations like `1h30m` and byte sizes like `128MB`, in the reference's notation.

use std::time::Duration;

use serde::{Deserialize, Deserializer, de::Error};

/// A duration of one or more unsigned whole numbers with a unit each (`ns`, `us`, `ms`, `s`, `m`, `h`).
/// `None` when the text is anything else or the sum does not fit.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut sum = Duration::ZERO;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (number, tail) = split_number(rest)?;
        let unit_length = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_length);
        let part = match unit {
            "ns" => Duration::from_nanos(number),
            "us" => Duration::from_micros(number),
            "ms" => Duration::from_millis(number),
            "s" => Duration::from_secs(number),
            "m" => Duration::from_secs(number.checked_mul(60)?),
            "h" => Duration::from_secs(number.checked_mul(3600)?),
            _ => return None,
        };
        sum = sum.checked_add(part)?;
        rest = tail;
    }
    Some(sum)
}

/// A byte size: a whole number with a unit (`B`, `KB` … `EB`), 1 KB = 1024 B. `None` when the text is anything else.
pub fn parse_bytes(text: &str) -> Option<u64> {
    let (number, unit) = split_number(text)?;
    let power = ["B", "KB", "MB", "GB", "TB", "PB", "EB"].iter().position(|known| *known == unit)?;
    number.checked_mul(1024_u64.checked_pow(power as u32)?)
}

fn split_number(text: &str) -> Option<(u64, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, tail) = text.split_at(digits);
    Some((number.parse().ok()?, tail))
}

pub(crate) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_duration(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a duration")))
}

pub(crate) fn optional_duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    parse_duration(&text).map(Some).ok_or_else(|| D::Error::custom(format!("`{text}` is not a duration")))
}

pub(crate) fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_bytes(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a byte size")))
}

#[cfg(test)]
mod tests;
