//! `/health/alive` and `/health/ready`, on both listeners.

use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use crate::http::respond::json;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Whoever asks has little patience: a database that takes longer is as good as away.
const LONGEST: Duration = Duration::from_secs(3);

/// The process serves.
pub async fn alive() -> Response {
    json(StatusCode::OK, &json!({ "status": "ok" }))
}

/// The store answers; 503 until it does.
pub async fn ready(State(app): State<Arc<App>>) -> ApiResult<Response> {
    let ready = tokio::time::timeout(LONGEST, app.store.ready()).await;
    ready.map_err(|_| ApiError::unavailable("the database does not answer in time"))?.map_err(ApiError::unavailable)?;
    Ok(json(StatusCode::OK, &json!({ "status": "ok" })))
}
