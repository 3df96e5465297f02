//! The handle that the server holds.

use crate::KeyMaker;
use crate::error::{OpenError, Result, StoreError};
use crate::migrate::{MigrationStatus, refuse_pending};
use crate::ops;
use crate::postgres::connection::Connector;
use crate::postgres::node::Node;
use crate::postgres::{self, ConnectionStatus, Database, PostgresOptions, RetryStats, Standby, Traffic, standbys};
use crate::sqlite::writer::WriterStats;
use crate::sqlite::{self, SqliteOptions, engine::SqliteEngine};
use crate::tx::{Rx, Statements, Tx, ready};
use selfsame_api::Timestamp;
use selfsame_core::Key;
use selfsame_core::secretbox::KeyId;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Whether opening applies pending migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrate {
    Apply,
    /// Refuse to open a database that lacks one.
    Refuse,
}

/// Which database to open, and how.
#[derive(Clone, Debug)]
pub enum StoreOptions {
    Sqlite(SqliteOptions),
    Postgres(Box<PostgresOptions>),
}

impl StoreOptions {
    /// The database, as messages name it.
    pub fn place(&self) -> String {
        match self {
            Self::Sqlite(options) => options.path.display().to_string(),
            Self::Postgres(options) => options.place(),
        }
    }
}

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Engine>,
}

enum Engine {
    Sqlite(SqliteEngine),
    Postgres(PostgresEngine),
}

struct PostgresEngine {
    database: Arc<Database>,
    node: Arc<Node>,
    stop: watch::Sender<bool>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

impl Store {
    /// Opens or creates the database.
    pub async fn open(options: impl Into<StoreOptions>, migrate: Migrate, now: Timestamp) -> Result<Self, OpenError> {
        let engine = match options.into() {
            StoreOptions::Sqlite(options) => Engine::Sqlite(off_the_runtime(move || SqliteEngine::open(options, migrate, now)).await?),
            StoreOptions::Postgres(options) => Engine::Postgres(PostgresEngine::open(*options, migrate).await?),
        };
        Ok(Self { inner: Arc::new(engine) })
    }

    /// Which migrations the database has; also on one that is in use.
    pub async fn migration_status(options: impl Into<StoreOptions>) -> Result<Vec<MigrationStatus>, OpenError> {
        match options.into() {
            StoreOptions::Sqlite(options) => {
                off_the_runtime(move || {
                    let connection = sqlite::open_writer(&options)?;
                    sqlite::migrate::status(&connection, &options.path)
                })
                .await
            }
            StoreOptions::Postgres(options) => postgres::migrate::status(&Connector::new(*options)).await,
        }
    }

    /// The cipher keys that rows of this file need, without opening it for writing; none before its first migration.
    pub fn sealing_keys(options: &SqliteOptions) -> Result<Vec<KeyId>> {
        sqlite::engine::sealing_keys(options)
    }

    /// A read of one statement, by an index. The cheapest there is: one round trip, no transaction. A second statement is
    /// a bug, for it might see another state.
    pub async fn lookup<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        match &*self.inner {
            Engine::Sqlite(engine) => engine.lookup(|connection| ready(work(&mut Rx::sqlite(connection, Statements::One)))),
            Engine::Postgres(engine) => Box::pin(engine.database.lookup(&work)).await,
        }
    }

