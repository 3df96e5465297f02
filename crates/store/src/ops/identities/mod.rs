//! Identities with their credentials and addresses.
//!
//! [`read`] finds rows as they are stored, [`record`] turns an identity into rows and back, [`write`]
//! inserts, updates and deletes. The tables `credential_identifier` and `identity_address` repeat what the
//! documents hold, for uniqueness and look-up; only [`write`] touches them, always together with the documents.

pub mod read;
pub mod record;
pub mod write;

pub use record::{CredentialRow, IdentityRecord, IdentityRow, IdentityView, Loaded, Purpose};

#[cfg(test)]
mod tests;
