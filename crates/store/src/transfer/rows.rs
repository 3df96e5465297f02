//! Rows of any table: read behind a key, inserted, and summed up so that two databases can be compared.

use super::tables::{INSERTED_AT_ONCE, Kind, Table};
use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::tx::{Param, Row, Rx, Tx};
use serde_json::json;
use sha2::{Digest, Sha256};

/// A value of any column. No Debug: it may be a hash.
#[derive(Clone)]
pub(super) enum Value {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// Where reading goes on: the values of a table's key, as its own engine has them.
#[derive(Clone)]
pub(super) struct Cursor(Vec<Value>);

/// Some rows in the order of their key.
pub(super) struct Batch {
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) bytes: usize,
    /// The key of the last one.
    pub(super) last: Option<Cursor>,
}

/// What stands for NUL in PostgreSQL, which cannot hold it. Read on either engine it means NUL, so that a value comes back
/// as it went and is the same for both.
const STANDS_FOR_NUL: char = '\u{10FFFE}';

impl Cursor {
    /// Before the first row.
    pub(super) fn start(table: &Table) -> Self {
        let least = |kind| match kind {
            Kind::Int => Value::Int(i64::MIN),
            Kind::Blob => Value::Blob(Vec::new()),
            Kind::Text | Kind::Document => Value::Text(String::new()),
        };
        Self(table.key.iter().map(|column| least(table.columns[*column].1)).collect())
    }

    /// As it is written down.
    pub(super) fn to_json(&self) -> String {
        let values = self.0.iter().map(|value| match value {
            Value::Int(value) => json!(value),
            Value::Text(value) => json!(value),
            Value::Blob(bytes) => json!(bytes),
            Value::Null => json!(null),
        });
        values.collect::<serde_json::Value>().to_string()
    }

    pub(super) fn from_json(table: &Table, text: &str) -> Result<Self> {
        let broken = || StoreError::Corrupt(format!("the progress of {} is not readable", table.name));
        let values: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|_| broken())?;
        let value = |value| match value {
            serde_json::Value::String(text) => Ok(Value::Text(text)),
            serde_json::Value::Number(number) => number.as_i64().map(Value::Int).ok_or_else(broken),
            serde_json::Value::Array(_) => serde_json::from_value(value).map(Value::Blob).map_err(|_| broken()),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Object(_) => Err(broken()),
        };
        let values = values.into_iter().map(value).collect::<Result<Vec<_>>>()?;
        if values.len() == table.key.len() { Ok(Self(values)) } else { Err(broken()) }
    }
}

impl Value {
    fn read(row: &Row<'_>, column: usize, kind: Kind) -> Result<Self> {
        let value = match kind {
            Kind::Int => row.opt_int(column)?.map(Self::Int),
            Kind::Text | Kind::Document => row.opt_text(column)?.map(|text| Self::Text(text.to_owned())),
            Kind::Blob => row.opt_blob(column)?.map(|bytes| Self::Blob(bytes.to_owned())),
        };
        Ok(value.unwrap_or(Self::Null))
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Null | Self::Int(_) => 8,
            Self::Text(text) => text.len(),
            Self::Blob(bytes) => bytes.len(),
        }
    }

    /// What is meant by it, whatever the engine.
    fn meant(self, kind: Kind) -> Self {
        match self {
            Self::Text(text) if kind == Kind::Text && text.contains(STANDS_FOR_NUL) => Self::Text(text.replace(STANDS_FOR_NUL, "\0")),
            other => other,
        }
    }
}

impl<'a> From<&'a Value> for Param<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Int(value) => Self::Int(*value),
            Value::Text(text) => Self::Text(text),
            Value::Blob(bytes) => Self::Blob(bytes),
        }
    }
}

/// At most `limit` rows behind `after`.
pub(super) async fn after(rx: &mut Rx<'_>, table: &Table, after: &Cursor, limit: usize) -> Result<Batch> {
    let mut params = vec![Param::Int(TENANT)];
    params.extend(after.0.iter().map(Param::from));
    params.push(Param::Int(limit as i64));
    let mut batch = Batch { rows: Vec::new(), bytes: 0, last: None };
    rx.each(table.after, &params, |row| {
        let kinds = table.columns.iter().map(|(_, kind)| *kind);
        let values = kinds.enumerate().map(|(column, kind)| Value::read(row, column, kind)).collect::<Result<Vec<_>>>()?;
        batch.last = Some(Cursor(table.key.iter().map(|column| values[*column].clone()).collect()));
        batch.bytes += values.iter().map(Value::bytes).sum::<usize>();
        batch.rows.push(values.into_iter().zip(table.columns).map(|(value, (_, kind))| value.meant(*kind)).collect());
        Ok(())
    })
    .await?;
    Ok(batch)
}

/// Inserts rows, many by one statement.
pub(super) async fn insert(tx: &mut Tx<'_>, table: &Table, mut rows: &[Vec<Value>]) -> Result<()> {
    for (sql, count) in table.inserts.iter().zip(INSERTED_AT_ONCE) {
        let chunks = rows.chunks_exact(count);
        rows = chunks.remainder();
        for chunk in chunks {
            let params: Vec<Param<'_>> = chunk.iter().flatten().map(Param::from).collect();
            tx.send(*sql, &params).await?;
        }
    }
    Ok(())
}

/// How many rows and a digest of them, the same on both engines: SHA-256 of each row, added up. A sum, since the engines
/// put texts with NUL in different places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub rows: u64,
    digest: [u64; 4],
}

impl Sum {
    pub(super) fn add(&mut self, row: &[Value]) {
        let mut hash = Sha256::new();
        for value in row {
            let (tag, bytes): (u8, &[u8]) = match value {
                Value::Null => (0, &[]),
                Value::Int(value) => (1, &value.to_be_bytes()),
                Value::Text(text) => (2, text.as_bytes()),
                Value::Blob(bytes) => (3, bytes),
            };
            hash.update([tag]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        self.rows += 1;
        for (lane, part) in self.digest.iter_mut().zip(hash.finalize().as_chunks::<8>().0) {
            *lane = lane.wrapping_add(u64::from_be_bytes(*part));
        }
    }

    /// The digest as text.
    pub fn checksum(&self) -> String {
        self.digest.iter().fold(String::new(), |text, lane| text + &format!("{lane:016x}"))
    }
}
