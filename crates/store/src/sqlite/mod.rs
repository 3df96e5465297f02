//! The embedded engine: WAL, `synchronous=FULL`, one writer thread with group commit, short reads inline
//! on connections of the calling thread, scans on a small pool.

pub(crate) mod engine;
pub(crate) mod migrate;
pub(crate) mod readers;
pub(crate) mod writer;

use crate::error::{OpenError, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// How to open the database file.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    pub path: PathBuf,
    /// Milliseconds to wait for another process' lock.
    pub busy_timeout_ms: u32,
    /// KiB of page cache of the writer; each reader takes an eighth.
    pub cache_kib: u32,
}

impl SqliteOptions {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), busy_timeout_ms: 5000, cache_kib: 12 * 1024 }
    }
}

const STATEMENT_CACHE: usize = 256;

/// The one connection that writes.
pub(crate) fn open_writer(options: &SqliteOptions) -> Result<Connection, OpenError> {
    if let Some(folder) = options.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder { path: folder.to_owned(), source })?;
    }
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(
            &options.path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(std::time::Duration::from_millis(u64::from(options.busy_timeout_ms)))?;
        connection.execute_batch(&format!(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;
             PRAGMA trusted_schema=OFF; PRAGMA cache_size=-{}; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;",
            options.cache_kib
        ))?;
        prepare_once(&connection)?;
        Ok(connection)
    };
    let connection = open().map_err(|error| open_error(&options.path, &error))?;
    restrict_to_owner(&options.path);
    Ok(connection)
}

/// The file holds hashes and addresses: nobody but its owner reads it.
fn restrict_to_owner(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            // Best effort: a file of another owner was opened all the same, and its owner chose its mode.
            std::fs::set_permissions(Path::new(&name), std::fs::Permissions::from_mode(0o600)).ok();
        }
    }
}

pub(crate) fn open_reader(options: &SqliteOptions) -> Result<Connection> {
    let connection = Connection::open_with_flags(&options.path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(std::time::Duration::from_millis(u64::from(options.busy_timeout_ms)))?;
    connection.execute_batch(&format!(
        "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-{};",
        (options.cache_kib / 8).max(256)
    ))?;
    prepare_once(&connection)?;
    Ok(connection)
}

/// Statements are parsed and planned once: kept, and not planned anew for every other value bound to them.
fn prepare_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn open_error(path: &Path, error: &rusqlite::Error) -> OpenError {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let read_only = |at: &Path| std::fs::metadata(at).is_ok_and(|meta| meta.permissions().readonly());
    let reason = if read_only(folder) {
        "the folder is read-only; make it writable or choose another with --data".to_owned()
    } else if path.exists() && read_only(path) {
        "the file is read-only; make it writable".to_owned()
    } else {
        error.to_string()
    };
    OpenError::open(path.display(), reason)
}
