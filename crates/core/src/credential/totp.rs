//! Codes of authenticator apps (RFC 6238): the key out of its `otpauth://` URL, the step that a code belongs to, and
//! what a login may make of it.
//!
//! No step is accepted twice (RFC 6238, 5.2): the config remembers the last one beside the URL, and whose it is, for
//! steps are counted in the key's own period: a new key begins anew, however it came into the config.

use crate::Ctx;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rand::Rng as _;
use selfsame_api::Timestamp;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The config's member that holds the last accepted step and the key that it was accepted for. The wire never shows it.
pub const USED_STEP: &str = "used_step";

/// How many steps a device's clock may be off, either way.
const SKEW: u64 = 1;

/// What is written as it is in the names that a key's URL carries.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// What an app and the server share.
pub struct TotpKey {
    secret: Zeroizing<Vec<u8>>,
    algorithm: Algorithm,
    digits: u8,
    /// In seconds.
    period: u64,
}

#[derive(Clone, Copy)]
enum Algorithm {
    Sha1,
    Sha256,
    Sha512,
}

/// Why a URL holds no key that codes can be checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotpUrlError {
    #[error("it is no otpauth://totp/ URL")]
    NotTotp,
    #[error("its secret is missing or not in base32")]
    Secret,
    #[error("its algorithm is not SHA1, SHA256 or SHA512")]
    Algorithm,
    #[error("its digits are not 6, 7 or 8")]
    Digits,
    #[error("its period is not between 1 and 3600 seconds")]
    Period,
}

/// What a code proves.
pub enum TotpCheck {
    /// There is no app.
    NotSetUp,
    /// There is one, but its URL is none that codes can be checked against.
    Unusable(TotpUrlError),
    /// The code is wrong, or was accepted before.
    Refused,
    /// The code is right once this config stands in the place of the one that was asked.
    Accepted(Value),
}

/// Judges a code by a stored config.
// Kratos: accepts a code as often as it is sent while its time lasts.
pub fn check(config: &Value, code: &str, now: Timestamp) -> TotpCheck {
    let url = config["totp_url"].as_str().unwrap_or_default().trim();
    if url.is_empty() {
        return TotpCheck::NotSetUp;
    }
    let key = match TotpKey::parse(url) {
        Ok(key) => key,
        Err(reason) => return TotpCheck::Unusable(reason),
    };
    let used = used_step(config, url);
    match key.matching_step(code, now) {
        Some(step) if used.is_none_or(|used| step > used) => TotpCheck::Accepted(with_used_step(config, step)),
        Some(_) | None => TotpCheck::Refused,
    }
}

/// The config once `step` of its key was accepted.
pub fn with_used_step(config: &Value, step: u64) -> Value {
    let mut config = config.clone();
    let key = key_mark(config["totp_url"].as_str().unwrap_or_default());
    config[USED_STEP] = json!({ "step": step, "key": key });
    config
}

/// The last step that was accepted for the key of `url`; none was if the config remembers one of another key.
fn used_step(config: &Value, url: &str) -> Option<u64> {
    let used = &config[USED_STEP];
    used["step"].as_u64().filter(|_| used["key"] == key_mark(url).as_str())
}

/// Tells a key from another one by its URL.
fn key_mark(url: &str) -> String {
    BASE64_STANDARD.encode(&Sha256::digest(url.trim())[..8])
}

/// The URL of a new key: 160 random bits, as every app takes them. An app shows `issuer` and `account`.
pub fn fresh_url(ctx: &mut Ctx<'_>, issuer: &str, account: &str) -> String {
    let mut secret = Zeroizing::new([0; 20]);
    ctx.rng.fill_bytes(secret.as_mut());
    let secret = to_base32(secret.as_ref());
    let [issuer, account] = [issuer, account].map(|text| utf8_percent_encode(text, NAME).to_string());
    format!("otpauth://totp/{issuer}:{account}?algorithm=SHA1&digits=6&issuer={issuer}&period=30&secret={secret}")
}

/// The secret in a key's URL, as a person types it into an app that cannot scan.
pub fn typed_secret(url: &str) -> String {
    let url = url::Url::parse(url).ok();
    url.and_then(|url| url.query_pairs().find(|(name, _)| name == "secret").map(|(_, secret)| secret.into_owned())).unwrap_or_default()
}

