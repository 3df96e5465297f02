//! Read connections: one for each thread that asks, for short indexed reads without a thread hop, and a
//! small pool for scans, so that a long page does not hold up a worker.

use super::{SqliteOptions, open_reader};
use crate::error::{Result, StoreError};
use rusqlite::Connection;
use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::oneshot;

thread_local! {
    static OWN: RefCell<Vec<(u64, Connection)>> = const { RefCell::new(Vec::new()) };
}

/// Runs `work` on the calling thread's connection to store number `store`.
pub(crate) fn inline<T>(store: u64, options: &SqliteOptions, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    OWN.with(|own| {
        let mut own = own.try_borrow_mut().map_err(|_| StoreError::Bug("a read inside a read".into()))?;
        let known = own.iter().position(|(number, _)| *number == store);
        let at = if let Some(at) = known {
            at
        } else {
            own.push((store, open_reader(options)?));
            own.len() - 1
        };
        work(&mut own[at].1)
    })
}

/// Runs `work`, which is one statement and needs no transaction.
pub(crate) fn alone<T>(connection: &mut Connection, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    end_what_panicked(connection)?;
    work(connection)
}

/// Runs `work` inside one read transaction, so that its statements see one state of the database.
pub(crate) fn snapshot<T>(connection: &mut Connection, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    end_what_panicked(connection)?;
    connection.prepare_cached("BEGIN DEFERRED")?.execute([])?;
    let outcome = work(connection);
    // Ends a transaction that wrote nothing; a reader left open would keep the log from being truncated. After some
    // errors of the disk SQLite has ended it already.
    if !connection.is_autocommit() {
        let ended = connection.prepare_cached("ROLLBACK").and_then(|mut rollback| rollback.execute([]));
        return outcome.and_then(|value| ended.map(|_| value).map_err(StoreError::from));
    }
    outcome
}

/// A read that panicked left its transaction open.
fn end_what_panicked(connection: &Connection) -> Result<()> {
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    Ok(())
}

/// Scans that may wait; one more is told that the store is busy.
const QUEUE: usize = 4096;

type Scan = Box<dyn FnOnce(&mut Connection) + Send>;

pub(crate) struct ScanPool {
    queue: Option<mpsc::SyncSender<Scan>>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

impl ScanPool {
    pub(crate) fn start(options: &SqliteOptions, size: usize) -> Result<Self> {
        let (queue, scans) = mpsc::sync_channel::<Scan>(QUEUE);
        let scans = Arc::new(Mutex::new(scans));
        let mut threads = Vec::new();
        for number in 0..size {
            let mut connection = open_reader(options)?;
            let scans = scans.clone();
            let spawned = std::thread::Builder::new().name(format!("store-scan-{number}")).spawn(move || {
                loop {
                    let next = scans.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    match next {
                        Ok(scan) => scan(&mut connection),
                        Err(mpsc::RecvError) => return,
                    }
                }
            });
            threads.push(spawned.map_err(|error| StoreError::Unavailable(error.to_string()))?);
        }
        Ok(Self { queue: Some(queue), threads })
    }

    pub(crate) async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let scan: Scan = Box::new(move |connection| {
            if reply.is_closed() {
                return;
            }
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(connection)))
                .unwrap_or_else(|_| Err(StoreError::Bug("a scan panicked".into())));
            reply.send(outcome).ok();
        });
        let closed = || StoreError::Unavailable("the store is shutting down".into());
        self.queue.as_ref().ok_or_else(closed)?.try_send(scan).map_err(|error| match error {
            mpsc::TrySendError::Full(_) => StoreError::Unavailable("too many lists are waiting".into()),
            mpsc::TrySendError::Disconnected(_) => closed(),
        })?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }
}

impl Drop for ScanPool {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            thread.join().ok();
        }
    }
}
