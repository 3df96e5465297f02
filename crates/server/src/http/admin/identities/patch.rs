//! PATCH `/admin/identities/{id}`: JSON Patch (RFC 6902) with the contract's rules.

use super::{Echo, TRIES, encode_written, identity_id, load, store_update};
use crate::app::{App, Current};
use crate::http::error::{ApiError, ApiResult};
use crate::http::request::{PathText, read_body};
use crate::http::respond::json_bytes;
use crate::identity::{document, settle};
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use selfsame_api::identity::{RecoveryAddress, VerifiableAddress};
use selfsame_core::Ctx;
use selfsame_core::credential::expose;
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
        let patched = decide(&current, &before.identity, &body, &mut Ctx { now, rng: &mut rng })?;
        let record = settle::revised(&app, &current, &before, &patched.identity)?;
        match store_update(&app, before, record.clone()).await {
            Ok(()) => {
                let echo = Echo { metadata_admin_sent: true, region: patched.region.as_deref(), schema_url: Some(&patched.schema_url) };
                return Ok(json_bytes(StatusCode::OK, encode_written(&record, &current, echo)));
            }
            Err(StoreError::Stale) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(StoreError::Stale.into())
}

struct Patched {
    identity: Identity,
    /// Echoed, not stored.
    region: Option<String>,
    schema_url: String,
}

fn decide(current: &Current, before: &Identity, body: &[u8], ctx: &mut Ctx<'_>) -> ApiResult<Patched> {
    let document = document::write(before, &current.schemas.url_of(&before.schema_id))?;
    let patched = patch::apply(document, body)
        .map_err(|error| ApiError::malformed(error.to_string()).reason("The JSON Patch could not be applied"))?;
    let schema_url = patched.document["schema_url"].as_str().unwrap_or_default().to_owned();
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
    settle::settle(current, &mut identity, &AddressImport::default(), ctx)?;
    keep_unchanged_addresses(before, &mut identity);
    expose::upgrade(&mut identity);
    Ok(Patched { identity, region: patched.region, schema_url })
}

/// An address that the traits brought back just as it was keeps its row.
fn keep_unchanged_addresses(before: &Identity, after: &mut Identity) {
    for address in &mut after.verifiable_addresses {
        let same = |old: &&VerifiableAddress| {
            (old.via, old.verified, &old.value, &old.status) == (address.via, address.verified, &address.value, &address.status)
        };
        if let Some(old) = before.verifiable_addresses.iter().find(same) {
            *address = old.clone();
        }
    }
    for address in &mut after.recovery_addresses {
        let same = |old: &&RecoveryAddress| {
            let organization = old.break_glass_for_organization == address.break_glass_for_organization;
            organization && old.via == address.via && old.value == address.value
        };
        if let Some(old) = before.recovery_addresses.iter().find(same) {
            *address = old.clone();
        }
    }
}
