//! The report: one line of JSON for each row that was refused. It comes into being with the first of them.

use crate::cli::failure::Failure;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Whether lines of an earlier run are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    Afresh,
    After,
}

pub struct Report {
    path: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Report {
    /// A report of an earlier import that is not gone on with is removed.
    pub fn new(path: PathBuf, begin: Begin) -> Result<Self, Failure> {
        if begin == Begin::Afresh
            && let Err(error) = std::fs::remove_file(&path)
            && error.kind() != ErrorKind::NotFound
        {
            return Err(Failure::file("remove the report of an earlier import,", &path, &error));
        }
        Ok(Self { path, file: None })
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
                let opened = OpenOptions::new().create(true).append(true).open(&self.path);
                none.insert(BufWriter::new(opened.map_err(failed)?))
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
