//! JSON Patch as the identity API takes it: `add`, `remove` and `replace`, with the reference's own rules.
//!
//! `replace` of a missing member adds it, `add` makes missing parents, negative indices count from the
//! end, and a few paths are closed. A patch applies whole or not at all, within limits on operations,
//! depth and size. What the result means as an identity is for the caller to check.

use serde_json::{Map, Value};
use std::{fmt, io};

/// The most operations of one patch.
pub const MAX_OPERATIONS: usize = 1000;
/// The largest document that a patch may leave, in bytes of JSON.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The deepest nesting that a patch may leave; JSON that is read back may nest 127 deep.
pub const MAX_DEPTH: usize = 100;
/// Array elements and object members that one patch may shift, so that its work stays bounded.
const MAX_SHIFTED: usize = 50_000_000;

/// Paths that no operation may touch, lower case; `/**` closes everything below.
const DENIED: [&[&str]; 5] = [&["id"], &["statechangedat"], &["credentials"], &["credentials", "oidc"], &["credentials", "saml"]];
/// The two of [`DENIED`] with everything below them.
const DENIED_BELOW: [&[&str]; 2] = [&["credentials", "oidc"], &["credentials", "saml"]];

/// The regions that the wire knows; a region is echoed, never stored.
pub const REGIONS: [&str; 8] = ["eu-central", "asia-northeast", "us-east", "us-west", "eu", "asia", "us", "global"];

/// What a patch made. Debug leaves the document out: it holds secrets.
#[derive(PartialEq)]
pub struct Patched {
    pub document: Value,
    /// The valid region that the patch named, for the response alone.
    pub region: Option<String>,
}

/// Why a patch was refused. Every one is the caller's error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    #[error("the patch is no JSON array of operations: {0}")]
    Malformed(String),
    #[error("operation {index}: {problem}")]
    Operation { index: usize, problem: String },
    #[error("operation {index}: the path `{path}` cannot be patched")]
    Denied { index: usize, path: String },
    #[error("operation {index}: cannot {op} `{path}`: {problem}")]
    Path { index: usize, op: &'static str, path: String, problem: &'static str },
    #[error("the patch has more than {MAX_OPERATIONS} operations")]
    TooManyOperations,
    #[error("the patched document would be larger than {MAX_BYTES} bytes, nest deeper than {MAX_DEPTH}, or take too long to make")]
    TooLarge,
}

enum Change {
    Add(Value),
    Replace(Value),
    Remove,
}

struct Operation {
    change: Change,
    path: String,
    /// Decoded segments of the path; empty for the whole document.
    segments: Vec<String>,
}

/// Applies `patch`, the raw bytes of the request, to `document`. `null` and `[]` change nothing.
pub fn apply(mut document: Value, patch: &[u8]) -> Result<Patched, PatchError> {
    let operations = parse(patch)?;
    let (mut region, mut budget) = (None, MAX_SHIFTED);
    for (index, operation) in operations.into_iter().enumerate() {
        if operation.path == "/region" {
            region = Some(named_region(index, operation)?);
            continue;
        }
        deny(index, &operation, &document)?;
        let (op, path) = (operation.change.name(), operation.path.clone());
        run(&mut document, operation, &mut budget).map_err(|failure| match failure {
            Failure::Path(problem) => PatchError::Path { index, op, path, problem },
            Failure::TooLarge => PatchError::TooLarge,
        })?;
    }
    if depth(&document) > MAX_DEPTH || exceeds(&document, MAX_BYTES) {
        return Err(PatchError::TooLarge);
    }
    Ok(Patched { document, region })
}

impl fmt::Debug for Patched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patched").field("region", &self.region).finish_non_exhaustive()
    }
}

impl Change {
    const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Replace(_) => "replace",
            Self::Remove => "remove",
        }
    }
}

