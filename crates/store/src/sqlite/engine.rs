//! An open SQLite file: its writer, its readers, and what is done to the file as a whole.

use super::readers::{self, ScanPool};
use super::writer::Writer;
use super::{SqliteOptions, migrate, open_reader, open_writer};
use crate::KeyMaker;
use crate::error::{OpenError, Result, StoreError};
use crate::migrate::refuse_pending;
use crate::ops;
use crate::store::Migrate;
use crate::tx::{Rx, Statements, ready};
use rusqlite::Connection;
use selfsame_api::Timestamp;
use selfsame_core::secretbox::KeyId;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) struct SqliteEngine {
    number: u64,
    options: SqliteOptions,
    pub(crate) writer: Writer,
    scans: ScanPool,
    pub(crate) keys: KeyMaker,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);
const SCAN_THREADS: usize = 2;

impl SqliteEngine {
    pub(crate) fn open(options: SqliteOptions, migrate: Migrate, now: Timestamp) -> Result<Self, OpenError> {
        let mut connection = open_writer(&options)?;
        match migrate {
            Migrate::Apply => {
                migrate::up(&mut connection, &options.path, now)?;
            }
            Migrate::Refuse => {
                refuse_pending(&migrate::status(&connection, &options.path)?, &options.path.display().to_string())?;
            }
        }
        let failed = |reason: String| OpenError::open(options.path.display(), reason);
        let greatest = ready(ops::health::greatest_key(&mut Rx::sqlite(&mut connection, Statements::Any)));
        let keys = KeyMaker::new(0);
        if let Some(key) = greatest.map_err(|error| failed(error.to_string()))? {
            keys.pass(key);
        }
        let scans = ScanPool::start(&options, SCAN_THREADS).map_err(|error| failed(error.to_string()))?;
        let writer = Writer::start(connection).map_err(|error| failed(error.to_string()))?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Ok(Self { number, options, writer, scans, keys })
    }

    /// One statement, on the calling thread.
    pub(crate) fn lookup<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        readers::inline(self.number, &self.options, |connection| readers::alone(connection, work))
    }

    /// Statements that see one state, on the calling thread.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        readers::inline(self.number, &self.options, |connection| readers::snapshot(connection, work))
    }

    /// Statements that see one state, on a thread of the pool.
    pub(crate) async fn scan<T: Send + 'static>(&self, work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static) -> Result<T> {
        self.scans.run(move |connection| readers::snapshot(connection, work)).await
    }
}

/// The cipher keys that rows of this file need; none before its first migration.
pub(crate) fn sealing_keys(options: &SqliteOptions) -> Result<Vec<KeyId>> {
    let mut connection = open_reader(options)?;
    if !connection.table_exists(None, "credential")? {
        return Ok(Vec::new());
    }
    readers::snapshot(&mut connection, |connection| ready(ops::secrets::sealing_keys(&mut Rx::sqlite(connection, Statements::Any))))
}

/// A consistent copy of the file.
pub(crate) fn backup(options: &SqliteOptions, to: &Path) -> Result<()> {
    let connection = open_reader(options)?;
    connection.execute_batch("PRAGMA query_only=OFF")?;
    connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    Ok(())
}

/// Reads every page of the file.
pub(crate) fn check(options: &SqliteOptions) -> Result<()> {
    let found: String = open_reader(options)?.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
}
