//! A source in pieces: text, and the tokens of the actions between `{{` and `}}`.

use super::{MAX_SOURCE, TemplateError};
use serde_json::{Number, Value};

/// One token of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `.Name`; a lone dot has no name.
    Field(String),
    /// `$name`; a lone `$` has no name.
    Variable(String),
    Word(String),
    Literal(Value),
    Pipe,
    Open,
    Close,
    Declare,
    Assign,
    Comma,
    /// White space, which separates arguments from fields of what stands before.
    Space,
}

/// A piece of the source and its line.
pub enum Piece {
    Text(String),
    Action(Vec<Token>),
}

/// Cuts a source into pieces, with white space trimmed where `{{-` and `-}}` ask for it.
pub fn pieces(name: &str, source: &str) -> Result<Vec<(usize, Piece)>, TemplateError> {
    let failed = |line, reason: &str| TemplateError { name: name.to_owned(), line, reason: reason.to_owned() };
    if source.len() > MAX_SOURCE {
        return Err(failed(1, "it is too long"));
    }
    let (mut found, mut rest, mut line, mut trims) = (Vec::new(), source, 1, false);
    loop {
        let start = rest.find("{{");
        let text = &rest[..start.unwrap_or(rest.len())];
        let mut kept = if trims { text.trim_start() } else { text };
        let Some(start) = start else {
            found.push((line, Piece::Text(kept.to_owned())));
            return Ok(found);
        };
        let mut action = &rest[start + 2..];
        if let Some(after) = action.strip_prefix('-').filter(|after| after.starts_with(char::is_whitespace)) {
            (kept, action) = (kept.trim_end(), after);
        }
        found.push((line, Piece::Text(kept.to_owned())));
        line += lines(text);
        let inner = action.trim_start();
        let length = if inner.starts_with("/*") {
            let end = inner.find("*/").ok_or_else(|| failed(line, "a comment has no end"))?;
            let skipped = action.len() - inner.len() + end + 2;
            let close = action[skipped..].find("}}").ok_or_else(|| failed(line, "a comment has no end"))?;
            trims = action[skipped..skipped + close].trim_start() == "-";
            skipped + close
        } else {
            let end = action_end(action).ok_or_else(|| failed(line, "an action has no }}"))?;
            let body = &action[..end];
            trims = body.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_whitespace));
            let body = if trims { &body[..body.len() - 1] } else { body };
            found.push((line, Piece::Action(tokens(body).map_err(|reason| failed(line, &reason))?)));
            end
        };
        line += lines(&action[..length]);
        rest = &action[length + 2..];
    }
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Where `}}` is, strings aside.
fn action_end(action: &str) -> Option<usize> {
    let (bytes, mut at, mut quote) = (action.as_bytes(), 0, None);
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(b'"'), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (None, b'"' | b'`') => quote = Some(bytes[at]),
            (None, b'}') if bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn tokens(action: &str) -> Result<Vec<Token>, String> {
    let (mut found, mut rest) = (Vec::new(), action.trim());
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            _ if first.is_whitespace() => (Token::Space, rest.len() - rest.trim_start().len()),
            '|' => (Token::Pipe, 1),
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '=' => (Token::Assign, 1),
            ':' if rest.starts_with(":=") => (Token::Declare, 2),
            '"' => quoted(rest)?,
            '`' => {
                let end = rest[1..].find('`').ok_or("a string has no end")?;
                (Token::Literal(Value::from(&rest[1..=end])), end + 2)
            }
            '.' if !rest[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                let name = word(&rest[1..]);
                (Token::Field(name.to_owned()), 1 + name.len())
            }
            '$' => {
                let name = word(&rest[1..]);
                (Token::Variable(name.to_owned()), 1 + name.len())
            }
            '0'..='9' | '-' | '+' | '.' => number(rest)?,
            _ if first.is_alphabetic() || first == '_' => {
                let name = word(rest);
                let token = match name {
                    "true" => Token::Literal(Value::Bool(true)),
                    "false" => Token::Literal(Value::Bool(false)),
                    "nil" => Token::Literal(Value::Null),
                    name => Token::Word(name.to_owned()),
                };
                (token, name.len())
            }
            other => return Err(format!("unexpected {other:?}")),
        };
        found.push(token);
        rest = &rest[length..];
    }
    Ok(found)
}

fn word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len());
    &text[..end]
}

fn quoted(text: &str) -> Result<(Token, usize), String> {
    let (mut value, mut characters) = (String::new(), text.char_indices().skip(1));
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Ok((Token::Literal(Value::String(value)), at + 1)),
            '\\' => value.push(match characters.next() {
                Some((_, 'n')) => '\n',
                Some((_, 't')) => '\t',
                Some((_, 'r')) => '\r',
                Some((_, escaped @ ('"' | '\\' | '\''))) => escaped,
                _ => return Err("a string has an escape that is not known".to_owned()),
            }),
            '\n' => break,
            other => value.push(other),
        }
    }
    Err("a string has no end".to_owned())
}

fn number(text: &str) -> Result<(Token, usize), String> {
    let end = text[1..].find(|character: char| !character.is_ascii_alphanumeric() && character != '.').map_or(text.len(), |end| end + 1);
    let digits = &text[..end];
    let parsed = digits.parse::<i64>().map(Number::from).ok().or_else(|| digits.parse::<f64>().ok().and_then(Number::from_f64));
    parsed.map(|number| (Token::Literal(Value::Number(number)), end)).ok_or_else(|| format!("{digits:?} is no number"))
}
