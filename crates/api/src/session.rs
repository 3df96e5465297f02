//! Sessions on the wire.

use crate::{DeviceId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Authenticator assurance level (after NIST SP 800-63B): none, one factor, two factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aal {
    Aal0,
    Aal1,
    Aal2,
}

impl Aal {
    /// The spelling on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aal0 => "aal0",
            Self::Aal1 => "aal1",
            Self::Aal2 => "aal2",
        }
    }
}

/// How a session, or a step of it, was authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionMethod {
    Password,
    Oidc,
    Saml,
    Totp,
    LookupSecret,
    Webauthn,
    Code,
    Passkey,
    Deviceauthn,
    LinkRecovery,
    CodeRecovery,
}

/// One completed authentication step of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticationMethod {
    pub method: SessionMethod,
    pub aal: Aal,
    pub completed_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Uuid>,
}

/// The device on which a session was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    /// The client's address, never with a port.
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub location: Option<String>,
}
