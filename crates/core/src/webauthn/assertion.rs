//! Whether an answer proves possession of a stored key (§7.2).

use super::authenticator::AuthenticatorData;
use super::client::{self, Ceremony};
use super::cose::PublicKey;
use super::response::Asserted;
use super::stored::StoredKey;
use super::{Asked, Failure, Flags};

/// What a use of a key says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    pub sign_count: u32,
    pub flags: Flags,
    /// The authenticator's counter did not move forward: there may be a copy of the key.
    pub may_be_cloned: bool,
}

/// Judges the answer to request options. A counter that went back does not refuse it.
pub fn verify(asked: &Asked<'_>, key: &StoredKey, asserted: &Asserted) -> Result<Used, Failure> {
    let client_data_hash = client::check(&asserted.client_data, Ceremony::Get, asked)?;
    let data = AuthenticatorData::parse(&asserted.authenticator_data)?;
    data.check(asked)?;
    if key.flags.is_some_and(|flags| flags.backup_eligible != data.flags.backup_eligible) {
        return Err(Failure::Backup);
    }
    let public_key = PublicKey::parse(&key.public_key).ok_or(Failure::Key)?;
    let message = [&asserted.authenticator_data[..], &client_data_hash].concat();
    if !public_key.has_signed(&message, &asserted.signature) {
        return Err(Failure::Signature);
    }
    let counts = data.sign_count != 0 || key.sign_count != 0;
    Ok(Used { sign_count: data.sign_count, flags: data.flags, may_be_cloned: counts && data.sign_count <= key.sign_count })
}
