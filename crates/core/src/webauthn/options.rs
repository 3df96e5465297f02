//! The options with which a page calls `navigator.credentials.create` and `.get`, as JSON with base64url members.

use super::RelyingParty;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use std::time::Duration;

/// COSE identifiers of the signatures that are accepted, most wanted first.
pub const ALGORITHMS: [i64; 10] = [-7, -35, -36, -257, -258, -259, -37, -38, -39, -8];

/// What a new key is asked for with.
pub struct Creation<'a> {
    pub rp: &'a RelyingParty,
    /// What the authenticator gives back at sign-in to say whose key it is.
    pub user_handle: &'a [u8],
    /// Shown by the authenticator.
    pub user_name: &'a str,
    pub challenge: &'a str,
    pub timeout: Duration,
    /// Ids of the keys that the account has: none of them is to be registered again.
    pub exclude: &'a [Vec<u8>],
    pub selection: &'a Selection,
    /// What the authenticator is to tell about itself; without it the browser's default.
    pub attestation: Option<&'a str>,
}

/// Which authenticators are wanted, in WebAuthn's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub attachment: Option<String>,
    pub resident_key: Option<String>,
    pub user_verification: String,
}

/// The word for an authenticator that must check who uses it.
const REQUIRED: &str = "required";

impl Selection {
    /// Any authenticator, whether or not it checks who uses it.
    pub fn any() -> Self {
        Self { attachment: None, resident_key: None, user_verification: "discouraged".to_owned() }
    }

    /// Whether an answer counts only if the authenticator checked who used it.
    pub fn verifies_user(&self) -> bool {
        self.user_verification == REQUIRED
    }

    fn json(&self) -> Value {
        let mut wanted = Map::new();
        if let Some(attachment) = &self.attachment {
            wanted.insert("authenticatorAttachment".to_owned(), attachment.as_str().into());
        }
        if let Some(resident_key) = &self.resident_key {
            wanted.insert("requireResidentKey".to_owned(), (resident_key == REQUIRED).into());
            wanted.insert("residentKey".to_owned(), resident_key.as_str().into());
        }
        wanted.insert("userVerification".to_owned(), self.user_verification.as_str().into());
        wanted.into()
    }
}

/// The options that make a key.
pub fn creation(wanted: &Creation<'_>) -> Value {
    let mut key = json!({
        "rp": {"name": wanted.rp.name, "id": wanted.rp.id},
        "user": {"name": wanted.user_name, "displayName": wanted.user_name, "id": URL_SAFE_NO_PAD.encode(wanted.user_handle)},
        "challenge": wanted.challenge,
        "pubKeyCredParams": ALGORITHMS.map(|algorithm| json!({"type": "public-key", "alg": algorithm})),
        "timeout": wanted.timeout.as_millis() as u64,
    });
    if !wanted.exclude.is_empty() {
        key["excludeCredentials"] = descriptors(wanted.exclude);
    }
    key["authenticatorSelection"] = wanted.selection.json();
    if let Some(attestation) = wanted.attestation {
        key["attestation"] = attestation.into();
    }
    json!({ "publicKey": key })
}

/// What a key is asked for with.
pub struct Request<'a> {
    pub rp: &'a RelyingParty,
    pub challenge: &'a str,
    pub timeout: Duration,
    /// Ids of the keys of which one is wanted; none are named when the authenticator is to say whose key it is.
    pub allow: Option<&'a [Vec<u8>]>,
    pub selection: &'a Selection,
}

/// The options that use a key.
pub fn request(wanted: &Request<'_>) -> Value {
    let mut key = json!({
        "challenge": wanted.challenge,
        "timeout": wanted.timeout.as_millis() as u64,
        "rpId": wanted.rp.id,
    });
    if let Some(allow) = wanted.allow {
        key["allowCredentials"] = descriptors(allow);
    }
    key["userVerification"] = wanted.selection.user_verification.as_str().into();
    json!({ "publicKey": key })
}

fn descriptors(ids: &[Vec<u8>]) -> Value {
    ids.iter().map(|id| json!({"type": "public-key", "id": URL_SAFE_NO_PAD.encode(id)})).collect()
}

#[cfg(test)]
mod tests;
