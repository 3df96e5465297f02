//! Sealing of secrets that must be recovered in clear, with the configured cipher keys.

use crate::error::{Result, StoreError};
use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use selfsame_core::secretbox::SealKeys;
use std::sync::{Mutex, PoisonError, RwLock};

/// Seals under the first key, opens under every one. Holds its own randomness, seeded once.
pub struct Sealer {
    keys: RwLock<SealKeys>,
    nonces: Mutex<ChaCha20Rng>,
}

impl Sealer {
    /// `seed` must be fresh randomness: nonces are drawn from it.
    pub fn new(keys: SealKeys, seed: [u8; 32]) -> Self {
        Self { keys: RwLock::new(keys), nonces: Mutex::new(ChaCha20Rng::from_seed(seed)) }
    }

    /// Takes other keys into use. The caller has made sure that they open what is stored.
    pub fn replace(&self, keys: SealKeys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    /// Seals `plain` so that it opens only in the place that `associated` names.
    pub fn seal(&self, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; 24];
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut nonce);
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .seal(associated, plain, nonce)
            .map_err(|_| StoreError::Bug("there is no key to seal with".into()))
    }

    /// Opens what [`Sealer::seal`] made; [`StoreError::Corrupt`] if no key fits or it was moved.
    pub fn open(&self, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .open(associated, sealed)
            .map_err(|_| StoreError::Corrupt("a sealed value does not open under any configured key".into()))
    }
}
