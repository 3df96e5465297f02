//! One-time secrets (codes, link tokens), never in clear; and which of the configured keys rows depend on.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::statements;
use crate::tx::{Rx, Tx};
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::Key;

statements! {
    INSERT = "INSERT INTO one_time_secret (tenant, key, purpose, flow_id, identity_key, hash, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    REMEMBER_KEY = "INSERT INTO secret_key (purpose, key_id, first_used_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    KEYS = "SELECT purpose, key_id FROM secret_key ORDER BY purpose, first_used_at";
}

/// What a one-time secret is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretPurpose {
    /// An administrator's recovery code, typed into its flow.
    RecoveryCode,
    /// An administrator's recovery link.
    RecoveryLink,
}

impl SecretPurpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::RecoveryCode => "recovery_code",
            Self::RecoveryLink => "recovery_link",
        }
    }
}

/// A one-time secret about to be stored.
#[derive(Clone)]
pub struct OneTimeSecret {
    pub purpose: SecretPurpose,
    pub flow_id: FlowId,
    pub identity_key: Key,
    /// A keyed hash of a short code, or the SHA-256 of a long token.
    pub hash: [u8; 32],
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

/// Stores a one-time secret.
pub async fn insert(tx: &mut Tx<'_>, key: Key, secret: &OneTimeSecret) -> Result<()> {
    let params = params![
        TENANT,
        key,
        secret.purpose.as_str(),
        secret.flow_id.as_bytes(),
        secret.identity_key,
        &secret.hash,
        secret.expires_at,
        secret.created_at,
    ];
    tx.run(INSERT, params).await.map(|_| ())
}

/// A configured key that rows depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyUse {
    pub purpose: String,
    pub key_id: Vec<u8>,
}

/// Remembers that rows are about to depend on this key.
pub async fn remember_key(tx: &mut Tx<'_>, purpose: &str, key_id: &[u8], now: Timestamp) -> Result<()> {
    tx.run(REMEMBER_KEY, params![purpose, key_id, now]).await.map(|_| ())
}

/// All keys that rows depend on.
pub async fn keys(rx: &mut Rx<'_>) -> Result<Vec<KeyUse>> {
    rx.all(KEYS, &[], |row| Ok(KeyUse { purpose: row.text(0)?.to_owned(), key_id: row.blob(1)?.to_owned() })).await
}
