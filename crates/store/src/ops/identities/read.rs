//! Finding identities.

use super::record::{CredentialRow, IdentityRow, IdentityView, Purpose, StoredConfig, identity_columns};
use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Row, Rx};
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Key;
use uuid::Uuid;

statements! {
    BY_ID = concat!("SELECT ", identity_columns!(), " FROM identity i WHERE i.tenant = $1 AND i.id = $2");
    BY_KEY = concat!("SELECT ", identity_columns!(), " FROM identity i WHERE i.key = $2 AND i.tenant = $1");
    BY_EXTERNAL_ID = concat!("SELECT ", identity_columns!(), " FROM identity i WHERE i.tenant = $1 AND i.external_id = $2");
    BY_ADDRESS = concat!(
        "SELECT ", identity_columns!(), " FROM identity_address a JOIN identity i ON i.key = a.identity_key AND +i.tenant = +a.tenant WHERE a.tenant = $1 AND a.value = $2 AND a.via = $3 AND a.purpose = $4"
    );
    KEY_BY_ID = "SELECT i.key FROM identity i WHERE i.tenant = $1 AND i.id = $2";
    // `+i.tenant` may not choose the index: the table is walked in the order of its key, no page is sorted.
    AFTER = concat!("SELECT ", identity_columns!(), " FROM identity i WHERE i.key > $2 AND +i.tenant = $1 ORDER BY i.key LIMIT $3");
    OF_ORGANIZATION_AFTER = concat!(
        "SELECT ", identity_columns!(), " FROM identity i WHERE i.tenant = $1 AND i.organization_id = $2 AND i.key > $3 ORDER BY i.key LIMIT $4"
    );
    // Kept for the reference's legacy paging, which never goes past the thousandth row.
    AT_OFFSET = concat!("SELECT ", identity_columns!(), " FROM identity i WHERE +i.tenant = $1 ORDER BY i.key LIMIT $2 OFFSET $3");
    COUNT = "SELECT count(*) FROM identity WHERE tenant = $1";
    CREDENTIALS = "SELECT type, identifiers, config, sealed, version, created_at, updated_at FROM credential WHERE tenant = $1 AND identity_key = $2 ORDER BY type";
    CREDENTIAL = "SELECT type, identifiers, config, sealed, version, created_at, updated_at FROM credential WHERE tenant = $1 AND identity_key = $2 AND type = $3";
    SIGN_IN_FACTS = "SELECT i.state = 'active', c.config FROM identity i LEFT JOIN credential c ON c.tenant = i.tenant AND c.identity_key = i.key AND c.type = $3 WHERE i.key = $2 AND i.tenant = $1";
    KEY_BY_IDENTIFIER = "SELECT identity_key FROM credential_identifier WHERE tenant = $1 AND type = $2 AND identifier = $3";
    HOLDERS = "SELECT type, identity_key FROM credential_identifier WHERE tenant = $1 AND identifier = $2";
    KEYS_BY_PREFIX = "SELECT DISTINCT identity_key FROM credential_identifier WHERE tenant = $1 AND type = $2 AND identifier >= $3 AND identifier < $4 AND identity_key > $5 ORDER BY identity_key LIMIT $6";
}

/// The identity with this id.
pub async fn by_id(rx: &mut Rx<'_>, id: IdentityId) -> Result<Option<IdentityRow>> {
    rx.first(BY_ID, params![TENANT, id.as_bytes()], owned).await
}

/// The identity under this key.
pub async fn by_key(rx: &mut Rx<'_>, key: Key) -> Result<Option<IdentityRow>> {
    rx.first(BY_KEY, params![TENANT, key], owned).await
}

/// The identity with this external id.
pub async fn by_external_id(rx: &mut Rx<'_>, external_id: &str) -> Result<Option<IdentityRow>> {
    rx.first(BY_EXTERNAL_ID, params![TENANT, external_id], owned).await
}

/// Who has this address, in its stored form, for this purpose.
pub async fn by_address(rx: &mut Rx<'_>, purpose: Purpose, via: Channel, value: &str) -> Result<Option<IdentityRow>> {
    rx.first(BY_ADDRESS, params![TENANT, value, via.as_str(), purpose.as_str()], owned).await
}

/// The internal key of an identity.
pub async fn key_by_id(rx: &mut Rx<'_>, id: IdentityId) -> Result<Option<Key>> {
    rx.first(KEY_BY_ID, params![TENANT, id.as_bytes()], |row| row.int(0).map(Key)).await
}

/// Calls `each` with up to `limit` identities in order of creation, after the one under `after`.
pub async fn page(
    rx: &mut Rx<'_>,
    organization: Option<Uuid>,
    after: Key,
    limit: usize,
    mut each: impl FnMut(IdentityView<'_>) -> Result<()>,
) -> Result<()> {
    let each = |row: &Row<'_>| each(IdentityView::from_row(row, 0)?);
    match organization {
        None => rx.each(AFTER, params![TENANT, after, limit as i64], each).await,
        Some(organization) => rx.each(OF_ORGANIZATION_AFTER, params![TENANT, organization.as_bytes(), after, limit as i64], each).await,
    }
}

/// Calls `each` with up to `limit` identities after the first `offset`; for small offsets only.
pub async fn page_at(rx: &mut Rx<'_>, offset: usize, limit: usize, mut each: impl FnMut(IdentityView<'_>) -> Result<()>) -> Result<()> {
    let params = params![TENANT, limit as i64, offset as i64];
    rx.each(AT_OFFSET, params, |row| each(IdentityView::from_row(row, 0)?)).await
}

