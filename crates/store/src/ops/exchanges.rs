//! Sign-ins that a native client begins and that end in a browser. Of the two codes that are exchanged for the session
//! together, the client has one from the beginning, and the browser brings the other one back.

use crate::TENANT;
use crate::error::Result;
use crate::ops::sessions;
use crate::params;
use crate::sql::statements;
use crate::tx::{Rx, Tx};
use selfsame_api::{FlowId, SessionId, Timestamp};
use selfsame_core::Key;

statements! {
    INSERT = "INSERT INTO token_exchange (tenant, key, flow_id, init_hash, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    COMPLETE = "UPDATE token_exchange SET return_hash = $3, session_id = $4 WHERE tenant = $1 AND flow_id = $2 AND session_id IS NULL AND expires_at > $5";
    SESSION = "SELECT session_id FROM token_exchange WHERE tenant = $1 AND init_hash = $2 AND return_hash = $3 AND expires_at > $4";
}

/// What a flow's exchange begins with. Codes are stored as the SHA-256 of a long token.
#[derive(Clone)]
pub struct NewExchange {
    pub key: Key,
    pub flow_id: FlowId,
    pub init_hash: [u8; 32],
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

/// Both codes, as they are stored.
#[derive(Clone, Copy)]
pub struct Codes {
    pub init_hash: [u8; 32],
    pub return_hash: [u8; 32],
}

/// Begins an exchange, in the unit of work that stores its flow.
pub async fn insert(tx: &mut Tx<'_>, new: &NewExchange) -> Result<()> {
    let params = params![TENANT, new.key, new.flow_id.as_bytes(), &new.init_hash, new.expires_at, new.created_at];
    tx.send(INSERT, params).await
}

/// Completes a flow's exchange by the session that it led to; false if it has none that is open. Nobody needs to know that
/// session's token: the exchange gives it one.
pub async fn complete(tx: &mut Tx<'_>, flow_id: FlowId, return_hash: &[u8; 32], session: SessionId, now: Timestamp) -> Result<bool> {
    Ok(tx.run(COMPLETE, params![TENANT, flow_id.as_bytes(), return_hash, session.as_bytes(), now]).await? > 0)
}

/// The session of a completed exchange.
pub async fn session(rx: &mut Rx<'_>, codes: Codes, now: Timestamp) -> Result<Option<SessionId>> {
    rx.first(SESSION, params![TENANT, &codes.init_hash, &codes.return_hash, now], |row| row.uuid(0).map(SessionId)).await
}

/// Gives the session of a completed exchange the token of this hash; false if no session in force belongs to these codes.
/// Whoever exchanges again, because the answer was lost, gets another token, and the former one is dead.
pub async fn exchange(tx: &mut Tx<'_>, codes: Codes, token_hash: &[u8; 32], now: Timestamp) -> Result<bool> {
    match session(tx.rx(), codes, now).await? {
        Some(session) => sessions::set_token(tx, session, token_hash, now).await,
        None => Ok(false),
    }
}

#[cfg(test)]
mod tests;
