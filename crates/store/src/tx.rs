//! Units of work: [`Rx`] reads, [`Tx`] reads and writes. Operations are `async fn`s over them, written
//! once for all engines; on SQLite every one of them is ready at the first poll.
#![expect(clippy::unused_async, reason = "the embedded engine never waits; others will")]

use crate::error::{Result, StoreError};
use crate::sql::Sql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Reads from a consistent snapshot.
pub struct Rx<'x> {
    connection: &'x mut rusqlite::Connection,
}

/// One write transaction: all of it is committed or nothing.
pub struct Tx<'x> {
    rx: Rx<'x>,
}

/// A value bound to a statement. No Debug: it may be a hash or a token's.
#[derive(Clone, Copy)]
pub enum Param<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

impl<'x> Rx<'x> {
    pub(crate) fn sqlite(connection: &'x mut rusqlite::Connection) -> Self {
        Self { connection }
    }

    /// Calls `each` with every row of the answer.
    pub async fn each(&mut self, sql: Sql, params: &[Param<'_>], mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql.sqlite)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            each(&Row(row))?;
        }
        Ok(())
    }

    /// All rows of the answer.
    pub async fn all<T>(&mut self, sql: Sql, params: &[Param<'_>], mut map: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(map(row)?);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// The first row of the answer, if there is one.
    pub async fn first<T>(&mut self, sql: Sql, params: &[Param<'_>], map: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        let mut statement = self.connection.prepare_cached(sql.sqlite)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        match rows.next()? {
            Some(row) => map(&Row(row)).map(Some),
            None => Ok(None),
        }
    }
}

impl<'x> Tx<'x> {
    pub(crate) fn sqlite(connection: &'x mut rusqlite::Connection) -> Self {
        Self { rx: Rx::sqlite(connection) }
    }

    /// Reads inside the transaction see its own writes.
    pub fn rx(&mut self) -> &mut Rx<'x> {
        &mut self.rx
    }

    /// Runs one statement; how many rows it changed.
    pub async fn run(&mut self, sql: Sql, params: &[Param<'_>]) -> Result<usize> {
        Ok(self.rx.connection.prepare_cached(sql.sqlite)?.execute(rusqlite::params_from_iter(params))?)
    }

    /// Marks a point to which [`Tx::undo`] returns; [`Tx::keep`] forgets it.
    pub async fn mark(&mut self) -> Result<()> {
        self.plain("SAVEPOINT item")
    }

    /// Undoes everything since [`Tx::mark`].
    pub async fn undo(&mut self) -> Result<()> {
        self.plain("ROLLBACK TO item")?;
        self.plain("RELEASE item")
    }

    /// Keeps everything since [`Tx::mark`].
    pub async fn keep(&mut self) -> Result<()> {
        self.plain("RELEASE item")
    }

    fn plain(&mut self, sql: &str) -> Result<()> {
        self.rx.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }
}

/// One row of an answer; columns count from 0.
pub struct Row<'r>(&'r rusqlite::Row<'r>);

impl Row<'_> {
    pub fn int(&self, column: usize) -> Result<i64> {
        self.value(column)?.as_i64().map_err(|error| wrong(column, &error))
    }

    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        self.value(column)?.as_i64_or_null().map_err(|error| wrong(column, &error))
    }

    pub fn text(&self, column: usize) -> Result<&str> {
        self.value(column)?.as_str().map_err(|error| wrong(column, &error))
    }

    pub fn opt_text(&self, column: usize) -> Result<Option<&str>> {
        self.value(column)?.as_str_or_null().map_err(|error| wrong(column, &error))
    }

    pub fn blob(&self, column: usize) -> Result<&[u8]> {
        self.value(column)?.as_blob().map_err(|error| wrong(column, &error))
    }

    pub fn opt_blob(&self, column: usize) -> Result<Option<&[u8]>> {
        self.value(column)?.as_blob_or_null().map_err(|error| wrong(column, &error))
    }

    /// A UUID of 16 bytes.
    pub fn uuid(&self, column: usize) -> Result<uuid::Uuid> {
        uuid::Uuid::from_slice(self.blob(column)?).map_err(|error| wrong(column, &error))
    }

    fn value(&self, column: usize) -> Result<ValueRef<'_>> {
        Ok(self.0.get_ref(column)?)
    }
}

fn wrong(column: usize, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Bug(format!("column {column}: {error}"))
}

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Param::Null => ValueRef::Null,
            Param::Int(value) => ValueRef::Integer(value),
            Param::Text(value) => ValueRef::Text(value.as_bytes()),
            Param::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

macro_rules! params_from {
    ($($type:ty => $variant:ident),*) => {$(
        impl<'a> From<$type> for Param<'a> {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}
params_from!(i64 => Int, &'a str => Text, &'a [u8] => Blob);

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a Vec<u8>> for Param<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Self::Blob(value)
    }
}

impl From<selfsame_core::Key> for Param<'_> {
    fn from(key: selfsame_core::Key) -> Self {
        Self::Int(key.0)
    }
}

impl From<selfsame_api::Timestamp> for Param<'_> {
    fn from(time: selfsame_api::Timestamp) -> Self {
        Self::Int(time.micros())
    }
}

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Binds values in order: `params![a, b]` is a `&[Param]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Param::from($value)),*] };
}

/// The value of a future that does not wait. On SQLite nothing waits, so `Pending` is a bug.
pub(crate) fn ready<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => Err(StoreError::Bug("an operation waited inside a unit of work".into())),
    }
}
