//! Units of work: [`Rx`] reads, [`Tx`] reads and writes. Operations are `async fn`s over them, written
//! once for both engines; on SQLite every one of them is ready at the first poll.
#![expect(clippy::unused_async, reason = "some steps wait on neither engine so far, and operations need not know which")]

use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::postgres::session::Session;
use crate::postgres::values::{Bound, Int};
use crate::sql::Sql;
use crate::sqlite::writer::UNDO_JOB;
use rusqlite::types::{ToSqlOutput, ValueRef};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Reads from a consistent snapshot.
pub struct Rx<'x> {
    engine: Engine<'x>,
    left: Statements,
}

enum Engine<'x> {
    Sqlite(&'x mut rusqlite::Connection),
    Postgres(&'x mut Session),
}

/// How many statements a read may still run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statements {
    Any,
    One,
    None,
}

/// One write transaction: all of it is committed or nothing.
pub struct Tx<'x> {
    rx: Rx<'x>,
    asks_first: bool,
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
    pub(crate) fn sqlite(connection: &'x mut rusqlite::Connection, left: Statements) -> Self {
        Self { engine: Engine::Sqlite(connection), left }
    }

    pub(crate) fn postgres(session: &'x mut Session, left: Statements) -> Self {
        Self { engine: Engine::Postgres(session), left }
    }

    /// Calls `each` with every row of the answer.
    pub async fn each(&mut self, sql: Sql, params: &[Param<'_>], mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        self.count(sql)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql.sqlite)?;
                let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                while let Some(row) = rows.next()? {
                    each(&Row(Columns::Sqlite(row)))?;
                }
                Ok(())
            }
            Engine::Postgres(session) => session.query(sql, params).await?.iter().try_for_each(|row| each(&Row(Columns::Postgres(row)))),
        }
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
        self.count(sql)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql.sqlite)?;
                let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                match rows.next()? {
                    Some(row) => map(&Row(Columns::Sqlite(row))).map(Some),
                    None => Ok(None),
                }
            }
            Engine::Postgres(session) => session.query(sql, params).await?.first().map(|row| map(&Row(Columns::Postgres(row)))).transpose(),
        }
    }

    /// What was announced as one statement runs without a transaction: a second one would see another state.
    fn count(&mut self, sql: Sql) -> Result<()> {
        match self.left {
            Statements::Any => Ok(()),
            Statements::One => {
                self.left = Statements::None;
                Ok(())
            }
            Statements::None => Err(StoreError::Bug(format!("{} is the second statement of a look-up", sql.name))),
        }
    }
}

impl<'x> Tx<'x> {
    pub(crate) fn sqlite(connection: &'x mut rusqlite::Connection) -> Self {
        Self { rx: Rx::sqlite(connection, Statements::Any), asks_first: false }
    }

    pub(crate) fn postgres(session: &'x mut Session, asks_first: bool) -> Self {
        Self { rx: Rx::postgres(session, Statements::Any), asks_first }
    }

    /// Whether to ask who holds a unique value before it is written. A unit of work begins without: the database refuses
    /// what is taken. Then the unit runs once more, and asks, to tell which value it was and whose.
    pub fn asks_first(&self) -> bool {
        self.asks_first
    }

