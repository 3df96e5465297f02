//! YAML (and with it JSON) as a tree with places. Plain scalars are read as the reference reads them: `yes` and `no`
//! are text, `0755` is octal. A key given twice is an error, anchors and `<<` work, only the first document counts.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::problem::{Place, Problem};
use crate::tree::{Entry, Kind, Node};

/// More values than any configuration has; aliases could make more out of a small file.
const MAX_NODES: usize = 200_000;
const MAX_DEPTH: usize = 100;

/// Parses the first document of `text`. An empty document is an empty map.
pub(crate) fn parse(text: &str, file: &str) -> Result<Node, Problem> {
    let mut builder = Builder { file: Arc::from(file), open: Vec::new(), anchors: HashMap::new(), nodes: 0, root: None };
    for next in Parser::new_from_str(text) {
        let (event, span) = next.map_err(|error| {
            let place = builder.place_at(error.marker().line(), error.marker().col());
            Problem::new(place, &[], format!("this is not valid YAML: {}", error.info()))
        })?;
        builder.take(event, span)?;
        if builder.root.is_some() {
            break;
        }
    }
    let root = builder.root.unwrap_or_else(|| Node::empty_map(Place::File { file: Arc::from(file), line: 1, column: 1 }));
    match root.kind {
        Kind::Null => Ok(Node::empty_map(root.place)),
        Kind::Map(_) => Ok(root),
        _ => Err(Problem::new(root.place.clone(), &[], format!("expected keys and values, found {}", root.type_name()))),
    }
}

struct Builder {
    file: Arc<str>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    root: Option<Node>,
}

/// A list or map whose end was not seen yet.
struct Open {
    place: Place,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, merged: Vec<Node>, key: Option<(String, Place, bool)> },
}

impl Builder {
    fn place_at(&self, line: usize, column: usize) -> Place {
        Place::File { file: self.file.clone(), line: line.max(1), column: column + 1 }
    }

    fn place(&self, span: Span) -> Place {
        self.place_at(span.start.line(), span.start.col())
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        let place = self.place(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = style != ScalarStyle::Plain || tag.as_ref().is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let is_merge = !is_text && text == "<<";
                let kind = if is_text { Kind::Text(text.into_owned()) } else { plain_scalar(&text) };
                self.finish(Node::new(place, kind), anchor, is_merge)
            }
            Event::SequenceStart(_, anchor, _) => self.enter(place, anchor, Content::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.enter(place, anchor, Content::Map { entries: Vec::new(), merged: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            Event::Alias(anchor) => {
                let mut node = self
                    .anchors
                    .get(&anchor)
                    .cloned()
                    .ok_or_else(|| Problem::new(place.clone(), &[], "this alias stands inside of what it refers to"))?;
                if height(&node) + self.open.len() > MAX_DEPTH {
                    return Err(Problem::new(place, &[], "the values are nested too deeply"));
                }
                self.nodes += count(&node);
                node.place = place;
                self.finish(node, 0, false)
            }
            _ => Ok(()),
        }
    }

    fn enter(&mut self, place: Place, anchor: usize, content: Content) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::new(place, &[], "the values are nested too deeply"));
        }
        self.open.push(Open { place, anchor, content });
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Problem> {
        let Some(Open { place, anchor, content }) = self.open.pop() else { return Ok(()) };
        let kind = match content {
            Content::List(items) => Kind::List(items),
            Content::Map { entries, merged, .. } => Kind::Map(merge(entries, merged)?),
        };
        self.finish(Node::new(place, kind), anchor, false)
    }

    fn finish(&mut self, node: Node, anchor: usize, is_merge: bool) -> Result<(), Problem> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Problem::new(node.place, &[], "there are too many values"));
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { entries, merged, key }) => match key.take() {
                None => *key = Some((key_text(&node)?, node.place, is_merge)),
                Some((_, _, true)) => merged.push(node),
                Some((text, place, false)) => {
                    if let Some(first) = entries.iter().find(|entry| entry.key == text) {
                        let message = format!("the key `{text}` was given before, at {}", first.place);
                        return Err(Problem::new(place, &[], message));
                    }
                    entries.push(Entry { key: text, place, value: node });
                }
            },
        }
        Ok(())
    }
}

/// Keys are texts; a number or boolean as key is taken as it is spelled in JSON.
fn key_text(node: &Node) -> Result<String, Problem> {
    match &node.kind {
        Kind::Text(text) => Ok(text.clone()),
        Kind::Null => Ok("null".to_owned()),
        Kind::Bool(value) => Ok(value.to_string()),
        Kind::Int(number) => Ok(number.to_string()),
        Kind::Float(number) => Ok(number.to_string()),
        Kind::List(_) | Kind::Map(_) => Err(Problem::new(node.place.clone(), &[], "a key must be a string")),
    }
}

/// Adds the members that `<<` names, unless the map has them itself; of several sources the first wins.
fn merge(mut entries: Vec<Entry>, merged: Vec<Node>) -> Result<Vec<Entry>, Problem> {
    for source in merged {
        let sources = match source.kind {
            Kind::List(items) => items,
            _ => vec![source],
        };
        for source in sources {
            let Kind::Map(members) = source.kind else {
                return Err(Problem::new(source.place, &[], "`<<` takes a map or a list of maps"));
            };
            for member in members {
                if !entries.iter().any(|entry| entry.key == member.key) {
                    entries.push(member);
                }
            }
        }
    }
    Ok(entries)
}

pub(crate) fn plain_scalar(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ => number(text).unwrap_or_else(|| Kind::Text(text.to_owned())),
    }
}

fn number(text: &str) -> Option<Kind> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let in_radix = |digits: &str, radix| i64::from_str_radix(&format!("{sign}{digits}"), radix).ok().map(Kind::Int);
    if let Some(hex) = digits.strip_prefix("0x") {
        return hex.starts_with(|c: char| c.is_ascii_hexdigit()).then(|| in_radix(hex, 16))?;
    }
    if let Some(octal) = digits.strip_prefix("0o") {
        return octal.starts_with(|c: char| c.is_ascii_digit()).then(|| in_radix(octal, 8))?;
    }
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return in_radix(digits, 8);
    }
    if digits.bytes().all(|digit| digit.is_ascii_digit())
        && let Some(number) = in_radix(digits, 10)
    {
        return Some(number);
    }
    let is_float = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    is_float.then(|| text.parse::<f64>().ok())?.filter(|number| number.is_finite()).map(Kind::Float)
}

fn height(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        Kind::Map(entries) => 1 + entries.iter().map(|entry| height(&entry.value)).max().unwrap_or(0),
        _ => 1,
    }
}

fn count(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Kind::Map(entries) => 1 + entries.iter().map(|entry| count(&entry.value)).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
