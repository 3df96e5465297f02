//! The standbys that stream from the database, as it tells them: how far behind each is. PostgreSQL alone knows of this;
//! roles without `pg_monitor` see none.

use crate::error::Result;
use crate::params;
use crate::sql::statements;
use crate::tx::Rx;
use std::time::Duration;

statements! {
    STANDBYS, on sqlite "SELECT '', 0, 0, 0 LIMIT 0", on postgres "SELECT coalesce(application_name, ''), CASE WHEN sync_state IN ('sync', 'quorum') THEN 1 ELSE 0 END::bigint, greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0)::bigint, coalesce(extract(epoch FROM replay_lag) * 1000000, 0)::bigint FROM pg_stat_replication WHERE replay_lsn IS NOT NULL ORDER BY 1";
}

/// A standby and how far behind it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standby {
    /// Its `application_name`.
    pub name: String,
    /// Whether commits wait for it.
    pub is_synchronous: bool,
    /// What it has not replayed yet.
    pub lag_bytes: u64,
    /// How long ago the database had what the standby replayed last; zero where nothing was written since.
    pub lag: Duration,
}

pub(crate) async fn all(rx: &mut Rx<'_>) -> Result<Vec<Standby>> {
    let read = |row: &crate::tx::Row<'_>| {
        Ok(Standby {
            name: row.text(0)?.to_owned(),
            is_synchronous: row.int(1)? == 1,
            lag_bytes: row.int(2)?.max(0).cast_unsigned(),
            lag: Duration::from_micros(row.int(3)?.max(0).cast_unsigned()),
        })
    };
    rx.all(STANDBYS, params![], read).await
}
