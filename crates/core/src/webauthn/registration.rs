//! Whether a new key may be kept (§7.1).

use super::attestation::{Attestation, Subject};
use super::authenticator::AuthenticatorData;
use super::client::{self, Ceremony};
use super::cose::PublicKey;
use super::response::Created;
use super::{Asked, Failure, Flags};

/// A key that an authenticator made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    pub id: Vec<u8>,
    /// A COSE key.
    pub public_key: Vec<u8>,
    /// The format of its attestation.
    pub attestation_type: String,
    /// The authenticator's model.
    pub aaguid: [u8; 16],
    pub sign_count: u32,
    pub flags: Flags,
    pub transports: Vec<String>,
}

/// Judges the answer to creation options.
pub fn verify(asked: &Asked<'_>, created: &Created) -> Result<NewKey, Failure> {
    let client_data_hash = client::check(&created.client_data, Ceremony::Create, asked)?;
    let attestation = Attestation::parse(&created.attestation_object)?;
    let data = AuthenticatorData::parse(attestation.authenticator_data)?;
    data.check(asked)?;
    let made = data.made.as_ref().ok_or(Failure::AuthenticatorData)?;
    if made.id != created.id {
        return Err(Failure::AuthenticatorData);
    }
    let key = PublicKey::parse(made.public_key).ok_or(Failure::Key)?;
    attestation.check(&Subject { rp_id_hash: data.rp_id_hash, client_data_hash: &client_data_hash, made, key: &key })?;
    Ok(NewKey {
        id: made.id.to_vec(),
        public_key: made.public_key.to_vec(),
        attestation_type: attestation.format.to_owned(),
        aaguid: made.aaguid,
        sign_count: data.sign_count,
        flags: data.flags,
        transports: created.transports.clone(),
    })
}
