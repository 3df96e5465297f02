//! Where the data lies: `sqlite://PATH?…` or `memory`. The reference's SQLite parameters are accepted; those that would
//! weaken what the store guarantees are noted as ignored, so that the start can say so.

use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// A parsed data source name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Dsn {
    /// One database file.
    Sqlite(SqliteDsn),
    /// A database in a fresh temporary folder, removed at exit.
    Memory,
}

/// A database file and what the operator asked for beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteDsn {
    /// The file, absolute or relative to the working directory.
    pub path: PathBuf,
    /// How long a connection waits for a lock of another process (`_busy_timeout`, milliseconds).
    pub busy_timeout: Option<Duration>,
    /// Parameters that were understood but have no effect here.
    pub ignored: Vec<String>,
}

/// Why a data source name is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DsnError {
    /// There is no text at all.
    #[error("the DSN is empty: write `sqlite://PATH` or `memory`")]
    Empty,
    /// A path without the scheme in front.
    #[error("the DSN has no scheme: write `sqlite://PATH` or `memory`")]
    NoScheme,
    /// `sqlite://` and nothing behind it.
    #[error("the DSN names no file: write `sqlite://PATH`, for example `sqlite://selfsame-data/selfsame.db`")]
    NoPath,
    /// A database that a later version will speak to.
    #[error("`{0}://` is not supported by this version yet: write `sqlite://PATH` or `memory`")]
    NotYet(String),
    /// A database that is not planned.
    #[error("`{0}://` is not supported: write `sqlite://PATH` or `memory`")]
    Unsupported(String),
    /// A parameter whose value makes no sense.
    #[error("the DSN parameter `{name}` is not {expected}")]
    Parameter {
        /// The parameter.
        name: String,
        /// What its value should have been.
        expected: &'static str,
    },
}

impl TryFrom<String> for Dsn {
    type Error = DsnError;

    fn try_from(text: String) -> Result<Self, DsnError> {
        Self::parse(&text)
    }
}

impl Dsn {
    /// The data source named by `text`.
    pub fn parse(text: &str) -> Result<Self, DsnError> {
        if text.is_empty() {
            return Err(DsnError::Empty);
        }
        if text == "memory" {
            return Ok(Self::Memory);
        }
        let (scheme, rest) = text.split_once("://").ok_or(DsnError::NoScheme)?;
        match scheme {
            "sqlite" | "sqlite3" => parse_sqlite(rest),
            "postgres" | "postgresql" | "pg" | "pgx" | "cockroach" | "cockroachdb" | "crdb" => Err(DsnError::NotYet(scheme.to_owned())),
            _ => Err(DsnError::Unsupported(scheme.to_owned())),
        }
    }

    /// The database file, if there is one that outlives the process.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(sqlite) => Some(&sqlite.path),
            Self::Memory => None,
        }
    }

    /// Where the server keeps what it generates, unless it is told: beside the database.
    pub fn data_folder(&self) -> PathBuf {
        match self.path().and_then(Path::parent) {
            None => PathBuf::from("selfsame-data"),
            Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
            Some(folder) => folder.to_owned(),
        }
    }
}

fn parse_sqlite(rest: &str) -> Result<Dsn, DsnError> {
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.strip_prefix("file:").unwrap_or(path);
    if path == ":memory:" || query.split('&').any(|pair| pair == "mode=memory") {
        return Ok(Dsn::Memory);
    }
    if path.is_empty() {
        return Err(DsnError::NoPath);
    }
    let mut sqlite = SqliteDsn { path: PathBuf::from(decode(path)), busy_timeout: None, ignored: Vec::new() };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        read_parameter(&mut sqlite, name, &decode(value))?;
    }
    Ok(Dsn::Sqlite(sqlite))
}

fn read_parameter(sqlite: &mut SqliteDsn, name: &str, value: &str) -> Result<(), DsnError> {
    let wrong = |expected| DsnError::Parameter { name: name.to_owned(), expected };
    match name {
        "_busy_timeout" | "_timeout" => {
            let milliseconds = value.parse().map_err(|_| wrong("a number of milliseconds"))?;
            sqlite.busy_timeout = Some(Duration::from_millis(milliseconds));
        }
        // Kratos: an unreadable number falls back to the default with a warning; here it is refused.
        // Understood all the same, so that a typing error does not pass: the pool has a size of its own.
        "max_conns" => {
            value.parse::<u32>().map_err(|_| wrong("a number of connections"))?;
            sqlite.ignored.push(name.to_owned());
        }
        // Foreign keys are always on; asking for it needs no remark.
        "_fk" | "_foreign_keys" if matches!(value, "1" | "true" | "on") => {}
        "mode" if value == "rwc" => {}
        _ => sqlite.ignored.push(name.to_owned()),
    }
    Ok(())
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests;
