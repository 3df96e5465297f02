//! Moving everything from one database into another, of either engine: in the order of keys, a batch of rows in one
//! transaction of the target together with how far it has come, and at the end a comparison of both by counts and digests.
//!
//! It does not keep servers from writing to either side: whoever calls it does, see [`others`].

pub(crate) mod others;
pub(crate) mod progress;
mod rows;
mod tables;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::tx::{Rx, Tx};
use crate::{TENANT, params};
use futures_util::future::{join, try_join};
use progress::{Begun, Fingerprint, Progress};
use rows::{Batch, Cursor};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tables::{TABLES, Table};

pub use others::others;
pub use progress::is_unfinished;
pub use rows::Sum;

/// One of the two databases, and how messages name it.
pub struct Side<'s> {
    pub store: &'s Store,
    pub place: &'s str,
}

/// What is told while a move runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// So many rows there are in all, and so many were moved by an earlier run.
    Begun { rows: u64, moved: u64 },
    /// More rows of this table are in the target.
    Moved { table: &'static str, rows: u64 },
    /// Everything is moved and is read once more, on both sides.
    Verifying { rows: u64 },
    /// More rows of this table were read on both sides.
    Verified { table: &'static str, rows: u64 },
}

/// One table on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    pub table: &'static str,
    pub from: Sum,
    pub to: Sum,
}

impl Compared {
    pub fn is_equal(&self) -> bool {
        self.from == self.to
    }
}

/// Why a move did not come to its end; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    #[error("{0} is not empty (it has rows in `{1}`): name a new database")]
    NotEmpty(String, &'static str),
    #[error("{0} holds an unfinished move from another database: go on with that one, or name a new database")]
    OfAnother(String),
    #[error("cannot read {0}: {1}")]
    Read(String, StoreError),
    #[error("cannot write {0}: {1}")]
    Write(String, StoreError),
}

/// Rows of a batch, unless they are large.
const ROWS: usize = 1000;
/// Batches are made smaller once they hold more than this many bytes.
const BYTES: usize = 8 << 20;

/// Moves everything from `from` to `to`, or goes on with that, and compares both. Where all is equal, the target is
/// marked as whole; otherwise it stays unfinished.
pub async fn run(from: &Side<'_>, to: &Side<'_>, watch: impl FnMut(Event)) -> Result<Vec<Compared>, TransferError> {
    Transfer { from, to, batch: ROWS, watch }.run().await
}

struct Transfer<'a, W> {
    from: &'a Side<'a>,
    to: &'a Side<'a>,
    batch: usize,
    watch: W,
}

impl<W: FnMut(Event)> Transfer<'_, W> {
    async fn run(mut self) -> Result<Vec<Compared>, TransferError> {
        let begun = self.begin().await?;
        let rows = self.count().await?;
        (self.watch)(Event::Begun { rows, moved: begun.iter().map(|table| table.moved).sum() });
        for progress in begun {
            self.copy(progress).await?;
        }
        (self.watch)(Event::Verifying { rows });
        let mut compared = Vec::new();
        for table in TABLES.iter() {
            compared.push(self.compare(table).await?);
        }
        if compared.iter().all(Compared::is_equal) {
            self.to.store.write(async move |tx: &mut Tx<'_>| progress::end(tx).await).await.map_err(|error| self.to.unwritable(error))?;
        }
        Ok(compared)
    }

    async fn begin(&self) -> Result<Vec<Progress>, TransferError> {
        let source = self.from.fingerprint().await?;
        let begun = self.to.store.write(async move |tx: &mut Tx<'_>| progress::begin(tx, &source).await).await;
        let to = || self.to.place.to_owned();
        match begun.map_err(|error| self.to.unwritable(error))? {
            Begun::Afresh(all) | Begun::GoesOn(all) => Ok(all),
            Begun::OfAnother => Err(TransferError::OfAnother(to())),
            Begun::NotEmpty(table) => Err(TransferError::NotEmpty(to(), table)),
        }
    }

    async fn count(&self) -> Result<u64, TransferError> {
        let counted = self.from.store.scan(async move |rx: &mut Rx<'_>| {
            let mut rows = 0;
            for table in TABLES.iter() {
                rows += rx.first(table.count, params![TENANT], |row| row.int(0)).await?.unwrap_or(0);
            }
            Ok(rows.cast_unsigned())
        });
        counted.await.map_err(|error| self.from.unreadable(error))
    }

    /// Copies the rest of a table; the next batch is read while one is written.
    async fn copy(&mut self, mut progress: Progress) -> Result<(), TransferError> {
        let table = progress.table;
        let mut limit = self.batch;
        let mut next = self.from.after(table, &progress.last, limit).await?;
        while let Some(last) = next.last.clone() {
            let rows = next.rows.len();
            limit = fitting(&next, limit, self.batch);
            let written = self.to.insert(progress.clone(), Arc::new(next), &last);
            let (written, read) = join(written, self.from.after(table, &last, limit)).await;
            written?;
            progress = Progress { table, moved: progress.moved + rows as u64, last };
            (self.watch)(Event::Moved { table: table.name, rows: rows as u64 });
            next = read?;
        }
        Ok(())
    }

    async fn compare(&mut self, table: &'static Table) -> Result<Compared, TransferError> {
        let (mut from, mut to) = (Reader::new(table, self.batch), Reader::new(table, self.batch));
        while !(from.is_done && to.is_done) {
            let before = from.sum.rows + to.sum.rows;
            try_join(from.step(self.from), to.step(self.to)).await?;
            (self.watch)(Event::Verified { table: table.name, rows: from.sum.rows + to.sum.rows - before });
        }
        Ok(Compared { table: table.name, from: from.sum, to: to.sum })
    }
}

