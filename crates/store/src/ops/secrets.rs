//! One-time secrets (codes, link tokens), never in clear; and which cipher keys sealed rows need.

use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Rx, Tx};
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::Key;
use selfsame_core::secretbox::KeyId;

statements! {
    INSERT = "INSERT INTO one_time_secret (tenant, key, purpose, flow_id, identity_key, hash, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    NEXT_SEALING_KEY = "SELECT substr(sealed, 2, 4) FROM credential WHERE +tenant = $1 AND sealed IS NOT NULL AND substr(sealed, 2, 4) > $2 ORDER BY substr(sealed, 2, 4) LIMIT 1";
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

/// The ids of all cipher keys that sealed rows need, in order.
pub async fn sealing_keys(rx: &mut Rx<'_>) -> Result<Vec<KeyId>> {
    let mut found: Vec<KeyId> = Vec::new();
    loop {
        let after: &[u8] = found.last().map_or(&[], |id| id.as_slice());
        let next = rx.first(NEXT_SEALING_KEY, params![TENANT, after], |row| Ok(row.blob(0)?.to_owned())).await?;
        match next.map(KeyId::try_from) {
            None => return Ok(found),
            Some(Ok(id)) => found.push(id),
            Some(Err(_)) => return Err(StoreError::Corrupt("a sealed value is too short to name its key".into())),
        }
    }
}
