//! Delivery of messages, as the store sees it: who takes which message until when, and how that ended.
//!
//! A worker claims due messages for a while. If it dies, the claim lapses and the message is due again; a worker that
//! comes back late finds its claim gone and changes nothing.

use super::messages::SealedContent;
use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Row, Rx, Tx};
use selfsame_api::identity::Channel;
use selfsame_api::{MessageId, Timestamp};
use selfsame_core::Key;
use selfsame_core::message::TemplateType;
use std::time::Duration;

statements! {
    DUE = "SELECT key, id, recipient, receiver, template_type, content, send_count, dispatches, due_at, created_at FROM message WHERE tenant = $1 AND type = $2 AND due_at <= $3 ORDER BY due_at LIMIT $4";
    FIRST_DUE = "SELECT due_at FROM message WHERE tenant = $1 AND type = $2 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";
    CLAIM = "UPDATE message SET status = 'processing', send_count = send_count + 1, due_at = $4, updated_at = $5 WHERE tenant = $1 AND key = $2 AND due_at = $3";
    FINISH = "UPDATE message SET status = $4, due_at = $5, finished_at = $6, dispatches = $7, content = $8, updated_at = $9 WHERE tenant = $1 AND key = $2 AND status = 'processing' AND due_at = $3";
    HAND_BACK = "UPDATE message SET status = 'queued', send_count = send_count - 1, due_at = $4, updated_at = $4 WHERE tenant = $1 AND key = $2 AND status = 'processing' AND due_at = $3";
    SENT_TO = "SELECT count(*) FROM message WHERE tenant = $1 AND receiver = $2 AND status = 'sent' AND created_at > $3";
    UNDER_WAY_TO = "SELECT count(*) FROM message WHERE tenant = $1 AND receiver = $2 AND status = 'processing' AND created_at > $3 AND key < $4";
    SENT_SINCE = "SELECT count(*) FROM message WHERE tenant = $1 AND type = $2 AND finished_at > $3 AND status = 'sent'";
    QUEUED = "SELECT count(*) FROM message WHERE tenant = $1 AND type = $2 AND due_at IS NOT NULL";
    UNDER_WAY = "SELECT count(*) FROM message WHERE tenant = $1 AND status = 'processing' AND type = $2";
}

/// Which messages a worker may take.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    pub channel: Channel,
    pub now: Timestamp,
    /// When the worker counts as dead.
    pub until: Timestamp,
    pub limit: usize,
    /// The time within which messages to one receiver are counted.
    pub receiver_window: Duration,
}

/// A message that a worker has taken.
#[derive(Clone)]
pub struct Claimed {
    pub key: Key,
    pub id: MessageId,
    pub recipient: String,
    pub template_type: TemplateType,
    pub content: SealedContent,
    /// Tries, this one included.
    pub send_count: i64,
    /// A JSON array in wire form, newest first.
    pub dispatches: String,
    pub created_at: Timestamp,
    /// Other messages that its receiver has got within the window, or will get before this one.
    pub received: i64,
    /// Names this claim among all that were ever made for the message.
    until: Timestamp,
}

/// How a try ended.
#[derive(Clone)]
pub struct Finish {
    pub key: Key,
    until: Timestamp,
    pub state: FinishState,
    /// The dispatches, with this one's.
    pub dispatches: String,
    /// With what was rendered meanwhile.
    pub content: SealedContent,
    pub now: Timestamp,
}

/// What becomes of a message after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinishState {
    Sent,
    /// It is tried again then.
    Queued(Timestamp),
    Abandoned,
}

impl Claimed {
    /// The end of this claim.
    pub fn finish(&self, state: FinishState, dispatches: String, content: SealedContent, now: Timestamp) -> Finish {
        Finish { key: self.key, until: self.until, state, dispatches, content, now }
    }
}