    /// Reads inside the transaction see its own writes.
    pub fn rx(&mut self) -> &mut Rx<'x> {
        &mut self.rx
    }

    /// Runs one statement and waits for it; how many rows it changed.
    pub async fn run(&mut self, sql: Sql, params: &[Param<'_>]) -> Result<usize> {
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => Ok(connection.prepare_cached(sql.sqlite)?.execute(rusqlite::params_from_iter(params))?),
            Engine::Postgres(session) => session.execute(sql, params).await,
        }
    }

    /// Runs one statement that changes rows; the first that it returns.
    pub async fn returning<T>(&mut self, sql: Sql, params: &[Param<'_>], map: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        if let Engine::Postgres(session) = &mut self.rx.engine {
            session.changes();
        }
        self.rx.first(sql, params, map).await
    }

    /// Runs a statement whose answer nobody needs. On PostgreSQL it travels with the next one that is waited for, or with
    /// COMMIT; an error that it makes there ends the unit of work.
    pub async fn send(&mut self, sql: Sql, params: &[Param<'_>]) -> Result<()> {
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => {
                connection.prepare_cached(sql.sqlite)?.execute(rusqlite::params_from_iter(params))?;
                Ok(())
            }
            Engine::Postgres(session) => session.queue(sql, params.iter().map(Bound::from).collect(), None),
        }
    }

    /// Runs a statement that must find or change exactly `rows` rows: the unit of work ends with [`StoreError::Stale`]
    /// otherwise. Like [`Tx::send`] it is not waited for, but its answer is read before the commit.
    pub async fn require(&mut self, rows: usize, sql: Sql, params: &[Param<'_>]) -> Result<()> {
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql.sqlite)?;
                let params = rusqlite::params_from_iter(params);
                let found = if statement.readonly() { count(statement.query(params)?)? } else { statement.execute(params)? };
                if found == rows { Ok(()) } else { Err(StoreError::Stale) }
            }
            Engine::Postgres(session) => session.queue(sql, params.iter().map(Bound::from).collect(), Some(rows as u64)),
        }
    }

    /// Inserts rows of one table, given without their tenant; nobody needs the answer. `one` inserts a row; `many`, which on
    /// PostgreSQL has an array for every column behind the tenant, as many as there are in one statement.
    pub fn insert<'a, const N: usize>(&mut self, one: Sql, many: Sql, rows: impl Iterator<Item = [Param<'a>; N]>) -> Result<()> {
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(one.sqlite)?;
                for row in rows {
                    statement.execute(rusqlite::params_from_iter([Param::from(TENANT)].into_iter().chain(row)))?;
                }
                Ok(())
            }
            Engine::Postgres(session) => {
                let mut columns: [Vec<Bound>; N] = std::array::from_fn(|_| Vec::new());
                for row in rows {
                    for (column, value) in columns.iter_mut().zip(&row) {
                        column.push(value.into());
                    }
                }
                let tenant = || std::iter::once(Bound::Int(TENANT));
                match columns.first().map(Vec::len) {
                    None | Some(0) => Ok(()),
                    Some(1) => session.queue(one, tenant().chain(columns.into_iter().flatten()).collect(), None),
                    Some(_) => session.queue(many, tenant().chain(columns.into_iter().map(Bound::Column)).collect(), None),
                }
            }
        }
    }

    /// Begins the same unit of work anew, on SQLite: what it did is undone, and it asks before it writes.
    pub(crate) fn start_over(&mut self) -> Result<()> {
        self.asks_first = true;
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => plain(connection, UNDO_JOB),
            Engine::Postgres(_) => Err(StoreError::Bug("a unit of work on PostgreSQL runs again in another transaction".into())),
        }
    }

    /// Marks a point to which [`Tx::undo`] returns.
    pub async fn mark(&mut self) -> Result<()> {
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => plain(connection, "SAVEPOINT item"),
            Engine::Postgres(session) => {
                session.mark();
                Ok(())
            }
        }
    }

    /// Undoes everything since [`Tx::mark`].
    pub async fn undo(&mut self) -> Result<()> {
        match &mut self.rx.engine {
            Engine::Sqlite(connection) => {
                plain(connection, "ROLLBACK TO item")?;
                plain(connection, "RELEASE item")
            }
            Engine::Postgres(session) => {
                session.undo();
                Ok(())
            }
        }
    }
}

fn count(mut rows: rusqlite::Rows<'_>) -> Result<usize> {
    let mut count = 0;
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}

fn plain(connection: &rusqlite::Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// One row of an answer; columns count from 0.
pub struct Row<'r>(Columns<'r>);

enum Columns<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// A truth value is 1 or 0.
    pub fn int(&self, column: usize) -> Result<i64> {
        match self.0 {
            Columns::Sqlite(row) => row.get_ref(column)?.as_i64().map_err(|error| wrong(column, &error)),
            Columns::Postgres(row) => row.try_get::<_, Int>(column).map(|int| int.0).map_err(|error| wrong(column, &error)),
        }
    }

    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.0 {
            Columns::Sqlite(row) => row.get_ref(column)?.as_i64_or_null().map_err(|error| wrong(column, &error)),
            Columns::Postgres(row) => {
                row.try_get::<_, Option<Int>>(column).map(|int| int.map(|int| int.0)).map_err(|error| wrong(column, &error))
            }
        }
    }

    pub fn text(&self, column: usize) -> Result<&str> {
        match self.0 {
            Columns::Sqlite(row) => row.get_ref(column)?.as_str().map_err(|error| wrong(column, &error)),
            Columns::Postgres(row) => row.try_get(column).map_err(|error| wrong(column, &error)),
        }
    }

    pub fn opt_text(&self, column: usize) -> Result<Option<&str>> {
        match self.0 {
            Columns::Sqlite(row) => row.get_ref(column)?.as_str_or_null().map_err(|error| wrong(column, &error)),
            Columns::Postgres(row) => row.try_get(column).map_err(|error| wrong(column, &error)),
        }
    }

    pub fn blob(&self, column: usize) -> Result<&[u8]> {
        match self.0 {
            Columns::Sqlite(row) => row.get_ref(column)?.as_blob().map_err(|error| wrong(column, &error)),
            Columns::Postgres(row) => row.try_get(column).map_err(|error| wrong(column, &error)),
        }
    }

    pub fn opt_blob(&self, column: usize) -> Result<Option<&[u8]>> {
        match self.0 {
            Columns::Sqlite(row) => row.get_ref(column)?.as_blob_or_null().map_err(|error| wrong(column, &error)),
            Columns::Postgres(row) => row.try_get(column).map_err(|error| wrong(column, &error)),
        }
    }

    /// A UUID of 16 bytes.
    pub fn uuid(&self, column: usize) -> Result<uuid::Uuid> {
        uuid::Uuid::from_slice(self.blob(column)?).map_err(|error| wrong(column, &error))
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
