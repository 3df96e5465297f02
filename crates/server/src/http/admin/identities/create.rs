//! POST `/admin/identities`

use super::{Echo, encode_written};
use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::first_value;
use crate::http::request::read_body;
use crate::http::respond::json_bytes;
use crate::identity::body::CreateBody;
use crate::identity::settle;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use selfsame_core::Ctx;
use selfsame_store::ops::identities::write;
use selfsame_store::{StoreError, Tx};
use std::sync::Arc;

pub async fn create(State(app): State<Arc<App>>, body: Body) -> ApiResult<Response> {
    let body = CreateBody::read(first_value(&read_body(body).await?)?, "")?;
    let hashed = settle::hash_password(&app, &body.credentials).await?;
    let (current, now, mut rng) = (app.current(), app.now(), app.randomness.fork());
    let (region, metadata_admin_sent) = (body.region.clone(), body.metadata_admin.is_some());
    let ctx = &mut Ctx { now, rng: &mut rng };
    let (mut identity, addresses) = settle::assemble(body, hashed, ctx).map_err(|error| settle::merge_error(&error))?;
    settle::settle(&current, &mut identity, &addresses, ctx)?;
    let record = Arc::new(settle::record(&app, &current, &identity, app.store.next_key(now))?);
    let written = record.clone();
    app.store.add(async move |tx: &mut Tx<'_>| write::insert(tx, &written).await).await.map_err(refused)?;
    let echo = Echo { metadata_admin_sent, region: region.as_deref(), schema_url: None };
    let mut response = json_bytes(StatusCode::CREATED, encode_written(&record, &current, echo));
    // The contract's address: without the prefix `/admin`, which the listener adds by itself.
    let location = format!("{}/identities/{}", current.settings.admin_base(), identity.id);
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// A clash on create says why in `reason` too.
fn refused(error: StoreError) -> ApiError {
    let clashes = matches!(error, StoreError::Conflict(_));
    let error = ApiError::from(error);
    if clashes { error.reason("Another identity has the same identifier, address or external id; details name it") } else { error }
}
