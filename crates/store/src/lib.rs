//! The store of Selfsame: the only place with SQL.
//!
//! Operations are written once, for SQLite and for PostgreSQL, as `async fn`s over [`Rx`] and [`Tx`] (modules [`ops`] and
//! [`lease`]), and run through [`Store::lookup`], [`Store::read`], [`Store::scan`] and [`Store::write`]. A write that
//! returned `Ok` is on disk.

mod error;
#[cfg(test)]
mod fixture;
mod keys;
pub mod lease;
mod migrate;
pub mod ops;
mod postgres;
mod sealing;
mod sql;
mod sqlite;
mod store;
pub mod transfer;
mod tx;

pub use error::{Clash, ClashField, OpenError, Result, StoreError};
pub use keys::KeyMaker;
pub use migrate::MigrationStatus;
pub use postgres::{ConnectionStatus, FaultRates, Faults, PostgresOptions, RetryStats, Standby, Traffic};
pub use sealing::Sealer;
pub use sqlite::SqliteOptions;
pub use sqlite::writer::WriterStats;
pub use store::{Migrate, Store, StoreOptions};
pub use tx::{Param, Row, Rx, Tx};

/// Everything belongs to a tenant; there is one so far.
pub const TENANT: i64 = 1;

/// The client library, for whoever configures connections.
pub use tokio_postgres;
