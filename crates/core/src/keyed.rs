//! One-way forms of secrets for the store: keyed MACs of short codes, plain hashes of long tokens.
//!
//! A short code has too little entropy for a plain hash, so it is kept as an HMAC under a configured
//! secret; a token of 128 random bits or more is kept as SHA-256, which no key rotation can invalidate.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The secrets under which short codes are kept: the first makes, all are looked up.
#[derive(Clone)]
pub struct CodeKeys {
    current: Zeroizing<Vec<u8>>,
    former: Vec<Zeroizing<Vec<u8>>>,
}

impl CodeKeys {
    /// `current` first, then the secrets that rotation left behind, newest first.
    pub fn new(current: Vec<u8>, former: Vec<Vec<u8>>) -> Self {
        Self { current: Zeroizing::new(current), former: former.into_iter().map(Zeroizing::new).collect() }
    }

    /// The form in which a fresh code is stored.
    pub fn mac(&self, code: &str) -> [u8; 32] {
        mac(&self.current, code)
    }

    /// Every form in which `code` may have been stored, the current one first.
    pub fn all_macs(&self, code: &str) -> Vec<[u8; 32]> {
        std::iter::once(&self.current).chain(&self.former).map(|key| mac(key, code)).collect()
    }
}

fn mac(key: &[u8], code: &str) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(code.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The form in which a random token of at least 128 bits is stored and looked up.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests;
