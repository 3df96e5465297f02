//! Courier messages, as the admin API reads them.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{Param, Row, Rx};
use selfsame_api::{MessageId, Timestamp};
use selfsame_core::Key;

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT key, id, status, type, recipient, subject, body, template_type, channel, send_count, dispatches, created_at, updated_at FROM message ",
            $rest
        )
    };
}

statements! {
    BY_ID = columns!("WHERE tenant = $1 AND id = $2");
    // `+tenant` may not choose the index: the table is walked in the order of its key, no page is sorted.
    PAGE = columns!("WHERE key < $2 AND +tenant = $1 ORDER BY key DESC LIMIT $3");
    PAGE_OF_STATUS = columns!("WHERE tenant = $1 AND key < $2 AND status = $4 ORDER BY key DESC LIMIT $3");
    PAGE_OF_RECIPIENT = columns!("WHERE tenant = $1 AND key < $2 AND recipient = $4 ORDER BY key DESC LIMIT $3");
    PAGE_OF_BOTH = columns!("WHERE tenant = $1 AND key < $2 AND recipient = $4 AND status = $5 ORDER BY key DESC LIMIT $3");
}

/// The columns of `message`.
#[derive(Clone)]
pub struct MessageRow {
    pub key: Key,
    pub id: MessageId,
    pub status: String,
    pub kind: String,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub template_type: String,
    pub channel: Option<String>,
    pub send_count: i64,
    /// A JSON array in wire form, newest first.
    pub dispatches: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The message with this id.
pub async fn by_id(rx: &mut Rx<'_>, id: MessageId) -> Result<Option<MessageRow>> {
    rx.first(BY_ID, params![TENANT, id.as_bytes()], message).await
}

/// Up to `limit` messages, newest first, from before the one under `before`.
pub async fn page(rx: &mut Rx<'_>, status: Option<&str>, recipient: Option<&str>, before: Key, limit: usize) -> Result<Vec<MessageRow>> {
    let mut bounds = vec![Param::from(TENANT), Param::from(before), Param::from(limit as i64)];
    bounds.extend(recipient.map(Param::from));
    bounds.extend(status.map(Param::from));
    let sql: Sql = match (status, recipient) {
        (None, None) => PAGE,
        (Some(_), None) => PAGE_OF_STATUS,
        (None, Some(_)) => PAGE_OF_RECIPIENT,
        (Some(_), Some(_)) => PAGE_OF_BOTH,
    };
    rx.all(sql, &bounds, message).await
}

fn message(row: &Row<'_>) -> Result<MessageRow> {
    let text = |column: usize| row.text(column).map(str::to_owned);
    Ok(MessageRow {
        key: Key(row.int(0)?),
        id: MessageId(row.uuid(1)?),
        status: text(2)?,
        kind: text(3)?,
        recipient: text(4)?,
        subject: text(5)?,
        body: text(6)?,
        template_type: text(7)?,
        channel: row.opt_text(8)?.map(str::to_owned),
        send_count: row.int(9)?,
        dispatches: text(10)?,
        created_at: Timestamp::from_micros(row.int(11)?),
        updated_at: Timestamp::from_micros(row.int(12)?),
    })
}
