//! One unit of work on one connection: the statements as operations send them, and how the whole ends.
//!
//! BEGIN, SAVEPOINT and their like are not waited for: they travel with the statement that follows. An error is judged
//! where it happens; whatever the operation makes of it, the unit then runs again or ends with it.

use super::connection::{Connection, Connector};
use super::error::{Cause, Verdict, is_ambiguous, judge};
use super::faults::{Fault, Faults};
use super::marker::MARK;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::Sql;
use crate::tx::Param;
use deadpool::managed::Object;
use futures_util::TryStreamExt;
use futures_util::future::{BoxFuture, join};
use selfsame_api::Timestamp;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use tokio_postgres::{Client, Error, Row};

/// Where a unit of work runs.
pub(crate) enum Link {
    /// On a connection of its own.
    Own(Object<Connector>),
    /// Beside others; for one statement.
    Shared(Arc<Connection>),
}

impl Link {
    fn connection(&self) -> &Connection {
        match self {
            Self::Own(object) => object,
            Self::Shared(connection) => connection,
        }
    }
}

/// How a transaction begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    /// One statement needs no transaction around it.
    Not,
    Snapshot,
    /// For units that only add rows. Foreign keys are checked by reading the newest page of their table, which every other
    /// unit that adds one writes: SERIALIZABLE takes that for a conflict, and every second of eight such units fails.
    Add,
    Write,
}

pub(crate) struct Session {
    link: Link,
    faults: Option<Arc<Faults>>,
    /// Sent before the next statement.
    pending: Vec<&'static str>,
    /// A transaction is open on the server, or about to be.
    is_open: bool,
    /// A statement failed and nothing was undone since: the server refuses all others.
    is_failed: bool,
    has_changed: bool,
    again: Option<(Cause, String)>,
}

/// How a unit of work ended.
pub(crate) enum End {
    Done,
    Again(Cause, String),
    Failed(StoreError),
    /// The answer to COMMIT was lost: whether this unit of this connection is committed must be looked up.
    Unknown {
        connection: [u8; 16],
        number: i64,
    },
}