/// How many identities there are.
pub async fn count(rx: &mut Rx<'_>) -> Result<i64> {
    rx.first(COUNT, params![TENANT], |row| row.int(0)).await.map(Option::unwrap_or_default)
}

/// All credentials of an identity, in order of their type's name.
pub async fn credentials(rx: &mut Rx<'_>, key: Key) -> Result<Vec<CredentialRow>> {
    rx.all(CREDENTIALS, params![TENANT, key], credential_row).await
}

/// An identity that was found, if it was, with its credentials.
pub async fn with_credentials(rx: &mut Rx<'_>, row: Option<IdentityRow>) -> Result<Option<(IdentityRow, Vec<CredentialRow>)>> {
    let Some(row) = row else { return Ok(None) };
    let credentials = credentials(rx, row.key).await?;
    Ok(Some((row, credentials)))
}

/// Reads somebody else and forgets it: an unknown identifier is to cost what a known one does.
pub async fn instead_of_nobody(rx: &mut Rx<'_>, other: Option<Key>) -> Result<()> {
    let other = other.unwrap_or(Key(0));
    by_key(rx, other).await?;
    credentials(rx, other).await.map(|_| ())
}

/// One credential of an identity.
pub async fn credential(rx: &mut Rx<'_>, key: Key, kind: CredentialType) -> Result<Option<CredentialRow>> {
    rx.first(CREDENTIAL, params![TENANT, key, kind.as_str()], credential_row).await
}

/// Who holds this identifier among credentials of this type.
pub async fn key_by_identifier(rx: &mut Rx<'_>, kind: CredentialType, identifier: &str) -> Result<Option<Key>> {
    rx.first(KEY_BY_IDENTIFIER, params![TENANT, kind.as_str(), identifier], |row| row.int(0).map(Key)).await
}

/// What a sign-in was decided upon.
#[derive(Clone)]
pub struct Checked {
    pub kind: CredentialType,
    /// The credential's plain config. No Debug: it holds hashes.
    pub config: String,
}

/// Looks again, inside the unit of work that signs somebody in: [`StoreError::Stale`] if the identity may no longer
/// sign in, or if the credential is no longer the one that was checked.
pub async fn may_still_sign_in(rx: &mut Rx<'_>, key: Key, checked: Option<&Checked>) -> Result<()> {
    let kind = checked.map(|checked| checked.kind.as_str());
    let same = |config: Option<&str>| checked.is_none_or(|checked| config == Some(checked.config.as_str()));
    let holds = rx.first(SIGN_IN_FACTS, params![TENANT, key, kind], |row| Ok(row.int(0)? == 1 && same(row.opt_text(1)?))).await?;
    if holds.unwrap_or(false) { Ok(()) } else { Err(StoreError::Stale) }
}

/// Who holds this identifier, by the type of the credential that has it.
pub async fn holders(rx: &mut Rx<'_>, identifier: &str) -> Result<Vec<(CredentialType, Key)>> {
    rx.all(HOLDERS, params![TENANT, identifier], |row| Ok((kind(row.text(0)?)?, Key(row.int(1)?)))).await
}

/// Who holds identifiers of this type that begin with `prefix`: keys after `after`, in order.
pub async fn keys_by_prefix(rx: &mut Rx<'_>, kind: CredentialType, prefix: &str, after: Key, limit: usize) -> Result<Vec<Key>> {
    // The greatest code point closes the range; no normalised identifier holds it.
    let end = format!("{prefix}\u{10FFFF}");
    rx.all(KEYS_BY_PREFIX, params![TENANT, kind.as_str(), prefix, &end, after, limit as i64], |row| row.int(0).map(Key)).await
}

fn owned(row: &Row<'_>) -> Result<IdentityRow> {
    Ok(IdentityView::from_row(row, 0)?.to_row())
}

fn kind(text: &str) -> Result<CredentialType> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("unknown credential type {text}")))
}

fn credential_row(row: &Row<'_>) -> Result<CredentialRow> {
    Ok(CredentialRow {
        kind: kind(row.text(0)?)?,
        identifiers: row.text(1)?.to_owned(),
        config: match (row.opt_text(2)?, row.opt_blob(3)?) {
            (Some(text), None) => StoredConfig::Plain(text.to_owned()),
            (None, Some(blob)) => StoredConfig::Sealed(blob.to_owned()),
            _ => return Err(StoreError::Corrupt("a credential has no config".into())),
        },
        version: row.int(4)? as u32,
        created_at: Timestamp::from_micros(row.int(5)?),
        updated_at: Timestamp::from_micros(row.int(6)?),
    })
}
