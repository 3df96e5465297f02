//! What surrounds every request: the admin listener's guard against browsers of other sites and its prefix,
//! the JSON of errors, the headers that all answers share, panics, and the record of what was answered.

use super::canonical::under_admin;
use super::error::ApiError;
use super::observe::{Answered, observe};
use super::{request, respond};
use crate::app::App;
use crate::metrics::Route;
use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http::{HeaderValue, Method, Request, StatusCode, Uri, header};
use selfsame_api::ErrorEnvelope;
use selfsame_core::Ctx;
use serde_json::{Map, Value, json};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;
use tower::ServiceExt;

/// Which of the two listeners a request came in on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Public,
    Admin,
}

const NO_STORE: HeaderValue = HeaderValue::from_static("private, no-cache, no-store, must-revalidate");

impl Side {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Admin => "admin",
        }
    }
}

/// Answers one request.
pub async fn answer(app: Arc<App>, router: Router, side: Side, mut request: Request<Body>) -> Response {
    let started = Instant::now();
    let mut request_id = request.headers().get("x-request-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let method = request.method().clone();
    let mut response = match prepare(&app, side, &mut request) {
        Some(early) => early,
        None => match route(router, request).await {
            Ok(response) => response,
            Err(panic) => panicked(&app, &panic, &mut request_id),
        },
    };
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        write_error(&mut response, error, request_id.as_deref());
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        sort_allow(&mut response);
    }
    if method == Method::GET || method == Method::HEAD {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    }
    let route = Route(response.extensions_mut().remove());
    let (status, took) = (response.status(), started.elapsed());
    observe(&app, Answered { side, method: &method, route, status, took, request_id: request_id.as_deref() });
    response
}

/// The router's answer, or the text of a panic on the way to it.
async fn route(router: Router, request: Request<Body>) -> Result<Response, String> {
    match AssertUnwindSafe(router.oneshot(request)).catch_unwind().await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(never)) => match never {},
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            Err(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a text".to_owned()))
        }
    }
}

/// 500 without a detail. The log has the panic's text, under the id that the client is told.
// Kratos: the stack trace is the answer's body.
fn panicked(app: &App, panic: &str, request_id: &mut Option<String>) -> Response {
    let id = request_id.get_or_insert_with(|| {
        let mut rng = app.randomness.fork();
        uuid::Builder::from_random_bytes(Ctx { now: app.now(), rng: &mut rng }.id_bytes()).into_uuid().to_string()
    });
    tracing::error!(request.id = id, panic, "a request handler panicked; this is a bug");
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong in the server; its log says more").into_response()
}

/// Puts a path of the admin listener under `/admin`; an answer if the request goes no further.
fn prepare(app: &App, side: Side, request: &mut Request<Body>) -> Option<Response> {
    match side {
        Side::Public => return None,
        Side::Admin => {}
    }
    if let Err(refused) = request::from_same_site(request.method(), request.uri(), request.headers(), app.current().settings.admin_host()) {
        return Some(refused.into_response());
    }
    if !is_under_admin(request.uri().path()) {
        let path = under_admin(request.uri().path());
        let prefixed = request.uri().query().map_or(path.clone(), |query| format!("{path}?{query}"));
        match prefixed.parse::<Uri>() {
            Ok(uri) => *request.uri_mut() = uri,
            Err(_) => return Some(respond::text(StatusCode::NOT_FOUND, "404 page not found\n")),
        }
    }
    None
}

fn is_under_admin(path: &str) -> bool {
    path == "/admin" || path.starts_with("/admin/")
}

fn write_error(response: &mut Response, error: ApiError, request_id: Option<&str>) {
    let headers = response.headers_mut();
    // The router set the length of the empty body.
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let id = error.body.id.as_deref().unwrap_or_default();
    headers.insert("ory-error-id", HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("")));
    if let Some(seconds) = error.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let mut envelope = ErrorEnvelope { error: error.body };
    envelope.error.request = request_id.map(str::to_owned);
    let mut body = serde_json::to_value(envelope).unwrap_or_else(|_| json!({ "error": { "code": 500 } }));
    if let Value::Object(members) = &mut body {
        members.append(&mut Map::from_iter(error.beside));
    }
    *response.body_mut() = Body::from(format!("{body}\n"));
}

/// `Allow` in alphabetical order, as the reference has it.
fn sort_allow(response: &mut Response) {
    let Some(allow) = response.headers().get(header::ALLOW).and_then(|value| value.to_str().ok()) else { return };
    let mut methods: Vec<&str> = allow.split(',').map(str::trim).collect();
    methods.sort_unstable();
    if let Ok(sorted) = HeaderValue::try_from(methods.join(", ")) {
        response.headers_mut().insert(header::ALLOW, sorted);
    }
}

#[cfg(test)]
mod tests;
