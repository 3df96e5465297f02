//! Sessions on the wire.

use crate::{DeviceId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Authenticator assurance level (after NIST SP 800-63B): none, one factor, two factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aal {
    /// Nothing was proved.
    Aal0,
    /// One factor, such as a password or a code.
    Aal1,
    /// Two factors of different kinds, or one that counts as two.
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
    /// The password.
    Password,
    /// A provider of OpenID Connect or OAuth 2.0.
    Oidc,
    /// A SAML provider.
    Saml,
    /// A code of the authenticator app; a second factor.
    Totp,
    /// A backup code; a second factor.
    LookupSecret,
    /// A security key.
    Webauthn,
    /// A code that was sent to an address.
    Code,
    /// A passkey.
    Passkey,
    /// A key bound to the device; no method makes such a step.
    Deviceauthn,
    /// A recovery link.
    LinkRecovery,
    /// A recovery code.
    CodeRecovery,
}

/// One completed authentication step of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticationMethod {
    /// What was used.
    pub method: SessionMethod,
    /// The level that this step alone gives.
    pub aal: Aal,
    /// When the step was accepted; how recent it is decides whether settings ask again.
    pub completed_at: Timestamp,
    /// The configured id of the provider, for `oidc` and `saml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The organization whose provider it was; always absent while there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Uuid>,
}

/// The device on which a session was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Of this record: a session has one for each device that held it.
    pub id: DeviceId,
    /// The client's address, never with a port.
    pub ip_address: Option<String>,
    /// As the client sent it.
    pub user_agent: Option<String>,
    /// City and country, where the proxy in front of the server says so.
    pub location: Option<String>,
}
