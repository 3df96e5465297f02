//! Sealing of secrets that must be recovered in clear: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a
//! random 192-bit nonce. The first key seals, every key opens; what a sealed value belongs to is associated
//! data, so that it cannot be moved elsewhere.
//!
//! A sealed value: one version byte, four bytes of key id, the nonce, the ciphertext with its tag.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// Names a key without telling it: the first bytes of the SHA-256 of its SHA-256.
pub type KeyId = [u8; KEY_ID];

/// The configured keys, newest first.
pub struct SealKeys(Vec<SealKey>);

struct SealKey {
    id: KeyId,
    cipher: XChaCha20Poly1305,
}

/// The value was not sealed under any of the keys for this place, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sealed value does not open")]
pub struct DoesNotOpen;

impl SealKeys {
    /// Keys in order: the first seals. There must be at least one for [`SealKeys::seal`] to be called.
    pub fn new(keys: Vec<[u8; 32]>) -> Self {
        Self(
            keys.into_iter()
                .map(|mut key| {
                    let digest = Sha256::digest(Sha256::digest(key));
                    let made = SealKey { id: std::array::from_fn(|at| digest[at]), cipher: XChaCha20Poly1305::new(&Key::from(key)) };
                    key.zeroize();
                    made
                })
                .collect(),
        )
    }

    /// The ids of all keys, the sealing one first.
    pub fn key_ids(&self) -> Vec<KeyId> {
        self.0.iter().map(|key| key.id).collect()
    }

    /// Seals `plain`. `nonce` must be fresh randomness.
    pub fn seal(&self, associated: &[u8], plain: &[u8], nonce: [u8; NONCE]) -> Result<Vec<u8>, DoesNotOpen> {
        let key = self.0.first().ok_or(DoesNotOpen)?;
        let sealed = key.cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: associated }).map_err(|_| DoesNotOpen)?;
        let mut blob = Vec::with_capacity(1 + KEY_ID + NONCE + sealed.len());
        blob.push(VERSION);
        blob.extend_from_slice(&key.id);
        blob.extend_from_slice(&nonce);
        blob.extend_from_slice(&sealed);
        Ok(blob)
    }

    /// Opens what [`SealKeys::seal`] made with the same associated data.
    pub fn open(&self, associated: &[u8], blob: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
        let (version, rest) = blob.split_first().ok_or(DoesNotOpen)?;
        let (id, rest) = rest.split_at_checked(KEY_ID).ok_or(DoesNotOpen)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or(DoesNotOpen)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| DoesNotOpen)?;
        if *version != VERSION {
            return Err(DoesNotOpen);
        }
        let mut fitting = self.0.iter().filter(|key| key.id == id);
        fitting.find_map(|key| key.cipher.decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: associated }).ok()).ok_or(DoesNotOpen)
    }
}

#[cfg(test)]
mod tests;