fn parse(patch: &[u8]) -> Result<Vec<Operation>, PatchError> {
    let items = match serde_json::from_slice(patch) {
        Ok(Value::Array(items)) => items,
        Ok(Value::Null) => Vec::new(),
        Ok(_) => return Err(PatchError::Malformed("expected an array".to_owned())),
        Err(error) => return Err(PatchError::Malformed(error.to_string())),
    };
    if items.len() > MAX_OPERATIONS {
        return Err(PatchError::TooManyOperations);
    }
    items
        .into_iter()
        .enumerate()
        .map(|(index, item)| parse_operation(item).map_err(|problem| PatchError::Operation { index, problem }))
        .collect()
}

fn parse_operation(item: Value) -> Result<Operation, String> {
    let Value::Object(mut members) = item else { return Err("expected an object".to_owned()) };
    let text = |members: &Map<String, Value>, name: &str| match members.get(name) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(format!("`{name}` must be a string")),
        None => Err(format!("`{name}` is missing")),
    };
    let op = text(&members, "op")?;
    let path = text(&members, "path")?;
    let segments = segments(&path)?;
    let mut value = || members.remove("value").ok_or_else(|| "`value` is missing".to_owned());
    let change = match op.as_str() {
        "remove" => Change::Remove,
        "replace" if segments.last().is_some_and(|last| is_element(last)) => Change::Replace(value()?),
        // Replacing a member that is not there adds it.
        "add" | "replace" => Change::Add(value()?),
        _ => return Err(format!("`op` must be add, remove or replace, but is `{}`", op.chars().take(32).collect::<String>())),
    };
    Ok(Operation { change, path, segments })
}

fn segments(path: &str) -> Result<Vec<String>, String> {
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let Some(rest) = path.strip_prefix('/') else { return Err("`path` must be empty or start with a slash".to_owned()) };
    if rest.bytes().filter(|byte| *byte == b'/').count() >= MAX_DEPTH {
        return Err(format!("`path` has more than {MAX_DEPTH} segments"));
    }
    Ok(rest.split('/').map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect())
}

fn is_element(segment: &str) -> bool {
    segment == "-" || segment.parse::<i64>().is_ok()
}

fn named_region(index: usize, operation: Operation) -> Result<String, PatchError> {
    let problem = match operation.change {
        Change::Add(Value::String(region)) if REGIONS.contains(&region.as_str()) => return Ok(region),
        Change::Add(_) | Change::Replace(_) => format!("`/region` must be one of {}", REGIONS.join(", ")),
        Change::Remove => "`/region` cannot be removed".to_owned(),
    };
    Err(PatchError::Operation { index, problem })
}

/// Refuses what touches a closed path; a replacement of the whole document must keep what is closed.
fn deny(index: usize, operation: &Operation, document: &Value) -> Result<(), PatchError> {
    let folded: Vec<String> = operation.segments.iter().map(|segment| fold(segment)).collect();
    let path: Vec<&str> = folded.iter().map(String::as_str).collect();
    let denied = match &operation.change {
        // Kratos: lets a replaced document change the id and linked providers.
        Change::Add(value) if path.is_empty() => closed_members(value) != closed_members(document),
        _ => DENIED.contains(&path.as_slice()) || DENIED_BELOW.iter().any(|denied| path.starts_with(denied)),
    };
    if denied { Err(PatchError::Denied { index, path: operation.path.clone() }) } else { Ok(()) }
}

/// Members named `id`, `stateChangedAt` or `credentials` in any case, in order of the folded name.
fn closed_members(document: &Value) -> Vec<(String, &Value)> {
    let mut members: Vec<_> = document.as_object().into_iter().flatten().map(|(name, value)| (fold(name), value)).collect();
    members.retain(|(name, _)| DENIED.contains(&[name.as_str()].as_slice()));
    members.sort_by(|left, right| left.0.cmp(&right.0));
    members
}

/// Lower case, with the one letter that matches `s` in any case although its lower case is itself.
fn fold(segment: &str) -> String {
    segment.to_lowercase().replace('\u{17f}', "s")
}

