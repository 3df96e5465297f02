//! Answers of the public listener that depend on who asks: programs get JSON, browsers that navigate are
//! redirected, and their errors are kept for the error page.

use super::visit::Visit;
use crate::http::error::ApiError;
use crate::selfservice::with_query;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, header};
use selfsame_core::Ctx;
use selfsame_store::Tx;
use std::time::Duration;
use uuid::Uuid;

/// How long an error can be looked at.
const ERROR_LIFESPAN: Duration = Duration::from_hours(24);

/// Whether an outcome travels as JSON or as a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    Json,
    Page,
}

impl Transport {
    pub fn json_if(is_json: bool) -> Self {
        if is_json { Self::Json } else { Self::Page }
    }
}

/// 303.
pub fn see_other(method: &Method, location: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, method, location)
}

/// A redirect; a GET's answer has an anchor for who does not follow.
pub fn redirect(status: StatusCode, method: &Method, location: &str) -> Response {
    let Ok(target) = HeaderValue::try_from(location) else {
        return ApiError::internal("a redirect's target is no header value").into_response();
    };
    if method != Method::GET && method != Method::HEAD {
        return (status, [(header::LOCATION, target)]).into_response();
    }
    let href = location.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    let words = status.canonical_reason().unwrap_or("Continue");
    (status, [(header::LOCATION, target), (header::CONTENT_TYPE, html)], format!("<a href=\"{href}\">{words}</a>.\n")).into_response()
}

/// An error as JSON, or kept and shown on the error page. What says that there is too much to do, and what a
/// client causes beyond its share of rows, is answered at once: nothing is written for it.
// Kratos: keeps every error.
pub async fn fail(visit: &Visit, transport: Transport, error: ApiError) -> Response {
    if let (Transport::Page, Some(url)) = (transport, error.goes_on_at()) {
        return see_other(&visit.parts.method, url);
    }
    let is_overload = matches!(error.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    if transport == Transport::Json || is_overload || visit.charge(visit.now + ERROR_LIFESPAN).is_err() {
        return error.into_response();
    }
    let document = match serde_json::to_string(&error.body) {
        Ok(document) => document,
        Err(failure) => return ApiError::internal(failure).into_response(),
    };
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let id = uuid::Builder::from_random_bytes(ctx.id_bytes()).into_uuid();
    match keep(visit, id, document).await {
        Ok(()) => see_other(&visit.parts.method, &with_query(&visit.selfservice().settings.error_ui, "id", &id.to_string())),
        Err(failure) => {
            visit.app.flow_quota.close(visit.client_ip());
            failure.into_response()
        }
    }
}

async fn keep(visit: &Visit, id: Uuid, document: String) -> Result<(), ApiError> {
    let (now, key) = (visit.now, visit.app.store.next_key(visit.now));
    let write = visit.app.store.add(async move |tx: &mut Tx<'_>| {
        selfsame_store::ops::flows::insert_error(tx, key, id, &document, now + ERROR_LIFESPAN, now).await
    });
    Ok(write.await?)
}

/// Adds a `Set-Cookie` header.
pub fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
