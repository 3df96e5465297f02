//! Client data (§5.8.1): what the browser vouches for. The authenticator signs its hash.

use super::response::base64url;
use super::{Asked, Failure};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use url::Url;

/// Which step of its life a key is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    Create,
    Get,
}

#[derive(Deserialize)]
struct ClientData<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    challenge: Cow<'a, str>,
    #[serde(borrow)]
    origin: Cow<'a, str>,
}

/// Checks client data; its hash.
pub fn check(json: &[u8], ceremony: Ceremony, asked: &Asked<'_>) -> Result<[u8; 32], Failure> {
    let data: ClientData<'_> = serde_json::from_slice(json).map_err(|_| Failure::ClientData)?;
    let kind = match ceremony {
        Ceremony::Create => "webauthn.create",
        Ceremony::Get => "webauthn.get",
    };
    if data.kind != kind {
        return Err(Failure::ClientData);
    }
    let is_same = |expected: Vec<u8>| !expected.is_empty() && base64url(&data.challenge).is_some_and(|given| given == expected);
    if !base64url(asked.challenge).is_some_and(is_same) {
        return Err(Failure::Challenge);
    }
    let origin = canonical(&data.origin);
    if !asked.rp.origins.iter().any(|allowed| canonical(allowed) == origin) {
        return Err(Failure::Origin);
    }
    Ok(Sha256::digest(json).into())
}

/// An origin as all spellings of it have it; what is no web origin (an app's) stays as it is.
fn canonical(origin: &str) -> Cow<'_, str> {
    match Url::parse(origin) {
        Ok(url) if url.origin().is_tuple() => Cow::Owned(url.origin().ascii_serialization()),
        Ok(_) | Err(_) => Cow::Borrowed(origin),
    }
}
