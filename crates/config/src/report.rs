//! The answer of `selfsame config check`.

use std::fmt;

use crate::load::{Sources, load};
use crate::problem::{Problem, Problems};

/// What `check` found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What keeps the server from starting.
    pub problems: Vec<Problem>,
    /// What is odd; complete only when there are no problems.
    pub warnings: Vec<Problem>,
}

impl Report {
    /// The server would start.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            writeln!(f, "error: {problem}")?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        match self.problems.len() {
            0 => f.write_str("The configuration is valid."),
            1 => f.write_str("The configuration has 1 problem."),
            count => write!(f, "The configuration has {count} problems."),
        }
    }
}

/// Looks whether the server would start with `sources`; changes nothing.
pub fn check(sources: &Sources) -> Report {
    match load(sources) {
        Ok(loaded) => Report { problems: Vec::new(), warnings: loaded.warnings },
        Err(Problems(problems)) => Report { problems, warnings: Vec::new() },
    }
}
