//! Why a command ends without having done what was asked, and the exit code that says so.

use std::fmt;
use std::io;
use std::path::Path;

/// What the exit codes mean, for `--help` and the manual.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed while running
  2  wrong usage of the command line
  3  the configuration is invalid
  4  the database cannot be opened, read or migrated
  5  the server cannot be reached
  6  the server refused the request
  7  finished, but some rows were refused or are invalid";

/// An end with an exit code other than 0; the text says what to do next.
#[derive(Debug)]
pub enum Failure {
    /// Anything that went wrong while running.
    Failed(String),
    /// The arguments do not make sense together.
    Usage(String),
    /// The configuration cannot be used.
    Configuration(String),
    /// The database cannot be used.
    Database(String),
    /// No server answers.
    Unreachable(String),
    /// The server answered that it will not.
    Refused(String),
    /// All rows were looked at, and some are not as they should be. What was found is already printed.
    SomeRows(String),
    /// Whoever read the output has gone: no failure of ours, and nobody to tell.
    NobodyReads,
}

impl Failure {
    /// The exit code.
    pub const fn code(&self) -> u8 {
        match self {
            Self::NobodyReads => 0,
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Configuration(_) => 3,
            Self::Database(_) => 4,
            Self::Unreachable(_) => 5,
            Self::Refused(_) => 6,
            Self::SomeRows(_) => 7,
        }
    }

    /// The same with a hint at the end of its text.
    #[must_use]
    pub fn with_hint(mut self, hint: &str) -> Self {
        match &mut self {
            Self::Failed(text)
            | Self::Usage(text)
            | Self::Configuration(text)
            | Self::Database(text)
            | Self::Unreachable(text)
            | Self::Refused(text)
            | Self::SomeRows(text) => text.push_str(hint),
            Self::NobodyReads => {}
        }
        self
    }

    /// A file or folder that could not be used: `cannot open people.json: No such file or directory`.
    pub fn file(tried: &str, path: &Path, error: &io::Error) -> Self {
        Self::Failed(format!("cannot {tried} {}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(text)
            | Self::Usage(text)
            | Self::Configuration(text)
            | Self::Database(text)
            | Self::Unreachable(text)
            | Self::Refused(text)
            | Self::SomeRows(text) => f.write_str(text),
            Self::NobodyReads => f.write_str("the reader of the output has gone"),
        }
    }
}
