//! PostgreSQL and what speaks its wire protocol: look-ups of one statement on a few shared connections, everything else
//! on pooled ones. A unit of work is SERIALIZABLE and runs again when the database or the network asks for it.

pub(crate) mod connection;
pub(crate) mod error;
pub(crate) mod faults;
pub(crate) mod flight;
pub(crate) mod marker;
pub(crate) mod migrate;
pub(crate) mod node;
pub(crate) mod options;
pub(crate) mod pipelines;
pub(crate) mod session;
pub(crate) mod standbys;
pub(crate) mod values;

use crate::error::{Clash, Result, StoreError};
use crate::sqlite::writer::WriterStats;
use crate::tx::{Rx, Statements, Tx};
use connection::Connector;
use deadpool::Runtime;
use deadpool::managed::{BuildError, Pool, PoolError, TimeoutType};
use error::{Cause, Verdict, judge};
use futures_util::FutureExt;
use pipelines::Pipelines;
use session::{Begin, End, Link, Session};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

pub use connection::Traffic;
pub use faults::{FaultRates, Faults};
pub use options::PostgresOptions;
pub use standbys::Standby;

/// How often a unit of work runs before its caller is told that the database is unavailable.
const TRIES: u32 = 8;
/// The pause after the first try; each later one is twice as long, and all are shaken by half.
const FIRST_PAUSE: Duration = Duration::from_millis(4);
/// How often a unit of work may find a unique value taken: it asks for the holder from the second time on.
const CLASHES: u32 = 4;
const CREATE_TIMEOUT: Duration = Duration::from_secs(15);

/// How often units of work ran again, by cause.
#[derive(Debug, Default)]
pub struct RetryStats {
    pub serialization: AtomicU64,
    pub deadlock: AtomicU64,
    pub lost: AtomicU64,
    /// Commits whose answer was lost, and which were looked up.
    pub unknown: AtomicU64,
}

/// How busy the connections are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionStatus {
    /// Pooled connections that may be made.
    pub most: usize,
    pub made: usize,
    pub idle: usize,
    /// Units of work and reads that wait for one of them.
    pub waiting: usize,
    /// Look-ups on the shared connections that have no answer yet.
    pub lookups: usize,
}

/// The database, as units of work see it.
pub(crate) struct Database {
    pool: Pool<Connector>,
    pipelines: Pipelines,
    lookups: AtomicUsize,
    pub(crate) retries: RetryStats,
    pub(crate) writes: WriterStats,
}

impl Database {
    pub(crate) fn new(options: PostgresOptions) -> Result<Self, BuildError> {
        let (size, wait, pipelines) = (options.pool_size, options.pool_wait, options.pipelines);
        let pool = Pool::builder(Connector::new(options))
            .max_size(size.max(1))
            .wait_timeout(Some(wait))
            .create_timeout(Some(CREATE_TIMEOUT))
            .runtime(Runtime::Tokio1)
            .build()?;
        let (retries, writes) = (RetryStats::default(), WriterStats::default());
        Ok(Self { pool, pipelines: Pipelines::new(pipelines), lookups: AtomicUsize::new(0), retries, writes })
    }

    pub(crate) fn options(&self) -> &PostgresOptions {
        self.connector().options()
    }

    pub(crate) fn connector(&self) -> &Connector {
        self.pool.manager()
    }

    pub(crate) fn connection_status(&self) -> ConnectionStatus {
        let pool = self.pool.status();
        let lookups = self.lookups.load(Ordering::Relaxed);
        ConnectionStatus { most: pool.max_size, made: pool.size, idle: pool.available, waiting: pool.waiting, lookups }
    }

    /// A read of one statement.
    pub(crate) async fn lookup<T>(&self, work: &impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T>) -> Result<T> {
        let _counted = Counted::new(&self.lookups);
        let mut tries = Tries::new(self);
        loop {
            let shared = match self.pipelines.get(self.connector()).await {
                Ok(connection) => Session::begin(Link::Shared(connection), Begin::Not, self.faults()).await,
                Err(error) => Err(unless_final(judge(&error))?),
            };
            let again = match shared {
                Ok(mut session) => {
                    let outcome = work(&mut Rx::postgres(&mut session, Statements::One)).await;
                    match session.end_read() {
                        None => return outcome,
                        Some(again) => again,
                    }
                }
                Err(again) => again,
            };
            tries.next(again).await?;
        }
    }

    /// A read of several statements that see one state.
    pub(crate) async fn read<T>(&self, work: &impl for<'t, 'x> AsyncFn(&'t mut Rx<'x>) -> Result<T>) -> Result<T> {
        let mut tries = Tries::new(self);
        loop {
            let again = match self.begin(Begin::Snapshot).await? {
                Ok(mut session) => {
                    let outcome = work(&mut Rx::postgres(&mut session, Statements::Any)).await;
                    match session.end_read() {
                        None => return outcome,
                        Some(again) => again,
                    }
                }
                Err(again) => again,
            };
            tries.next(again).await?;
        }
    }

    /// A unit of work, committed or undone as a whole.
    pub(crate) async fn write<T>(&self, work: &impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T>) -> Result<T> {
        self.counted(Begin::Write, work).await
    }

    /// A unit of work that only adds rows.
    pub(crate) async fn add<T>(&self, work: &impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T>) -> Result<T> {
        self.counted(Begin::Add, work).await
    }

