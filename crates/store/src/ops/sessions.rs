//! Sessions. A session's token is stored only as its SHA-256 and looked up by it.

use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::ops::identities::record::{IdentityView, aal, identity_columns};
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{Param, Row, Rx, Tx};
use selfsame_api::session::{Aal, AuthenticationMethod, Device};
use selfsame_api::{IdentityId, SessionId, Timestamp};
use selfsame_core::Key;
use selfsame_core::session::Session;

/// The columns of `session`, in the order in which [`SessionView::from_row`] reads them.
macro_rules! session_columns {
    () => {
        "s.key, s.id, s.identity_key, s.active, s.aal, s.methods, s.devices, s.issued_at, s.authenticated_at, s.expires_at, s.created_at, s.updated_at"
    };
}

/// How many columns `session_columns` has: the identity's follow.
const WIDTH: usize = 12;

macro_rules! with_identity {
    ($rest:literal) => {
        concat!(
            "SELECT ",
            session_columns!(),
            ", ",
            identity_columns!(),
            " FROM session s JOIN identity i ON i.key = s.identity_key AND +i.tenant = +s.tenant ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO session (tenant, key, id, token_hash, identity_key, active, aal, methods, devices, issued_at, authenticated_at, expires_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    BY_TOKEN = with_identity!("WHERE s.tenant = $1 AND s.token_hash = $2");
    BY_ID = with_identity!("WHERE s.tenant = $1 AND s.id = $2");
    KEY_BY_ID = "SELECT s.key FROM session s WHERE s.tenant = $1 AND s.id = $2";
    // `+s.tenant` may not choose the index: a page walks the table in the order of its key and sorts nothing, and one
    // identity's sessions are found by their identity, not among all that are in force.
    PAGE = with_identity!("WHERE s.key < $2 AND +s.tenant = $1 ORDER BY s.key DESC LIMIT $3");
    PAGE_USABLE = with_identity!("WHERE s.key < $2 AND +s.tenant = $1 AND s.active = 1 AND s.expires_at >= $4 ORDER BY s.key DESC LIMIT $3");
    PAGE_UNUSABLE = with_identity!("WHERE s.key < $2 AND +s.tenant = $1 AND (s.active = 0 OR s.expires_at < $4) ORDER BY s.key DESC LIMIT $3");
    OF_IDENTITY = with_identity!("WHERE s.identity_key = $2 AND s.tenant = $1 ORDER BY s.key DESC LIMIT $3 OFFSET $4");
    OF_IDENTITY_USABLE = with_identity!("WHERE s.identity_key = $2 AND +s.tenant = $1 AND s.active = 1 AND s.expires_at >= $5 ORDER BY s.key DESC LIMIT $3 OFFSET $4");
    OF_IDENTITY_UNUSABLE = with_identity!("WHERE s.identity_key = $2 AND s.tenant = $1 AND (s.active = 0 OR s.expires_at < $5) ORDER BY s.key DESC LIMIT $3 OFFSET $4");
    COUNT_OF_IDENTITY = "SELECT count(*) FROM session s WHERE s.identity_key = $2 AND s.tenant = $1";
    COUNT_OF_IDENTITY_USABLE = "SELECT count(*) FROM session s WHERE s.identity_key = $2 AND +s.tenant = $1 AND s.active = 1 AND s.expires_at >= $3";
    COUNT_OF_IDENTITY_UNUSABLE = "SELECT count(*) FROM session s WHERE s.identity_key = $2 AND s.tenant = $1 AND (s.active = 0 OR s.expires_at < $3)";
    SET_EXPIRY = "UPDATE session SET expires_at = $3, updated_at = $4 WHERE tenant = $1 AND id = $2";
    SET_AUTHENTICATION = "UPDATE session SET aal = $3, methods = $4, authenticated_at = $5, updated_at = $6, issued_at = $7, expires_at = $8 WHERE tenant = $1 AND id = $2 AND active = 1 AND updated_at = $9";
    SET_TOKEN = "UPDATE session SET token_hash = $3, updated_at = $4 WHERE tenant = $1 AND id = $2 AND active = 1 AND expires_at > $4";
    IS_USABLE = "SELECT s.key FROM session s WHERE s.tenant = $1 AND s.id = $2 AND s.active = 1 AND s.expires_at > $3";
    IS_ACTIVE = "SELECT s.active FROM session s WHERE s.tenant = $1 AND s.id = $2";
    DISABLE = "UPDATE session SET active = 0, updated_at = $3 WHERE tenant = $1 AND id = $2 AND active = 1";
    OTHERS_OF_IDENTITY = with_identity!("WHERE s.identity_key = $2 AND +s.tenant = $1 AND s.active = 1 AND s.expires_at >= $3 AND s.id <> $4 ORDER BY s.key DESC LIMIT $5 OFFSET $6");
    COUNT_USABLE_OTHERS = "SELECT count(*) FROM session s WHERE s.identity_key = $2 AND +s.tenant = $1 AND s.active = 1 AND s.expires_at >= $3 AND s.id <> $4";
    COUNT_OTHERS = "SELECT count(*) FROM session s WHERE s.identity_key = $2 AND s.tenant = $1 AND s.id <> $3";
    DISABLE_ONE_OF = "UPDATE session SET active = 0, updated_at = $4 WHERE tenant = $1 AND identity_key = $2 AND id = $3 AND active = 1";
    DISABLE_OF_IDENTITY = "UPDATE session SET active = 0, updated_at = $3 WHERE +tenant = $1 AND identity_key = $2 AND active = 1";
    DISABLE_OTHERS = "UPDATE session SET active = 0, updated_at = $4 WHERE +tenant = $1 AND identity_key = $2 AND id <> $3 AND active = 1";
    DISABLE_SOME = "UPDATE session SET active = 0, updated_at = $2 WHERE +tenant = $1 AND key IN (SELECT key FROM session WHERE tenant = $1 AND active = 1 ORDER BY key LIMIT $3)";
    DELETE = "DELETE FROM session WHERE tenant = $1 AND id = $2";
    DELETE_OF_IDENTITY = "DELETE FROM session WHERE tenant = $1 AND identity_key = $2";
    DELETE_SOME = "DELETE FROM session WHERE +tenant = $1 AND key IN (SELECT key FROM session WHERE +tenant = $1 ORDER BY key LIMIT $2)";
}

/// The columns of `session`, borrowed from the statement that is being read.
#[derive(Clone, Copy, Debug)]
pub struct SessionView<'a> {
    pub key: Key,
    pub id: SessionId,
    pub identity_key: Key,
    /// False once revoked.
    pub active: bool,
    pub aal: Aal,
    /// A JSON array in wire form.
    pub methods: &'a str,
    pub devices: &'a str,
    pub issued_at: Timestamp,
    pub authenticated_at: Timestamp,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl<'a> SessionView<'a> {
    fn from_row(row: &'a Row<'_>) -> Result<Self> {
        let time = |column: usize| row.int(column).map(Timestamp::from_micros);
        Ok(Self {
            key: Key(row.int(0)?),
            id: SessionId(row.uuid(1)?),
            identity_key: Key(row.int(2)?),
            active: row.int(3)? != 0,
            aal: aal(row.text(4)?),
            methods: row.text(5)?,
            devices: row.text(6)?,
            issued_at: time(7)?,
            authenticated_at: time(8)?,
            expires_at: time(9)?,
            created_at: time(10)?,
            updated_at: time(11)?,
        })
    }

    /// The session as decisions see it.
    pub fn decode(&self, identity_id: IdentityId) -> Result<Session> {
        let broken = |error: serde_json::Error| StoreError::Corrupt(format!("a session's document does not parse: {error}"));
        Ok(Session {
            id: self.id,
            identity_id,
            active: self.active,
            aal: self.aal,
            methods: serde_json::from_str::<Vec<AuthenticationMethod>>(self.methods).map_err(broken)?,
            devices: serde_json::from_str::<Vec<Device>>(self.devices).map_err(broken)?,
            issued_at: self.issued_at,
            authenticated_at: self.authenticated_at,
            expires_at: self.expires_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// Which sessions a list shows. Usable: not revoked and not expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usable {
    Any,
    Yes,
    No,
}

/// Inserts a session of the identity under `identity_key`, which must exist.
pub async fn insert(tx: &mut Tx<'_>, key: Key, identity_key: Key, token_hash: &[u8; 32], session: &Session) -> Result<()> {
    let bug = |error: serde_json::Error| StoreError::Bug(error.to_string());
    let (methods, devices) = (serde_json::to_string(&session.methods).map_err(bug)?, serde_json::to_string(&session.devices).map_err(bug)?);
    let params = params![
        TENANT,
        key,
        session.id.as_bytes(),
        token_hash,
        identity_key,
        i64::from(session.active),
        session.aal.as_str(),
        &methods,
        &devices,
        session.issued_at,
        session.authenticated_at,
        session.expires_at,
        session.created_at,
        session.updated_at,
    ];
    tx.send(INSERT, params).await
}

/// The session with this token and its identity, shown to `map`.
pub async fn by_token<T>(
    rx: &mut Rx<'_>,
    token_hash: &[u8; 32],
    map: impl FnOnce(SessionView<'_>, IdentityView<'_>) -> Result<T>,
) -> Result<Option<T>> {
    rx.first(BY_TOKEN, params![TENANT, token_hash], |row| both(row, map)).await
}

/// The session with this id and its identity, shown to `map`.
pub async fn by_id<T>(
    rx: &mut Rx<'_>,
    id: SessionId,
    map: impl FnOnce(SessionView<'_>, IdentityView<'_>) -> Result<T>,
) -> Result<Option<T>> {
    rx.first(BY_ID, params![TENANT, id.as_bytes()], |row| both(row, map)).await
}

/// Up to `limit` sessions, newest first, from before the one under `before`.
pub async fn page(
    rx: &mut Rx<'_>,
    usable: Usable,
    now: Timestamp,
    before: Key,
    limit: usize,
    mut each: impl FnMut(SessionView<'_>, IdentityView<'_>) -> Result<()>,
) -> Result<()> {
    let bounds = [Param::from(TENANT), Param::from(before), Param::from(limit as i64), Param::from(now)];
    let (sql, params): (Sql, &[Param<'_>]) = match usable {
        Usable::Any => (PAGE, &bounds[..3]),
        Usable::Yes => (PAGE_USABLE, &bounds),
        Usable::No => (PAGE_UNUSABLE, &bounds),
    };
    rx.each(sql, params, |row| both(row, &mut each)).await
}

/// Up to `limit` sessions of one identity after the first `offset`, newest first; and how many there are in all.
pub async fn of_identity(
    rx: &mut Rx<'_>,
    identity_key: Key,
    usable: Usable,
    now: Timestamp,
    limit: usize,
    offset: usize,
    mut each: impl FnMut(SessionView<'_>, IdentityView<'_>) -> Result<()>,
) -> Result<i64> {
    let (tenant, identity_key, now) = (Param::from(TENANT), Param::from(identity_key), Param::from(now));
    let bounds = [tenant, identity_key, Param::from(limit as i64), Param::from(offset as i64), now];
    let counted = [tenant, identity_key, now];
    let (sql, count, used) = match usable {
        Usable::Any => (OF_IDENTITY, COUNT_OF_IDENTITY, 2),
        Usable::Yes => (OF_IDENTITY_USABLE, COUNT_OF_IDENTITY_USABLE, 3),
        Usable::No => (OF_IDENTITY_UNUSABLE, COUNT_OF_IDENTITY_UNUSABLE, 3),
    };
    rx.each(sql, &bounds[..used + 2], |row| both(row, &mut each)).await?;
    rx.first(count, &counted[..used], |row| row.int(0)).await.map(Option::unwrap_or_default)
}

/// Up to `limit` usable sessions of one identity but `own`, after the first `offset`, newest first; and how many there are in all.
pub async fn others_of_identity(
    rx: &mut Rx<'_>,
    identity_key: Key,
    own: SessionId,
    now: Timestamp,
    page: (usize, usize),
    mut each: impl FnMut(SessionView<'_>, IdentityView<'_>) -> Result<()>,
) -> Result<i64> {
    let (limit, offset) = page;
    let params = params![TENANT, identity_key, now, own.as_bytes(), limit as i64, offset as i64];
    rx.each(OTHERS_OF_IDENTITY, params, |row| both(row, &mut each)).await?;
    rx.first(COUNT_USABLE_OTHERS, &params[..4], |row| row.int(0)).await.map(Option::unwrap_or_default)
}

/// How many sessions an identity has but `own`, usable or not.
pub async fn count_others(rx: &mut Rx<'_>, identity_key: Key, own: SessionId) -> Result<i64> {
    rx.first(COUNT_OTHERS, params![TENANT, identity_key, own.as_bytes()], |row| row.int(0)).await.map(Option::unwrap_or_default)
}

/// Revokes one session, if it is this identity's; whether it was.
pub async fn disable_of(tx: &mut Tx<'_>, identity_key: Key, id: SessionId, now: Timestamp) -> Result<bool> {
    Ok(tx.run(DISABLE_ONE_OF, params![TENANT, identity_key, id.as_bytes(), now]).await? > 0)
}

/// Sets when a session ends, if there is one with this id.
pub async fn set_expiry(tx: &mut Tx<'_>, id: SessionId, expires_at: Timestamp, now: Timestamp) -> Result<()> {
    tx.send(SET_EXPIRY, params![TENANT, id.as_bytes(), expires_at, now]).await
}

/// Records another completed authentication step, with which the session begins anew; false if the session was revoked
/// meanwhile, and [`StoreError::Stale`] if it is no longer what it was at `read_at`, its `updated_at` when it was read.
pub async fn set_authentication(tx: &mut Tx<'_>, session: &Session, read_at: Timestamp, now: Timestamp) -> Result<bool> {
    let methods = serde_json::to_string(&session.methods).map_err(|error| StoreError::Bug(error.to_string()))?;
    let params = params![
        TENANT,
        session.id.as_bytes(),
        session.aal.as_str(),
        &methods,
        session.authenticated_at,
        now,
        session.issued_at,
        session.expires_at,
        read_at,
    ];
    if tx.run(SET_AUTHENTICATION, params).await? > 0 {
        return Ok(true);
    }
    if is_active(tx.rx(), session.id).await? { Err(StoreError::Stale) } else { Ok(false) }
}

/// Gives a session another token; false if there is none in force with this id.
pub async fn set_token(tx: &mut Tx<'_>, id: SessionId, token_hash: &[u8; 32], now: Timestamp) -> Result<bool> {
    Ok(tx.run(SET_TOKEN, params![TENANT, id.as_bytes(), token_hash, now]).await? > 0)
}

/// Whether a session is there and not revoked.
pub async fn is_active(rx: &mut Rx<'_>, id: SessionId) -> Result<bool> {
    Ok(rx.first(IS_ACTIVE, params![TENANT, id.as_bytes()], |row| row.int(0)).await? == Some(1))
}

/// Whether a session is there, not revoked and not expired.
pub async fn is_usable(rx: &mut Rx<'_>, id: SessionId, now: Timestamp) -> Result<bool> {
    Ok(rx.first(IS_USABLE, params![TENANT, id.as_bytes(), now], |row| row.int(0)).await?.is_some())
}

/// Revokes a session: [`Revoked::Unknown`] if there is none with this id.
pub async fn disable(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<Revoked> {
    if tx.run(DISABLE, params![TENANT, id.as_bytes(), now]).await? > 0 {
        return Ok(Revoked::Now);
    }
    let known = tx.rx().first(KEY_BY_ID, params![TENANT, id.as_bytes()], |row| row.int(0)).await?;
    Ok(known.map_or(Revoked::Unknown, |_| Revoked::Before))
}

/// What revoking a session found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    Now,
    Before,
    Unknown,
}

/// Revokes all sessions of an identity; how many.
pub async fn disable_of_identity(tx: &mut Tx<'_>, identity_key: Key, now: Timestamp) -> Result<usize> {
    tx.run(DISABLE_OF_IDENTITY, params![TENANT, identity_key, now]).await
}

/// Revokes all sessions of an identity but one; how many.
pub async fn disable_others(tx: &mut Tx<'_>, identity_key: Key, but: SessionId, now: Timestamp) -> Result<usize> {
    tx.run(DISABLE_OTHERS, params![TENANT, identity_key, but.as_bytes(), now]).await
}

/// Revokes up to `limit` sessions of anybody; how many.
pub async fn disable_some(tx: &mut Tx<'_>, limit: usize, now: Timestamp) -> Result<usize> {
    tx.run(DISABLE_SOME, params![TENANT, now, limit as i64]).await
}

/// Deletes one session; whether it was there.
pub async fn delete(tx: &mut Tx<'_>, id: SessionId) -> Result<bool> {
    Ok(tx.run(DELETE, params![TENANT, id.as_bytes()]).await? > 0)
}

/// Deletes all sessions of an identity; how many.
pub async fn delete_of_identity(tx: &mut Tx<'_>, identity_key: Key) -> Result<usize> {
    tx.run(DELETE_OF_IDENTITY, params![TENANT, identity_key]).await
}

/// Deletes up to `limit` sessions of anybody; how many.
pub async fn delete_some(tx: &mut Tx<'_>, limit: usize) -> Result<usize> {
    tx.run(DELETE_SOME, params![TENANT, limit as i64]).await
}

fn both<T>(row: &Row<'_>, map: impl FnOnce(SessionView<'_>, IdentityView<'_>) -> Result<T>) -> Result<T> {
    map(SessionView::from_row(row)?, IdentityView::from_row(row, WIDTH)?)
}
