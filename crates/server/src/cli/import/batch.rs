//! Groups rows into batches that the server takes in one request, and writes that request without decoding the rows.

use super::progress_file::Earlier;
use super::rows::{InputError, Row, Rows};
use crate::cli::output::hex;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::BufRead;

/// The most that one request may hold; the server's own limits, with room for the envelope.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub rows: usize,
    pub plain: usize,
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 1000, plain: 200, bytes: super::rows::LONGEST_ROW }
    }
}

/// Rows that belong together: one request, one line in the progress file.
#[derive(Debug)]
pub struct Batch {
    pub first: u64,
    pub last: u64,
    /// Where the input stands after the last row.
    pub offset: u64,
    /// Of all rows from the first one of the input to the last one of this batch.
    pub digest: String,
    pub entries: Vec<Entry>,
}

/// One row on its way to the server.
#[derive(Debug)]
pub struct Entry {
    pub number: u64,
    pub line: u64,
    /// An earlier run sent this row and never learned what became of it.
    pub was_sent: bool,
    /// An object; or why the row is none.
    pub content: Result<Content, String>,
}

#[derive(Debug)]
pub struct Content {
    json: Vec<u8>,
    /// The row is an entry of a batch (`{"create": …}`), not the body of a create.
    is_entry: bool,
    has_plain_password: bool,
}

impl Entry {
    /// Judges a row by what a batch needs to know about it.
    pub fn new(row: Row, was_sent: bool) -> Self {
        Self { number: row.number, line: row.line, was_sent, content: row.content.and_then(Content::read) }
    }
}

impl Content {
    pub fn read(json: Vec<u8>) -> Result<Self, String> {
        let text = std::str::from_utf8(&json).map_err(|error| format!("the row is not JSON: {error}"))?;
        if json.first() != Some(&b'{') {
            return match serde_json::from_str::<IgnoredAny>(text) {
                Ok(IgnoredAny) => Err("the row is JSON but no object".to_owned()),
                Err(error) => Err(not_json(&error)),
            };
        }
        let (is_entry, has_plain_password) = match serde_json::from_str::<Outline>(text) {
            Ok(outline) => match &outline.create {
                Some(create) => (true, has_plain_password(serde_json::from_str(create.get()).ok().as_ref())),
                None => (false, has_plain_password(Some(&outline))),
            },
            // The shape is none of ours to judge: the server says what is wrong with it.
            Err(error) if error.is_data() => {
                serde_json::from_str::<IgnoredAny>(text).map_err(|error| not_json(&error))?;
                (false, false)
            }
            Err(error) => return Err(not_json(&error)),
        };
        Ok(Self { json, is_entry, has_plain_password })
    }

    /// The body of a create in this row.
    pub fn create_body(&self) -> Result<Cow<'_, [u8]>, String> {
        if !self.is_entry {
            return Ok(Cow::Borrowed(&self.json));
        }
        let outline: Outline = serde_json::from_slice(&self.json).map_err(|error| not_json(&error))?;
        Ok(Cow::Owned(outline.create.map(|create| create.get().as_bytes().to_vec()).unwrap_or_default()))
    }
}

fn not_json(error: &serde_json::Error) -> String {
    format!("the row is not JSON: {error}")
}

/// As much of a row as matters here.
#[derive(Deserialize)]
struct Outline<'r> {
    #[serde(borrow)]
    create: Option<&'r RawValue>,
    credentials: Option<Credentials>,
}

#[derive(Deserialize)]
struct Credentials {
    password: Option<Password>,
}

#[derive(Deserialize)]
struct Password {
    config: Option<PasswordConfig>,
}

#[derive(Deserialize)]
struct PasswordConfig {
    #[serde(default)]
    password: Presence,
}

/// Whether there is a text; the text itself is not kept.
#[derive(Default)]
struct Presence(bool);

