//! One log line and one figure for each answered request. A line never holds a path or a query, only the
//! route's template: what stands in them may be a secret.

use super::service::Side;
use crate::app::App;
use crate::metrics::Route;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::{Method, StatusCode};
use std::time::Duration;

/// Leaves the template of the route with its answer.
pub async fn note_route(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(matched);
    }
    response
}

/// A request and what became of it.
pub struct Answered<'a> {
    pub side: Side,
    pub method: &'a Method,
    pub route: Route,
    pub status: StatusCode,
    pub took: Duration,
    pub request_id: Option<&'a str>,
}

/// Counts and logs.
pub fn observe(app: &App, answered: Answered<'_>) {
    let Answered { side, method, route, status, took, request_id } = answered;
    if tracing::enabled!(tracing::Level::INFO) && !is_quiet(app, side, &route) {
        tracing::info!(
            http.listener = side.as_str(),
            http.method = %method,
            http.route = route.as_str(),
            http.status = status.as_u16(),
            duration_ms = took.as_secs_f64() * 1e3,
            request.id = request_id,
            "answered a request"
        );
    }
    app.metrics.request(side.as_str(), route, method, status, took);
}

/// Whether this is a probe that the operator does not want to read about.
fn is_quiet(app: &App, side: Side, route: &Route) -> bool {
    const PROBES: [&str; 3] = ["/health/alive", "/health/ready", "/metrics/prometheus"];
    let path = route.as_str().trim_end_matches('/');
    if !PROBES.contains(&path.strip_prefix("/admin").unwrap_or(path)) {
        return false;
    }
    let quiet = app.current().settings.quiet_probes;
    match side {
        Side::Public => quiet.public,
        Side::Admin => quiet.admin,
    }
}
