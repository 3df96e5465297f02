//! What commands print: lines and tables for people, JSON for machines. Failures to write are reported, but for a
//! reader that has gone (`selfsame … | head`), which ends the command without a word.

use super::failure::Failure;
use clap::Args;
use comfy_table::{Table, presets};
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How to print.
#[derive(Args, Clone, Copy, Debug)]
pub struct OutputArgs {
    /// Print JSON instead of text for people.
    #[arg(long, global = true)]
    pub json: bool,
}

impl OutputArgs {
    /// Prints `value` as JSON, or what `text` makes for people.
    pub fn show<T: Serialize>(self, value: &T, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { print_json(value) } else { print(text()) }
    }
}

/// One line, or several, to standard output.
pub fn print(text: impl Display) -> Result<(), Failure> {
    written(writeln!(io::stdout().lock(), "{text}"))
}

/// Text that brings its own line ends.
pub fn print_raw(text: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    written(out.write_all(text).and_then(|()| out.flush()))
}

/// A value as JSON.
pub fn print_json<T: Serialize>(value: &T) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Failed(format!("cannot write JSON: {error}")))?;
    print(text)
}

/// A remark for people, beside the output proper.
pub fn note(text: impl Display) {
    // Nobody can be told that standard error is closed.
    writeln!(io::stderr().lock(), "{text}").ok();
}

/// A JSON array whose items are printed as they come, so that a long list needs no memory.
pub struct JsonList {
    is_empty: bool,
}

impl JsonList {
    pub fn begin() -> Result<Self, Failure> {
        print_raw(b"[")?;
        Ok(Self { is_empty: true })
    }

    pub fn item<T: Serialize>(&mut self, item: &T) -> Result<(), Failure> {
        let text = serde_json::to_string(item).map_err(|error| Failure::Failed(format!("cannot write JSON: {error}")))?;
        let before = if std::mem::take(&mut self.is_empty) { "\n" } else { ",\n" };
        print_raw(format!("{before}{text}").as_bytes())
    }

    pub fn end(self) -> Result<(), Failure> {
        print_raw(if self.is_empty { b"]\n" } else { b"\n]\n" })
    }
}

/// An empty table with these column heads.
pub fn table<const N: usize>(heads: [&str; N]) -> Table {
    let mut table = without_heads();
    table.set_header(heads);
    pad(&mut table);
    table
}

fn without_heads() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

fn pad(table: &mut Table) {
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
}

/// A long table that is printed in parts, each with columns of its own width, so that it needs little memory. Only the
/// first part has heads.
pub struct LongTable<const N: usize> {
    part: Table,
}

impl<const N: usize> LongTable<N> {
    const ROWS: usize = 1000;

    pub fn begin(heads: [&str; N]) -> Self {
        Self { part: table(heads) }
    }

    pub fn row(&mut self, row: [String; N]) -> Result<(), Failure> {
        self.add(row).map_or(Ok(()), print)
    }

    pub fn end(mut self) -> Result<(), Failure> {
        self.rest().map_or(Ok(()), print)
    }

    /// Adds a row; the part that it completes.
    fn add(&mut self, row: [String; N]) -> Option<String> {
        self.part.add_row(row);
        if self.part.row_count() == Self::ROWS { self.rest() } else { None }
    }

    fn rest(&mut self) -> Option<String> {
        let mut part = std::mem::replace(&mut self.part, without_heads());
        // Without heads the columns come with the rows.
        pad(&mut part);
        (part.row_count() > 0).then(|| part.trim_fmt())
    }
}

/// A table with its members below one another, for a single thing.
pub fn card(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let lines = rows.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name:width$}  {value}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Bytes as text, as key ids are written everywhere.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Makes a text from a stranger safe for one cell of a terminal: no control characters, at most `longest` characters.
pub fn cell(text: &str, longest: usize) -> String {
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    let mut cell: String = text.chars().take(longest).map(printable).collect();
    if text.chars().nth(longest).is_some() {
        cell.pop();
        cell.push('…');
    }
    cell
}

/// The file beside `path` whose name goes on with `suffix`.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn written(outcome: io::Result<()>) -> Result<(), Failure> {
    outcome.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::Failed(format!("cannot write the output: {error}")),
    })
}

#[cfg(test)]
mod tests;