impl<'de> Deserialize<'de> for Presence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<Cow<'de, str>>::deserialize(deserializer)?;
        Ok(Self(text.is_some_and(|text| !text.is_empty())))
    }
}

fn has_plain_password(outline: Option<&Outline>) -> bool {
    let config = outline.and_then(|outline| outline.credentials.as_ref()?.password.as_ref()?.config.as_ref());
    config.is_some_and(|config| config.password.0)
}

/// The body of the request that creates these rows.
pub fn request_body<'e>(contents: impl Iterator<Item = &'e Content>) -> Vec<u8> {
    let mut body = br#"{"identities":["#.to_vec();
    for (at, content) in contents.enumerate() {
        if at > 0 {
            body.push(b',');
        }
        if content.is_entry {
            body.extend_from_slice(&content.json);
        } else {
            body.extend_from_slice(br#"{"create":"#);
            body.extend_from_slice(&content.json);
            body.push(b'}');
        }
    }
    body.extend_from_slice(b"]}");
    body
}

/// Reads batches until the input ends; `take` returns whether to go on. Rows that are done are passed over, if they
/// are still the rows that were.
pub fn gather<R: BufRead>(
    rows: &mut Rows<R>,
    limits: Limits,
    earlier: &Earlier,
    mut take: impl FnMut(Batch) -> bool,
) -> Result<(), InputError> {
    let mut open = Open::default();
    let mut read = RowsRead::default();
    let outcome = loop {
        let row = match rows.next_row() {
            Ok(Some(row)) => row,
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        };
        let (number, line) = (row.number, row.line);
        let digest = read.clone();
        read.add(&row);
        let is_changed = earlier.read.get(&number).is_some_and(|noted| *noted != read.digest());
        if earlier.done.contains(number) {
            if !open.close(&digest, &mut take) {
                return Ok(());
            }
        } else {
            let entry = Entry::new(row, earlier.sent.contains(number));
            if !open.fits(&entry, limits) && !open.close(&digest, &mut take) {
                return Ok(());
            }
            open.add(entry, rows.offset());
        }
        if is_changed {
            // What is not sent yet may be wrong as well.
            return Err(InputError::Changed { row: number, line });
        }
    };
    // What came before a broken place is good.
    open.close(&read, &mut take);
    outcome
}

/// The rows so far, as a digest that grows with them.
#[derive(Clone, Default)]
struct RowsRead(Sha256);

impl RowsRead {
    fn add(&mut self, row: &Row) {
        let bytes = row.content.as_ref().map_or_else(|reason| reason.as_bytes(), Vec::as_slice);
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn digest(&self) -> String {
        hex(&self.0.clone().finalize())
    }
}

/// The batch that is being filled.
#[derive(Default)]
struct Open {
    entries: Vec<Entry>,
    bytes: usize,
    plain: usize,
    offset: u64,
}

impl Open {
    fn fits(&self, entry: &Entry, limits: Limits) -> bool {
        let (bytes, plain) = weight(entry);
        self.entries.is_empty()
            || (self.entries.len() < limits.rows && self.bytes + bytes <= limits.bytes && self.plain + plain <= limits.plain)
    }

    fn add(&mut self, entry: Entry, offset: u64) {
        let (bytes, plain) = weight(&entry);
        self.bytes += bytes;
        self.plain += plain;
        self.offset = offset;
        self.entries.push(entry);
    }

    fn close(&mut self, read: &RowsRead, take: &mut impl FnMut(Batch) -> bool) -> bool {
        let Self { entries, offset, .. } = std::mem::take(self);
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return true };
        take(Batch { first: first.number, last: last.number, offset, digest: read.digest(), entries })
    }
}

const ENVELOPE: usize = r#"{"create":},"#.len();

fn weight(entry: &Entry) -> (usize, usize) {
    entry.content.as_ref().map_or((0, 0), |content| (content.json.len() + ENVELOPE, usize::from(content.has_plain_password)))
}

#[cfg(test)]
mod tests;
