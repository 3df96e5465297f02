//! Identities on the wire, and the spellings of what belongs to them.

use crate::{AddressId, Timestamp};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Whether an identity may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdentityState {
    #[default]
    Active,
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
    Password,
    Oidc,
    Saml,
    Totp,
    LookupSecret,
    Webauthn,
    Code,
    Passkey,
    Deviceauthn,
}

impl CredentialType {
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
    Email,
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
    pub id: AddressId,
    pub value: String,
    pub verified: bool,
    pub via: Channel,
    /// `pending`, `sent` or `completed`; kept as given, since administrators may set it freely.
    pub status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// An address to which a recovery message may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryAddress {
    pub id: AddressId,
    pub value: String,
    pub via: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_glass_for_organization: Option<Uuid>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}
