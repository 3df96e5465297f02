//! Sessions as decisions see them.

use selfsame_api::session::{Aal, AuthenticationMethod, Device};
use selfsame_api::{IdentityId, SessionId, Timestamp};

/// A session of one identity. Its token is not here: the store keeps only the token's hash.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub identity_id: IdentityId,
    /// False once revoked. Whether it may still be used also depends on `expires_at` and on the identity.
    pub active: bool,
    pub aal: Aal,
    pub methods: Vec<AuthenticationMethod>,
    pub devices: Vec<Device>,
    pub issued_at: Timestamp,
    pub authenticated_at: Timestamp,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}
