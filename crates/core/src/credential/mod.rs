//! Credentials of an identity: how they are imported, merged, shown and deleted by an administrator.
//!
//! Their configs are kept as the JSON that the wire shows when it is asked for it; identifiers that
//! come from traits are derived elsewhere, from the schema.

pub mod breach;
pub mod common;
pub mod delete;
pub mod expose;
mod fields;
pub mod import;
pub mod lookup;
pub mod merge;
pub mod policy;
pub mod totp;

pub use fields::{ImportError, Strictness};

#[cfg(test)]
mod tests;

/// How a link to a provider is identified: `provider:subject`.
pub fn provider_identifier(provider: &str, subject: &str) -> String {
    format!("{provider}:{subject}")
}

/// How a passkey's user handle is stored and looked up as an identifier: its bytes as text. Of bytes that
/// are no UTF-8 the text alone would be the same for many handles, so all of them follow in hexadecimal.
// Kratos: puts U+FFFD for them, so that two people's handles may clash.
pub fn handle_identifier(handle: &[u8]) -> String {
    match std::str::from_utf8(handle) {
        Ok(text) => text.to_owned(),
        Err(_) => handle.iter().fold(String::from_utf8_lossy(handle).into_owned() + "#", |text, byte| text + &format!("{byte:02x}")),
    }
}