/// The config of a key that is set up with a code of it, whose step is used by that; none if the code is wrong.
pub fn enrol(url: &str, code: &str, now: Timestamp) -> Option<Value> {
    let step = TotpKey::parse(url).ok()?.matching_step(code, now)?;
    Some(with_used_step(&json!({ "totp_url": url }), step))
}

impl TotpKey {
    /// Reads a key as apps do: SHA1, 6 digits and 30 seconds unless the URL says otherwise.
    // Kratos: checks every code with SHA1, 6 digits and 30 seconds, whatever the URL says.
    pub fn parse(url: &str) -> Result<Self, TotpUrlError> {
        let url = url::Url::parse(url.trim()).map_err(|_| TotpUrlError::NotTotp)?;
        if url.scheme() != "otpauth" || url.host_str().is_some_and(|kind| kind.eq_ignore_ascii_case("hotp")) {
            return Err(TotpUrlError::NotTotp);
        }
        let member = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value).filter(|value| !value.is_empty());
        let number = |name: &str, default: u64| member(name).map_or(Some(default), |text| text.parse().ok());
        let algorithm = match member("algorithm").map(|name| name.to_ascii_uppercase()).as_deref() {
            None | Some("SHA1") => Algorithm::Sha1,
            Some("SHA256") => Algorithm::Sha256,
            Some("SHA512") => Algorithm::Sha512,
            Some(_) => return Err(TotpUrlError::Algorithm),
        };
        let digits = number("digits", 6).filter(|digits| (6..=8).contains(digits)).ok_or(TotpUrlError::Digits)?;
        Ok(Self {
            secret: member("secret").and_then(|text| base32(&text)).ok_or(TotpUrlError::Secret)?,
            algorithm,
            digits: digits as u8,
            period: number("period", 30).filter(|period| (1..=3600).contains(period)).ok_or(TotpUrlError::Period)?,
        })
    }

    /// The step that a code belongs to: the current one or a neighbour; blanks in the code do not count. All of them are
    /// tried whatever matches, and of two steps with the same code the later is it, so that the code dies with both.
    pub fn matching_step(&self, code: &str, now: Timestamp) -> Option<u64> {
        let typed = Zeroizing::new(code.chars().filter(|char| !char.is_whitespace()).collect::<String>());
        let current = self.step_at(now);
        let mut matching = None;
        for step in current.saturating_sub(SKEW)..=current.saturating_add(SKEW) {
            if bool::from(self.code(step).as_bytes().ct_eq(typed.as_bytes())) {
                matching = Some(step);
            }
        }
        matching
    }

    /// The step of a point in time.
    pub fn step_at(&self, now: Timestamp) -> u64 {
        u64::try_from(now.seconds()).unwrap_or_default() / self.period
    }

    /// The code of a step (RFC 4226, 5.3).
    pub fn code(&self, step: u64) -> Zeroizing<String> {
        let counter = step.to_be_bytes();
        let mac = match self.algorithm {
            Algorithm::Sha1 => mac::<Hmac<Sha1>>(&self.secret, counter),
            Algorithm::Sha256 => mac::<Hmac<Sha256>>(&self.secret, counter),
            Algorithm::Sha512 => mac::<Hmac<Sha512>>(&self.secret, counter),
        };
        let offset = usize::from(mac[mac.len() - 1] & 0x0f);
        let word = u32::from_be_bytes([mac[offset], mac[offset + 1], mac[offset + 2], mac[offset + 3]]) & 0x7fff_ffff;
        let digits = usize::from(self.digits);
        Zeroizing::new(format!("{:0digits$}", word % 10u32.pow(u32::from(self.digits))))
    }
}

fn mac<M: KeyInit + Mac>(key: &[u8], counter: [u8; 8]) -> Zeroizing<Vec<u8>> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(&counter);
    Zeroizing::new(mac.finalize().into_bytes().to_vec())
}

/// Base32 (RFC 4648) without padding; the length must be a multiple of five bytes.
fn to_base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let groups = bytes.chunks_exact(5).map(|group| group.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)));
    groups.flat_map(|bits| (0..8).map(move |at| char::from(ALPHABET[(bits >> (35 - 5 * at) & 31) as usize]))).collect()
}

/// Base32 (RFC 4648) as people write it: in any case, with blanks, with or without padding. None if it is none or empty.
fn base32(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() * 5 / 8));
    let (mut pending, mut bits) = (0u32, 0);
    for char in text.trim().trim_end_matches('=').bytes().filter(|byte| *byte != b' ') {
        let value = match char.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        pending = (pending << 5 | u32::from(value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits) as u8);
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests;
