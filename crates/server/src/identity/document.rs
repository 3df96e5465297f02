//! An identity as the one JSON document that a patch applies to, and back.

use super::body::{channel, read_state};
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::{Fields, Unknown};
use selfsame_api::identity::{CredentialType, RecoveryAddress, VerifiableAddress};
use selfsame_api::{AddressId, Timestamp};
use selfsame_core::identity::{Credential, Identity};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

const FIELDS: &[&str] = &[
    "schema_id",
    "external_id",
    "organization_id",
    "state",
    "state_changed_at",
    "traits",
    "metadata_public",
    "metadata_admin",
    "credentials",
    "verifiable_addresses",
    "recovery_addresses",
    "created_at",
];

/// The document with everything that a patch may change, secrets included.
pub fn write(identity: &Identity, schema_url: &str) -> ApiResult<Value> {
    let credentials: Map<String, Value> = identity
        .credentials
        .iter()
        .map(|(kind, credential)| {
            let document = json!({
                "type": kind,
                "identifiers": credential.identifiers,
                "config": credential.config,
                "version": credential.version,
                "created_at": credential.created_at,
                "updated_at": credential.updated_at,
            });
            (kind.to_string(), document)
        })
        .collect();
    let mut document = json!({
        "id": identity.id,
        "credentials": credentials,
        "schema_id": identity.schema_id,
        "schema_url": schema_url,
        "state": identity.state,
        "state_changed_at": identity.state_changed_at,
        "traits": identity.traits,
        "metadata_public": identity.metadata_public,
        "metadata_admin": identity.metadata_admin,
        "created_at": identity.created_at,
        "updated_at": identity.updated_at,
        "organization_id": identity.organization_id,
    });
    // Absent, not null or empty, where the contract has them absent: a patch that removes them must fail.
    let mut set = |name: &str, value: Result<Value, serde_json::Error>| -> ApiResult<()> {
        document[name] = value.map_err(ApiError::internal)?;
        Ok(())
    };
    if let Some(external_id) = &identity.external_id {
        set("external_id", Ok(json!(external_id)))?;
    }
    if !identity.verifiable_addresses.is_empty() {
        set("verifiable_addresses", serde_json::to_value(&identity.verifiable_addresses))?;
    }
    if !identity.recovery_addresses.is_empty() {
        set("recovery_addresses", serde_json::to_value(&identity.recovery_addresses))?;
    }
    Ok(document)
}

/// The identity that a patched document describes; its id and what no patch changes are `before`'s.
pub fn read(document: Value, before: &Identity) -> ApiResult<Identity> {
    let mut fields = Fields::new(document, "", FIELDS, Unknown::Ignored)?;
    let state = fields.text("state")?;
    let state = read_state(state.as_deref()).map_err(|error| {
        let reason = error.body.reason.unwrap_or_default();
        ApiError::malformed("The identity's state is not valid").reason(reason)
    })?;
    let traits = match fields.raw("traits") {
        Some(object @ Value::Object(_)) => object,
        None => Value::Object(Map::new()),
        Some(other) => return Err(ApiError::bad_request(fields.wrong("traits", "an object", &other).body.message)),
    };
    Ok(Identity {
        id: before.id,
        schema_id: fields.text("schema_id")?.unwrap_or_default(),
        external_id: fields.text("external_id")?.filter(|id| !id.is_empty()),
        organization_id: fields.parsed::<Uuid>("organization_id", "a UUID")?,
        state: state
            .ok_or_else(|| ApiError::malformed("The identity's state is not valid").reason("state: expected active or inactive"))?,
        state_changed_at: fields.parsed("state_changed_at", "an RFC 3339 time")?,
        traits,
        metadata_public: fields.raw("metadata_public").unwrap_or(Value::Null),
        metadata_admin: fields.raw("metadata_admin").unwrap_or(Value::Null),
        credentials: credentials(&mut fields, before)?,
        verifiable_addresses: verifiable(&mut fields, before.updated_at)?,
        recovery_addresses: recovery(&mut fields, before.updated_at)?,
        created_at: fields.parsed("created_at", "an RFC 3339 time")?.unwrap_or(before.created_at),
        updated_at: before.updated_at,
    })
}

