//! Migrations of a SQLite file: each in one transaction.

use crate::error::OpenError;
use crate::migrate::{Applied, Migration, MigrationStatus, judge};
use rusqlite::Connection;
use selfsame_api::Timestamp;
use std::path::Path;

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "foundation", sql: include_str!("../../migrations/sqlite/0001_foundation.sql") },
    Migration { version: 2, name: "identifier_first", sql: include_str!("../../migrations/sqlite/0002_identifier_first.sql") },
    Migration { version: 3, name: "leases", sql: include_str!("../../migrations/sqlite/0003_leases.sql") },
    Migration { version: 4, name: "outbox", sql: include_str!("../../migrations/sqlite/0004_outbox.sql") },
    Migration { version: 5, name: "moves", sql: include_str!("../../migrations/sqlite/0005_moves.sql") },
    Migration { version: 6, name: "one_time_secrets", sql: include_str!("../../migrations/sqlite/0006_one_time_secrets.sql") },
    Migration { version: 7, name: "secret_checks", sql: include_str!("../../migrations/sqlite/0007_secret_checks.sql") },
    Migration { version: 8, name: "attempts", sql: include_str!("../../migrations/sqlite/0008_attempts.sql") },
    Migration { version: 9, name: "token_exchange", sql: include_str!("../../migrations/sqlite/0009_token_exchange.sql") },
];

/// The newest migration that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |newest| newest.version)
}

/// The state of every migration that this program knows.
pub(crate) fn status(connection: &Connection, path: &Path) -> Result<Vec<MigrationStatus>, OpenError> {
    judge(MIGRATIONS, &applied(connection, path)?, &path.display().to_string())
}

/// Applies what is pending; how many migrations that were.
pub(crate) fn up(connection: &mut Connection, path: &Path, now: Timestamp) -> Result<usize, OpenError> {
    let failed = |error: rusqlite::Error| OpenError::open(path.display(), error);
    connection
        .execute_batch(
            "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
        )
        .map_err(failed)?;
    let mut done = 0;
    for pending in status(connection, path)?.into_iter().filter(|known| known.applied_at.is_none()) {
        let Some(migration) = MIGRATIONS.iter().find(|known| known.version == pending.version) else { continue };
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        // Another process may have been faster.
        let there: bool = transaction
            .query_row("SELECT EXISTS (SELECT 1 FROM schema_migration WHERE version = ?1)", [migration.version], |row| row.get(0))
            .map_err(failed)?;
        if !there {
            transaction.execute_batch(migration.sql).map_err(failed)?;
            transaction
                .execute(
                    "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)",
                    rusqlite::params![migration.version, migration.name, migration.checksum(), now.micros()],
                )
                .map_err(failed)?;
            done += 1;
        }
        transaction.commit().map_err(failed)?;
    }
    Ok(done)
}

fn applied(connection: &Connection, path: &Path) -> Result<Vec<Applied>, OpenError> {
    let failed = |error: rusqlite::Error| OpenError::open(path.display(), error);
    if !connection.table_exists(None, "schema_migration").map_err(failed)? {
        return Ok(Vec::new());
    }
    let mut statement =
        connection.prepare("SELECT version, checksum, applied_at FROM schema_migration ORDER BY version").map_err(failed)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(failed)?;
    rows.collect::<rusqlite::Result<Vec<Applied>>>().map_err(failed)
}
