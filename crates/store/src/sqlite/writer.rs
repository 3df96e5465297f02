//! The writer thread: drains its queue, runs each unit of work inside a savepoint, commits once, and only
//! then answers every waiter. An acknowledged write is on disk.

use crate::error::{Result, StoreError};
use crate::tx::Tx;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Units of work that may wait; one more is told that the store is busy.
const QUEUE: usize = 16_384;
/// A group is committed when it has taken this long, so that nobody waits for a stranger's import.
const GROUP: Duration = Duration::from_millis(10);
const GROUP_JOBS: usize = 512;

/// What undoes all that a unit of work did so far, while it runs.
pub(crate) const UNDO_JOB: &str = "ROLLBACK TO job";

/// A unit of work with the waiter for its answer.
pub(crate) trait Job: Send {
    /// Runs the work; false if it must be undone.
    fn run(&mut self, connection: &mut Connection) -> bool;
    /// Hands the answer over: the work's own, unless the commit failed.
    fn answer(self: Box<Self>, failed: Option<&str>);
}

struct Unit<F, T> {
    work: F,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<F, T> Job for Unit<F, T>
where
    F: for<'x> Fn(&mut Tx<'x>) -> Result<T> + Send,
    T: Send,
{
    fn run(&mut self, connection: &mut Connection) -> bool {
        let work = &self.work;
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut Tx::sqlite(connection))))
            .unwrap_or_else(|_| Err(StoreError::Bug("a unit of work panicked".into())));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn answer(self: Box<Self>, failed: Option<&str>) {
        let outcome = match (failed, self.outcome) {
            // What a unit found may have been a row of its own group, which is undone now; bugs stay bugs.
            (None, Some(outcome)) | (Some(_), Some(outcome @ Err(StoreError::Bug(_) | StoreError::Corrupt(_)))) => outcome,
            (Some(reason), _) => Err(StoreError::Unavailable(reason.to_owned())),
            (None, None) => Err(StoreError::Bug("a unit of work was not run".into())),
        };
        // The waiter may have gone away; the work is committed all the same.
        self.reply.send(outcome).ok();
    }
}

/// What the writer has done so far.
#[derive(Debug, Default)]
pub struct WriterStats {
    pub waiting: AtomicUsize,
    pub jobs: AtomicU64,
    pub commits: AtomicU64,
    pub failures: AtomicU64,
}

pub(crate) struct Writer {
    /// None once the store is closed.
    queue: RwLock<Option<mpsc::Sender<Box<dyn Job>>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    pub(crate) stats: Arc<WriterStats>,
}

impl Writer {
    pub(crate) fn start(connection: Connection) -> std::io::Result<Self> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let stats = Arc::new(WriterStats::default());
        let counted = stats.clone();
        let thread = std::thread::Builder::new().name("store-writer".into()).spawn(move || drain(connection, jobs, &counted))?;
        Ok(Self { queue: RwLock::new(Some(queue)), thread: Mutex::new(Some(thread)), stats })
    }

    pub(crate) async fn submit<T: Send + 'static>(&self, work: impl for<'x> Fn(&mut Tx<'x>) -> Result<T> + Send + 'static) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let unit = Box::new(Unit { work, outcome: None, reply });
        let closed = || StoreError::Unavailable("the store is shutting down".into());
        self.stats.waiting.fetch_add(1, Ordering::Relaxed);
        let queued = match self.queue.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(queue) => queue.try_send(unit).map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => StoreError::Unavailable("too many writes are waiting".into()),
                mpsc::error::TrySendError::Closed(_) => closed(),
            }),
            None => Err(closed()),
        };
        if let Err(error) = queued {
            self.stats.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(error);
        }
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Finishes what is queued and closes the connection. Blocks.
    pub(crate) fn stop(&self) {
        self.queue.write().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            thread.join().ok();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn drain(mut connection: Connection, mut jobs: mpsc::Receiver<Box<dyn Job>>, stats: &WriterStats) {
    let mut group: Vec<Box<dyn Job>> = Vec::new();
    while let Some(first) = jobs.blocking_recv() {
        let failed = commit_group(&mut connection, first, &mut jobs, &mut group);
        if let Some(reason) = &failed {
            stats.failures.fetch_add(1, Ordering::Relaxed);
            tracing::error!(reason, jobs = group.len(), "a commit failed; its writes are undone");
        }
        stats.waiting.fetch_sub(group.len(), Ordering::Relaxed);
        stats.jobs.fetch_add(group.len() as u64, Ordering::Relaxed);
        stats.commits.fetch_add(1, Ordering::Relaxed);
        for job in group.drain(..) {
            job.answer(failed.as_deref());
        }
    }
    connection.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);").ok();
}

/// Runs the first job and what else is waiting in one transaction; why it could not be committed, if so.
fn commit_group(
    connection: &mut Connection,
    first: Box<dyn Job>,
    jobs: &mut mpsc::Receiver<Box<dyn Job>>,
    group: &mut Vec<Box<dyn Job>>,
) -> Option<String> {
    let begun = Instant::now();
    if let Err(error) = run(connection, "BEGIN IMMEDIATE") {
        group.push(first);
        return Some(error.to_string());
    }
    let mut next = Some(first);
    while let Some(mut job) = next.take() {
        let outcome = run_job(connection, job.as_mut());
        group.push(job);
        if let Err(error) = outcome {
            rollback(connection);
            return Some(error.to_string());
        }
        if group.len() < GROUP_JOBS && begun.elapsed() < GROUP {
            next = jobs.try_recv().ok();
        }
    }
    run(connection, "COMMIT").err().map(|error| {
        rollback(connection);
        error.to_string()
    })
}

fn run_job(connection: &mut Connection, job: &mut dyn Job) -> rusqlite::Result<()> {
    run(connection, "SAVEPOINT job")?;
    let keep = job.run(connection);
    // A full disk rolls the whole transaction back by itself: then nothing of the group is kept.
    if connection.is_autocommit() {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL),
            Some("the transaction was rolled back, probably for lack of space".into()),
        ));
    }
    if !keep {
        run(connection, UNDO_JOB)?;
    }
    run(connection, "RELEASE job")
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}

fn rollback(connection: &Connection) {
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK").ok();
    }
}

#[cfg(test)]
mod tests;