enum Failure {
    Path(&'static str),
    TooLarge,
}

fn run(document: &mut Value, operation: Operation, budget: &mut usize) -> Result<(), Failure> {
    let Some((last, parents)) = operation.segments.split_last() else {
        return match operation.change {
            Change::Add(value @ (Value::Object(_) | Value::Array(_))) => {
                *document = value;
                Ok(())
            }
            Change::Add(_) | Change::Replace(_) => Err(Failure::Path("the document must be an object or an array")),
            Change::Remove => Err(Failure::Path("the document itself cannot be removed")),
        };
    };
    if matches!(operation.change, Change::Add(_)) {
        make_parents(document, &operation.segments, budget)?;
    }
    let target = parents.iter().try_fold(document, |at, segment| member_mut(at, segment)).ok_or(MISSING)?;
    match (operation.change, target) {
        (Change::Add(value), Value::Object(members)) => {
            members.insert(last.clone(), value);
        }
        (Change::Replace(value), Value::Object(members)) => {
            *members.get_mut(last).ok_or(MISSING)? = value;
        }
        (Change::Remove, Value::Object(members)) => {
            spend(budget, members.len())?;
            members.shift_remove(last).ok_or(MISSING)?;
        }
        (Change::Add(value), Value::Array(elements)) => {
            let at = if last == "-" { elements.len() } else { element(last, elements.len() + 1).ok_or(NO_INDEX)? };
            spend(budget, elements.len() - at)?;
            elements.insert(at, value);
        }
        (Change::Replace(value), Value::Array(elements)) => {
            let at = element(last, elements.len()).ok_or(NO_INDEX)?;
            elements[at] = value;
        }
        (Change::Remove, Value::Array(elements)) => {
            let at = element(last, elements.len()).ok_or(NO_INDEX)?;
            spend(budget, elements.len() - at)?;
            elements.remove(at);
        }
        (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => return Err(MISSING),
    }
    Ok(())
}

const MISSING: Failure = Failure::Path("there is nothing at this path");
const NO_INDEX: Failure = Failure::Path("the array has no such index");

fn spend(budget: &mut usize, work: usize) -> Result<(), Failure> {
    *budget = budget.checked_sub(work).ok_or(Failure::TooLarge)?;
    Ok(())
}

fn member_mut<'a>(at: &'a mut Value, segment: &str) -> Option<&'a mut Value> {
    match at {
        Value::Object(members) => members.get_mut(segment),
        Value::Array(elements) => element(segment, elements.len()).and_then(|index| elements.get_mut(index)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The index that `segment` means in an array of `length`; negative ones count from the end.
fn element(segment: &str, length: usize) -> Option<usize> {
    let index: i64 = segment.parse().ok()?;
    let length = i64::try_from(length).ok()?;
    let index = if index < 0 { index.checked_add(length)? } else { index };
    usize::try_from(index).ok().filter(|_| index < length)
}

/// Puts a container wherever the path to the last segment meets nothing or null: an array if the next
/// segment is an index, else an object.
fn make_parents(document: &mut Value, segments: &[String], budget: &mut usize) -> Result<(), Failure> {
    let mut at = document;
    for pair in segments.windows(2) {
        let [segment, next] = pair else { break };
        let missing = member_mut(at, segment).is_none_or(|value| value.is_null());
        if missing {
            let fresh = if is_element(next) { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
            match at {
                Value::Object(members) => {
                    members.insert(segment.clone(), fresh);
                }
                Value::Array(elements) => {
                    let length = elements.len();
                    match element(segment, length) {
                        Some(index) => elements[index] = fresh,
                        // Kratos: fills the gap before a far index with null, however far.
                        None if segment.parse() == Ok(length) => {
                            spend(budget, 1)?;
                            elements.push(fresh);
                        }
                        None => return Err(NO_INDEX),
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return Err(MISSING),
            }
        }
        at = member_mut(at, segment).ok_or(MISSING)?;
    }
    Ok(())
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn exceeds(value: &Value, limit: usize) -> bool {
    struct Room(usize);
    impl io::Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::FileTooLarge)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Room(limit), value).is_err()
}

#[cfg(test)]
mod tests;
