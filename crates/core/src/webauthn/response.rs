//! What a page submits: the JSON of a `PublicKeyCredential`, its binary members in base64url.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;

/// Base64url as pages write it: most without padding, some with.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// The text is not the answer of an authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer of the security key or passkey cannot be read")]
pub struct Unreadable;

/// The answer to creation options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    pub id: Vec<u8>,
    pub client_data: Vec<u8>,
    pub attestation_object: Vec<u8>,
    pub transports: Vec<String>,
}

/// The answer to request options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asserted {
    pub id: Vec<u8>,
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
    /// Whose key it is, if the authenticator knows. Never empty.
    pub user_handle: Option<Vec<u8>>,
}

#[derive(Deserialize)]
struct Credential<R> {
    id: String,
    #[serde(default, rename = "rawId")]
    raw_id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    response: R,
}

#[derive(Deserialize)]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "attestationObject")]
    object: String,
    #[serde(default)]
    transports: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assertion {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

impl<R> Credential<R> {
    fn id(&self) -> Result<Vec<u8>, Unreadable> {
        if self.kind != "public-key" {
            return Err(Unreadable);
        }
        let id = base64url(&self.id).ok_or(Unreadable)?;
        let raw = self.raw_id.as_deref().map_or(Some(id.clone()), base64url);
        if id.is_empty() || raw != Some(id.clone()) { Err(Unreadable) } else { Ok(id) }
    }
}

impl Created {
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let credential: Credential<Attestation> = serde_json::from_str(text).map_err(|_| Unreadable)?;
        Ok(Self {
            id: credential.id()?,
            client_data: base64url(&credential.response.client_data).ok_or(Unreadable)?,
            attestation_object: base64url(&credential.response.object).ok_or(Unreadable)?,
            transports: credential.response.transports.unwrap_or_default(),
        })
    }
}

impl Asserted {
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let credential: Credential<Assertion> = serde_json::from_str(text).map_err(|_| Unreadable)?;
        let response = &credential.response;
        let user_handle = response.user_handle.as_deref().map(|handle| base64url(handle).ok_or(Unreadable)).transpose()?;
        Ok(Self {
            id: credential.id()?,
            client_data: base64url(&response.client_data).ok_or(Unreadable)?,
            authenticator_data: base64url(&response.authenticator_data).ok_or(Unreadable)?,
            signature: base64url(&response.signature).ok_or(Unreadable)?,
            user_handle: user_handle.filter(|handle| !handle.is_empty()),
        })
    }
}

pub(super) fn base64url(text: &str) -> Option<Vec<u8>> {
    BASE64URL.decode(text).ok()
}