/// How many rows the next batch should have: memory is bounded by bytes, whatever the size of rows.
fn fitting(batch: &Batch, limit: usize, most: usize) -> usize {
    let fitting = limit.saturating_mul(BYTES) / batch.bytes.max(1);
    fitting.min(limit.saturating_mul(2)).clamp(1, most)
}

/// Sums up a table.
struct Reader {
    table: &'static Table,
    last: Cursor,
    limit: usize,
    most: usize,
    sum: Sum,
    is_done: bool,
}

impl Reader {
    fn new(table: &'static Table, most: usize) -> Self {
        Self { table, last: Cursor::start(table), limit: most, most, sum: Sum::default(), is_done: false }
    }

    async fn step(&mut self, side: &Side<'_>) -> Result<(), TransferError> {
        if self.is_done {
            return Ok(());
        }
        let batch = side.after(self.table, &self.last, self.limit).await?;
        batch.rows.iter().for_each(|row| self.sum.add(row));
        self.limit = fitting(&batch, self.limit, self.most);
        match batch.last {
            Some(last) => self.last = last,
            None => self.is_done = true,
        }
        Ok(())
    }
}

impl Side<'_> {
    async fn after(&self, table: &'static Table, last: &Cursor, limit: usize) -> Result<Batch, TransferError> {
        let last = last.clone();
        let read = self.store.scan(async move |rx: &mut Rx<'_>| rows::after(rx, table, &last, limit).await);
        read.await.map_err(|error| self.unreadable(error))
    }

    async fn insert(&self, before: Progress, batch: Arc<Batch>, last: &Cursor) -> Result<(), TransferError> {
        let last = last.clone();
        let written = self.store.add(async move |tx: &mut Tx<'_>| {
            progress::advance(tx, &before, batch.rows.len(), &last).await?;
            rows::insert(tx, before.table, &batch.rows).await
        });
        written.await.map_err(|error| self.unwritable(error))
    }

    /// The same for every run from this database, different for others.
    async fn fingerprint(&self) -> Result<Fingerprint, TransferError> {
        let began = self.store.read(async move |rx: &mut Rx<'_>| progress::began(rx).await).await;
        let began = began.map_err(|error| self.unreadable(error))?;
        Ok(Sha256::new().chain_update(began.to_be_bytes()).chain_update(self.place).finalize().into())
    }

    fn unreadable(&self, error: StoreError) -> TransferError {
        TransferError::Read(self.place.to_owned(), error)
    }

    fn unwritable(&self, error: StoreError) -> TransferError {
        TransferError::Write(self.place.to_owned(), error)
    }
}

#[cfg(test)]
mod tests;
