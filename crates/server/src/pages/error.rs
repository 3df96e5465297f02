//! What went wrong, in words for people; what the error says of itself stands folded away, for whoever runs the site.

use super::visitor::{Event, Page, PageRequest};
use crate::http::error::ApiError;
use crate::http::public::errors;
use axum::response::Response;
use http::StatusCode;
use selfsame_api::ErrorBody;
use serde::Serialize;

/// Where people begin again, unless the error says better.
const HOME: &str = "/ui/";

#[derive(Serialize)]
struct ErrorPage<'a> {
    /// The key of the words for it.
    lead: &'static str,
    /// Where to begin again.
    again: &'a str,
    code: u16,
    /// Under which the error is kept.
    id: Option<String>,
    /// For whoever runs the site.
    error: Option<&'a str>,
    reason: Option<&'a str>,
}

/// GET `/ui/error?id=`: an error that was kept.
pub async fn get(request: PageRequest) -> Response {
    match errors::find(&request.visit).await {
        Ok(found) => page(&request, StatusCode::OK, &ErrorPage { id: Some(found.id.to_string()), ..told(&found.error) }),
        Err(error) => show(&request, &error),
    }
}

/// An error that a page of ours ends in.
pub fn show(request: &PageRequest, error: &ApiError) -> Response {
    page(request, error.status, &told(&error.body))
}

/// To a browser that sent no cookies with a flow's page; it may begin again at `begin`.
pub fn no_cookies(request: &PageRequest, begin: &str) -> Response {
    let content = ErrorPage { lead: "page-error-cookies", again: begin, code: 403, id: None, error: None, reason: None };
    page(request, StatusCode::FORBIDDEN, &content)
}

fn told(error: &ErrorBody) -> ErrorPage<'_> {
    let name = error.id.as_deref().unwrap_or(&error.message);
    ErrorPage { lead: lead(error), again: HOME, code: error.code, id: None, error: Some(name), reason: error.reason.as_deref() }
}

fn page(request: &PageRequest, status: StatusCode, content: &ErrorPage<'_>) -> Response {
    let event = request.speaker.say(content.lead, &[]);
    let page = Page { template: "error.html", name: "page-error", event: Some(Event::Problem(&event)), is_signed_in: false, content };
    request.page(status, &page)
}

/// The key of the words for an error.
fn lead(error: &ErrorBody) -> &'static str {
    match (error.id.as_deref(), error.code) {
        (Some("security_csrf_violation" | "security_identity_mismatch"), _) => "page-error-csrf",
        (Some("self_service_flow_disabled"), _) => "page-error-off",
        (_, 404) => "page-error-not-found",
        (_, 429 | 503) => "page-error-busy",
        (_, 500..) => "page-error-lead",
        _ => "page-error-refused",
    }
}
