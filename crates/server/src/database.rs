//! From a data source name to what the store opens.

mod tls;

use rand::{Rng, rngs::ChaCha20Rng};
use selfsame_config::{PostgresDsn, SqliteDsn};
use selfsame_store::{PostgresOptions, SqliteOptions};
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
