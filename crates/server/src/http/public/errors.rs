//! GET `/self-service/errors?id=`: what went wrong, for the page that a browser was sent to.

use super::visit::Visit;
use crate::http::error::{ApiError, ApiResult};
use crate::http::respond::json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::ErrorBody;
use selfsame_api::Timestamp;
use selfsame_core::Ctx;
use selfsame_store::ops::flows;
use selfsame_store::{Rx, StoreError};
use serde_json::json as value;
use uuid::Uuid;

/// An error that was kept.
pub struct Found {
    pub id: Uuid,
    pub error: ErrorBody,
    created_at: Timestamp,
}

pub async fn get(visit: Visit) -> Response {
    match find(&visit).await {
        Ok(Found { id, error, created_at: at }) => {
            json(StatusCode::OK, &value!({ "id": id, "error": error, "created_at": at, "updated_at": at }))
        }
        Err(error) => error.into_response(),
    }
}

/// The error that the request names.
pub async fn find(visit: &Visit) -> ApiResult<Found> {
    let id = visit.query.get("id").or_else(|| visit.query.get("error")).ok_or_else(ApiError::not_found)?;
    if id == "stub:500" {
        return Ok(sample(visit));
    }
    let id: Uuid = id.parse().map_err(|_| ApiError::not_found())?;
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| flows::error_by_id(rx, id).await).await?;
    let (document, created_at) = found.ok_or_else(ApiError::not_found)?;
    let error: ErrorBody =
        serde_json::from_str(&document).map_err(|error| StoreError::Corrupt(format!("the kept error {id} does not parse: {error}")))?;
    Ok(Found { id, error, created_at })
}

/// An error to build an error page with.
fn sample(visit: &Visit) -> Found {
    let mut rng = visit.app.randomness.fork();
    let id = uuid::Builder::from_random_bytes(Ctx { now: visit.now, rng: &mut rng }.id_bytes()).into_uuid();
    let error = ErrorBody {
        code: 500,
        status: "Internal Server Error".into(),
        reason: Some("This is an example of an error".into()),
        message: "Something went wrong in the server".into(),
        ..ErrorBody::default()
    };
    Found { id, error, created_at: visit.now }
}
