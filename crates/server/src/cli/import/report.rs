//! The report: one line of JSON for each row that was refused. It comes into being with the first of them.

use crate::cli::failure::Failure;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Whether lines of an earlier run are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    Afresh,
    After,
}

pub struct Report {
    path: PathBuf,
    begin: Begin,
    file: Option<BufWriter<File>>,
}

impl Report {
    pub fn new(path: PathBuf, begin: Begin) -> Self {
        Self { path, begin, file: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a row; `error` as the server gave it, or `{"message": …}`.
    pub fn add(&mut self, row: u64, line: u64, error: &Value) -> Result<(), Failure> {
        let entry = json!({ "row": row, "line": line, "error": error });
        let failed = |error: std::io::Error| Failure::file("write the report", &self.path, &error);
        let file = match &mut self.file {
            Some(file) => file,
            none @ None => {
                let mut options = OpenOptions::new();
                options.create(true).write(true).append(self.begin == Begin::After).truncate(self.begin == Begin::Afresh);
                none.insert(BufWriter::new(options.open(&self.path).map_err(failed)?))
            }
        };
        writeln!(file, "{entry}").map_err(failed)
    }

    /// Everything added so far is in the file when this returns.
    pub fn flush(&mut self) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.flush().map_err(|error| Failure::file("write the report", &self.path, &error))
    }
}
