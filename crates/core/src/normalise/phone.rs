//! Phone numbers in international form. The metadata is slow to load and to search, so a text is
//! handed to it only when it starts with `+` and holds nothing but what such a number is written with.
//! It is loaded by the first such text (some 100 ms), and not before: it takes 6 MB.

use phonenumber::Mode;

/// Longest text that is tried: a number has at most 15 digits, the rest is punctuation.
const MAX_TEXT: usize = 40;

/// Whether the text, spaces around it aside, is a valid number in international form.
pub fn is_phone(text: &str) -> bool {
    super::strict_phone(text).is_ok()
}

/// The E.164 form of a folded text, if it is a valid number that starts with `+`.
///
/// Kratos: skips words before the `+`, letters behind the number and an extension. We read such a
/// text as a name, not as the number inside it: a message cannot be sent to an extension, and an
/// account called `not +14155552671` should not take that number.
pub fn e164(text: &str) -> Option<String> {
    if !text.starts_with('+') || text.len() > MAX_TEXT {
        return None;
    }
    let plain = plain_punctuation(text)?;
    let number = parse_valid(&plain)?;
    // A canonical form that would not be read back as itself (a national prefix inside, say) is none.
    (number == plain || parse_valid(&number).as_deref() == Some(number.as_str())).then_some(number)
}

/// The text with every dash as `-`; nothing if it holds a character that no phone number has.
fn plain_punctuation(text: &str) -> Option<String> {
    text.char_indices()
        .map(|(at, character)| match character {
            '+' if at == 0 => Some('+'),
            '0'..='9' | ' ' | '-' | '.' | '/' | '(' | ')' => Some(character),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
            _ => None,
        })
        .collect()
}

fn parse_valid(text: &str) -> Option<String> {
    let number = phonenumber::parse(None, text).ok()?;
    number.is_valid().then(|| number.format().mode(Mode::E164).to_string())
}
