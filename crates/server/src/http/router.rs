//! The table of contents: every route of the public and of the admin listener, nothing else.

use super::admin::{courier, identities, recovery, sessions};
use super::canonical::redirect_unclean;
use super::crossing::{to_admin, to_public};
use super::observe::note_route;
use super::public::{self, cors, csrf, errors, login, logout, registration, settings, token_exchange, verification, well_known, whoami};
use super::{health, meta, respond, schemas};
use crate::app::App;
use crate::pages;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, delete, get, patch, post};
use http::StatusCode;
use std::sync::Arc;

/// Routes of the admin listener. Every path may also be called without `/admin`.
pub fn admin(app: Arc<App>) -> Router {
    let router = Router::new()
        .route("/admin/identities", get(identities::list).post(identities::create).patch(identities::batch))
        .route("/admin/identities/by/external/{external_id}", get(identities::get_by_external_id))
        .route("/admin/identities/{id}", get(identities::get).put(identities::update).patch(identities::patch).delete(identities::delete))
        .route("/admin/identities/{id}/credentials/{type}", delete(identities::delete_credential))
        .route("/admin/identities/{id}/sessions", get(sessions::of_identity).delete(sessions::delete_of_identity))
        .route("/admin/sessions", get(sessions::list).post(sessions::manage).delete(to_public))
        .route("/admin/sessions/{id}", get(sessions::get).delete(sessions::disable))
        .route("/admin/sessions/{id}/extend", patch(sessions::extend))
        // To DELETE, `whoami` is a session's id like any other.
        .route("/admin/sessions/whoami", get(to_public).delete(sessions::disable))
        .route("/admin/recovery/code", post(recovery::code))
        .route("/admin/recovery/link", post(recovery::link))
        .route("/admin/courier/messages", get(courier::list))
        .route("/admin/courier/messages/{id}", get(courier::get))
        .route("/admin/ui/outbox", get(pages::outbox::show))
        .route("/admin/ui/assets/{hash}/{name}", get(pages::outbox::asset))
        .route("/admin/health/alive", get(health::alive))
        .route("/admin/health/ready", get(health::ready))
        .route("/admin/health/config", get(meta::config))
        .route("/admin/version", get(meta::version))
        .route("/admin/metrics/prometheus", get(meta::metrics));
    public_elsewhere(router)
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(redirect_unclean))
        .layer(from_fn(note_route))
        .with_state(app)
}

/// Public routes that the admin listener shows the way to.
fn public_elsewhere(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for flow in ["login", "registration", "settings", "recovery", "verification"] {
        for step in ["api", "browser", "flows"] {
            router = router.route(&format!("/admin/self-service/{flow}/{step}"), get(to_public));
        }
        router = router.route(&format!("/admin/self-service/{flow}"), get(to_public).post(to_public));
    }
    router
        .route("/admin/self-service/logout", get(to_public))
        .route("/admin/self-service/logout/browser", get(to_public))
        .route("/admin/self-service/logout/api", delete(to_public))
        .route("/admin/self-service/errors", get(to_public))
        .route("/admin/self-service/methods/oidc/callback/{provider}", get(to_public).post(to_public))
        .route("/admin/schemas", get(to_public))
        .route("/admin/schemas/{id}", get(to_public))
}

/// Routes of the public listener.
pub fn public(app: Arc<App>) -> Router {
    let router = Router::new()
        .route("/health/alive", get(health::alive))
        .route("/health/ready", get(health::ready))
        .route("/self-service/login/api", get(login::begin_api))
        .route("/self-service/login/browser", get(login::begin_browser))
        .route("/self-service/login/flows", get(login::fetch))
        .route("/self-service/login", get(login::submit).post(login::submit))
        .route("/self-service/registration/api", get(registration::begin_api))
        .route("/self-service/registration/browser", get(registration::begin_browser))
        .route("/self-service/registration/flows", get(registration::fetch))
        .route("/self-service/registration", get(registration::submit).post(registration::submit))
        .route("/self-service/settings/api", get(settings::begin_api))
        .route("/self-service/settings/browser", get(settings::begin_browser))
        .route("/self-service/settings/flows", get(settings::fetch))
        .route("/self-service/settings", get(settings::submit).post(settings::submit))
        .route("/self-service/recovery/api", get(public::recovery::begin_api))
        .route("/self-service/recovery/browser", get(public::recovery::begin_browser))
        .route("/self-service/recovery/flows", get(public::recovery::fetch))
        .route("/self-service/recovery", get(public::recovery::submit).post(public::recovery::submit))
        .route("/self-service/verification/api", get(verification::begin_api))
        .route("/self-service/verification/browser", get(verification::begin_browser))
        .route("/self-service/verification/flows", get(verification::fetch))
        .route("/self-service/verification", get(verification::submit).post(verification::submit))
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
        .route("/", get(pages::home::lead))
        .route("/ui", get(pages::home::lead))
        .route("/ui/", get(pages::home::show))
        .route("/ui/login", get(pages::flows::login))
        .route("/ui/registration", get(pages::flows::registration))
        .route("/ui/settings", get(pages::flows::settings))
        .route("/ui/recovery", get(pages::flows::recovery))
        .route("/ui/verification", get(pages::flows::verification))
        .route("/ui/error", get(pages::error::get))
        .route("/ui/logout", get(pages::logout::ask).post(pages::logout::finish))
        .route("/ui/sessions", post(pages::sessions::revoke))
        .route("/ui/language", post(pages::switch::choose))
        .route("/ui/assets/{hash}/{name}", get(pages::assets::get))
        .route("/schemas", get(schemas::list))
        .route("/schemas/{id}", get(schemas::get))
        .route("/admin/schemas", get(schemas::list))
        .route("/admin/schemas/{id}", get(schemas::get));
    admin_elsewhere(router)
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(redirect_unclean))
        .layer(from_fn_with_state(app.clone(), csrf::protect))
        .layer(from_fn_with_state(app.clone(), cors::share))
        .layer(from_fn(note_route))
        .with_state(app)
}

/// Admin routes that the public listener shows the way to; not all of them.
fn admin_elsewhere(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for prefix in ["", "/admin"] {
        router = router
            .route(&format!("{prefix}/identities"), get(to_admin).post(to_admin))
            .route(&format!("{prefix}/identities/{{id}}"), get(to_admin).put(to_admin).patch(to_admin).delete(to_admin))
            .route(&format!("{prefix}/identities/by/external/{{external_id}}"), get(to_admin))
            .route(&format!("{prefix}/identities/{{id}}/credentials/{{type}}"), delete(to_admin));
    }
    router
        .route("/identities/{id}/sessions", delete(to_admin))
        .route("/recovery/code", post(to_admin))
        .route("/recovery/link", post(to_admin))
        .route("/admin/courier/messages", get(to_admin))
        .route("/admin/courier/messages/{id}", get(to_admin))
}

async fn unknown() -> axum::response::Response {
    respond::text(StatusCode::NOT_FOUND, "404 page not found\n")
}

async fn wrong_method() -> axum::response::Response {
    respond::text(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed\n")
}
