//! Keys derived from configured secrets, one for each purpose, so that no secret serves two.

use crate::secrets::Secrets;
use selfsame_core::keyed::CodeKeys;
use selfsame_core::secret::Secret;
use selfsame_core::secretbox::SealKeys;
use sha2::{Digest, Sha256};

/// The keys of the moment.
pub struct Keys {
    /// Under which short codes are kept.
    pub codes: CodeKeys,
    /// Under which page tokens are sealed.
    pub pages: SealKeys,
}

impl Keys {
    pub fn derive(secrets: &Secrets) -> Self {
        let mut codes = keys("one-time code", &secrets.cookie).map(Vec::from);
        let current = codes.next().unwrap_or_default();
        let codes = CodeKeys::new(current, codes.collect());
        Self { codes, pages: SealKeys::new(keys("page token", &secrets.pagination).collect()) }
    }
}

/// One key for each secret.
fn keys(purpose: &str, secrets: &[Secret]) -> impl Iterator<Item = [u8; 32]> {
    let labelled = Sha256::new().chain_update("selfsame ").chain_update(purpose).chain_update([0]);
    secrets.iter().map(move |secret| labelled.clone().chain_update(secret.bytes()).finalize().into())
}
