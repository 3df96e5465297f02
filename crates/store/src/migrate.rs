//! Migrations: ordered SQL files with checksums. What is the same on both engines: which there are, and whether a
//! database and this program belong together.

use crate::error::OpenError;
use selfsame_api::Timestamp;
use sha2::{Digest, Sha256};

/// One migration of one engine.
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// One migration and whether this database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    pub version: i64,
    pub name: &'static str,
    pub applied_at: Option<Timestamp>,
}

/// A row of `schema_migration`: version, checksum, time.
pub(crate) type Applied = (i64, String, i64);

/// The state of every migration that this program knows.
pub(crate) fn judge(known: &'static [Migration], applied: &[Applied], database: &str) -> Result<Vec<MigrationStatus>, OpenError> {
    if let Some((version, ..)) = applied.iter().find(|(version, ..)| known.iter().all(|known| known.version != *version)) {
        return Err(OpenError::Newer { database: database.to_owned(), version: *version });
    }
    known
        .iter()
        .map(|known| {
            let row = applied.iter().find(|(version, ..)| *version == known.version);
            if row.is_some_and(|(_, checksum, _)| *checksum != known.checksum()) {
                return Err(OpenError::Checksum { database: database.to_owned(), version: known.version });
            }
            Ok(MigrationStatus { version: known.version, name: known.name, applied_at: row.map(|(.., at)| Timestamp::from_micros(*at)) })
        })
        .collect()
}

/// Refuses a database that lacks a migration.
pub(crate) fn refuse_pending(all: &[MigrationStatus], database: &str) -> Result<(), OpenError> {
    match all.iter().filter(|one| one.applied_at.is_none()).count() {
        0 => Ok(()),
        pending => Err(OpenError::Pending { database: database.to_owned(), pending }),
    }
}

impl Migration {
    pub(crate) fn checksum(&self) -> String {
        let digest = Sha256::digest(self.sql.as_bytes());
        digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

#[cfg(test)]
mod tests;
