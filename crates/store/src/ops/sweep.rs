//! Deleting what has expired, in small batches, so that nobody waits for it.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::Tx;
use selfsame_api::Timestamp;

statements! {
    SESSIONS = "DELETE FROM session WHERE +tenant = $1 AND key IN (SELECT key FROM session WHERE +tenant = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
    FLOWS = "DELETE FROM flow WHERE +tenant = $1 AND key IN (SELECT key FROM flow WHERE +tenant = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
    ERRORS = "DELETE FROM flow_error WHERE +tenant = $1 AND key IN (SELECT key FROM flow_error WHERE +tenant = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
    ONE_TIME_SECRETS = "DELETE FROM one_time_secret WHERE +tenant = $1 AND key IN (SELECT key FROM one_time_secret WHERE +tenant = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
    TOKEN_EXCHANGES = "DELETE FROM token_exchange WHERE +tenant = $1 AND key IN (SELECT key FROM token_exchange WHERE +tenant = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
    MESSAGES = "DELETE FROM message WHERE +tenant = $1 AND key IN (SELECT key FROM message WHERE +tenant = $1 AND finished_at < $2 ORDER BY finished_at LIMIT $3)";
    ATTEMPTS = "DELETE FROM attempt WHERE tenant = $1 AND subject IN (SELECT subject FROM attempt WHERE +tenant = $1 AND drains_at < $2 ORDER BY drains_at LIMIT $3)";
    KNOWN_NETWORKS = "DELETE FROM known_network WHERE +tenant = $1 AND (identity_key, network) IN (SELECT identity_key, network FROM known_network WHERE +tenant = $1 AND seen_at < $2 ORDER BY seen_at LIMIT $3)";
}

/// The kinds of rows that expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiring {
    Sessions,
    Flows,
    Errors,
    OneTimeSecrets,
    TokenExchanges,
    /// Messages that were sent or abandoned.
    Messages,
    /// Wrong passwords and codes that count no longer.
    Attempts,
    /// Networks from which nobody signed in any more.
    KnownNetworks,
}

impl Expiring {
    pub const ALL: [Self; 8] = [
        Self::Sessions,
        Self::Flows,
        Self::Errors,
        Self::OneTimeSecrets,
        Self::TokenExchanges,
        Self::Messages,
        Self::Attempts,
        Self::KnownNetworks,
    ];

    const fn sql(self) -> Sql {
        match self {
            Self::Sessions => SESSIONS,
            Self::Flows => FLOWS,
            Self::Errors => ERRORS,
            Self::OneTimeSecrets => ONE_TIME_SECRETS,
            Self::TokenExchanges => TOKEN_EXCHANGES,
            Self::Messages => MESSAGES,
            Self::Attempts => ATTEMPTS,
            Self::KnownNetworks => KNOWN_NETWORKS,
        }
    }
}

/// Deletes up to `limit` rows that expired before `before`; how many.
pub async fn expired(tx: &mut Tx<'_>, what: Expiring, before: Timestamp, limit: usize) -> Result<usize> {
    tx.run(what.sql(), params![TENANT, before, limit as i64]).await
}
