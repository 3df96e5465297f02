//! Courier messages: put into the outbox in the commit of their cause, and read by the admin API. Their delivery is
//! in [`super::outbox`].

use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::{Param, Row, Rx, Tx};
use crate::{Sealer, TENANT};
use selfsame_api::identity::Channel;
use selfsame_api::{MessageId, Timestamp};
use selfsame_core::Key;
use selfsame_core::message::{Content, TemplateType, receiver};

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT key, id, status, type, recipient, template_type, channel, content, send_count, dispatches, created_at, updated_at FROM message ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO message (tenant, key, id, status, type, recipient, receiver, template_type, channel, content, send_count, dispatches, due_at, created_at, updated_at) VALUES ($1, $2, $3, 'queued', $4, $5, $6, $7, $4, $8, 0, '[]', $9, $9, $9)";
    WITHDRAW = "DELETE FROM message WHERE tenant = $1 AND key = $2";
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
    pub template_type: String,
    pub channel: Option<String>,
    pub content: SealedContent,
    pub send_count: i64,
    /// A JSON array in wire form, newest first.
    pub dispatches: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What a message says, sealed for its own row.
#[derive(Clone)]
pub struct SealedContent(pub(super) Vec<u8>);

impl SealedContent {
    pub fn seal(sealer: &Sealer, id: MessageId, content: &Content) -> Result<Self> {
        let plain = serde_json::to_vec(content).map_err(|error| StoreError::Bug(format!("content of a message: {error}")))?;
        sealer.seal(&associated(id), &plain).map(Self)
    }

    /// [`StoreError::Corrupt`] if the key that sealed it is no longer configured.
    pub fn open(&self, sealer: &Sealer, id: MessageId) -> Result<Content> {
        let plain = sealer.open(&associated(id), &self.0)?;
        serde_json::from_slice(&plain).map_err(|error| StoreError::Corrupt(format!("content of a message: {error}")))
    }
}

fn associated(id: MessageId) -> Vec<u8> {
    [b"message.content:".as_slice(), id.as_bytes()].concat()
}

/// A message about to be put into the outbox.
#[derive(Clone)]
pub struct NewMessage {
    pub id: MessageId,
    pub channel: Channel,
    pub recipient: String,
    pub template_type: TemplateType,
    pub content: SealedContent,
    pub created_at: Timestamp,
}

/// Puts a message into the outbox, due at once. Whoever commits it wakes the courier.
pub async fn enqueue(tx: &mut Tx<'_>, key: Key, message: &NewMessage) -> Result<()> {
    let receiver = receiver(message.channel, &message.recipient);
    let params = params![
        TENANT,
        key,
        message.id.as_bytes(),
        message.channel.as_str(),
        &message.recipient,
        &receiver,
        message.template_type.as_str(),
        &message.content.0,
        message.created_at,
    ];
    tx.send(INSERT, params).await
}

/// Takes a message out again in the commit that would have put it in: whoever watches how long it took sees one written.
pub async fn withdraw(tx: &mut Tx<'_>, key: Key) -> Result<()> {
    tx.send(WITHDRAW, params![TENANT, key]).await
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
        template_type: text(5)?,
        channel: row.opt_text(6)?.map(str::to_owned),
        content: SealedContent(row.blob(7)?.to_owned()),
        send_count: row.int(8)?,
        dispatches: text(9)?,
        created_at: Timestamp::from_micros(row.int(10)?),
        updated_at: Timestamp::from_micros(row.int(11)?),
    })
}
