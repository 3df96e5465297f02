//! The most common passwords, for when nobody can be asked about breaches: everyday words and rows of keys with what people
//! put around them, and what is a pattern rather than a word.
//!
//! The words were written down for this program by hand, from what reports about leaked passwords name again and again; no
//! published list was copied.

use crate::secret::Secret;

/// One word a line, in lower case.
const WORDS: &str = include_str!("common/words.txt");

/// Longer passwords are not common, in bytes.
const LONGEST: usize = 32;

/// The longest piece whose repetition is a pattern.
const LONGEST_PIECE: usize = 4;

/// Whether a password is one of the first that anybody would guess.
pub fn is_common(password: &Secret) -> bool {
    let text = password.expose();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let lower = Secret::new(text.to_lowercase());
    let text = lower.expose();
    is_repetition(text) || is_row(text) || is_word(text)
}

/// `aaaaaaaa`, `12341234`, `abcabcabc`.
fn is_repetition(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=LONGEST_PIECE.min(bytes.len() / 2)).any(|length| bytes.iter().zip(&bytes[length..]).all(|(one, next)| one == next))
}

/// `12345678`, `abcdefgh`, `98765432`; `1234567890` too.
fn is_row(text: &str) -> bool {
    let bytes = text.as_bytes();
    let steps = |by: i16| bytes.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == by || pair == b"90" || pair == b"09");
    bytes.len() > 1 && (steps(1) || steps(-1))
}

/// A word, spelt with digits for letters or not, with digits and signs before and behind it or without.
fn is_word(text: &str) -> bool {
    let is_known = |word: &str| !word.is_empty() && WORDS.lines().any(|known| known == word);
    let inner = text.trim_matches(|character: char| !character.is_alphabetic());
    if is_known(text) || is_known(inner) {
        return true;
    }
    let behind = text.trim_end_matches(|character: char| character.is_ascii_digit() || character.is_ascii_punctuation());
    [text, inner, behind].iter().any(|word| ['l', 'i'].iter().any(|one| is_known(Secret::new(plain(word, *one)).expose())))
}

/// Letters in the place of the digits and signs that look like them; `one` is what a 1 stands for.
fn plain(word: &str, one: char) -> String {
    let letter = |character: char| match character {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests;