fn credentials(fields: &mut Fields, before: &Identity) -> ApiResult<BTreeMap<CredentialType, Credential>> {
    const FIELDS: &[&str] = &["type", "identifiers", "config", "version", "created_at", "updated_at"];
    let Some(Value::Object(members)) = fields.object("credentials")? else { return Ok(BTreeMap::new()) };
    let mut credentials = BTreeMap::new();
    for (name, value) in members {
        let path = format!("credentials.{name}");
        let mut one = Fields::new(value, &path, FIELDS, Unknown::Ignored)?;
        let stated = one.text("type")?;
        if stated.as_deref() != Some(name.as_str()) {
            return Err(ApiError::bad_request(format!("{path}.type: expected {name:?}, the name it stands under")));
        }
        // Kratos: 500.
        let kind: CredentialType =
            name.parse().map_err(|_| ApiError::malformed(format!("credentials: no credential type is called {name:?}")))?;
        let identifiers = one.array("identifiers")?.unwrap_or_default();
        let identifiers = identifiers.into_iter().map(|value| match value {
            Value::String(text) => Ok(text),
            other => Err(ApiError::malformed(format!("{path}.identifiers: expected strings, got {other}"))),
        });
        let version = one.raw("version").and_then(|version| version.as_u64()).and_then(|version| u32::try_from(version).ok());
        credentials.insert(
            kind,
            Credential {
                identifiers: identifiers.collect::<ApiResult<_>>()?,
                config: one.object("config")?.unwrap_or_else(|| json!({})),
                version: version.unwrap_or_default(),
                created_at: one.parsed("created_at", "an RFC 3339 time")?.unwrap_or(before.updated_at),
                updated_at: one.parsed("updated_at", "an RFC 3339 time")?.unwrap_or(before.updated_at),
            },
        );
    }
    Ok(credentials)
}

fn verifiable(fields: &mut Fields, now: Timestamp) -> ApiResult<Vec<VerifiableAddress>> {
    const FIELDS: &[&str] = &["id", "value", "verified", "via", "status", "verified_at", "created_at", "updated_at"];
    let items = fields.array("verifiable_addresses")?.unwrap_or_default();
    let mut addresses = Vec::new();
    for item in items {
        let mut one = Fields::new(item, "verifiable_addresses", FIELDS, Unknown::Ignored)?;
        let (via, id) = (one.text("via")?.as_deref().and_then(channel), one.parsed::<AddressId>("id", "a UUID")?);
        // An entry without id or channel matches no trait; it vanishes like every entry that matches none.
        let (Some(via), Some(id)) = (via, id) else { continue };
        addresses.push(VerifiableAddress {
            id,
            value: one.text("value")?.unwrap_or_default(),
            verified: one.boolean("verified")?.unwrap_or_default(),
            via,
            status: one.text("status")?.unwrap_or_default(),
            verified_at: one.parsed("verified_at", "an RFC 3339 time")?,
            created_at: one.parsed("created_at", "an RFC 3339 time")?.unwrap_or(now),
            updated_at: one.parsed("updated_at", "an RFC 3339 time")?.unwrap_or(now),
        });
    }
    Ok(addresses)
}

fn recovery(fields: &mut Fields, now: Timestamp) -> ApiResult<Vec<RecoveryAddress>> {
    const FIELDS: &[&str] = &["id", "value", "via", "break_glass_for_organization", "created_at", "updated_at"];
    let items = fields.array("recovery_addresses")?.unwrap_or_default();
    let mut addresses = Vec::new();
    for item in items {
        let mut one = Fields::new(item, "recovery_addresses", FIELDS, Unknown::Ignored)?;
        let (via, id) = (one.text("via")?.as_deref().and_then(channel), one.parsed::<AddressId>("id", "a UUID")?);
        let (Some(via), Some(id)) = (via, id) else { continue };
        addresses.push(RecoveryAddress {
            id,
            value: one.text("value")?.unwrap_or_default(),
            via,
            break_glass_for_organization: one.parsed("break_glass_for_organization", "a UUID")?,
            created_at: one.parsed("created_at", "an RFC 3339 time")?.unwrap_or(now),
            updated_at: one.parsed("updated_at", "an RFC 3339 time")?.unwrap_or(now),
        });
    }
    Ok(addresses)
}
