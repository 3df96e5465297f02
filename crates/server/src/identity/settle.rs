//! Bringing an identity into a state that its schema allows and the store can take.

use super::body::CreateBody;
use crate::app::{App, Current};
use crate::hasher::PoolError;
use crate::http::error::{ApiError, ApiResult};
use crate::schemas::Schema;
use http::StatusCode;
use selfsame_api::IdentityId;
use selfsame_core::credential::import::{CredentialImport, PASSWORD_PATH};
use selfsame_core::credential::merge::{MergeError, merge};
use selfsame_core::hash::HasherError;
use selfsame_core::identity::derive::{self, AddressImport};
use selfsame_core::identity::{Identity, factors};
use selfsame_core::schema::{reason, violations_json};
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::identities::{IdentityRecord, Loaded};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Hashes the clear-text password of an import, if it has one.
pub async fn hash_password(app: &App, import: &CredentialImport) -> ApiResult<Option<String>> {
    let Some(password) = import.plain_password() else { return Ok(None) };
    match app.hasher.hash(password.clone(), &mut app.randomness.fork()).await {
        Err(PoolError::Password(error)) => Err(unhashable(&error)),
        other => Ok(Some(other?)),
    }
}

/// A clear-text password that the configured hasher does not take.
pub fn unhashable(error: &HasherError) -> ApiError {
    ApiError::bad_request(format!("{PASSWORD_PATH}: {error}"))
}

/// The schema that an id names, or an error that names the id.
pub fn schema_of<'a>(current: &'a Current, id: &str) -> ApiResult<&'a Arc<Schema>> {
    current.schemas.find(id).ok_or_else(|| ApiError::bad_request(format!("schema_id: no identity schema is called {id:?}")))
}

/// A new identity from a create body, before its schema was asked.
pub fn assemble(body: CreateBody, hashed: Option<String>, ctx: &mut Ctx<'_>) -> Result<(Identity, AddressImport), MergeError> {
    let mut identity = Identity {
        id: IdentityId::from_random(ctx.id_bytes()),
        schema_id: body.schema_id,
        external_id: body.external_id,
        organization_id: body.organization_id,
        state: body.state,
        state_changed_at: Some(ctx.now),
        traits: body.traits,
        metadata_public: body.metadata_public,
        metadata_admin: body.metadata_admin.unwrap_or(Value::Null),
        credentials: BTreeMap::new(),
        verifiable_addresses: Vec::new(),
        recovery_addresses: Vec::new(),
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    merge(&mut identity, body.credentials, hashed, ctx.now)?;
    Ok((identity, body.addresses))
}

/// Finds the schema of an assembled identity and settles the identity by it.
pub fn settle(current: &Current, identity: &mut Identity, addresses: &AddressImport, ctx: &mut Ctx<'_>) -> ApiResult<()> {
    let schema = schema_of(current, &identity.schema_id)?;
    if identity.schema_id.is_empty() {
        // An id given in its encoded form is kept in that form, as the contract has it; none is the default's.
        identity.schema_id.clone_from(&schema.id);
    }
    validate(schema, identity, addresses, ctx)
}

/// Why imported credentials do not fit, as an answer.
pub fn merge_error(error: &MergeError) -> ApiError {
    match error {
        MergeError::Import(error) => ApiError::bad_request(error.to_string()),
        MergeError::DuplicateIdentifier { kind, identifier } => ApiError::new(StatusCode::CONFLICT, error.to_string())
            .reason(error.to_string())
            .detail("field", json!(format!("credentials.{kind}.identifiers")))
            .detail("value", json!(identifier)),
        MergeError::NotHashed => ApiError::internal(error),
    }
}

/// Validates the traits and derives from them what the schema says.
pub fn validate(schema: &Schema, identity: &mut Identity, addresses: &AddressImport, ctx: &mut Ctx<'_>) -> ApiResult<()> {
    let derived = schema
        .compiled
        .validate(&identity.traits)
        .map_err(|violations| ApiError::bad_request(reason(&violations)).detail("violations", violations_json(&violations)))?;
    derive::apply(identity, derived, addresses, ctx);
    Ok(())
}

/// The rows of a new identity.
pub fn record(app: &App, current: &Current, identity: &Identity, key: Key) -> ApiResult<IdentityRecord> {
    Ok(IdentityRecord::new(identity, key, factors::available_aal(identity, current.settings.factors), &app.sealer)?)
}

/// The rows that `before` becomes.
pub fn revised(app: &App, current: &Current, before: &Loaded, after: &Identity) -> ApiResult<IdentityRecord> {
    Ok(IdentityRecord::revised(before, after, factors::available_aal(after, current.settings.factors), &app.sealer)?)
}
