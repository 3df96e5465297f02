//! Bringing an identity's credentials and addresses into line with its traits, at every write.

use super::{Credential, Identity};
use crate::context::Ctx;
use crate::normalise::graceful;
use crate::schema::Derived;
use selfsame_api::identity::{Channel, CredentialType, RecoveryAddress, VerifiableAddress};
use selfsame_api::{AddressId, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

/// Addresses that came with a request to create an identity. They add facts to addresses that the
/// traits give rise to; others are dropped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AddressImport {
    pub verifiable: Vec<VerifiableImport>,
    pub recovery: Vec<RecoveryImport>,
}

/// A verifiable address of a request, in any spelling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerifiableImport {
    pub id: Option<AddressId>,
    pub value: String,
    /// Without it the entry matches nothing.
    pub via: Option<Channel>,
    pub verified: bool,
    /// Empty if not given.
    pub status: String,
    pub verified_at: Option<Timestamp>,
}

/// A recovery address of a request, in any spelling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecoveryImport {
    pub id: Option<AddressId>,
    pub value: String,
    /// Without it the entry matches nothing.
    pub via: Option<Channel>,
    pub break_glass_for_organization: Option<Uuid>,
}

/// Takes over validated traits and what follows from them. Credential configurations stay; an address
/// that is still there keeps its row.
///
/// A credential type that no trait feeds any more keeps its last identifiers: losing a trait must not
/// lock a person out.
pub fn apply(identity: &mut Identity, derived: Derived, imported: &AddressImport, ctx: &mut Ctx<'_>) {
    identity.traits = derived.traits;
    set_identifiers(identity, CredentialType::Password, derived.password_identifiers, ctx.now);
    set_identifiers(identity, CredentialType::Webauthn, derived.webauthn_identifiers, ctx.now);
    set_code_addresses(identity, derived.code_addresses, ctx.now);
    let known = std::mem::take(&mut identity.verifiable_addresses);
    identity.verifiable_addresses =
        derived.verifiable.into_iter().map(|(via, value)| verifiable(via, value, &known, &imported.verifiable, ctx)).collect();
    let known = std::mem::take(&mut identity.recovery_addresses);
    identity.recovery_addresses =
        derived.recovery.into_iter().map(|(via, value)| recovery(via, value, &known, &imported.recovery, ctx)).collect();
}

fn set_identifiers(identity: &mut Identity, kind: CredentialType, identifiers: Vec<String>, now: Timestamp) {
    if identifiers.is_empty() {
        return;
    }
    let credential = identity.credentials.entry(kind).or_insert_with(|| empty_credential(0, now));
    if credential.identifiers != identifiers {
        credential.identifiers = identifiers;
        credential.updated_at = now;
    }
}

fn set_code_addresses(identity: &mut Identity, mut addresses: Vec<(Channel, String)>, now: Timestamp) {
    if addresses.is_empty() {
        return;
    }
    addresses.sort_by(|(_, left), (_, right)| left.cmp(right));
    let config = json!({
        "addresses": addresses.iter().map(|(channel, address)| json!({"channel": channel, "address": address})).collect::<Value>(),
    });
    let mut identifiers: Vec<String> = addresses.into_iter().map(|(_, address)| address).collect();
    identifiers.dedup();
    let credential = identity.credentials.entry(CredentialType::Code).or_insert_with(|| empty_credential(1, now));
    if credential.identifiers != identifiers || credential.config != config || credential.version != 1 {
        credential.identifiers = identifiers;
        credential.config = config;
        credential.version = 1;
        credential.updated_at = now;
    }
}

fn empty_credential(version: u32, now: Timestamp) -> Credential {
    Credential { identifiers: Vec::new(), config: json!({}), version, created_at: now, updated_at: now }
}

fn verifiable(
    via: Channel,
    value: String,
    known: &[VerifiableAddress],
    imported: &[VerifiableImport],
    ctx: &mut Ctx<'_>,
) -> VerifiableAddress {
    let address = if let Some(known) = known.iter().find(|known| known.via == via && is_spelling_of(&known.value, &value)) {
        VerifiableAddress { value, ..known.clone() }
    } else {
        let import = imported.iter().find(|import| import.via == Some(via) && is_spelling_of(&import.value, &value));
        VerifiableAddress {
            id: import.and_then(|import| import.id).unwrap_or_else(|| AddressId::from_random(ctx.id_bytes())),
            value,
            verified: import.is_some_and(|import| import.verified),
            via,
            status: import.map(|import| import.status.clone()).unwrap_or_default(),
            verified_at: import.and_then(|import| import.verified_at),
            created_at: ctx.now,
            updated_at: ctx.now,
        }
    };
    settled(address, ctx.now)
}

/// Fills in what follows from `verified`. A status that was given stays, even one that contradicts it.
fn settled(mut address: VerifiableAddress, now: Timestamp) -> VerifiableAddress {
    if address.status.is_empty() {
        (if address.verified { "completed" } else { "pending" }).clone_into(&mut address.status);
    }
    if address.verified && address.verified_at.is_none() {
        address.verified_at = Some(now);
        address.updated_at = now;
    } else if !address.verified && address.verified_at.is_some() {
        address.verified_at = None;
        address.updated_at = now;
    }
    address
}

fn recovery(via: Channel, value: String, known: &[RecoveryAddress], imported: &[RecoveryImport], ctx: &mut Ctx<'_>) -> RecoveryAddress {
    if let Some(known) = known.iter().find(|known| known.via == via && is_spelling_of(&known.value, &value)) {
        return RecoveryAddress { value, ..known.clone() };
    }
    let import = imported.iter().find(|import| import.via == Some(via) && is_spelling_of(&import.value, &value));
    RecoveryAddress {
        id: import.and_then(|import| import.id).unwrap_or_else(|| AddressId::from_random(ctx.id_bytes())),
        value,
        via,
        break_glass_for_organization: import.and_then(|import| import.break_glass_for_organization),
        created_at: ctx.now,
        updated_at: ctx.now,
    }
}

fn is_spelling_of(given: &str, normalised: &str) -> bool {
    given == normalised || graceful(given) == normalised
}

#[cfg(test)]
mod tests;
