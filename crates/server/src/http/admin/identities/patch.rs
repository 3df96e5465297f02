//! PATCH `/admin/identities/{id}`: JSON Patch (RFC 6902) with the contract's rules.

use super::{TRIES, encode_written, identity_id, load, store_update};
use crate::app::{App, Current};
use crate::http::error::{ApiError, ApiResult};
use crate::http::request::{PathText, read_body};
use crate::http::respond::json_bytes;
use crate::identity::{document, settle};
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use selfsame_core::Ctx;
use selfsame_core::identity::Identity;
use selfsame_core::identity::derive::AddressImport;
use selfsame_core::patch;
use selfsame_store::StoreError;
use std::sync::Arc;

pub async fn patch(State(app): State<Arc<App>>, path: PathText, body: Body) -> ApiResult<Response> {
    let body = read_body(body).await?;
    let id = identity_id(path.at(0))?;
    for _ in 0..TRIES {
        let before = load(&app, id).await?;
        let (current, now, mut rng) = (app.current(), app.now(), app.randomness.fork());
        let (after, region) = decide(&current, &before.identity, &body, &mut Ctx { now, rng: &mut rng })?;
        let record = settle::record(&app, &current, &after, before.key)?;
        match store_update(&app, before, record.clone()).await {
            Ok(()) => return Ok(json_bytes(StatusCode::OK, encode_written(&record, &current, true, region.as_deref()))),
            Err(StoreError::Stale) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(StoreError::Stale.into())
}

/// The identity after the patch, and the region to echo.
fn decide(current: &Current, before: &Identity, body: &[u8], ctx: &mut Ctx<'_>) -> ApiResult<(Identity, Option<String>)> {
    let patched = patch::apply(document::write(before)?, body)
        .map_err(|error| ApiError::malformed(error.to_string()).reason("The JSON Patch could not be applied"))?;
    let mut identity = document::read(patched.document, before)?;
    if identity.state != before.state && identity.state_changed_at == before.state_changed_at {
        identity.state_changed_at = Some(ctx.now);
    }
    for address in &mut identity.verifiable_addresses {
        if address.verified && address.verified_at.is_none() {
            address.verified_at = Some(ctx.now);
        } else if !address.verified {
            address.verified_at = None;
        }
    }
    identity.updated_at = ctx.now;
    let schema = settle::schema_of(current, &identity.schema_id)?;
    settle::validate(schema, &mut identity, &AddressImport::default(), ctx)?;
    Ok((identity, patched.region))
}
