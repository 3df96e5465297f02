//! Keys derived from configured secrets, one for each purpose, so that no secret serves two.

use selfsame_core::keyed::CodeKeys;
use selfsame_core::secretbox::SealKeys;
use sha2::{Digest, Sha256};

/// The keys of the moment.
pub struct Keys {
    /// Under which short codes are kept.
    pub codes: CodeKeys,
    /// Under which page tokens are sealed.
    pub pages: SealKeys,
}

/// The secrets that keys are derived from, newest first.
#[derive(Clone, Default)]
pub struct KeySecrets {
    pub codes: Vec<String>,
    pub pages: Vec<String>,
}

impl Keys {
    /// `spare` serves where nothing is configured; what is made under it ends with the process.
    pub fn derive(secrets: &KeySecrets, spare: [u8; 32]) -> Self {
        let mut codes = keys("one-time code", &secrets.codes, spare).into_iter().map(Vec::from);
        let current = codes.next().unwrap_or_default();
        Self { codes: CodeKeys::new(current, codes.collect()), pages: SealKeys::new(keys("page token", &secrets.pages, spare)) }
    }
}

/// One key for each secret, at least one.
fn keys(purpose: &str, secrets: &[String], spare: [u8; 32]) -> Vec<[u8; 32]> {
    if secrets.is_empty() {
        return vec![spare];
    }
    let derive = |secret: &String| {
        let labelled = Sha256::new().chain_update("selfsame ").chain_update(purpose).chain_update([0]);
        labelled.chain_update(secret).finalize().into()
    };
    secrets.iter().map(derive).collect()
}
