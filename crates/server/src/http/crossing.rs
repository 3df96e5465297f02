//! Requests that came to the wrong listener are shown the way to the other one.

use super::public::answer::redirect;
use crate::app::App;
use axum::extract::{Request, State};
use axum::response::Response;
use http::StatusCode;
use std::sync::Arc;

/// From the admin to the public listener.
pub async fn to_public(State(app): State<Arc<App>>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    // Every path of the admin listener was put under /admin.
    let target = [app.current().selfservice.public_url.as_str(), path.strip_prefix("/admin").unwrap_or(path)].concat();
    redirect(StatusCode::TEMPORARY_REDIRECT, request.method(), &target)
}

/// From the public to the admin listener.
pub async fn to_admin(State(app): State<Arc<App>>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let target = [app.current().settings.admin_base(), "/admin", path.strip_prefix("/admin").unwrap_or(path)].concat();
    redirect(StatusCode::TEMPORARY_REDIRECT, request.method(), &target)
}
