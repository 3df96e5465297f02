//! What commands print: lines and tables for people, JSON for machines. Failures to write are reported, but for a
//! reader that has gone (`selfsame … | head`), which ends the command without a word.

use super::failure::Failure;
use clap::Args;
use comfy_table::{Table, presets};
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, Write};

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
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(heads);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
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

fn written(outcome: io::Result<()>) -> Result<(), Failure> {
    outcome.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::Failed(format!("cannot write the output: {error}")),
    })
}
