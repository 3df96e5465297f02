//! What can go wrong in the store: a closed list that the server turns into HTTP in one place.

use selfsame_api::IdentityId;
use std::{fmt, path::PathBuf};

/// The outcome of every operation on the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No row under this key.
    #[error("no such row")]
    NotFound,
    /// A value that must be unique is taken.
    #[error("{0}")]
    Conflict(Clash),
    /// The row has changed since the facts were read: read and decide again.
    #[error("the row changed meanwhile")]
    Stale,
    /// A value that is looked up by is longer than the database's indexes take.
    #[error("a value is too long to be looked up by")]
    TooLong,
    /// The database cannot serve now (locked, disk full, read-only, closed) and may later.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// A statement or a row is not what this program expects.
    #[error("store bug: {0}")]
    Bug(String),
}

/// Which unique value is taken, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub field: ClashField,
    /// The identity that holds the value, if it could be told.
    pub holder: Option<IdentityId>,
}

/// What one identity alone may have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClashField {
    CredentialIdentifier {
        kind: String,
        identifier: String,
    },
    VerifiableAddress {
        via: String,
        value: String,
    },
    RecoveryAddress {
        via: String,
        value: String,
    },
    ExternalId(String),
    /// A generated id; drawing another resolves it.
    Id,
}

impl Clash {
    /// What the database knows of a clash: that a unique key refused a row. The unit of work tells more when it runs again.
    pub(crate) const UNNAMED: Self = Self { field: ClashField::Id, holder: None };

    pub(crate) fn is_unnamed(&self) -> bool {
        *self == Self::UNNAMED
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match &self.field {
            ClashField::CredentialIdentifier { .. } => "a credential identifier",
            ClashField::VerifiableAddress { .. } => "a verifiable address",
            ClashField::RecoveryAddress { .. } => "a recovery address",
            ClashField::ExternalId(_) => "the external id",
            ClashField::Id => "a generated id",
        };
        write!(f, "{what} is already taken")
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let rusqlite::Error::SqliteFailure(failure, ref text) = error else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Self::NotFound,
                other => Self::Bug(other.to_string()),
            };
        };
        let text = text.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            Code::ConstraintViolation if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::NotFound,
            Code::ConstraintViolation if text.starts_with("UNIQUE") => Self::Conflict(Clash::UNNAMED),
            Code::DatabaseBusy
            | Code::DatabaseLocked
            | Code::DiskFull
            | Code::ReadOnly
            | Code::SystemIoFailure
            | Code::CannotOpen
            | Code::OutOfMemory
            | Code::OperationInterrupted
            | Code::PermissionDenied
            | Code::FileLockingProtocolFailed => Self::Unavailable(text),
            Code::DatabaseCorrupt | Code::NotADatabase => Self::Corrupt(text),
            _ => Self::Bug(text),
        }
    }
}

/// Why a store could not be opened; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("cannot create the data folder {path}: {source}")]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("cannot open database {database}: {reason}")]
    Open { database: String, reason: String },
    #[error(
        "migration {version} of {database} was applied with another content (checksum differs); this program and the database do not belong together"
    )]
    Checksum { database: String, version: i64 },
    #[error("database {database} was written by a newer version (migration {version}); use that version or a backup")]
    Newer { database: String, version: i64 },
    #[error("database {database} lacks {pending} migrations; run `selfsame migrate up`")]
    Pending { database: String, pending: usize },
}

impl OpenError {
    /// That a database could not be opened, and why.
    pub fn open(database: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::Open { database: database.to_string(), reason: reason.to_string() }
    }
}
