//! What surrounds every request: canonical paths, the admin listener's guard against browsers of other
//! sites, the JSON of errors, and the headers that all answers share.

use super::error::ApiError;
use super::{request, respond};
use crate::app::App;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, Method, Request, StatusCode, Uri, header};
use selfsame_api::ErrorEnvelope;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tower::ServiceExt;

/// Which of the two listeners a request came in on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Public,
    Admin,
}

const NO_STORE: HeaderValue = HeaderValue::from_static("private, no-cache, no-store, must-revalidate");

/// Answers one request.
pub async fn answer(app: Arc<App>, router: Router, side: Side, mut request: Request<Body>) -> Response {
    let request_id = request.headers().get("x-request-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let method = request.method().clone();
    let mut response = match prepare(&app, side, &mut request) {
        Some(early) => early,
        None => match router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
    };
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        write_error(&mut response, error, request_id);
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        sort_allow(&mut response);
    }
    if method == Method::GET || method == Method::HEAD {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    }
    response
}

/// Puts the path into its canonical form; an answer if the request goes no further.
fn prepare(app: &App, side: Side, request: &mut Request<Body>) -> Option<Response> {
    if side == Side::Admin {
        if let Err(refused) = request::from_same_site(request.headers(), app.current().settings.admin_host()) {
            return Some(axum::response::IntoResponse::into_response(refused));
        }
        if !is_under_admin(request.uri().path()) {
            let prefixed = format!("/admin{}", request.uri().path_and_query().map_or("/", |path| path.as_str()));
            match prefixed.parse::<Uri>() {
                Ok(uri) => *request.uri_mut() = uri,
                Err(_) => return Some(respond::text(StatusCode::NOT_FOUND, "404 page not found\n")),
            }
        }
    }
    let clean = clean_path(request.uri().path())?;
    let location = request.uri().query().map_or(clean.clone(), |query| format!("{clean}?{query}"));
    Some(respond::redirect(StatusCode::TEMPORARY_REDIRECT, &location))
}

fn is_under_admin(path: &str) -> bool {
    path == "/admin" || path.starts_with("/admin/")
}

/// The path without empty, `.` and `..` segments, if that differs.
fn clean_path(path: &str) -> Option<String> {
    if !path.contains("//") && !path.contains("/.") {
        return None;
    }
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let slash = if path.ends_with('/') && !kept.is_empty() { "/" } else { "" };
    let clean = format!("/{}{slash}", kept.join("/"));
    (clean != path).then_some(clean)
}

fn write_error(response: &mut Response, error: ApiError, request_id: Option<String>) {
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
    envelope.error.request = request_id;
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
mod tests {
    use super::clean_path;

    #[test]
    fn only_unclean_paths_are_redirected() {
        assert_eq!(clean_path("/admin/identities"), None);
        assert_eq!(clean_path("/admin/identities/"), None);
        assert_eq!(clean_path("/admin//identities").as_deref(), Some("/admin/identities"));
        assert_eq!(clean_path("/admin/../identities").as_deref(), Some("/identities"));
        assert_eq!(clean_path("/.well-known/x"), None);
    }
}
