//! Credentials of an identity: how they are imported, merged, shown and deleted by an administrator.
//!
//! Their configs are kept as the JSON that the wire shows when it is asked for it; identifiers that
//! come from traits are derived elsewhere, from the schema.

pub mod delete;
pub mod expose;
mod fields;
pub mod import;
pub mod lookup;
pub mod merge;
pub mod totp;

pub use fields::{ImportError, Strictness};

#[cfg(test)]
mod tests;

/// How a link to a provider is identified: `provider:subject`.
pub fn provider_identifier(provider: &str, subject: &str) -> String {
    format!("{provider}:{subject}")
}

/// How a passkey's user handle is stored and looked up as an identifier: its bytes as text. Bytes that
/// are no UTF-8 become U+FFFD, as they do on the wire.
pub fn handle_identifier(handle: &[u8]) -> String {
    String::from_utf8_lossy(handle).into_owned()
}
