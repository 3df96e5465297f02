//! Where the data lies: `sqlite://PATH?…`, `postgres://…` or `memory`. The reference's parameters are accepted; those that
//! would weaken what the store guarantees are noted as ignored, so that the start can say so.

use std::fmt;
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
    /// A database on the PostgreSQL wire.
    Postgres(PostgresDsn),
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

/// A PostgreSQL database and what the operator asked for beside it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresDsn {
    /// `postgres://…` with what the database's client library reads. Holds the password.
    pub url: String,
    /// Connections for units of work (`max_conns`).
    pub pool_size: Option<usize>,
    /// Shared connections for look-ups (`pipelines`).
    pub pipelines: Option<usize>,
    /// Whether prepared statements are kept (`statement_cache`, on or off).
    pub keeps_statements: bool,
    /// How the connection is encrypted, and who is believed at its other end.
    pub tls: PostgresTls,
    /// Parameters that were understood but have no effect here.
    pub ignored: Vec<String>,
}

/// TLS to a PostgreSQL database, by the parameters that its own clients know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostgresTls {
    /// `sslmode`
    pub mode: SslMode,
    /// `sslrootcert`: the authorities that are believed, PEM; without, those of the system.
    pub root_cert: Option<PathBuf>,
    /// `sslcert`: this client's own certificate, PEM.
    pub cert: Option<PathBuf>,
    /// `sslkey`: its key, PEM.
    pub key: Option<PathBuf>,
}

/// `sslmode`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SslMode {
    /// In clear.
    Disable,
    /// Encrypted if the server can, whoever it is.
    #[default]
    Prefer,
    /// Encrypted, whoever the server is; with `sslrootcert` as `verify-ca`.
    Require,
    /// Encrypted, and the server's certificate is one of the authorities'.
    VerifyCa,
    /// As `verify-ca`, and it is the certificate of the host that was asked for.
    VerifyFull,
}

impl SslMode {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "disable" => Self::Disable,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }

    /// What the database's client library is told: who is believed is not its affair.
    fn passed_on(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Prefer => "prefer",
            Self::Require | Self::VerifyCa | Self::VerifyFull => "require",
        }
    }
}

/// Without the password.
impl fmt::Debug for PostgresDsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresDsn").field("pool_size", &self.pool_size).field("pipelines", &self.pipelines).finish_non_exhaustive()
    }
}

/// Why a data source name is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DsnError {
    /// There is no text at all.
    #[error("the DSN is empty: write `sqlite://PATH`, `postgres://USER:PASSWORD@HOST/DATABASE` or `memory`")]
    Empty,
    /// A path without the scheme in front.
    #[error("the DSN has no scheme: write `sqlite://PATH`, `postgres://USER:PASSWORD@HOST/DATABASE` or `memory`")]
    NoScheme,
    /// `sqlite://` and nothing behind it.
    #[error("the DSN names no file: write `sqlite://PATH`, for example `sqlite://selfsame-data/selfsame.db`")]
    NoPath,
    /// A database that is not planned.
    #[error("`{0}://` is not supported: write `sqlite://PATH`, `postgres://USER:PASSWORD@HOST/DATABASE` or `memory`")]
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
            "postgres" | "postgresql" | "cockroach" | "cockroachdb" | "crdb" => parse_postgres(rest),
            _ => Err(DsnError::Unsupported(scheme.to_owned())),
        }
    }

    /// The database file, if there is one that outlives the process.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(sqlite) => Some(&sqlite.path),
            Self::Postgres(_) | Self::Memory => None,
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

fn parse_postgres(rest: &str) -> Result<Dsn, DsnError> {
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let tls = PostgresTls::default();
    let mut postgres =
        PostgresDsn { url: String::new(), pool_size: None, pipelines: None, keeps_statements: true, tls, ignored: Vec::new() };
    let mut passed_on = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let wrong = |expected| DsnError::Parameter { name: name.to_owned(), expected };
        let count = || value.parse::<usize>().ok().filter(|count| *count > 0).ok_or_else(|| wrong("a number of connections"));
        let file = || if value.is_empty() { Err(wrong("a file")) } else { Ok(PathBuf::from(decode(value))) };
        match name {
            "max_conns" => postgres.pool_size = Some(count()?),
            "pipelines" => postgres.pipelines = Some(count()?),
            "statement_cache" => match value {
                "on" => postgres.keeps_statements = true,
                "off" => postgres.keeps_statements = false,
                _ => return Err(wrong("on or off")),
            },
            "max_idle_conns" | "max_conn_lifetime" | "max_conn_idle_time" => postgres.ignored.push(name.to_owned()),
            "sslmode" => {
                postgres.tls.mode = SslMode::parse(value).ok_or_else(|| wrong("disable, prefer, require, verify-ca or verify-full"))?;
            }
            "sslrootcert" => postgres.tls.root_cert = Some(file()?),
            "sslcert" => postgres.tls.cert = Some(file()?),
            "sslkey" => postgres.tls.key = Some(file()?),
            _ => passed_on.push(pair.to_owned()),
        }
    }
    if postgres.tls.cert.is_some() != postgres.tls.key.is_some() {
        let missing = if postgres.tls.cert.is_some() { "sslkey" } else { "sslcert" };
        return Err(DsnError::Parameter { name: missing.to_owned(), expected: "given: sslcert and sslkey belong together" });
    }
    passed_on.push(format!("sslmode={}", postgres.tls.mode.passed_on()));
    postgres.url = format!("postgres://{place}?{}", passed_on.join("&"));
    Ok(Dsn::Postgres(postgres))
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