    async fn counted<T>(&self, begin: Begin, work: &impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T>) -> Result<T> {
        let _counted = Counted::new(&self.writes.waiting);
        let outcome = self.with_retries(begin, work).await;
        self.writes.jobs.fetch_add(1, Ordering::Relaxed);
        if outcome.is_ok() {
            self.writes.commits.fetch_add(1, Ordering::Relaxed);
        } else if matches!(outcome, Err(StoreError::Unavailable(_))) {
            self.writes.failures.fetch_add(1, Ordering::Relaxed);
        }
        outcome
    }

    async fn with_retries<T>(&self, begin: Begin, work: &impl for<'t, 'x> AsyncFn(&'t mut Tx<'x>) -> Result<T>) -> Result<T> {
        let mut tries = Tries::new(self);
        loop {
            let again = match self.begin(begin).await? {
                Err(again) => again,
                Ok(mut session) => match AssertUnwindSafe(work(&mut Tx::postgres(&mut session, tries.clashes > 0))).catch_unwind().await {
                    Err(_) => return Err(StoreError::Bug("a unit of work panicked".into())),
                    Ok(Err(error)) => match session.roll_back().await {
                        None => return Err(error),
                        Some(again) => again,
                    },
                    Ok(Ok(value)) => match session.commit(self.options().now()).await {
                        End::Done => return Ok(value),
                        End::Failed(error) => return Err(error),
                        End::Again(cause, text) => (cause, text),
                        End::Unknown { connection, number } => {
                            drop(session);
                            self.retries.unknown.fetch_add(1, Ordering::Relaxed);
                            if self.was_committed(connection, number).await? {
                                return Ok(value);
                            }
                            (Cause::Lost, "the connection was lost before a commit".into())
                        }
                    },
                },
            };
            tries.next(again).await?;
        }
    }

    /// Finds out what became of a commit whose answer was lost. Looking twice does no harm.
    async fn was_committed(&self, connection: [u8; 16], number: i64) -> Result<bool> {
        let mut tries = Tries::new(self);
        loop {
            let again = match self.begin(Begin::Write).await? {
                Err(again) => again,
                Ok(mut session) => {
                    let now = self.options().now();
                    let outcome = marker::settle(&mut Tx::postgres(&mut session, false), &connection, number, now).await;
                    match (outcome, session.commit(now).await) {
                        (Ok(found), End::Done) => return Ok(found),
                        (_, End::Again(cause, text)) => (cause, text),
                        (Ok(_), End::Unknown { .. }) => (Cause::Lost, "the connection was lost while a commit was looked up".into()),
                        (Ok(_), End::Failed(error)) | (Err(error), _) => return Err(error),
                    }
                }
            };
            tries.next(again).await?;
        }
    }

    /// A session on a pooled connection: the outer error is for the caller, the inner one for the next try.
    async fn begin(&self, begin: Begin) -> Result<Result<Session, (Cause, String)>> {
        match self.pool.get().await {
            Ok(object) => Ok(Session::begin(Link::Own(object), begin, self.faults()).await),
            Err(PoolError::Backend(error)) => unless_final(judge(&error)).map(Err),
            Err(PoolError::Timeout(TimeoutType::Wait)) => {
                Err(StoreError::Unavailable(format!("all {} database connections are busy", self.options().pool_size)))
            }
            Err(PoolError::Timeout(_)) => Ok(Err((Cause::Lost, "the database does not accept a connection in time".into()))),
            Err(PoolError::Closed) => Err(StoreError::Unavailable("the store is shutting down".into())),
            Err(error) => Err(StoreError::Bug(error.to_string())),
        }
    }

    pub(crate) fn close(&self) {
        self.pool.close();
        self.pipelines.close();
    }

    fn faults(&self) -> Option<Arc<Faults>> {
        self.options().faults.clone()
    }
}

fn unless_final(verdict: Verdict) -> Result<(Cause, String)> {
    match verdict {
        Verdict::Again(cause, text) => Ok((cause, text)),
        Verdict::Final(error) => Err(error),
    }
}

/// One more until it is answered, or nobody waits for it.
struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    fn new(counter: &'a AtomicUsize) -> Self {
        counter.fetch_add(1, Ordering::Relaxed);
        Self(counter)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The tries of one unit of work.
struct Tries<'d> {
    database: &'d Database,
    made: u32,
    /// Tries that found a unique value taken.
    clashes: u32,
}

impl<'d> Tries<'d> {
    const fn new(database: &'d Database) -> Self {
        Self { database, made: 0, clashes: 0 }
    }

    /// Pauses before the next try; the last one's reason if there was none left.
    async fn next(&mut self, (cause, text): (Cause, String)) -> Result<()> {
        let retries = &self.database.retries;
        let counter = match cause {
            Cause::Serialization => &retries.serialization,
            Cause::Deadlock => &retries.deadlock,
            Cause::Lost => &retries.lost,
            Cause::Clash => {
                self.clashes += 1;
                // Who asked before and found the value free was either overtaken, or it is an id that was drawn twice.
                return if self.clashes < CLASHES { Ok(()) } else { Err(StoreError::Conflict(Clash::UNNAMED)) };
            }
        };
        self.made += 1;
        if self.made >= TRIES {
            return Err(StoreError::Unavailable(format!("{TRIES} tries failed, the last one: {text}")));
        }
        counter.fetch_add(1, Ordering::Relaxed);
        tracing::debug!(tries = self.made, reason = text, "a unit of work runs again");
        let longest = FIRST_PAUSE * 2u32.pow(self.made - 1);
        let share = f64::from(self.database.connector().chance()) / f64::from(u32::MAX);
        tokio::time::sleep(longest.mul_f64(0.5 + share / 2.0)).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
