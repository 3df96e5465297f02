//! Migrations: ordered SQL files with checksums, each applied in one transaction.

use crate::error::OpenError;
use rusqlite::Connection;
use selfsame_api::Timestamp;
use sha2::{Digest, Sha256};
use std::path::Path;

struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "foundation", sql: include_str!("../migrations/sqlite/0001_foundation.sql") },
    Migration { version: 2, name: "identifier_first", sql: include_str!("../migrations/sqlite/0002_identifier_first.sql") },
    Migration { version: 4, name: "outbox", sql: include_str!("../migrations/sqlite/0004_outbox.sql") },
];

/// One migration and whether this database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    pub version: i64,
    pub name: &'static str,
    pub applied_at: Option<Timestamp>,
}

/// The state of every migration that this program knows.
pub fn status(connection: &Connection, path: &Path) -> Result<Vec<MigrationStatus>, OpenError> {
    let applied = applied(connection, path)?;
    if let Some((version, ..)) = applied.iter().find(|(version, ..)| MIGRATIONS.iter().all(|known| known.version != *version)) {
        return Err(OpenError::Newer { path: path.to_owned(), version: *version });
    }
    MIGRATIONS
        .iter()
        .map(|known| {
            let row = applied.iter().find(|(version, ..)| *version == known.version);
            if row.is_some_and(|(_, checksum, _)| *checksum != self::checksum(known)) {
                return Err(OpenError::Checksum { path: path.to_owned(), version: known.version });
            }
            Ok(MigrationStatus { version: known.version, name: known.name, applied_at: row.map(|(.., at)| Timestamp::from_micros(*at)) })
        })
        .collect()
}

/// Applies what is pending; how many migrations that were.
pub fn up(connection: &mut Connection, path: &Path, now: Timestamp) -> Result<usize, OpenError> {
    let failed = |error: rusqlite::Error| OpenError::Open { path: path.to_owned(), reason: error.to_string() };
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
                    rusqlite::params![migration.version, migration.name, checksum(migration), now.micros()],
                )
                .map_err(failed)?;
            done += 1;
        }
        transaction.commit().map_err(failed)?;
    }
    Ok(done)
}

type Applied = (i64, String, i64);

fn applied(connection: &Connection, path: &Path) -> Result<Vec<Applied>, OpenError> {
    let failed = |error: rusqlite::Error| OpenError::Open { path: path.to_owned(), reason: error.to_string() };
    if !connection.table_exists(None, "schema_migration").map_err(failed)? {
        return Ok(Vec::new());
    }
    let mut statement =
        connection.prepare("SELECT version, checksum, applied_at FROM schema_migration ORDER BY version").map_err(failed)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(failed)?;
    rows.collect::<rusqlite::Result<Vec<Applied>>>().map_err(failed)
}

fn checksum(migration: &Migration) -> String {
    let digest = Sha256::digest(migration.sql.as_bytes());
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests;
