//! `/.well-known/…`

use super::answer::see_other;
use super::visit::Visit;
use crate::method::keys::SCRIPT;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// GET `/.well-known/ory/webauthn.js`
pub async fn webauthn_script() -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "text/javascript; charset=UTF-8")], SCRIPT).into_response()
}

/// GET `/.well-known/change-password` (W3C): where passwords are changed.
pub async fn change_password(visit: Visit) -> Response {
    see_other(&visit.parts.method, &visit.selfservice().settings.account.flow.ui)
}
