//! From a data source name to what the store opens, and the lock on a file that is served.

mod tls;

use rand::{Rng, rngs::ChaCha20Rng};
use selfsame_config::{PostgresDsn, SqliteDsn};
use selfsame_store::{OpenError, PostgresOptions, SqliteOptions};
use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::Clock;

/// How the store opens a file.
pub fn sqlite(dsn: &SqliteDsn) -> SqliteOptions {
    let mut options = SqliteOptions::new(&dsn.path);
    if let Some(timeout) = dsn.busy_timeout {
        options.busy_timeout_ms = u32::try_from(timeout.as_millis()).unwrap_or(u32::MAX);
    }
    options
}

/// How the store reaches a PostgreSQL database; why it cannot, without the password.
pub fn postgres(dsn: &PostgresDsn, clock: Clock, rng: &mut ChaCha20Rng) -> Result<PostgresOptions, String> {
    let config = dsn.url.parse().map_err(|error: selfsame_store::tokio_postgres::Error| {
        let reason = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        format!("dsn: {reason}")
    })?;
    let mut seed = [0; 32];
    rng.fill_bytes(&mut seed);
    let mut options = PostgresOptions::new(config, Arc::new(move || clock.now()), seed);
    options.pool_size = dsn.pool_size.unwrap_or(options.pool_size);
    options.pipelines = dsn.pipelines.unwrap_or(options.pipelines);
    options.keeps_statements = dsn.keeps_statements;
    options.tls = tls::client(&dsn.tls).map_err(|error| format!("dsn: {error}"))?;
    Ok(options)
}

/// Takes the lock that says that a server runs on this database file, for as long as the file is held.
pub fn lock(database: &Path) -> Result<File, OpenError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let failed = |error: &dyn std::fmt::Display| OpenError::open(path.display(), error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder { path: folder.to_owned(), source })?;
    }
    let file = File::options().write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(|error| failed(&error))?;
    file.try_lock().map_err(|error| match error {
        std::fs::TryLockError::WouldBlock => failed(&"another server runs on it; stop that one first, or give this one its own --data"),
        std::fs::TryLockError::Error(error) => failed(&error),
    })?;
    Ok(file)
}
