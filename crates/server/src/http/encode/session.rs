//! A session as JSON.

use super::Object;
use super::identity::{self, Shown};
use crate::http::error::{ApiError, ApiResult};
use crate::schemas::Schemas;
use selfsame_api::Timestamp;
use selfsame_api::identity::IdentityState;
use selfsame_core::Key;
use selfsame_core::session::Session;
use selfsame_store::ops::identities::IdentityView;
use selfsame_store::ops::sessions::SessionView;

/// Which of a session's parts an answer shows.
#[derive(Clone, Copy, Debug)]
pub struct ShownSession<'a> {
    pub devices: Devices,
    /// None writes `null`, and the identity's state is then not taken into account.
    pub identity: Option<Shown<'a>>,
    /// A token made of the session.
    pub tokenized: Option<&'a str>,
}

/// How `devices` appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Devices {
    Shown,
    Null,
    Empty,
}

/// Shows a session that is not in the store's form to `show`.
pub fn owned_view(session: &Session, identity_key: Key, show: impl FnOnce(&SessionView<'_>)) -> ApiResult<()> {
    let json = |value: serde_json::Result<String>| value.map_err(ApiError::internal);
    let (methods, devices) = (json(serde_json::to_string(&session.methods))?, json(serde_json::to_string(&session.devices))?);
    show(&SessionView {
        key: Key(0),
        id: session.id,
        identity_key,
        active: session.active,
        aal: session.aal,
        methods: &methods,
        devices: &devices,
        issued_at: session.issued_at,
        authenticated_at: session.authenticated_at,
        expires_at: session.expires_at,
        created_at: session.created_at,
        updated_at: session.updated_at,
    });
    Ok(())
}

/// Appends the session to `out`.
pub fn write(
    out: &mut Vec<u8>,
    session: &SessionView<'_>,
    identity: &IdentityView<'_>,
    schemas: &Schemas,
    shown: ShownSession<'_>,
    now: Timestamp,
) {
    let may_sign_in = shown.identity.is_none() || identity.state == IdentityState::Active;
    let mut object = Object::begin(out);
    object.uuid("id", session.id.0);
    object.boolean("active", session.active && session.expires_at > now && may_sign_in);
    object.time("expires_at", session.expires_at);
    object.time("authenticated_at", session.authenticated_at);
    object.word("authenticator_assurance_level", session.aal.as_str());
    object.raw("authentication_methods", session.methods);
    object.time("issued_at", session.issued_at);
    match shown.devices {
        Devices::Shown => object.raw("devices", session.devices),
        Devices::Null => object.raw("devices", "null"),
        Devices::Empty => object.raw("devices", "[]"),
    }
    match shown.identity {
        Some(shown) => identity::write(object.name("identity"), identity, schemas, shown),
        None => object.raw("identity", "null"),
    }
    if let Some(token) = shown.tokenized {
        object.word("tokenized", token);
    }
    object.end();
}
