//! Tokens against cross-site request forgery. A browser holds 32 random bytes in a cookie; forms carry the
//! same bytes under a fresh one-time pad, so that no two renderings are alike (no compression oracle).

use crate::Ctx;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::Rng as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;
use subtle::ConstantTimeEq;

const LENGTH: usize = 32;

/// The secret that a browser's cookie holds. No Debug: whoever knows it may post in the browser's name.
#[derive(Clone, Copy)]
pub struct CsrfToken([u8; LENGTH]);

impl CsrfToken {
    pub fn generate(ctx: &mut Ctx<'_>) -> Self {
        let mut bytes = [0; LENGTH];
        ctx.rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Reads a cookie's value: padded standard base64 of 32 bytes.
    pub fn from_cookie(value: &str) -> Option<Self> {
        let mut bytes = [0; LENGTH];
        match STANDARD.decode_slice(value, &mut bytes) {
            Ok(LENGTH) => Some(Self(bytes)),
            Ok(_) | Err(_) => None,
        }
    }

    /// The cookie's value.
    pub fn to_cookie(self) -> String {
        STANDARD.encode(self.0)
    }

    /// The form's value: a new pad, then the token under it.
    pub fn mask(self, ctx: &mut Ctx<'_>) -> String {
        let mut masked = [0; 2 * LENGTH];
        let (pad, hidden) = masked.split_at_mut(LENGTH);
        ctx.rng.fill_bytes(pad);
        for (hidden, (token, pad)) in hidden.iter_mut().zip(self.0.iter().zip(pad.iter())) {
            *hidden = token ^ pad;
        }
        STANDARD.encode(masked)
    }

    /// Whether a form's value, or the bare cookie's value, stands for this token.
    pub fn matches(self, sent: &str) -> bool {
        let mut bytes = [0; 2 * LENGTH];
        let found: [u8; LENGTH] = match STANDARD.decode_slice(sent, &mut bytes) {
            Ok(LENGTH) => std::array::from_fn(|at| bytes[at]),
            Ok(len) if len == 2 * LENGTH => std::array::from_fn(|at| bytes[at] ^ bytes[LENGTH + at]),
            Ok(_) | Err(_) => return false,
        };
        self.0.ct_eq(&found).into()
    }

    /// Whether both are the same token.
    pub fn same(self, other: Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Serialize for CsrfToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_cookie())
    }
}

impl<'de> Deserialize<'de> for CsrfToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_cookie(&text).ok_or_else(|| de::Error::custom("not a token of 32 bytes"))
    }
}

/// The cookie's name: it belongs to one public base URL, exactly as configured.
pub fn cookie_name(public_base_url: &str) -> String {
    let mut name = String::from("csrf_token_");
    for byte in Sha256::digest(public_base_url.as_bytes()) {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

#[cfg(test)]
mod tests;
