//! The table of contents: every route of the public and of the admin listener, nothing else.

use super::admin::{identities, sessions};
use super::{health, respond};
use crate::app::App;
use axum::Router;
use axum::routing::{delete, get, patch};
use http::StatusCode;
use std::sync::Arc;

/// Routes of the admin listener. Every path may also be called without `/admin`.
pub fn admin(app: Arc<App>) -> Router {
    Router::new()
        .route("/admin/identities", get(identities::list).post(identities::create).patch(identities::batch))
        .route("/admin/identities/by/external/{external_id}", get(identities::get_by_external_id))
        .route("/admin/identities/{id}", get(identities::get).put(identities::update).patch(identities::patch).delete(identities::delete))
        .route("/admin/identities/{id}/credentials/{type}", delete(identities::delete_credential))
        .route("/admin/identities/{id}/sessions", get(sessions::of_identity).delete(sessions::delete_of_identity))
        .route("/admin/sessions", get(sessions::list).post(sessions::manage))
        .route("/admin/sessions/{id}", get(sessions::get).delete(sessions::disable))
        .route("/admin/sessions/{id}/extend", patch(sessions::extend))
        .route("/admin/health/alive", get(health::alive))
        .route("/admin/health/ready", get(health::ready))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .with_state(app)
}

/// Routes of the public listener.
pub fn public(app: Arc<App>) -> Router {
    Router::new()
        .route("/health/alive", get(health::alive))
        .route("/health/ready", get(health::ready))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .with_state(app)
}

async fn unknown() -> axum::response::Response {
    respond::text(StatusCode::NOT_FOUND, "404 page not found\n")
}

async fn wrong_method() -> axum::response::Response {
    respond::text(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed\n")
}
