//! An identity with its credentials and addresses, as decisions see it.

pub mod derive;
pub mod factors;

use selfsame_api::identity::{Channel, CredentialType, IdentityState, RecoveryAddress, VerifiableAddress};
use selfsame_api::{IdentityId, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// A whole identity. Debug shows which one it is, no more.
#[derive(Clone, PartialEq)]
pub struct Identity {
    pub id: IdentityId,
    pub schema_id: String,
    pub external_id: Option<String>,
    pub organization_id: Option<Uuid>,
    pub state: IdentityState,
    pub state_changed_at: Option<Timestamp>,
    /// A JSON object that satisfies the schema.
    pub traits: Value,
    /// Any JSON; `Value::Null` when unset.
    pub metadata_public: Value,
    /// Any JSON; `Value::Null` when unset. Never shown to the identity's owner.
    pub metadata_admin: Value,
    pub credentials: BTreeMap<CredentialType, Credential>,
    pub verifiable_addresses: Vec<VerifiableAddress>,
    pub recovery_addresses: Vec<RecoveryAddress>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// One credential of an identity: all that it has of one type. Debug leaves the secrets out.
#[derive(Clone, PartialEq)]
pub struct Credential {
    /// Normalised, in order of first appearance, without repeats. Unique per type across identities.
    pub identifiers: Vec<String>,
    /// The type's own JSON object, in the shape that the wire shows when it is asked for.
    pub config: Value,
    pub version: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Identity {
    /// Somebody proved that this address is theirs; whether that was news.
    pub fn verify_address(&mut self, via: Channel, value: &str, now: Timestamp) -> bool {
        let is_meant = |address: &&mut VerifiableAddress| address.via == via && address.value == value && !address.verified;
        let Some(address) = self.verifiable_addresses.iter_mut().find(is_meant) else { return false };
        address.verified = true;
        "completed".clone_into(&mut address.status);
        address.verified_at = Some(now);
        address.updated_at = now;
        true
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("id", &self.id).field("schema_id", &self.schema_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("version", &self.version).field("updated_at", &self.updated_at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