impl Session {
    pub(crate) async fn begin(link: Link, begin: Begin, faults: Option<Arc<Faults>>) -> Result<Self, (Cause, String)> {
        let mut session = Self { link, faults, pending: Vec::new(), is_open: false, is_failed: false, has_changed: false, again: None };
        match begin {
            Begin::Not => {}
            Begin::Snapshot => session.pending.push("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            Begin::Add => session.pending.push("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"),
            Begin::Write => session.pending.push("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"),
        }
        // Behind a pooler nothing protects a statement whose BEGIN failed: it is waited for.
        if matches!(begin, Begin::Add | Begin::Write) && !session.link.connection().keeps_state() {
            session.is_open = true;
            let text = session.take_pending();
            if let Some(text) = text
                && let Err(error) = session.link.connection().client.batch_execute(&text).await
            {
                session.note(&error);
                return Err(session.again.take().unwrap_or((Cause::Lost, super::error::text(&error))));
            }
        }
        Ok(session)
    }

    /// The rows of one statement's answer.
    pub(crate) fn query<'a>(&'a mut self, sql: Sql, params: &'a [Param<'a>]) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(async move {
            self.ready().await?;
            let answer = self.send_query(sql, params).await;
            answer.map_err(|error| self.note(&error))
        })
    }

    /// The next statement changes rows and is asked for some of them.
    pub fn changes(&mut self) {
        self.has_changed = true;
    }

    /// How many rows one statement changed.
    pub(crate) fn execute<'a>(&'a mut self, sql: Sql, params: &'a [Param<'a>]) -> BoxFuture<'a, Result<usize>> {
        Box::pin(async move {
            self.ready().await?;
            let changed = self.send_execute(sql, params).await.map_err(|error| self.note(&error))?;
            self.has_changed |= changed > 0;
            Ok(changed as usize)
        })
    }

    pub(crate) fn mark(&mut self) {
        self.pending.push(SAVE);
    }

    pub(crate) fn keep(&mut self) {
        if self.pending.last() == Some(&SAVE) {
            self.pending.pop();
        } else {
            self.pending.push(RELEASE);
        }
    }

    pub(crate) fn undo(&mut self) {
        self.is_failed = false;
        if self.pending.last() == Some(&SAVE) {
            self.pending.pop();
        } else {
            self.pending.extend([UNDO, RELEASE]);
        }
    }

    /// Commits what a unit of work did.
    pub(crate) async fn commit(&mut self, now: Timestamp) -> End {
        if let Some((cause, text)) = self.again.take() {
            return End::Again(cause, text);
        }
        if self.is_failed {
            return End::Failed(StoreError::Bug("a unit of work went on after a statement had failed".into()));
        }
        if !self.is_open {
            self.pending.clear();
            return End::Done;
        }
        let fault = self.faults.as_ref().and_then(|faults| faults.of_commit());
        let number = self.link.connection().next_unit();
        if fault == Some(Fault::LostBefore) {
            self.give_up();
            return self.unknown(number);
        }
        let outcome = self.send_commit(number, now).await;
        self.is_open = false;
        if fault == Some(Fault::LostAfter) {
            self.give_up();
            return self.unknown(number);
        }
        match outcome {
            Ok(()) => End::Done,
            Err(Ending::Commit(error)) if is_ambiguous(&error) => {
                self.give_up();
                self.unknown(number)
            }
            Err(Ending::Marker(error) | Ending::Commit(error)) => match judge(&error) {
                Verdict::Again(cause, text) => End::Again(cause, text),
                Verdict::Final(error) => End::Failed(error),
            },
        }
    }

    /// Undoes what a unit of work did. Why it should run again, if so.
    pub(crate) async fn roll_back(&mut self) -> Option<(Cause, String)> {
        if std::mem::take(&mut self.is_open)
            && self.link.connection().is_usable()
            && let Err(error) = self.link.connection().client.batch_execute("ROLLBACK").await
        {
            self.note(&error);
            self.give_up();
        }
        self.again.take()
    }

    /// Ends a read; nobody waits for it.
    pub(crate) fn end_read(&mut self) -> Option<(Cause, String)> {
        if std::mem::take(&mut self.is_open) {
            send_only(&self.link.connection().client, "COMMIT");
        }
        self.again.take()
    }

    fn unknown(&self, number: i64) -> End {
        // Without a change there is nothing to find out: it may run again.
        if self.has_changed {
            End::Unknown { connection: self.link.connection().id, number }
        } else {
            End::Again(Cause::Lost, "the connection was lost at the end of a transaction".into())
        }
    }

    /// Refuses what cannot succeed any more, and injects faults.
    async fn ready(&mut self) -> Result<()> {
        if let Some((_, text)) = &self.again {
            return Err(StoreError::Unavailable(text.clone()));
        }
        let Some(faults) = self.faults.clone() else { return Ok(()) };
        faults.delay().await;
        let (cause, text) = match faults.of_statement() {
            None | Some(Fault::LostBefore) => return Ok(()),
            Some(Fault::Serialization) => (Cause::Serialization, "injected (SQLSTATE 40001)"),
            Some(Fault::Deadlock) => (Cause::Deadlock, "injected (SQLSTATE 40P01)"),
            Some(Fault::LostAfter) => {
                self.give_up();
                (Cause::Lost, "injected (SQLSTATE 08006)")
            }
        };
        self.again = Some((cause, text.to_owned()));
        Err(StoreError::Unavailable(text.to_owned()))
    }

    async fn send_query(&mut self, sql: Sql, params: &[Param<'_>]) -> Result<Vec<Row>, Error> {
        let statement = self.link.connection().statement(sql).await?;
        let before = self.take_pending();
        let client = &self.link.connection().client;
        after(client, before, async {
            match &statement {
                Some(statement) => client.query_raw(statement, params.iter()).await?.try_collect().await,
                None => client.query_typed_raw(sql.postgres, params.iter().map(|one| (one, one.kind()))).await?.try_collect().await,
            }
        })
        .await
    }

    async fn send_execute(&mut self, sql: Sql, params: &[Param<'_>]) -> Result<u64, Error> {
        let statement = self.link.connection().statement(sql).await?;
        let before = self.take_pending();
        let client = &self.link.connection().client;
        after(client, before, execute(client, statement.as_ref(), sql, params)).await
    }

    /// The marker and COMMIT in one go. Whoever changed nothing needs no marker.
    async fn send_commit(&mut self, number: i64, now: Timestamp) -> Result<(), Ending> {
        let mark = if self.has_changed { Some(self.link.connection().statement(MARK).await.map_err(Ending::Marker)?) } else { None };
        let before = self.take_pending();
        let connection = self.link.connection();
        let client = &connection.client;
        let Some(statement) = mark else {
            return after(client, before, client.batch_execute("COMMIT")).await.map_err(Ending::Commit);
        };
        let values = params![crate::TENANT, &connection.id, number, now];
        let marked = after(client, before, execute(client, statement.as_ref(), MARK, values));
        let (marked, committed) = join(marked, client.batch_execute("COMMIT")).await;
        // After a marker that failed, COMMIT rolls back. Without any answer it may still have arrived.
        if let Err(error) = marked {
            return Err(if error.as_db_error().is_some() { Ending::Marker(error) } else { Ending::Commit(error) });
        }
        committed.map_err(Ending::Commit)
    }

    fn take_pending(&mut self) -> Option<String> {
        if self.pending.is_empty() {
            return None;
        }
        self.is_open = true;
        let text = self.pending.join("; ");
        self.pending.clear();
        Some(text)
    }

    fn note(&mut self, error: &Error) -> StoreError {
        self.is_failed = true;
        match judge(error) {
            Verdict::Again(cause, text) => {
                if cause == Cause::Lost {
                    self.give_up();
                }
                self.again.get_or_insert_with(|| (cause, text.clone()));
                StoreError::Unavailable(text)
            }
            Verdict::Final(error) => error,
        }
    }

    /// Nobody gets this connection again; its transaction, if any, ends with it.
    fn give_up(&mut self) {
        self.link.connection().give_up();
        self.is_open = false;
    }
}

impl Drop for Session {
    /// Whoever waited went away: the transaction must not outlive them.
    fn drop(&mut self) {
        if self.is_open {
            send_only(&self.link.connection().client, "ROLLBACK");
        }
    }
}

const SAVE: &str = "SAVEPOINT item";
const UNDO: &str = "ROLLBACK TO SAVEPOINT item";
const RELEASE: &str = "RELEASE SAVEPOINT item";

enum Ending {
    Marker(Error),
    Commit(Error),
}

async fn execute(client: &Client, statement: Option<&tokio_postgres::Statement>, sql: Sql, params: &[Param<'_>]) -> Result<u64, Error> {
    if let Some(statement) = statement {
        return client.execute_raw(statement, params.iter()).await;
    }
    let typed: Vec<_> = params.iter().map(|one| (one as &(dyn tokio_postgres::types::ToSql + Sync), one.kind())).collect();
    client.execute_typed(sql.postgres, &typed).await
}

/// Sends `before`, and `then` without waiting for it.
async fn after<T>(client: &Client, before: Option<String>, then: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    match before {
        None => then.await,
        Some(text) => {
            let (begun, done) = join(client.batch_execute(&text), then).await;
            begun.and(done)
        }
    }
}

/// Puts a command on its way; the driver drops the answer. A future of the client sends when it is first polled.
fn send_only(client: &Client, text: &str) {
    let sent = pin!(client.batch_execute(text)).poll(&mut Context::from_waker(Waker::noop()));
    drop(sent);
}
