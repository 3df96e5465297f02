//! The table of contents: every route of the public and of the admin listener, nothing else.

use super::admin::{identities, sessions};
use super::public::{self, cors, csrf, errors, login, logout, token_exchange, well_known, whoami};
use super::{crossing, health, respond};
use crate::app::App;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, delete, get, patch};
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
        .route("/admin/sessions/whoami", any(crossing::to_public))
        .route("/admin/self-service/{*rest}", any(crossing::to_public))
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
        .route("/self-service/login/api", get(login::begin_api))
        .route("/self-service/login/browser", get(login::begin_browser))
        .route("/self-service/login/flows", get(login::fetch))
        .route("/self-service/login", get(login::submit).post(login::submit))
        .route("/self-service/logout/browser", get(logout::begin))
        .route("/self-service/logout", get(logout::finish))
        .route("/self-service/logout/api", delete(logout::native))
        .route("/self-service/errors", get(errors::get))
        .route("/sessions/whoami", any(whoami::whoami))
        .route("/sessions/token-exchange", get(token_exchange::exchange))
        .route("/sessions", get(public::sessions::list).delete(public::sessions::revoke_others))
        .route("/sessions/{id}", delete(public::sessions::revoke))
        .route("/.well-known/ory/webauthn.js", get(well_known::webauthn_script))
        .route("/.well-known/change-password", get(well_known::change_password))
        .route("/admin/{*rest}", any(crossing::to_admin))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(app.clone(), csrf::protect))
        .layer(from_fn_with_state(app.clone(), cors::share))
        .with_state(app)
}

async fn unknown() -> axum::response::Response {
    respond::text(StatusCode::NOT_FOUND, "404 page not found\n")
}

async fn wrong_method() -> axum::response::Response {
    respond::text(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed\n")
}