/// Takes up to `limit` due messages, the longest due first. What somebody else takes at the same moment is left out.
pub async fn claim(tx: &mut Tx<'_>, claim: &Claim) -> Result<Vec<Claimed>> {
    let bounds = params![TENANT, claim.channel.as_str(), claim.now, claim.limit as i64];
    let due = tx.rx().all(DUE, bounds, due).await?;
    let mut taken = Vec::with_capacity(due.len());
    for mut message in due {
        if tx.run(CLAIM, params![TENANT, message.claimed.key, message.claimed.until, claim.until, claim.now]).await? > 0 {
            message.claimed.until = claim.until;
            message.claimed.send_count += 1;
            taken.push(message);
        }
    }
    let since = claim.now.minus(claim.receiver_window);
    let mut claimed = Vec::with_capacity(taken.len());
    for Due { receiver, claimed: mut message } in taken {
        let rx = tx.rx();
        let sent = rx.first(SENT_TO, params![TENANT, &receiver, since], |row| row.int(0)).await?;
        let before = rx.first(UNDER_WAY_TO, params![TENANT, &receiver, since, message.key], |row| row.int(0)).await?;
        message.received = sent.unwrap_or_default() + before.unwrap_or_default();
        claimed.push(message);
    }
    Ok(claimed)
}

/// Notes how a try ended; false if the claim had lapsed and somebody else has the message.
pub async fn finish(tx: &mut Tx<'_>, end: &Finish) -> Result<bool> {
    let (status, due, finished) = match end.state {
        FinishState::Sent => ("sent", None, Some(end.now)),
        FinishState::Queued(at) => ("queued", Some(at), None),
        FinishState::Abandoned => ("abandoned", None, Some(end.now)),
    };
    let params = params![TENANT, end.key, end.until, status, due, finished, &end.dispatches, &end.content.0, end.now];
    Ok(tx.run(FINISH, params).await? > 0)
}

/// Gives back a message that was not tried: it is due at once, and the try does not count.
pub async fn hand_back(tx: &mut Tx<'_>, claimed: &Claimed, now: Timestamp) -> Result<()> {
    tx.send(HAND_BACK, params![TENANT, claimed.key, claimed.until, now]).await
}

/// When the first of all messages is due, or was.
pub async fn first_due(rx: &mut Rx<'_>, channel: Channel) -> Result<Option<Timestamp>> {
    rx.first(FIRST_DUE, params![TENANT, channel.as_str()], |row| row.int(0).map(Timestamp::from_micros)).await
}

/// How many messages of this channel wait to be sent or are being sent.
pub async fn queued(rx: &mut Rx<'_>, channel: Channel) -> Result<i64> {
    Ok(rx.first(QUEUED, params![TENANT, channel.as_str()], |row| row.int(0)).await?.unwrap_or_default())
}

/// How many messages of this channel have been sent since then or are being sent.
pub async fn sent_since(rx: &mut Rx<'_>, channel: Channel, since: Timestamp) -> Result<i64> {
    let sent = rx.first(SENT_SINCE, params![TENANT, channel.as_str(), since], |row| row.int(0)).await?;
    let under_way = rx.first(UNDER_WAY, params![TENANT, channel.as_str()], |row| row.int(0)).await?;
    Ok(sent.unwrap_or_default() + under_way.unwrap_or_default())
}

struct Due {
    receiver: String,
    claimed: Claimed,
}

fn due(row: &Row<'_>) -> Result<Due> {
    let text = |column: usize| row.text(column).map(str::to_owned);
    let name = row.text(4)?;
    let template_type = TemplateType::named(name).ok_or_else(|| StoreError::Corrupt(format!("no message is of type {name:?}")))?;
    Ok(Due {
        receiver: text(3)?,
        claimed: Claimed {
            key: Key(row.int(0)?),
            id: MessageId(row.uuid(1)?),
            recipient: text(2)?,
            template_type,
            content: SealedContent(row.blob(5)?.to_owned()),
            send_count: row.int(6)?,
            dispatches: text(7)?,
            until: Timestamp::from_micros(row.int(8)?),
            created_at: Timestamp::from_micros(row.int(9)?),
            received: 0,
        },
    })
}

#[cfg(test)]
mod tests;
