//! The file beside the input that remembers which rows were sent and which are done, so that an import that was cut
//! short goes on where it stopped. One JSON value a line, only ever appended to; a last line that is cut off is nothing.
//!
//! A batch is noted before it is sent and again when its answer is there. After a crash, rows that are noted once may or
//! may not have been created: they are sent again, and refused as taken if they had been.

use crate::cli::failure::Failure;
use crate::cli::output::{hex, with_suffix};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Which input the notes are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file as it was named; `-` for standard input.
    pub input: String,
    /// Size of the file, 0 for standard input.
    pub bytes: u64,
    /// SHA-256 of the first 64 KiB, empty for standard input.
    pub head: String,
    pub endpoint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Note {
    Import(Origin),
    Sent(u64, u64),
    Done(u64, u64),
    /// The digest of all rows up to this one.
    Read(u64, String),
}

/// What an earlier run left behind.
#[derive(Default)]
pub struct Earlier {
    pub done: Ranges,
    pub sent: Ranges,
    /// By the number of the last row: digests of the rows from the first one on.
    pub read: BTreeMap<u64, String>,
}

/// The open file.
pub struct ProgressFile {
    path: PathBuf,
    file: File,
}

impl Origin {
    pub fn of_file(path: &Path, endpoint: &str) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::file("read", path, &error);
        let mut file = File::open(path).map_err(failed)?;
        let bytes = file.metadata().map_err(failed)?.len();
        let mut head = Vec::new();
        (&mut file).take(64 * 1024).read_to_end(&mut head).map_err(failed)?;
        let head = hex(&Sha256::digest(&head));
        Ok(Self { input: path.to_string_lossy().into_owned(), bytes, head, endpoint: endpoint.to_owned() })
    }

    pub fn of_stdin(endpoint: &str) -> Self {
        Self { input: "-".to_owned(), bytes: 0, head: String::new(), endpoint: endpoint.to_owned() }
    }

    /// Whether notes about `self` hold for `other`: the same rows for the same server, wherever the file now lies.
    fn is_same(&self, other: &Self) -> bool {
        (self.bytes, &self.head, &self.endpoint) == (other.bytes, &other.head, &other.endpoint)
    }
}

impl ProgressFile {
    /// Opens the notes about `origin`, or begins them; with what an earlier run noted.
    pub fn open(path: &Path, origin: &Origin) -> Result<(Self, Earlier), Failure> {
        let earlier = match std::fs::read_to_string(path) {
            Ok(text) => read(&text, path, origin)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Earlier::default(),
            Err(error) => return Err(Failure::file("read", path, &error)),
        };
        let mut opened = Self { path: path.to_owned(), file: rewritten(path, origin, &earlier)? };
        opened.file.flush().map_err(|error| Failure::file("write", path, &error))?;
        Ok((opened, earlier))
    }

    /// Rows are about to be sent; `digest` is that of all rows up to the last of them.
    pub fn sent(&mut self, first: u64, last: u64, digest: String) -> Result<(), Failure> {
        self.write(&Note::Read(last, digest))?;
        self.write(&Note::Sent(first, last))
    }

    pub fn done(&mut self, first: u64, last: u64) -> Result<(), Failure> {
        self.write(&Note::Done(first, last))
    }

    /// The import is complete: nothing to go on with.
    pub fn remove(self) {
        // A file left behind is refused or passed over by the next run.
        std::fs::remove_file(self.path).ok();
    }

    fn write(&mut self, note: &Note) -> Result<(), Failure> {
        self.file.write_all(line(note).as_bytes()).map_err(|error| Failure::file("write", &self.path, &error))
    }
}

fn line(note: &Note) -> String {
    serde_json::to_string(note).map(|text| text + "\n").unwrap_or_default()
}

fn read(text: &str, path: &Path, origin: &Origin) -> Result<Earlier, Failure> {
    let mut notes = text.lines().map_while(|line| serde_json::from_str::<Note>(line).ok());
    let refused = |why: &str| {
        let path = path.display();
        Err(Failure::Usage(format!("{path} {why}; delete it, or name another with --resume, or start over with --restart")))
    };
    match notes.next() {
        None if text.trim().is_empty() => return Ok(Earlier::default()),
        Some(Note::Import(noted)) if noted.is_same(origin) => {}
        Some(Note::Import(noted)) if noted.endpoint != origin.endpoint => {
            return refused(&format!("belongs to an import into {}", noted.endpoint));
        }
        Some(Note::Import(_)) => return refused("belongs to another input, or the input has changed since"),
        None | Some(Note::Sent(..) | Note::Done(..) | Note::Read(..)) => return refused("is no progress file of an import"),
    }
    let mut earlier = Earlier::default();
    for note in notes {
        match note {
            Note::Sent(first, last) => earlier.sent.add(first, last),
            Note::Done(first, last) => earlier.done.add(first, last),
            Note::Read(last, digest) => drop(earlier.read.insert(last, digest)),
            Note::Import(_) => {}
        }
    }
    Ok(earlier)
}

/// Writes the notes anew and short, beside the old file first, so that a crash here loses neither.
fn rewritten(path: &Path, origin: &Origin, earlier: &Earlier) -> Result<File, Failure> {
    let failed = |error: std::io::Error| Failure::file("write", path, &error);
    let mut text = line(&Note::Import(origin.clone()));
    for (first, last) in earlier.sent.iter() {
        text.push_str(&line(&Note::Sent(first, last)));
    }
    for (first, last) in earlier.done.iter() {
        text.push_str(&line(&Note::Done(first, last)));
    }
    for (last, digest) in &earlier.read {
        text.push_str(&line(&Note::Read(*last, digest.clone())));
    }
    let fresh = with_suffix(path, ".new");
    std::fs::write(&fresh, text).map_err(failed)?;
    std::fs::rename(&fresh, path).map_err(failed)?;
    OpenOptions::new().append(true).open(path).map_err(failed)
}

/// A set of row numbers, kept as ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(BTreeMap<u64, u64>);

impl Ranges {
    /// Adds `first` to `last`, both included.
    pub fn add(&mut self, mut first: u64, mut last: u64) {
        // Neighbours grow together, so that a long import stays a handful of ranges.
        while let Some((&start, &end)) = self.0.range(..=last.saturating_add(1)).next_back() {
            if end.saturating_add(1) < first {
                break;
            }
            self.0.remove(&start);
            first = first.min(start);
            last = last.max(end);
        }
        self.0.insert(first, last);
    }

    pub fn contains(&self, number: u64) -> bool {
        self.0.range(..=number).next_back().is_some_and(|(_, end)| *end >= number)
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.iter().map(|(first, last)| last - first + 1).sum()
    }

    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.0.iter().map(|(first, last)| (*first, *last))
    }
}

#[cfg(test)]
mod tests;
