//! The store of Selfsame: the only place with SQL.
//!
//! Operations are written once as `async fn`s over [`Rx`] and [`Tx`] (module [`ops`]) and run through
//! [`Store::read`], [`Store::scan`] and [`Store::write`]. A write that returned `Ok` is on disk.

mod error;
#[cfg(test)]
mod fixture;
mod keys;
mod migrate;
pub mod ops;
mod sealing;
mod sql;
mod sqlite;
mod store;
mod tx;

pub use error::{Clash, ClashField, OpenError, Result, StoreError};
pub use keys::KeyMaker;
pub use migrate::MigrationStatus;
pub use sealing::Sealer;
pub use sqlite::SqliteOptions;
pub use sqlite::writer::WriterStats;
pub use store::{Migrate, Store};
pub use tx::{Param, Row, Rx, Tx};

/// Everything belongs to a tenant; there is one so far.
pub const TENANT: i64 = 1;
