//! One spelling for each identifier: what people type is folded here, both before it is stored and
//! before it is looked up, so that `Ann@Example.com`, full-width `ａｎｎ@example.com` and a copy with a
//! zero-width space all name the same account.
//!
//! [`graceful`] never refuses and is idempotent. The strict functions are for addresses that will
//! receive messages.

mod email;
mod phone;
mod text;

pub use email::is_email;
pub use phone::is_phone;

/// The longest identifier or address, in bytes: any database can keep an index of them, and a flow may show it again.
pub const LONGEST_IDENTIFIER: usize = 1024;

/// What a person typed as an identifier; nothing if it is too long for anybody's.
pub fn bounded(typed: &str) -> &str {
    if typed.len() > LONGEST_IDENTIFIER { "" } else { typed }
}

/// Why a text cannot be used as an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    #[error("contains an invisible, control or unassigned character")]
    DisallowedCharacter,
    #[error("mixes writing directions in a way that no address may")]
    MixedDirections,
    #[error("is not an e-mail address")]
    NotAnEmail,
    #[error("is not a phone number in international form (such as +14155552671)")]
    NotAPhone,
}

/// The stored form of an identifier: trimmed, width-folded, lower case, NFKC, without invisible
/// characters; a valid international phone number becomes E.164. Empty if nothing visible remains.
pub fn graceful(text: &str) -> String {
    let folded = if text::is_plain_ascii(text) { text.trim_matches(' ').to_ascii_lowercase() } else { text::fold(text) };
    match phone::e164(&folded) {
        Some(number) => number,
        None => folded,
    }
}

/// The stored form of an e-mail address, or why the text is none. A display name is dropped:
/// `Ann <ann@example.com>` gives `ann@example.com`.
pub fn strict_email(text: &str) -> Result<String, Unusable> {
    if text::is_plain_ascii(text) {
        let address = email::addr_spec(text).ok_or(Unusable::NotAnEmail)?;
        return Ok(address.to_ascii_lowercase());
    }
    text::require_profile(text.trim())?;
    let folded = text::fold(text);
    email::addr_spec(&folded).map(str::to_owned).ok_or(Unusable::NotAnEmail)
}

/// The E.164 form of a phone number that is written with its country code, or why the text is none.
pub fn strict_phone(text: &str) -> Result<String, Unusable> {
    let number = if text::is_plain_ascii(text) { phone::e164(text.trim_matches(' ')) } else { phone::e164(&text::fold(text)) };
    number.ok_or(Unusable::NotAPhone)
}

#[cfg(test)]
mod tests;
