//! The handle that the server holds.
#![expect(clippy::unused_async, reason = "the embedded engine reads without waiting; others will")]

use crate::KeyMaker;
use crate::error::{OpenError, Result, StoreError};
use crate::migrate::{self, MigrationStatus};
use crate::sqlite::readers::{self, ScanPool};
use crate::sqlite::writer::{Writer, WriterStats};
use crate::sqlite::{SqliteOptions, open_reader, open_writer};
use crate::tx::{Rx, Tx, ready};
use selfsame_api::Timestamp;
use selfsame_core::Key;
use selfsame_core::secretbox::KeyId;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Whether opening applies pending migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrate {
    Apply,
    /// Refuse to open a database that lacks one.
    Refuse,
}

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    number: u64,
    options: SqliteOptions,
    writer: Writer,
    scans: ScanPool,
    keys: KeyMaker,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);
const SCAN_THREADS: usize = 2;

impl Store {
    /// Opens or creates the database.
    pub fn open(options: SqliteOptions, migrate: Migrate, now: Timestamp) -> std::result::Result<Self, OpenError> {
        let mut connection = open_writer(&options)?;
        match migrate {
            Migrate::Apply => {
                migrate::up(&mut connection, &options.path, now)?;
            }
            Migrate::Refuse => {
                let pending = migrate::status(&connection, &options.path)?.iter().filter(|one| one.applied_at.is_none()).count();
                if pending > 0 {
                    return Err(OpenError::Pending { path: options.path, pending });
                }
            }
        }
        let failed = |reason: String| OpenError::Open { path: options.path.clone(), reason };
        let greatest =
            ready(crate::ops::health::greatest_key(&mut Rx::sqlite(&mut connection))).map_err(|error| failed(error.to_string()))?;
        let keys = KeyMaker::new(0);
        if let Some(key) = greatest {
            keys.pass(key);
        }
        let scans = ScanPool::start(&options, SCAN_THREADS).map_err(|error| failed(error.to_string()))?;
        let writer = Writer::start(connection).map_err(|error| failed(error.to_string()))?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Ok(Self { inner: Arc::new(Inner { number, options, writer, scans, keys }) })
    }

    /// Which migrations the database has; also on a file that is in use.
    pub fn migration_status(options: &SqliteOptions) -> std::result::Result<Vec<MigrationStatus>, OpenError> {
        let connection = open_writer(options)?;
        migrate::status(&connection, &options.path)
    }

    /// The cipher keys that rows of this file need, without opening it for writing; none before its first migration.
    pub fn sealing_keys(options: &SqliteOptions) -> Result<Vec<KeyId>> {
        let mut connection = open_reader(options)?;
        if !connection.table_exists(None, "credential")? {
            return Ok(Vec::new());
        }
        readers::snapshot(&mut connection, |connection| ready(crate::ops::secrets::sealing_keys(&mut Rx::sqlite(connection))))
    }

    /// A short read by an index, on the calling thread.
    pub async fn read<T>(&self, work: impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T>) -> Result<T> {
        readers::inline(self.inner.number, &self.inner.options, |connection| {
            readers::snapshot(connection, |connection| ready(work(&mut Rx::sqlite(connection))))
        })
    }

    /// A read of many rows, on the scan pool.
    pub async fn scan<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        self.inner.scans.run(move |connection| readers::snapshot(connection, |connection| ready(work(&mut Rx::sqlite(connection))))).await
    }

    /// A unit of work: committed whole and on disk when this returns `Ok`, undone whole otherwise. The
    /// closure may run more than once, so that time, chance and effects stay outside.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        self.inner.writer.submit(move |tx: &mut Tx<'_>| ready(work(tx))).await
    }

    /// A fresh internal key.
    pub fn next_key(&self, now: Timestamp) -> Key {
        self.inner.keys.next(now)
    }

    /// Figures of the writer, for metrics.
    pub fn writer_stats(&self) -> &WriterStats {
        &self.inner.writer.stats
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.inner.options.path
    }

    /// Whether the database answers. It has all migrations: it was not opened otherwise.
    pub async fn ready(&self) -> Result<()> {
        self.read(async |rx: &mut Rx<'_>| crate::ops::health::answers(rx).await).await
    }

    /// A consistent copy of the database in a new file, while the store serves. Blocks.
    pub fn backup(options: &SqliteOptions, to: &Path) -> Result<()> {
        let connection = open_reader(options)?;
        connection.execute_batch("PRAGMA query_only=OFF")?;
        connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
        Ok(())
    }

    /// Whether the file is whole: reads every page (`PRAGMA quick_check`). Blocks.
    pub fn check(options: &SqliteOptions) -> Result<()> {
        let found: String = open_reader(options)?.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
    }

    /// Finishes queued writes and closes. Blocks; later writes are told that the store shuts down.
    pub fn close(&self) {
        self.inner.writer.stop();
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

#[cfg(test)]
mod tests;
