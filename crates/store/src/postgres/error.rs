//! What PostgreSQL's errors mean: run the unit again, or tell the caller. Every SQLSTATE ends in one of the two.

use crate::error::StoreError;
use tokio_postgres::Error;

/// Why a unit of work runs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Concurrent transactions could not be ordered (40001).
    Serialization,
    /// A unique value is taken (23505): the unit runs again to tell which.
    Clash,
    /// Two transactions waited for each other (40P01).
    Deadlock,
    /// The connection or the server went away, or the server takes no writes any more.
    Lost,
}

/// What follows from an error.
#[derive(Debug)]
pub(crate) enum Verdict {
    Again(Cause, String),
    Final(StoreError),
}

pub(crate) fn judge(error: &Error) -> Verdict {
    let text = text(error);
    let Some(database) = error.as_db_error() else {
        // Neither the server's words nor an answer: the connection is gone, or never came to be.
        return if is_ours(error) { Verdict::Final(StoreError::Bug(text)) } else { Verdict::Again(Cause::Lost, text) };
    };
    let code = database.code().code();
    match code {
        "40001" => Verdict::Again(Cause::Serialization, text),
        "40P01" => Verdict::Again(Cause::Deadlock, text),
        "23505" => Verdict::Again(Cause::Clash, text),
        "23503" => Verdict::Final(StoreError::NotFound),
        "54000" => Verdict::Final(StoreError::TooLong),
        // A standby after a failover; no room for one more connection; a plan from before a migration.
        "25006" | "53300" => Verdict::Again(Cause::Lost, text),
        "0A000" if database.message().contains("cached plan") => Verdict::Again(Cause::Lost, text),
        "26000" | "42P05" => Verdict::Final(StoreError::Unavailable(format!(
            "{text}: behind a pooler in transaction mode, add statement_cache=off to the DSN"
        ))),
        "57014" | "55P03" | "42501" | "3D000" => Verdict::Final(StoreError::Unavailable(text)),
        "XX001" | "XX002" => Verdict::Final(StoreError::Corrupt(text)),
        _ => match &code[..2] {
            "08" | "57" => Verdict::Again(Cause::Lost, text),
            "40" => Verdict::Again(Cause::Serialization, text),
            "28" | "53" | "58" => Verdict::Final(StoreError::Unavailable(text)),
            _ => Verdict::Final(StoreError::Bug(text)),
        },
    }
}

/// Whether an error of COMMIT leaves open what became of it: lost connections, and a server that was shut down after it
/// had committed, while it waited for its standby.
pub(crate) fn is_ambiguous(error: &Error) -> bool {
    error
        .as_db_error()
        .is_none_or(|database| matches!(database.code().code(), "40003" | "57P01" | "57P02") || database.code().code().starts_with("08"))
}

/// A value could not be bound or read: nothing was lost, the statement and its caller do not fit.
fn is_ours(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<tokio_postgres::types::WrongType>)
        || error.to_string().starts_with("error serializing parameter")
        || error.to_string().starts_with("expected")
}

/// In the server's words, without the details, which hold values.
pub(crate) fn text(error: &Error) -> String {
    match error.as_db_error() {
        Some(database) => format!("{} (SQLSTATE {})", database.message(), database.code().code()),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}
