//! Finding identities.

use super::record::{
    CREDENTIAL_WIDTH, CredentialRow, IDENTITY_WIDTH, IdentityRow, IdentityView, Purpose, credential_columns, identity_columns,
};
use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{Param, Row, Rx, Tx};
use selfsame_api::IdentityId;
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_core::Key;
use uuid::Uuid;

/// An identity with each of its credentials beside it; those of one are sorted by their types' names once they are read.
macro_rules! whole {
    ($where:literal) => {
        concat!(
            "SELECT ",
            identity_columns!(),
            ", ",
            credential_columns!(),
            " FROM identity i LEFT JOIN credential c ON c.identity_key = i.key AND +c.tenant = +i.tenant ",
            $where
        )
    };
}

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
    WHOLE_BY_ID = whole!("WHERE i.tenant = $1 AND i.id = $2");
    WHOLE_BY_KEY = whole!("WHERE i.key = $2 AND i.tenant = $1");
    WHOLE_BY_EXTERNAL_ID = whole!("WHERE i.tenant = $1 AND i.external_id = $2");
    WHOLE_BY_IDENTIFIER = concat!(
        "SELECT ", identity_columns!(), ", ", credential_columns!(), ", h.type, CASE WHEN h.identifier = $2 THEN 1 ELSE 0 END FROM credential_identifier h JOIN identity i ON i.key = h.identity_key AND +i.tenant = +h.tenant LEFT JOIN credential c ON c.identity_key = i.key AND +c.tenant = +i.tenant WHERE h.tenant = $1 AND h.identifier IN ($2, $3)"
    );
    CREDENTIALS = concat!("SELECT ", credential_columns!(), " FROM credential c WHERE c.tenant = $1 AND c.identity_key = $2 ORDER BY c.type");
    CREDENTIAL = concat!("SELECT ", credential_columns!(), " FROM credential c WHERE c.tenant = $1 AND c.identity_key = $2 AND c.type = $3");
    IS_ACTIVE = "SELECT 1 FROM identity i WHERE i.key = $2 AND i.tenant = $1 AND i.state = 'active'";
    STILL_HOLDS = "SELECT 1 FROM identity i JOIN credential c ON c.tenant = i.tenant AND c.identity_key = i.key AND c.type = $3 AND c.config = $4 WHERE i.key = $2 AND i.tenant = $1 AND i.state = 'active'";
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
    rx.all(CREDENTIALS, params![TENANT, key], |row| CredentialRow::from_row(row, 0)).await
}

/// An identity with all its credentials, in order of their type's name.
pub type Whole = (IdentityRow, Vec<CredentialRow>);

/// The identity with this id, and its credentials: one statement.
pub async fn whole_by_id(rx: &mut Rx<'_>, id: IdentityId) -> Result<Option<Whole>> {
    whole(rx, WHOLE_BY_ID, params![TENANT, id.as_bytes()]).await
}

/// The identity under this key, and its credentials: one statement.
pub async fn whole_by_key(rx: &mut Rx<'_>, key: Key) -> Result<Option<Whole>> {
    whole(rx, WHOLE_BY_KEY, params![TENANT, key]).await
}

/// The identity with this external id, and its credentials: one statement.
pub async fn whole_by_external_id(rx: &mut Rx<'_>, external_id: &str) -> Result<Option<Whole>> {
    whole(rx, WHOLE_BY_EXTERNAL_ID, params![TENANT, external_id]).await
}

/// Who holds an identifier.
pub struct Holder {
    pub whole: Whole,
    /// The types of the credentials that have it, and whether it is the first of two that were asked for.
    pub by: Vec<(CredentialType, bool)>,
}

/// Who holds either of two identifiers, in order of creation: one statement.
pub async fn whole_by_identifier(rx: &mut Rx<'_>, first: &str, second: &str) -> Result<Vec<Holder>> {
    let mut found: Vec<Holder> = Vec::new();
    rx.each(WHOLE_BY_IDENTIFIER, params![TENANT, first, second], |row| {
        let (key, kind) = (Key(row.int(0)?), kind(row.text(IDENTITY_WIDTH + CREDENTIAL_WIDTH)?)?);
        let by = (kind, row.int(IDENTITY_WIDTH + CREDENTIAL_WIDTH + 1)? == 1);
        let place = found.iter().position(|holder| holder.whole.0.key == key).unwrap_or(found.len());
        if place == found.len() {
            found.push(Holder { whole: (owned(row)?, Vec::new()), by: Vec::new() });
        }
        let Holder { whole: (_, credentials), by: all } = &mut found[place];
        if !all.contains(&by) {
            all.push(by);
        }
        add_credential(row, IDENTITY_WIDTH, credentials)
    })
    .await?;
    found.sort_by_key(|holder| holder.whole.0.key);
    Ok(found)
}

async fn whole(rx: &mut Rx<'_>, sql: Sql, params: &[Param<'_>]) -> Result<Option<Whole>> {
    let mut found: Option<Whole> = None;
    rx.each(sql, params, |row| add_whole(row, 0, &mut found)).await?;
    Ok(found)
}

/// Adds a row that has an identity's columns from `first` on, and one of its credentials' behind them; either may be missing.
pub(crate) fn add_whole(row: &Row<'_>, first: usize, found: &mut Option<Whole>) -> Result<()> {
    if found.is_none() {
        if row.opt_int(first)?.is_none() {
            return Ok(());
        }
        *found = Some((IdentityView::from_row(row, first)?.to_row(), Vec::new()));
    }
    found.as_mut().map_or(Ok(()), |(_, credentials)| add_credential(row, first + IDENTITY_WIDTH, credentials))
}

/// Adds the credential whose columns begin at `first`, if there is one, in its place.
fn add_credential(row: &Row<'_>, first: usize, credentials: &mut Vec<CredentialRow>) -> Result<()> {
    if row.opt_text(first)?.is_none() {
        return Ok(());
    }
    let credential = CredentialRow::from_row(row, first)?;
    let place = credentials.binary_search_by(|other| other.kind.as_str().cmp(credential.kind.as_str()));
    if let Err(place) = place {
        credentials.insert(place, credential);
    }
    Ok(())
}

/// Reads somebody else and forgets it: an unknown identifier is to cost what a known one does.
pub async fn instead_of_nobody(rx: &mut Rx<'_>, other: Option<Key>) -> Result<()> {
    whole_by_key(rx, other.unwrap_or(Key(0))).await.map(|_| ())
}

/// One credential of an identity.
pub async fn credential(rx: &mut Rx<'_>, key: Key, kind: CredentialType) -> Result<Option<CredentialRow>> {
    rx.first(CREDENTIAL, params![TENANT, key, kind.as_str()], |row| CredentialRow::from_row(row, 0)).await
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
pub async fn may_still_sign_in(tx: &mut Tx<'_>, key: Key, checked: Option<&Checked>) -> Result<()> {
    match checked {
        None => tx.require(1, IS_ACTIVE, params![TENANT, key]).await,
        Some(Checked { kind, config }) => tx.require(1, STILL_HOLDS, params![TENANT, key, kind.as_str(), config]).await,
    }
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
