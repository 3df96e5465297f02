//! PUT `/admin/identities/{id}`

use super::{Echo, TRIES, encode_written, identity_id, load, store_update};
use crate::app::{App, Current};
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::first_value;
use crate::http::request::{PathText, is_json, read_body};
use crate::http::respond::json_bytes;
use crate::identity::body::{UpdateBody, read_region, read_state};
use crate::identity::settle;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use selfsame_core::Ctx;
use selfsame_core::credential::merge::merge;
use selfsame_core::identity::Identity;
use selfsame_core::identity::derive::AddressImport;
use selfsame_store::StoreError;
use serde_json::Value;
use std::sync::Arc;

pub async fn update(State(app): State<Arc<App>>, path: PathText, headers: HeaderMap, body: Body) -> ApiResult<Response> {
    let body = read_body(body).await?;
    if !is_json(&headers) {
        return Err(ApiError::bad_request("Content-Type: expected application/json"));
    }
    let value = first_value(&body).map_err(|error| ApiError::bad_request(error.body.message))?;
    let mut body = UpdateBody::read(value.clone())?;
    let id = identity_id(path.at(0))?;
    let mut before = load(&app, id).await?;
    let hashed = settle::hash_password(&app, &body.credentials).await?;
    for _ in 0..TRIES {
        let sent = body.metadata_admin.is_some();
        let (current, now, mut rng) = (app.current(), app.now(), app.randomness.fork());
        // The contract's answer still has the address of the schema that the identity had before.
        let schema_url = current.schemas.url_of(&before.identity.schema_id).into_owned();
        let (after, region) = decide(&current, before.identity.clone(), body, hashed.clone(), &mut Ctx { now, rng: &mut rng })?;
        let record = settle::revised(&app, &current, &before, &after)?;
        match store_update(&app, before, record.clone()).await {
            Ok(()) => {
                let echo = Echo { metadata_admin_sent: sent, region: region.as_deref(), schema_url: Some(&schema_url) };
                return Ok(json_bytes(StatusCode::OK, encode_written(&record, &current, echo)));
            }
            Err(StoreError::Stale) => {
                before = load(&app, id).await?;
                body = UpdateBody::read(value.clone())?;
            }
            Err(other) => return Err(other.into()),
        }
    }
    Err(StoreError::Stale.into())
}

/// The identity as the body wants it, and the region to echo.
fn decide(
    current: &Current,
    mut identity: Identity,
    body: UpdateBody,
    hashed: Option<String>,
    ctx: &mut Ctx<'_>,
) -> ApiResult<(Identity, Option<String>)> {
    if let Some(schema_id) = body.schema_id {
        identity.schema_id = schema_id;
    }
    if let Some(state) = read_state(body.state.as_deref())?
        && state != identity.state
    {
        identity.state = state;
        identity.state_changed_at = Some(ctx.now);
    }
    identity.traits = body.traits;
    identity.metadata_public = body.metadata_public;
    identity.metadata_admin = body.metadata_admin.unwrap_or(Value::Null);
    identity.external_id = body.external_id;
    identity.updated_at = ctx.now;
    let region = read_region(body.region)?;
    merge(&mut identity, body.credentials, hashed, ctx.now).map_err(|error| settle::merge_error(&error))?;
    settle::settle(current, &mut identity, &AddressImport::default(), ctx)?;
    Ok((identity, region))
}
