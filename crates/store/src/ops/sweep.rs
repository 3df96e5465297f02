//! Deleting what has expired, in small batches, so that nobody waits for it.

use crate::error::Result;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::Tx;
use selfsame_api::Timestamp;

statements! {
    SESSIONS = "DELETE FROM session WHERE key IN (SELECT key FROM session WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
    FLOWS = "DELETE FROM flow WHERE key IN (SELECT key FROM flow WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
    ERRORS = "DELETE FROM flow_error WHERE key IN (SELECT key FROM flow_error WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
    ONE_TIME_SECRETS = "DELETE FROM one_time_secret WHERE key IN (SELECT key FROM one_time_secret WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
    MESSAGES = "DELETE FROM message WHERE key IN (SELECT key FROM message WHERE finished_at < $1 ORDER BY finished_at LIMIT $2)";
}

/// The kinds of rows that expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiring {
    Sessions,
    Flows,
    Errors,
    OneTimeSecrets,
    /// Messages that were sent or abandoned.
    Messages,
}

impl Expiring {
    pub const ALL: [Self; 5] = [Self::Sessions, Self::Flows, Self::Errors, Self::OneTimeSecrets, Self::Messages];

    const fn sql(self) -> Sql {
        match self {
            Self::Sessions => SESSIONS,
            Self::Flows => FLOWS,
            Self::Errors => ERRORS,
            Self::OneTimeSecrets => ONE_TIME_SECRETS,
            Self::Messages => MESSAGES,
        }
    }
}

/// Deletes up to `limit` rows that expired before `before`; how many.
pub async fn expired(tx: &mut Tx<'_>, what: Expiring, before: Timestamp, limit: usize) -> Result<usize> {
    tx.run(what.sql(), params![before, limit as i64]).await
}
