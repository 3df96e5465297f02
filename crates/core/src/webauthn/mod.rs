//! Security keys and passkeys (WebAuthn Level 3): what a browser is asked for, and whether what an authenticator
//! answered proves possession of a key.
//!
//! A ceremony is two steps. [`options`] makes the question out of a challenge that the caller keeps; `registration`
//! and `assertion` judge the answer. Everything that a browser sends is foreign input, parsed here by `cbor`,
//! `authenticator`, `client` and `response` without panicking, whatever it is.

pub mod options;

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

/// A fresh challenge: 32 random bytes in base64url, as options and client data spell it.
pub fn challenge(ctx: &mut Ctx<'_>) -> String {
    let mut bytes = [0; 32];
    ctx.rng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}
