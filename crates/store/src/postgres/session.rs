//! One unit of work on one connection: the statements as operations send them, and how the whole ends.
//!
//! What needs no answer is not waited for: BEGIN, SAVEPOINT and their like, and the statements that an operation queues, travel
//! with the next one that is, or with COMMIT ([`super::flight`]). An error is judged where it is seen; whatever the operation makes of it, the unit then runs again or ends with it.

use super::connection::{Connection, Connector};
use super::error::{Cause, Verdict, is_ambiguous, judge};
use super::faults::{Fault, Faults};
use super::flight::{Failed, Flight, Queued, execute, query};
use super::marker::MARK;
use super::values::Bound;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::Sql;
use crate::tx::Param;
use deadpool::managed::Object;
use futures_util::future::{BoxFuture, join};
use selfsame_api::Timestamp;
use std::future::{Future, ready};
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
    /// Sent before the next statement that is waited for, in one go with it.
    queue: Vec<Queued>,
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
        let mut session = Self { link, faults, queue: Vec::new(), is_open: false, is_failed: false, has_changed: false, again: None };
        match begin {
            Begin::Not => {}
            Begin::Snapshot => session.control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            Begin::Add => session.control("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"),
            Begin::Write => session.control("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"),
        }
        // Behind a pooler nothing protects a statement whose BEGIN failed: it is waited for.
        if matches!(begin, Begin::Add | Begin::Write)
            && !session.link.connection().keeps_state()
            && let Err(error) = Box::pin(session.settle()).await
        {
            return Err(session.again.take().unwrap_or((Cause::Lost, error.to_string())));
        }
        Ok(session)
    }

    /// The rows of one statement's answer.
    pub(crate) fn query<'a>(&'a mut self, sql: Sql, params: &'a [Param<'a>]) -> BoxFuture<'a, Result<Vec<Row>>> {
        Box::pin(async move {
            self.refuse()?;
            let flight = self.prepare(Some(sql)).await?;
            let last = query(self.link.connection(), flight.last.as_ref(), sql, params);
            let answer = flight.send(self.link.connection(), last).await;
            self.judge(answer)
        })
    }

    /// The next statement changes rows and is asked for some of them.
    pub fn changes(&mut self) {
        self.has_changed = true;
    }

    /// How many rows one statement changed.
    pub(crate) fn execute<'a>(&'a mut self, sql: Sql, params: &'a [Param<'a>]) -> BoxFuture<'a, Result<usize>> {
        Box::pin(async move {
            self.refuse()?;
            let flight = self.prepare(Some(sql)).await?;
            let last = execute(self.link.connection(), flight.last.as_ref(), sql, params);
            let answer = flight.send(self.link.connection(), last).await;
            let changed = self.judge(answer)?;
            self.has_changed |= changed > 0;
            Ok(changed as usize)
        })
    }

    /// Sends a statement with the next one that is waited for. Where `rows` is given, so many it must find or change.
    pub(crate) fn queue(&mut self, sql: Sql, values: Vec<Bound>, rows: Option<u64>) -> Result<()> {
        self.refuse()?;
        self.queue.push(Queued::Statement { sql, values, rows });
        Ok(())
    }

    pub(crate) fn mark(&mut self) {
        self.control(SAVE);
    }

    pub(crate) fn undo(&mut self) {
        self.is_failed = false;
        self.queue.extend([Queued::Control(UNDO), Queued::Control(RELEASE)]);
    }

    /// Commits what a unit of work did.
    pub(crate) async fn commit(&mut self, now: Timestamp) -> End {
        // What must hold for a commit is known before it is sent.
        let is_conditional = self.queue.iter().any(Queued::is_required);
        let settled = if is_conditional { Box::pin(self.settle()).await } else { self.suffer(self.waiting()).await };
        if let Some((cause, text)) = self.again.take() {
            return End::Again(cause, text);
        }
        if let Err(error) = settled {
            return End::Failed(error);
        }
        if self.is_failed {
            return End::Failed(StoreError::Bug("a unit of work went on after a statement had failed".into()));
        }
        let has_more = self.waiting() > 0;
        if !self.is_open && !has_more {
            self.queue.clear();
            return End::Done;
        }
        let fault = self.faults.as_ref().and_then(|faults| faults.of_commit());
        let number = self.link.connection().next_unit();
        if fault == Some(Fault::LostBefore) {
            self.give_up();
            return self.unknown(number);
        }
        self.has_changed |= has_more;
        let outcome = Box::pin(self.send_commit(number, now)).await;
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
            Err(Ending::Before(Failed::Required)) => End::Failed(StoreError::Bug("what a commit depends on was sent along with it".into())),
            Err(Ending::Before(Failed::Statement(error)) | Ending::Commit(error)) => match judge(&error) {
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

    /// How many statements are queued.
    fn waiting(&self) -> usize {
        self.queue.iter().filter(|one| one.is_statement()).count()
    }

    /// Refuses what cannot succeed any more.
    fn refuse(&self) -> Result<()> {
        self.again.as_ref().map_or(Ok(()), |(_, text)| Err(StoreError::Unavailable(text.clone())))
    }

    /// Injects faults into as many statements.
    async fn suffer(&mut self, statements: usize) -> Result<()> {
        let Some(faults) = self.faults.clone() else { return Ok(()) };
        faults.delay().await;
        let Some(fault) = (0..statements).find_map(|_| faults.of_statement()) else { return Ok(()) };
        let (cause, text) = match fault {
            Fault::LostBefore => return Ok(()),
            Fault::Serialization => (Cause::Serialization, "injected (SQLSTATE 40001)"),
            Fault::Deadlock => (Cause::Deadlock, "injected (SQLSTATE 40P01)"),
            Fault::LostAfter => {
                self.give_up();
                (Cause::Lost, "injected (SQLSTATE 08006)")
            }
        };
        self.again = Some((cause, text.to_owned()));
        Err(StoreError::Unavailable(text.to_owned()))
    }

    /// Waits for what is queued.
    async fn settle(&mut self) -> Result<()> {
        let flight = self.prepare(None).await?;
        let answer = flight.send(self.link.connection(), ready(Ok(()))).await;
        self.judge(answer)
    }

    /// The marker and COMMIT in one go with what is queued. Whoever changed nothing needs no marker.
    async fn send_commit(&mut self, number: i64, now: Timestamp) -> Result<(), Ending> {
        let (queue, mark) = (std::mem::take(&mut self.queue), self.has_changed.then_some(MARK));
        let connection = self.link.connection();
        let flight = Flight::prepare(connection, queue, mark).await.map_err(|error| Ending::Before(Failed::Statement(error)))?;
        let values = params![crate::TENANT, &connection.id, number, now];
        connection.traffic.add(usize::from(mark.is_some()));
        let marks = async {
            match mark {
                Some(sql) => execute(connection, flight.last.as_ref(), sql, values).await.map(|_| ()),
                None => Ok(()),
            }
        };
        let ends = async { Ok(join(marks, connection.client.batch_execute("COMMIT")).await) };
        // After anything that failed, COMMIT rolls back. Without any answer it may still have arrived.
        let before = |error: Error| match error.as_db_error() {
            Some(_) => Ending::Before(Failed::Statement(error)),
            None => Ending::Commit(error),
        };
        match flight.send(connection, ends).await {
            Ok((Ok(()), committed)) => committed.map_err(Ending::Commit),
            Ok((Err(error), _)) | Err(Failed::Statement(error)) => Err(before(error)),
            Err(Failed::Required) => Err(Ending::Before(Failed::Required)),
        }
    }

    /// Makes ready to send what is queued, and `last` behind it.
    async fn prepare(&mut self, last: Option<Sql>) -> Result<Flight> {
        let (waiting, queue) = (self.waiting(), std::mem::take(&mut self.queue));
        self.suffer(waiting + usize::from(last.is_some())).await?;
        self.is_open |= !queue.is_empty();
        self.has_changed |= waiting > 0;
        let flight = Flight::prepare(self.link.connection(), queue, last).await;
        flight.map_err(|error| self.note(&error))
    }

    fn judge<T>(&mut self, answer: Result<T, Failed>) -> Result<T> {
        answer.map_err(|failed| match failed {
            Failed::Statement(error) => self.note(&error),
            Failed::Required => {
                self.is_failed = true;
                StoreError::Stale
            }
        })
    }

    fn control(&mut self, text: &'static str) {
        self.queue.push(Queued::Control(text));
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

/// Where a commit went wrong.
enum Ending {
    /// Before COMMIT, which therefore rolled back.
    Before(Failed),
    Commit(Error),
}

/// Puts a command on its way; the driver drops the answer. A future of the client sends when it is first polled.
fn send_only(client: &Client, text: &str) {
    let sent = pin!(client.batch_execute(text)).poll(&mut Context::from_waker(Waker::noop()));
    drop(sent);
}
