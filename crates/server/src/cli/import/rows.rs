//! Splits input into raw rows without holding more than one of them: a JSON array, one JSON value per line (NDJSON), or
//! JSON values that span lines. Which of them it is shows in the first line.

use std::io::{self, BufRead};

/// The longest row that is looked at; it must fit into one request with some room to spare.
pub const LONGEST_ROW: usize = 4 * 1024 * 1024;

/// One row as it stands in the input.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// Counts from 1.
    pub number: u64,
    /// The line on which the row starts, from 1.
    pub line: u64,
    /// The bytes of the row, which need not be JSON; or why there are none.
    pub content: Result<Vec<u8>, String>,
}

/// Why the input cannot be read further; rows before it were fine.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("cannot read the input: {0}")]
    Read(#[from] io::Error),
    #[error("line {line}: {what}")]
    Broken { line: u64, what: String },
    #[error("rows up to {row} (line {line}) are not those that the interrupted import read: give it the same input, or --restart")]
    Changed { row: u64, line: u64 },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Unknown,
    Array { is_first: bool },
    Lines,
    Values,
    End,
}

/// Rows of one input, in order.
pub struct Rows<R> {
    input: R,
    shape: Shape,
    number: u64,
    line: u64,
    offset: u64,
    /// Bytes at the start that were read ahead to tell a BOM, and come before what `input` still has.
    ahead: Vec<u8>,
}

impl<R: BufRead> Rows<R> {
    pub fn new(input: R) -> Self {
        Self { input, shape: Shape::Unknown, number: 0, line: 1, offset: 0, ahead: Vec::new() }
    }

