//! Folding of free text after the PRECIS freeform profile (RFC 8264, RFC 8265), and its strict checks.

use super::Unusable;
use unicode_bidi::{BidiClass, bidi_class};
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// Rounds until folding has settled; two suffice for all known characters.
const ROUNDS: usize = 8;

/// Whether every character is printable ASCII or a space: then folding is trimming and lower case.
pub fn is_plain_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// Folds any text. Lower case can undo NFKC and the reverse, so both repeat until nothing changes.
///
/// Kratos: folds once, so that a few compatibility letters (such as `ℌ`) keep their case there.
pub fn fold(text: &str) -> String {
    let mut folded = fold_once(text);
    for _ in 1..ROUNDS {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(text: &str) -> String {
    let folded: String = text.trim().nfkc().filter(|character| !is_disallowed(*character)).flat_map(char::to_lowercase).nfkc().collect();
    folded.trim().to_owned()
}

/// Refuses what [`fold`] would remove, and texts whose writing directions break the bidi rule.
pub fn require_profile(text: &str) -> Result<(), Unusable> {
    if text.chars().any(is_disallowed) {
        return Err(Unusable::DisallowedCharacter);
    }
    if satisfies_bidi_rule(text) { Ok(()) } else { Err(Unusable::MixedDirections) }
}

fn is_disallowed(character: char) -> bool {
    if matches!(character, ' '..='~') {
        return false;
    }
    is_default_ignorable(character)
        || matches!(
            get_general_category(character),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::PrivateUse
                | GeneralCategory::Surrogate
                | GeneralCategory::Unassigned
        )
}

/// Unicode's `Default_Ignorable_Code_Point`: characters that are drawn as nothing.
fn is_default_ignorable(character: char) -> bool {
    matches!(u32::from(character),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// The bidi rule of RFC 5893 section 2. Texts without right-to-left characters always satisfy it.
fn satisfies_bidi_rule(text: &str) -> bool {
    use BidiClass::{AL, AN, BN, CS, EN, ES, ET, L, NSM, ON, R};
    let classes: Vec<BidiClass> = text.chars().map(bidi_class).collect();
    if !classes.iter().any(|class| matches!(class, R | AL | AN)) {
        return true;
    }
    let last = classes.iter().rev().find(|class| **class != NSM);
    match classes.first() {
        Some(R | AL) => {
            let allowed = classes.iter().all(|class| matches!(class, R | AL | AN | EN | ES | CS | ET | ON | BN | NSM));
            let one_kind_of_digit = !(classes.contains(&EN) && classes.contains(&AN));
            allowed && one_kind_of_digit && matches!(last, Some(R | AL | EN | AN))
        }
        // A text that starts left to right may hold no right-to-left character at all.
        _ => classes.iter().all(|class| matches!(class, L | EN | ES | CS | ET | ON | BN | NSM)) && matches!(last, Some(L | EN)),
    }
}
