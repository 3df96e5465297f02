//! Which passwords people may choose: long enough, and unlike their identifiers.

use crate::secret::Secret;
use selfsame_api::text;
use selfsame_api::ui::UiText;

/// As much of a password and an identifier as is compared, in bytes.
const MOST_COMPARED: usize = 256;

/// The fewest edits that may lie between a password and an identifier.
const FEWEST_EDITS: usize = 5;

/// The configured rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// In bytes.
    pub min_length: usize,
    /// Whether passwords are compared with identifiers.
    pub similarity: bool,
}

impl PasswordPolicy {
    /// The first rule that the password breaks, as a message for its node.
    pub fn check(&self, password: &Secret, identifiers: &[&str]) -> Result<(), UiText> {
        let actual = password.bytes().len();
        if actual < self.min_length {
            return Err(text::password_too_short(self.min_length, actual));
        }
        if self.similarity {
            let password = compared(password.expose());
            if identifiers.iter().any(|identifier| is_similar(password.expose(), compared(identifier).expose())) {
                return Err(text::PASSWORD_TOO_SIMILAR);
            }
        }
        Ok(())
    }
}

/// In lower case, and only as much as is compared.
fn compared(text: &str) -> Secret {
    let mut lower = text[..text.floor_char_boundary(MOST_COMPARED)].to_lowercase();
    lower.truncate(lower.floor_char_boundary(MOST_COMPARED));
    Secret::new(lower)
}

fn is_similar(password: &str, identifier: &str) -> bool {
    if password.is_empty() || identifier.is_empty() {
        return false;
    }
    longest_common(password.as_bytes(), identifier.as_bytes()) * 2 > password.len() || edits(password, identifier) < FEWEST_EDITS
}

/// The length of the longest piece that both have.
fn longest_common(one: &[u8], other: &[u8]) -> usize {
    let mut longest = 0;
    // How long the piece is that ends at each place of `other` and at the present place of `one`.
    let mut lengths = vec![0; other.len() + 1];
    for byte in one {
        for at in (0..other.len()).rev() {
            lengths[at + 1] = if other[at] == *byte { lengths[at] + 1 } else { 0 };
            longest = longest.max(lengths[at + 1]);
        }
    }
    longest
}

/// Levenshtein's distance in characters.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, own) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *own);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests;
