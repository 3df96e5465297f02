//! Whether the database answers, and where its keys end.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::statements;
use crate::tx::Rx;
use selfsame_core::Key;

statements! {
    GREATEST_KEYS = "SELECT (SELECT key FROM identity WHERE +tenant = $1 ORDER BY key DESC LIMIT 1), (SELECT key FROM session WHERE +tenant = $1 ORDER BY key DESC LIMIT 1), (SELECT key FROM flow WHERE +tenant = $1 ORDER BY key DESC LIMIT 1), (SELECT key FROM flow_error WHERE +tenant = $1 ORDER BY key DESC LIMIT 1), (SELECT key FROM one_time_secret WHERE +tenant = $1 ORDER BY key DESC LIMIT 1), (SELECT key FROM message WHERE +tenant = $1 ORDER BY key DESC LIMIT 1)";
    ANSWERS = "SELECT count(*) FROM schema_migration";
    NEWEST_MIGRATION = "SELECT max(version) FROM schema_migration";
}

/// The tables with keys of ours.
const TABLES: usize = 6;

/// Reads one small table.
pub async fn answers(rx: &mut Rx<'_>) -> Result<()> {
    rx.first(ANSWERS, &[], |row| row.int(0)).await.map(|_| ())
}

/// The version of the newest migration that the database has.
pub async fn newest_migration(rx: &mut Rx<'_>) -> Result<i64> {
    let newest = rx.first(NEWEST_MIGRATION, &[], |row| row.opt_int(0)).await?;
    Ok(newest.flatten().unwrap_or(0))
}

/// The greatest internal key in use, if there is any row.
pub async fn greatest_key(rx: &mut Rx<'_>) -> Result<Option<Key>> {
    let params = params![TENANT];
    let found = rx.first(GREATEST_KEYS, params, |row| (0..TABLES).map(|column| row.opt_int(column)).collect::<Result<Vec<_>>>());
    let greatest = found.await?.into_iter().flatten().flatten().max();
    Ok(greatest.map(Key))
}
