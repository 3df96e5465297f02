//! One-time secrets (codes, link tokens), never in clear; and which cipher keys sealed rows need.
//!
//! A secret belongs to one flow and one purpose, and where it was sent to somebody, to that address. It is used in the
//! unit of work of its effect: [`take`] succeeds once, whoever else submits it at the same moment.

use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Row, Rx, Tx};
use selfsame_api::identity::Channel;
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::Key;
use selfsame_core::secretbox::KeyId;

statements! {
    INSERT = "INSERT INTO one_time_secret (tenant, key, purpose, flow_id, identity_key, hash, expires_at, created_at, via, address) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    FIND = "SELECT key, identity_key, via, address, used_at, expires_at FROM one_time_secret WHERE tenant = $1 AND purpose = $2 AND flow_id = $3 AND hash = $4";
    USE = "UPDATE one_time_secret SET used_at = $3 WHERE tenant = $1 AND key = $2 AND used_at IS NULL";
    FORGET_OF_IDENTITY = "DELETE FROM one_time_secret WHERE +tenant = $1 AND purpose = $2 AND identity_key = $3";
    SUPERSEDE = "DELETE FROM one_time_secret WHERE tenant = $1 AND purpose = $2 AND flow_id = $3";
    NEXT_SEALING_KEY = "SELECT substr(sealed, 2, 4) FROM credential WHERE +tenant = $1 AND sealed IS NOT NULL AND substr(sealed, 2, 4) > $2 ORDER BY substr(sealed, 2, 4) LIMIT 1";
}

/// What a one-time secret is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretPurpose {
    VerificationCode,
    VerificationLink,
    /// Sent to somebody, or handed out by an administrator.
    RecoveryCode,
    RecoveryLink,
    LoginCode,
    RegistrationCode,
    /// Proves an address that a change of an account brings along.
    NewAddressCode,
    NewAddressLink,
}

impl SecretPurpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::VerificationCode => "verification_code",
            Self::VerificationLink => "verification_link",
            Self::RecoveryCode => "recovery_code",
            Self::RecoveryLink => "recovery_link",
            Self::LoginCode => "login_code",
            Self::RegistrationCode => "registration_code",
            Self::NewAddressCode => "new_address_code",
            Self::NewAddressLink => "new_address_link",
        }
    }
}

/// Where a secret was sent, in the address's stored form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentTo {
    pub via: Channel,
    pub value: String,
}

/// A one-time secret about to be stored.
#[derive(Clone)]
pub struct OneTimeSecret {
    pub purpose: SecretPurpose,
    pub flow_id: FlowId,
    /// Whose it is; none before there is an account, and for a secret that nobody has.
    pub identity_key: Option<Key>,
    /// None if an administrator handed it out.
    pub sent_to: Option<SentTo>,
    /// A keyed hash of a short code, or the SHA-256 of a long token.
    pub hash: [u8; 32],
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

/// A stored secret that a submission names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSecret {
    key: Key,
    pub identity_key: Option<Key>,
    pub sent_to: Option<SentTo>,
    pub is_used: bool,
    pub expires_at: Timestamp,
}

/// What became of a submitted secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was good until now.
    Right(FoundSecret),
    Wrong,
    Used,
    Expired(FoundSecret),
}

/// Stores a one-time secret. A code that the same flow has drawn already is stored once.
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
        secret.sent_to.as_ref().map(|sent| sent.via.as_str()),
        secret.sent_to.as_ref().map(|sent| sent.value.as_str()),
    ];
    tx.send(INSERT, params).await
}

/// The flow's secret of this purpose under any of these hashes: what a decision about its effect is made upon. Whether it
/// still counts, [`take`] says.
pub async fn find(rx: &mut Rx<'_>, purpose: SecretPurpose, flow_id: FlowId, hashes: &[[u8; 32]]) -> Result<Option<FoundSecret>> {
    for hash in hashes {
        let params = params![TENANT, purpose.as_str(), flow_id.as_bytes(), hash];
        if let Some(found) = rx.first(FIND, params, found).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Uses the flow's secret of this purpose under any of these hashes, if it is neither used nor expired.
pub async fn take(tx: &mut Tx<'_>, purpose: SecretPurpose, flow_id: FlowId, hashes: &[[u8; 32]], now: Timestamp) -> Result<Taken> {
    let Some(found) = find(tx.rx(), purpose, flow_id, hashes).await? else { return Ok(Taken::Wrong) };
    if found.is_used {
        return Ok(Taken::Used);
    }
    if found.expires_at <= now {
        return Ok(Taken::Expired(found));
    }
    let is_first = tx.run(USE, params![TENANT, found.key, now]).await? > 0;
    Ok(if is_first { Taken::Right(found) } else { Taken::Used })
}

/// Forgets the flow's secrets of this purpose, as a new one takes their place.
pub async fn supersede(tx: &mut Tx<'_>, purpose: SecretPurpose, flow_id: FlowId) -> Result<()> {
    tx.send(SUPERSEDE, params![TENANT, purpose.as_str(), flow_id.as_bytes()]).await
}

/// Forgets an identity's secrets of this purpose, of whatever flow.
pub async fn forget_of_identity(tx: &mut Tx<'_>, purpose: SecretPurpose, identity_key: Key) -> Result<()> {
    tx.send(FORGET_OF_IDENTITY, params![TENANT, purpose.as_str(), identity_key]).await
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

fn found(row: &Row<'_>) -> Result<FoundSecret> {
    let sent_to = match (row.opt_text(2)?, row.opt_text(3)?) {
        (Some(via), Some(value)) => {
            let via = [Channel::Email, Channel::Sms].into_iter().find(|channel| channel.as_str() == via);
            let via = via.ok_or_else(|| StoreError::Corrupt("a one-time secret was sent by no channel that there is".into()))?;
            Some(SentTo { via, value: value.to_owned() })
        }
        (None, _) | (_, None) => None,
    };
    Ok(FoundSecret {
        key: Key(row.int(0)?),
        identity_key: row.opt_int(1)?.map(Key),
        sent_to,
        is_used: row.opt_int(4)?.is_some(),
        expires_at: Timestamp::from_micros(row.int(5)?),
    })
}

#[cfg(test)]
mod tests;