    /// Bytes of the input that were used so far.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The next row; `None` at the end. After an error there is nothing more.
    pub fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        let outcome = match self.shape {
            Shape::Unknown => self.first_row(),
            Shape::Array { is_first } => self.array_row(is_first),
            Shape::Lines => self.line_row(),
            Shape::Values => self.value_row(Vec::new()),
            Shape::End => Ok(None),
        };
        if !matches!(outcome, Ok(Some(_))) {
            self.shape = Shape::End;
        }
        outcome
    }

    fn first_row(&mut self) -> Result<Option<Row>, InputError> {
        self.skip_byte_order_mark()?;
        match self.skip_space()? {
            None => Ok(None),
            Some(b'[') => {
                self.take_byte()?;
                self.shape = Shape::Array { is_first: true };
                self.array_row(true)
            }
            Some(_) => self.first_of_lines(),
        }
    }

    /// A first line that is whole, or plainly wrong, means a row per line; one that is cut off means that rows span lines.
    fn first_of_lines(&mut self) -> Result<Option<Row>, InputError> {
        self.shape = Shape::Lines;
        let Some(row) = self.line_row()? else { return Ok(None) };
        let Ok(bytes) = &row.content else { return Ok(Some(row)) };
        let is_cut_off = serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err_and(|error| error.is_eof());
        if !is_cut_off || self.peek()?.is_none() {
            return Ok(Some(row));
        }
        self.shape = Shape::Values;
        self.number -= 1;
        self.value_row(bytes.clone())
    }

    fn array_row(&mut self, is_first: bool) -> Result<Option<Row>, InputError> {
        let mut next = self.skip_space()?;
        if !is_first && next == Some(b',') {
            self.take_byte()?;
            next = self.skip_space()?;
            if next == Some(b']') {
                return Err(self.broken("a comma and no row after it"));
            }
        } else if !is_first && !matches!(next, Some(b']') | None) {
            return Err(self.broken("expected a comma or the end of the array"));
        }
        match next {
            None => Err(self.broken(format!("the array does not end: the input is cut off after row {}", self.number))),
            Some(b']') => {
                self.take_byte()?;
                match self.skip_space()? {
                    None => Ok(None),
                    Some(_) => Err(self.broken("there is more after the end of the array")),
                }
            }
            Some(_) => {
                self.shape = Shape::Array { is_first: false };
                self.value_row(Vec::new())
            }
        }
    }

    fn line_row(&mut self) -> Result<Option<Row>, InputError> {
        if self.skip_space()?.is_none() {
            return Ok(None);
        }
        let line = self.line;
        let mut bytes = Vec::new();
        let mut length = 0;
        loop {
            let chunk = self.chunk()?;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = &chunk[..end.unwrap_or(chunk.len())];
            length += taken.len();
            if length <= LONGEST_ROW {
                bytes.extend_from_slice(taken);
            }
            let (used, is_done) = (taken.len() + usize::from(end.is_some()), end.is_some() || chunk.is_empty());
            self.used(used, usize::from(end.is_some()));
            if is_done {
                break;
            }
        }
        while bytes.last().is_some_and(u8::is_ascii_whitespace) {
            bytes.pop();
        }
        Ok(Some(self.row(line, bytes, length)))
    }

    /// One JSON value by its brackets and quotes; whether it is JSON inside shows later. `begun` was read already.
    fn value_row(&mut self, begun: Vec<u8>) -> Result<Option<Row>, InputError> {
        let mut scanner = Scanner::default();
        let mut line = self.line.saturating_sub(u64::from(!begun.is_empty()));
        let mut length = begun.len();
        scanner.scan(&begun);
        let mut bytes = begun;
        if length == 0 {
            if self.skip_space()?.is_none() {
                return Ok(None);
            }
            line = self.line;
        } else {
            // The line end that stood after what was read.
            bytes.push(b'\n');
        }
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                if scanner.is_bare() {
                    break;
                }
                let row = self.number + 1;
                return Err(InputError::Broken { line, what: format!("row {row} starts here and does not end: the input is cut off") });
            }
            let end = scanner.scan(chunk);
            let taken = &chunk[..end.unwrap_or(chunk.len())];
            length += taken.len();
            if length <= LONGEST_ROW {
                bytes.extend_from_slice(taken);
            }
            let (used, lines) = (taken.len(), line_ends(taken));
            self.used(used, lines);
            if end.is_some() {
                break;
            }
        }
        if length == 0 {
            return Err(self.broken("expected a row"));
        }
        Ok(Some(self.row(line, bytes, length)))
    }

    fn row(&mut self, line: u64, bytes: Vec<u8>, length: usize) -> Row {
        self.number += 1;
        let content = if length <= LONGEST_ROW {
            Ok(bytes)
        } else {
            Err(format!("the row has {length} bytes, more than the {LONGEST_ROW} that fit into a request"))
        };
        Row { number: self.number, line, content }
    }

    fn skip_byte_order_mark(&mut self) -> Result<(), InputError> {
        let mut start = Vec::new();
        while start.len() < 3 {
            let chunk = self.input.fill_buf()?;
            let Some(byte) = chunk.first().copied() else { break };
            start.push(byte);
            self.input.consume(1);
        }
        match start.as_slice() {
            [0xef, 0xbb, 0xbf] => self.offset = 3,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(self.broken("the input is UTF-16; convert it to UTF-8 first")),
            _ => self.ahead = start,
        }
        Ok(())
    }

    /// The next byte that is no white space, left where it is.
    fn skip_space(&mut self) -> Result<Option<u8>, InputError> {
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let space = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (lines, next) = (line_ends(&chunk[..space]), chunk.get(space).copied());
            self.used(space, lines);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, InputError> {
        Ok(self.chunk()?.first().copied())
    }

    fn take_byte(&mut self) -> Result<(), InputError> {
        self.chunk()?;
        self.used(1, 0);
        Ok(())
    }

    /// What can be looked at without reading more; empty at the end.
    fn chunk(&mut self) -> Result<&[u8], InputError> {
        if self.ahead.is_empty() { Ok(self.input.fill_buf()?) } else { Ok(&self.ahead) }
    }

    fn used(&mut self, bytes: usize, lines: usize) {
        self.offset += bytes as u64;
        self.line += lines as u64;
        if self.ahead.is_empty() {
            self.input.consume(bytes);
        } else {
            self.ahead.drain(..bytes.min(self.ahead.len()));
        }
    }

    fn broken(&self, what: impl Into<String>) -> InputError {
        InputError::Broken { line: self.line, what: what.into() }
    }
}

/// The sum of bytes is what the compiler makes fast.
fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum()
}

/// Finds the end of one JSON value, chunk by chunk.
#[derive(Default)]
struct Scanner {
    depth: u32,
    is_in_string: bool,
    is_escaped: bool,
    has_begun: bool,
}

impl Scanner {
    /// How many bytes of `chunk` belong to the value, if it ends in it.
    fn scan(&mut self, chunk: &[u8]) -> Option<usize> {
        for (at, byte) in chunk.iter().enumerate() {
            if self.is_in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.is_in_string = false;
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.is_in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth <= 1 => return Some(at + usize::from(self.depth == 1)),
                b'}' | b']' => self.depth -= 1,
                b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Some(at),
                _ => {}
            }
            self.has_begun = true;
        }
        None
    }

    /// Whether what was seen so far is a bare word or number, which the end of the input ends.
    fn is_bare(&self) -> bool {
        self.has_begun && self.depth == 0 && !self.is_in_string
    }
}

#[cfg(test)]
mod tests;
