//! Passwords that are known from data breaches. A service that knows them is asked by k-anonymity: it sees the first five
//! digits of a hash and answers with the rest of every hash that begins so. Who asks, and what happens when nobody answers,
//! is decided elsewhere.

use crate::secret::Secret;
use sha1::{Digest, Sha1};

/// Digits of a hash that leave the server.
const SENT: usize = 5;
/// Digits behind them that are compared: 64 bits, among a few thousand hashes.
const COMPARED: usize = 16;
/// Digits of a hash behind those that are sent.
const REST: usize = 35;

/// A password as breaches are searched for it: parts of its SHA-1. No Debug.
pub struct BreachKey {
    prefix: String,
    rest: u64,
}

/// All that a service knows of one prefix.
#[derive(Clone)]
pub struct BreachRange(Box<[(u64, u32)]>);

impl BreachKey {
    pub fn of(password: &Secret) -> Self {
        let digits = Sha1::digest(password.bytes()).iter().fold(String::with_capacity(SENT + REST), |mut text, byte| {
            for digit in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()));
            }
            text
        });
        let digits = Secret::new(digits);
        let (prefix, rest) = digits.expose().split_at(SENT);
        Self { prefix: prefix.to_owned(), rest: key_of(rest).unwrap_or_default() }
    }

    /// What the service sees, in upper case.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl BreachRange {
    /// Reads a reply of lines `REST:COUNT`. None if no line of a reply is one, so that it comes from somebody else.
    pub fn parse(reply: &str) -> Option<Self> {
        let mut found: Vec<(u64, u32)> = reply.lines().filter_map(line).collect();
        if found.is_empty() && !reply.trim().is_empty() {
            return None;
        }
        found.sort_unstable();
        Some(Self(found.into()))
    }

    /// How often a password of this prefix was seen.
    pub fn breaches(&self, key: &BreachKey) -> u32 {
        self.0.binary_search_by_key(&key.rest, |(rest, _)| *rest).map_or(0, |at| self.0[at].1)
    }
}

/// A line without a count counts once. Services fill their replies up with hashes that were seen never, so that nobody tells
/// them apart by their length.
fn line(line: &str) -> Option<(u64, u32)> {
    let line = line.trim();
    let (rest, count) = line.split_once(':').unwrap_or((line, ""));
    if rest.len() != REST {
        return None;
    }
    let count = count.trim();
    let count = if count.is_empty() { 1 } else { count.parse::<u64>().map_or(1, |count| u32::try_from(count).unwrap_or(u32::MAX)) };
    Some((key_of(rest)?, count))
}

fn key_of(rest: &str) -> Option<u64> {
    let is_hash = rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(rest.get(..COMPARED).filter(|_| is_hash)?, 16).ok()
}

#[cfg(test)]
mod tests;
