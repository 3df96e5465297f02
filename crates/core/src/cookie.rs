//! What a session cookie holds: the session's token and expiry, sealed, so that only this server reads it
//! and nobody forges it. The first configured cookie secret seals, every one opens.

use crate::Ctx;
use crate::secretbox::{DoesNotOpen, SealKeys};
use crate::session::SessionToken;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use selfsame_api::Timestamp;
use sha2::{Digest, Sha256};

/// The content of a session cookie.
pub struct SessionCookie {
    pub token: SessionToken,
    /// The session's expiry when the cookie was written: an older one than the session's calls for a new cookie.
    pub expires_at: Timestamp,
}

/// The keys behind configured cookie secrets, in their order.
pub fn cookie_keys<'a>(secrets: impl IntoIterator<Item = &'a str>) -> SealKeys {
    let derive = |secret: &str| Sha256::new().chain_update(b"selfsame cookie\0").chain_update(secret).finalize().into();
    SealKeys::new(secrets.into_iter().map(derive).collect())
}

/// Seals a cookie's content for the cookie called `name`.
pub fn seal(ctx: &mut Ctx<'_>, keys: &SealKeys, name: &str, content: &SessionCookie) -> Result<String, DoesNotOpen> {
    let mut plain = content.expires_at.micros().to_be_bytes().to_vec();
    plain.extend_from_slice(content.token.as_str().as_bytes());
    let mut nonce = [0; 24];
    ctx.rng.fill_bytes(&mut nonce);
    Ok(URL_SAFE_NO_PAD.encode(keys.seal(name.as_bytes(), &plain, nonce)?))
}

/// Opens a value of the cookie called `name`; nothing if this server did not write it.
pub fn open(keys: &SealKeys, name: &str, value: &str) -> Option<SessionCookie> {
    let blob = URL_SAFE_NO_PAD.decode(value).ok()?;
    let plain = keys.open(name.as_bytes(), &blob).ok()?;
    let (micros, token) = plain.split_first_chunk::<8>()?;
    let token = SessionToken::new(String::from_utf8(token.to_vec()).ok()?);
    Some(SessionCookie { token, expires_at: Timestamp::from_micros(i64::from_be_bytes(*micros)) })
}

/// Seals a text for the cookie called `name`, as [`seal`] does a session.
pub fn seal_text(ctx: &mut Ctx<'_>, keys: &SealKeys, name: &str, text: &str) -> Result<String, DoesNotOpen> {
    let mut nonce = [0; 24];
    ctx.rng.fill_bytes(&mut nonce);
    Ok(URL_SAFE_NO_PAD.encode(keys.seal(name.as_bytes(), text.as_bytes(), nonce)?))
}

/// Opens a value of [`seal_text`]; nothing if this server did not write it for this cookie.
pub fn open_text(keys: &SealKeys, name: &str, value: &str) -> Option<String> {
    let blob = URL_SAFE_NO_PAD.decode(value).ok()?;
    String::from_utf8(keys.open(name.as_bytes(), &blob).ok()?).ok()
}

#[cfg(test)]
mod tests;
