//! Answers: JSON bodies as bytes, and the few headers that go with them.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// A JSON document that is already bytes.
pub fn json_bytes(status: StatusCode, mut body: Vec<u8>) -> Response {
    body.push(b'\n');
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
}

/// A value as JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => json_bytes(status, body),
        Err(error) => super::error::ApiError::internal(error).into_response(),
    }
}

/// 204.
pub fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Plain text, for what is no part of the JSON contract.
pub fn text(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// The page's address in a `Link` header: path, then query parameters sorted by name.
pub struct Link {
    pub rel: &'static str,
    pub query: Vec<(String, String)>,
}

/// The value of a `Link` header (RFC 8288).
pub fn link_header(path: &str, links: Vec<Link>) -> Option<HeaderValue> {
    let parts: Vec<String> = links
        .into_iter()
        .map(|mut link| {
            link.query.sort();
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(link.query).finish();
            format!("<{path}?{query}>; rel=\"{}\"", link.rel)
        })
        .collect();
    if parts.is_empty() { None } else { HeaderValue::try_from(parts.join(",")).ok() }
}
