//! How far a move has come, written down in its target with every batch: one row for each table. While there is any, the
//! database is not whole, and no server serves it.

use super::rows::Cursor;
use super::tables::{TABLES, Table};
use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Param, Rx, Tx};

statements! {
    BEGIN = "INSERT INTO move_progress (tenant, table_name, source, moved, last_key) VALUES ($1, $2, $3, 0, $4)";
    READ = "SELECT table_name, source, moved, last_key FROM move_progress WHERE tenant = $1 ORDER BY table_name";
    ADVANCE = "UPDATE move_progress SET moved = $3, last_key = $4 WHERE tenant = $1 AND table_name = $2 AND moved = $5";
    END = "DELETE FROM move_progress WHERE tenant = $1";
    ANY = "SELECT 1 FROM move_progress WHERE tenant = $1 LIMIT 1";
    BEGAN = "SELECT applied_at FROM schema_migration WHERE version = 1";
}

/// Tells one source from another.
pub(super) type Fingerprint = [u8; 32];

/// How far one table has come.
#[derive(Clone)]
pub(super) struct Progress {
    pub(super) table: &'static Table,
    pub(super) moved: u64,
    pub(super) last: Cursor,
}

/// What a target turned out to be.
pub(super) enum Begun {
    Afresh(Vec<Progress>),
    GoesOn(Vec<Progress>),
    /// Some other database was being moved into it.
    OfAnother,
    /// This table has rows.
    NotEmpty(&'static str),
}

/// Begins a move from `source`, or finds the one that was begun.
pub(super) async fn begin(tx: &mut Tx<'_>, source: &Fingerprint) -> Result<Begun> {
    let read = |row: &crate::Row<'_>| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok((text(0)?, row.blob(1)? == source, row.int(2)?, text(3)?))
    };
    let found = tx.rx().all(READ, params![TENANT], read).await?;
    if found.iter().any(|(_, is_same, ..)| !is_same) {
        return Ok(Begun::OfAnother);
    }
    if found.is_empty() {
        return begin_afresh(tx, source).await;
    }
    let mut all = Vec::new();
    for table in TABLES.iter() {
        let Some((_, _, moved, last)) = found.iter().find(|(name, ..)| name == table.name) else {
            return Err(StoreError::Corrupt(format!("the progress of {} is missing", table.name)));
        };
        all.push(Progress { table, moved: moved.cast_unsigned(), last: Cursor::from_json(table, last)? });
    }
    Ok(Begun::GoesOn(all))
}

async fn begin_afresh(tx: &mut Tx<'_>, source: &Fingerprint) -> Result<Begun> {
    for table in TABLES.iter() {
        if tx.rx().first(table.any, params![TENANT], |_| Ok(())).await?.is_some() {
            return Ok(Begun::NotEmpty(table.name));
        }
    }
    let mut all = Vec::new();
    for table in TABLES.iter() {
        let last = Cursor::start(table);
        tx.send(BEGIN, params![TENANT, table.name, source, &last.to_json()]).await?;
        all.push(Progress { table, moved: 0, last });
    }
    Ok(Begun::Afresh(all))
}

/// Notes that a table has come to `last`, `rows` behind `before`. Two that move at once do not both get here.
pub(super) async fn advance(tx: &mut Tx<'_>, before: &Progress, rows: usize, last: &Cursor) -> Result<()> {
    let moved = before.moved.cast_signed();
    tx.require(1, ADVANCE, params![TENANT, before.table.name, moved + rows as i64, &last.to_json(), moved]).await
}

/// Forgets it: the database is whole.
pub(super) async fn end(tx: &mut Tx<'_>) -> Result<()> {
    tx.send(END, params![TENANT]).await
}

/// Whether a move into this database is not finished.
pub async fn is_unfinished(rx: &mut Rx<'_>) -> Result<bool> {
    Ok(rx.first(ANY, params![TENANT], |_| Ok(())).await?.is_some())
}

/// When this database was made, in microseconds.
pub(super) async fn began(rx: &mut Rx<'_>) -> Result<i64> {
    let none: &[Param<'_>] = &[];
    rx.first(BEGAN, none, |row| row.int(0)).await?.ok_or(StoreError::NotFound)
}