    /// A short read by indexes, whose statements see one state.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        match &*self.inner {
            Engine::Sqlite(engine) => engine.read(|connection| ready(work(&mut Rx::sqlite(connection, Statements::Any)))),
            Engine::Postgres(engine) => Box::pin(engine.database.read(&work)).await,
        }
    }

    /// A read of many rows, beside the short ones.
    pub async fn scan<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        match &*self.inner {
            Engine::Sqlite(engine) => engine.scan(move |connection| ready(work(&mut Rx::sqlite(connection, Statements::Any)))).await,
            Engine::Postgres(engine) => Box::pin(engine.database.read(&work)).await,
        }
    }

    /// A unit of work: committed whole and on disk when this returns `Ok`, undone whole otherwise. The
    /// closure may run more than once, so that time, chance and effects stay outside.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        match &*self.inner {
            Engine::Sqlite(engine) => engine.writer.submit(move |tx: &mut Tx<'_>| on_the_writer(tx, &work)).await,
            Engine::Postgres(engine) => {
                engine.check_number()?;
                Box::pin(engine.database.write(&work)).await
            }
        }
    }

    /// Like [`Store::write`], for a unit that only adds rows: unique keys say what may not be added. By what it reads it decides
    /// nothing, unless it also writes that row: of two that do, the second one runs again. Many of them run beside each other
    /// where those that read more would have to run again.
    pub async fn add<T: Send + 'static>(
        &self,
        work: impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        match &*self.inner {
            Engine::Sqlite(engine) => engine.writer.submit(move |tx: &mut Tx<'_>| on_the_writer(tx, &work)).await,
            Engine::Postgres(engine) => {
                engine.check_number()?;
                Box::pin(engine.database.add(&work)).await
            }
        }
    }

    /// A fresh internal key.
    pub fn next_key(&self, now: Timestamp) -> Key {
        self.keys().next(now)
    }

    /// Figures of what writes, for metrics.
    pub fn writer_stats(&self) -> &WriterStats {
        match &*self.inner {
            Engine::Sqlite(engine) => &engine.writer.stats,
            Engine::Postgres(engine) => &engine.database.writes,
        }
    }

    /// How often units of work ran again; SQLite runs each once.
    pub fn retry_stats(&self) -> Option<&RetryStats> {
        match &*self.inner {
            Engine::Sqlite(_) => None,
            Engine::Postgres(engine) => Some(&engine.database.retries),
        }
    }

    /// What went over the connections; SQLite has none.
    pub fn traffic(&self) -> Option<&Traffic> {
        match &*self.inner {
            Engine::Sqlite(_) => None,
            Engine::Postgres(engine) => Some(&engine.database.connector().traffic),
        }
    }

    /// How busy the connections are; SQLite has none.
    pub fn connection_status(&self) -> Option<ConnectionStatus> {
        match &*self.inner {
            Engine::Sqlite(_) => None,
            Engine::Postgres(engine) => Some(engine.database.connection_status()),
        }
    }

    /// Whether other servers may work on the same database.
    pub fn has_other_nodes(&self) -> bool {
        matches!(&*self.inner, Engine::Postgres(_))
    }

    /// The newest migration that this program knows.
    pub fn newest_known_migration(&self) -> i64 {
        match &*self.inner {
            Engine::Sqlite(_) => sqlite::migrate::newest(),
            Engine::Postgres(_) => postgres::migrate::newest(),
        }
    }

    /// The newest migration that the database has: more than this program knows once another node has been upgraded.
    pub async fn newest_migration(&self) -> Result<i64> {
        self.lookup(async move |rx: &mut Rx<'_>| ops::health::newest_migration(rx).await).await
    }

    /// The standbys of the database, and how far behind they are; none of a file.
    pub async fn standbys(&self) -> Result<Vec<Standby>> {
        match &*self.inner {
            Engine::Sqlite(_) => Ok(Vec::new()),
            Engine::Postgres(_) => self.lookup(async move |rx: &mut Rx<'_>| standbys::all(rx).await).await,
        }
    }

    /// Whether the database answers, and takes what this node would write. It has all migrations: it was not opened otherwise.
    pub async fn ready(&self) -> Result<()> {
        if let Engine::Postgres(engine) = &*self.inner {
            engine.check_number()?;
        }
        self.lookup(async move |rx: &mut Rx<'_>| ops::health::answers(rx).await).await
    }

    /// A consistent copy of the database in a new file, while the store serves. Blocks.
    pub fn backup(options: &SqliteOptions, to: &Path) -> Result<()> {
        sqlite::engine::backup(options, to)
    }

    /// Whether the file is whole: reads every page (`PRAGMA quick_check`). Blocks.
    pub fn check(options: &SqliteOptions) -> Result<()> {
        sqlite::engine::check(options)
    }

    /// Finishes queued writes and closes; later ones are told that the store shuts down.
    pub async fn close(&self) {
        match &*self.inner {
            Engine::Sqlite(_) => {
                let inner = self.inner.clone();
                let stopped = tokio::task::spawn_blocking(move || {
                    if let Engine::Sqlite(engine) = &*inner {
                        engine.writer.stop();
                    }
                });
                stopped.await.ok();
            }
            Engine::Postgres(engine) => engine.close().await,
        }
    }

    /// The number of this node among those of one database; a file has one node.
    pub(crate) fn node(&self) -> Option<u16> {
        match &*self.inner {
            Engine::Sqlite(_) => None,
            Engine::Postgres(engine) => Some(engine.node.keys.node()),
        }
    }

    fn keys(&self) -> &KeyMaker {
        match &*self.inner {
            Engine::Sqlite(engine) => &engine.keys,
            Engine::Postgres(engine) => &engine.node.keys,
        }
    }
}

impl PostgresEngine {
    async fn open(options: PostgresOptions, migrate: Migrate) -> Result<Self, OpenError> {
        let (place, clock) = (options.place(), options.clock.clone());
        let failed = |error: StoreError| OpenError::open(&place, error);
        let database = Database::new(options).map_err(|error| OpenError::open(&place, error))?;
        match migrate {
            Migrate::Apply => {
                postgres::migrate::up(database.connector(), || clock()).await?;
            }
            Migrate::Refuse => refuse_pending(&postgres::migrate::status(database.connector()).await?, &place)?,
        }
        let database = Arc::new(database);
        let node = Arc::new(Node::start(&database).await.map_err(failed)?);
        let (stop, stopping) = watch::channel(false);
        let keeper = tokio::spawn(node.clone().keep(database.clone(), stopping));
        Ok(Self { database, node, stop, keeper: Mutex::new(Some(keeper)) })
    }

    /// Keys that were made without a valid number must not be written.
    fn check_number(&self) -> Result<()> {
        if self.node.may_make_keys(self.database.options().now()) {
            return Ok(());
        }
        Err(StoreError::Unavailable("this node's number could not be renewed in time".into()))
    }

    async fn close(&self) {
        self.stop.send(true).ok();
        let keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(keeper) = keeper {
            keeper.await.ok();
        }
        self.database.close();
    }
}

impl Drop for PostgresEngine {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take() {
            keeper.abort();
        }
    }
}

impl From<SqliteOptions> for StoreOptions {
    fn from(options: SqliteOptions) -> Self {
        Self::Sqlite(options)
    }
}

impl From<PostgresOptions> for StoreOptions {
    fn from(options: PostgresOptions) -> Self {
        Self::Postgres(Box::new(options))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// Runs a unit of work on SQLite: once more, asking before it writes, if a value was taken.
fn on_the_writer<T>(tx: &mut Tx<'_>, work: &impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T>) -> Result<T> {
    match ready(work(tx)) {
        Err(StoreError::Conflict(clash)) if clash.is_unnamed() => {
            tx.start_over()?;
            ready(work(tx))
        }
        outcome => outcome,
    }
}

/// Opening a file blocks.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> Result<T, OpenError> + Send + 'static) -> Result<T, OpenError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(OpenError::open("", error)))
}

#[cfg(test)]
mod tests;
