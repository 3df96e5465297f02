//! About the server itself: `/version`, `/health/config` and `/metrics/prometheus` of the admin listener.

use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use crate::http::respond::json;
use crate::metrics::{DatabaseFigures, TextFormat};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde_json::json;
use std::sync::Arc;

/// The program's version.
pub async fn version() -> Response {
    json(StatusCode::OK, &json!({ "version": crate::metrics::VERSION }))
}

/// Which configuration is in force: its `revision`, else its hash.
pub async fn config(State(app): State<Arc<App>>) -> Response {
    let revision = app.current().settings.config_revision.clone();
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], revision).into_response()
}

/// Figures for Prometheus, in OpenMetrics form for who accepts it.
pub async fn metrics(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult<Response> {
    let accepts = |kind: &str| headers.get_all(header::ACCEPT).iter().any(|value| value.to_str().is_ok_and(|value| value.contains(kind)));
    let format = if accepts("application/openmetrics-text") { TextFormat::OpenMetrics } else { TextFormat::Prometheus };
    let database = DatabaseFigures::ask(&app.store).await;
    let text = app.metrics.render(&app, &database, format).map_err(ApiError::internal)?;
    Ok(([(header::CONTENT_TYPE, format.content_type())], text).into_response())
}
