//! Self-service flows, each one document, and the errors that browsers are sent to look at.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::statements;
use crate::tx::{Row, Rx, Tx};
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::Key;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO flow (tenant, key, id, kind, document, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DOCUMENT = "SELECT document FROM flow WHERE tenant = $1 AND id = $2 AND kind = $3";
    OVERWRITE = "UPDATE flow SET document = $3 WHERE tenant = $1 AND id = $2";
    COUNT_SUBMISSION = "UPDATE flow SET submissions = coalesce(submissions, 0) + 1 WHERE tenant = $1 AND id = $2 AND coalesce(submissions, 0) < $3";
    INSERT_ERROR = "INSERT INTO flow_error (tenant, key, id, document, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    ERROR_BY_ID = "SELECT document, created_at FROM flow_error WHERE tenant = $1 AND id = $2";
}

/// Inserts a flow.
pub async fn insert(
    tx: &mut Tx<'_>,
    key: Key,
    id: FlowId,
    kind: &str,
    document: &str,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    tx.send(INSERT, params![TENANT, key, id.as_bytes(), kind, document, expires_at, now]).await
}

/// The document of the flow of this kind with this id.
pub async fn document(rx: &mut Rx<'_>, id: FlowId, kind: &str) -> Result<Option<String>> {
    rx.first(DOCUMENT, params![TENANT, id.as_bytes(), kind], |row| row.text(0).map(str::to_owned)).await
}

/// Replaces a flow's document. Whoever must not undo another's progress reads it in the same unit of work.
pub async fn overwrite(tx: &mut Tx<'_>, id: FlowId, document: &str) -> Result<()> {
    tx.send(OVERWRITE, params![TENANT, id.as_bytes(), document]).await
}

/// Counts a submission of a one-time secret to a flow; false once `most` were counted, or if there is no such flow. The
/// first statement of the unit of work that checks the secret, so that parallel submissions wait here for each other.
pub async fn count_submission(tx: &mut Tx<'_>, id: FlowId, most: u32) -> Result<bool> {
    Ok(tx.run(COUNT_SUBMISSION, params![TENANT, id.as_bytes(), i64::from(most)]).await? > 0)
}

/// Keeps an error for the page that shows it.
pub async fn insert_error(tx: &mut Tx<'_>, key: Key, id: Uuid, document: &str, expires_at: Timestamp, now: Timestamp) -> Result<()> {
    tx.send(INSERT_ERROR, params![TENANT, key, id.as_bytes(), document, expires_at, now]).await
}

/// A kept error's document, and when it happened.
pub async fn error_by_id(rx: &mut Rx<'_>, id: Uuid) -> Result<Option<(String, Timestamp)>> {
    let map = |row: &Row<'_>| Ok((row.text(0)?.to_owned(), Timestamp::from_micros(row.int(1)?)));
    rx.first(ERROR_BY_ID, params![TENANT, id.as_bytes()], map).await
}
