//! Security keys and passkeys (WebAuthn Level 3): what a browser is asked for, and whether what an authenticator
//! answered proves possession of a key.
//!
//! A ceremony is two steps. [`options`] makes the question out of a challenge that the caller keeps;
//! [`registration::verify`] and [`assertion::verify`] judge the answer. All that a browser sends is foreign input:
//! [`response`], [`client`], [`authenticator`], [`attestation`] and [`cbor`] read it without panicking, whatever it is.

pub mod assertion;
mod attestation;
mod authenticator;
mod cbor;
mod client;
mod cose;
pub mod models;
pub mod options;
pub mod registration;
pub mod response;
pub mod stored;

use crate::Ctx;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;

/// Who asks for a key, as browsers and authenticators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    /// A domain: keys are bound to it.
    pub id: String,
    /// Shown to people.
    pub name: String,
    /// The origins of the pages that may ask.
    pub origins: Vec<String>,
}

/// What an answer is judged against.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub rp: &'a RelyingParty,
    /// The challenge of the options, in base64url.
    pub challenge: &'a str,
    /// Whether the authenticator had to check who used it.
    pub verifies_user: bool,
}

/// Why an answer proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("the client data is not that of the ceremony")]
    ClientData,
    #[error("the challenge is not the one that was asked with")]
    Challenge,
    #[error("the page's origin is not one of the relying party's")]
    Origin,
    #[error("the authenticator data does not parse")]
    AuthenticatorData,
    #[error("the key belongs to another relying party")]
    RelyingParty,
    #[error("nobody touched the authenticator")]
    UserAbsent,
    #[error("the authenticator did not check who used it")]
    UserNotVerified,
    #[error("the authenticator contradicts itself about backups")]
    Backup,
    #[error("the key is of a kind that is not accepted")]
    Key,
    #[error("the attestation does not hold")]
    Attestation,
    #[error("the signature is wrong")]
    Signature,
}

/// What the authenticator says about itself in every answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub user_present: bool,
    pub user_verified: bool,
    pub backup_eligible: bool,
    pub backup_state: bool,
}

/// A fresh challenge: 32 random bytes in base64url, as options and client data spell it.
pub fn challenge(ctx: &mut Ctx<'_>) -> String {
    let mut bytes = [0; 32];
    ctx.rng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests;
