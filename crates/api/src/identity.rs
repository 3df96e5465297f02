//! Identities on the wire, and the spellings of what belongs to them.

use crate::{AddressId, Timestamp};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Whether an identity may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdentityState {
    /// May sign in.
    #[default]
    Active,
    /// May not sign in, and its sessions count no longer.
    Inactive,
}

impl IdentityState {
    /// The spelling on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }
}

/// A kind of credential that an identity can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialType {
    /// A password, stored as its hash.
    Password,
    /// Accounts at OpenID Connect and OAuth 2.0 providers.
    Oidc,
    /// Accounts at SAML providers.
    Saml,
    /// An authenticator app: time-based codes (RFC 6238).
    Totp,
    /// One-time codes for when another factor is lost.
    LookupSecret,
    /// Security keys, as a second factor or, if so configured, without a password.
    Webauthn,
    /// Codes sent to an address, to sign in or as a second factor.
    Code,
    /// Discoverable WebAuthn keys, which need no identifier.
    Passkey,
    /// Keys bound to a device; known on the wire, and no method uses them.
    Deviceauthn,
}

impl CredentialType {
    /// Every type, in the order in which the API lists them.
    pub const ALL: [Self; 9] = [
        Self::Password,
        Self::Oidc,
        Self::Saml,
        Self::Totp,
        Self::LookupSecret,
        Self::Webauthn,
        Self::Code,
        Self::Passkey,
        Self::Deviceauthn,
    ];

    /// The spelling on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Oidc => "oidc",
            Self::Saml => "saml",
            Self::Totp => "totp",
            Self::LookupSecret => "lookup_secret",
            Self::Webauthn => "webauthn",
            Self::Code => "code",
            Self::Passkey => "passkey",
            Self::Deviceauthn => "deviceauthn",
        }
    }
}

impl fmt::Display for CredentialType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no credential type.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownCredentialType;

impl FromStr for CredentialType {
    type Err = UnknownCredentialType;

    fn from_str(text: &str) -> Result<Self, UnknownCredentialType> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownCredentialType)
    }
}

/// How an address is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// By mail; the address is a mailbox.
    Email,
    /// By text message; the address is a phone number (E.164).
    Sms,
}

impl Channel {
    /// The spelling on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// An address whose ownership a person can prove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiableAddress {
    /// Stays while the trait keeps its value.
    pub id: AddressId,
    /// Normalised, as it is looked up.
    pub value: String,
    /// Whether its ownership was proved, or an administrator says so.
    pub verified: bool,
    /// How messages reach it.
    pub via: Channel,
    /// `pending`, `sent` or `completed`; kept as given, since administrators may set it freely.
    pub status: String,
    /// Absent unless `verified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// When the identity got it.
    pub created_at: Timestamp,
    /// When any member of this object last changed.
    pub updated_at: Timestamp,
}

/// An address to which a recovery message may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryAddress {
    /// Stays while the trait keeps its value.
    pub id: AddressId,
    /// Normalised, as it is looked up.
    pub value: String,
    /// How messages reach it.
    pub via: Channel,
    /// The organization whose single sign-on this address may go around; kept, and without effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_glass_for_organization: Option<Uuid>,
    /// When the identity got it.
    pub created_at: Timestamp,
    /// When any member of this object last changed.
    pub updated_at: Timestamp,
}
