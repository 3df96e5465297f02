//! The functions of templates: Go's own and those of Sprig that text needs. Nothing here knows the time, the machine
//! or chance, so that rendering twice gives the same.

use super::Datum;
use super::eval::{is_true, kind, printed};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Number, Value};
use std::cmp::Ordering;

/// Longest text that a function makes, in bytes.
const MAX_TEXT: usize = 64 * 1024;

const KNOWN: &[&str] = &[
    "and",
    "or",
    "not",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "len",
    "index",
    "slice",
    "print",
    "printf",
    "println",
    "html",
    "js",
    "urlquery",
    "default",
    "empty",
    "coalesce",
    "ternary",
    "upper",
    "lower",
    "title",
    "trim",
    "trimAll",
    "trimPrefix",
    "trimSuffix",
    "replace",
    "contains",
    "hasPrefix",
    "hasSuffix",
    "join",
    "splitList",
    "quote",
    "squote",
    "toString",
    "toJson",
    "toPrettyJson",
    "fromJson",
    "int",
    "int64",
    "add",
    "add1",
    "sub",
    "mul",
    "div",
    "mod",
    "max",
    "min",
    "repeat",
    "substr",
    "trunc",
    "nospace",
    "list",
    "dict",
    "get",
    "hasKey",
    "keys",
    "has",
    "first",
    "last",
    "b64enc",
    "b64dec",
    "kindOf",
    "indent",
    "nindent",
    "cat",
];

pub fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
}

/// Calls a function; what a pipeline feeds it is its last argument.
pub fn call(name: &str, arguments: Vec<Datum>) -> Result<Datum, String> {
    let mut values = Arguments { values: arguments.into_iter(), name };
    let done = |value: Value| Ok(Datum::Json(value));
    match name {
        "and" | "or" => {
            let all: Vec<Datum> = values.values.collect();
            let decides = all.iter().position(|value| is_true(value) == (name == "or"));
            Ok(all.get(decides.unwrap_or(all.len().saturating_sub(1))).cloned().unwrap_or(Datum::Missing))
        }
        "not" | "empty" => done((!is_true(&values.next()?)).into()),
        "eq" => {
            let first = values.json()?;
            done(values.rest().iter().any(|other| same(&first, other)).into())
        }
        "ne" => done((!same(&values.json()?, &values.json()?)).into()),
        "lt" | "le" | "gt" | "ge" => {
            let order = compare(&values.json()?, &values.json()?)?;
            done(
                match name {
                    "lt" => order.is_lt(),
                    "le" => order.is_le(),
                    "gt" => order.is_gt(),
                    _ => order.is_ge(),
                }
                .into(),
            )
        }
        "len" => done(match values.json()? {
            Value::String(text) => text.len().into(),
            Value::Array(items) => items.len().into(),
            Value::Object(members) => members.len().into(),
            other => return Err(format!("{} has no length", kind(&other))),
        }),
        "index" | "get" => {
            let first = values.next()?;
            values.rest().into_iter().try_fold(first, index)
        }
        "slice" | "substr" | "trunc" => slice(name, &mut values).and_then(done),
        "print" | "cat" => {
            let texts: Vec<String> = values.values.map(|value| printed(&value)).collect();
            done(texts.join(if name == "cat" { " " } else { "" }).into())
        }
        "println" => done((values.values.map(|value| printed(&value)).collect::<Vec<_>>().join(" ") + "\n").into()),
        "printf" => {
            let format = values.text()?;
            let rest: Vec<Datum> = values.values.collect();
            done(format_values(&format, &rest)?.into())
        }
        "default" => {
            let (fallback, value) = (values.next()?, values.values.next().unwrap_or(Datum::Missing));
            Ok(if is_true(&value) { value } else { fallback })
        }
        "coalesce" => Ok(values.values.find(is_true).unwrap_or(Datum::Missing)),
        "ternary" => {
            let (yes, no, which) = (values.next()?, values.next()?, values.next()?);
            Ok(if is_true(&which) { yes } else { no })
        }
        "int" | "int64" | "add" | "add1" | "sub" | "mul" | "div" | "mod" | "max" | "min" => number(name, values).and_then(done),
        "list" => done(Value::Array(values.rest())),
        "dict" => {
            let mut members = Map::new();
            let mut rest = values.rest().into_iter();
            while let Some(key) = rest.next() {
                members.insert(printed(&Datum::Json(key)), rest.next().unwrap_or_default());
            }
            done(Value::Object(members))
        }
        "hasKey" => match (values.json()?, values.text()?) {
            (Value::Object(members), key) => done(members.contains_key(&key).into()),
            (other, _) => Err(format!("{} has no keys", kind(&other))),
        },
        "keys" => match values.json()? {
            Value::Object(members) => done(members.keys().cloned().collect()),
            other => Err(format!("{} has no keys", kind(&other))),
        },
        "has" => {
            let (needle, items) = (values.json()?, values.items()?);
            done(items.contains(&needle).into())
        }
        "first" => done(values.items()?.into_iter().next().unwrap_or_default()),
        "last" => done(values.items()?.pop().unwrap_or_default()),
        "join" => {
            let (separator, items) = (values.text()?, values.items()?);
            let texts: Vec<String> = items.into_iter().map(|item| printed(&Datum::Json(item))).collect();
            done(texts.join(&separator).into())
        }
        "fromJson" => done(serde_json::from_str(&values.text()?).unwrap_or_default()),
        "toJson" => done(values.json()?.to_string().into()),
        "toPrettyJson" => done(serde_json::to_string_pretty(&values.json()?).unwrap_or_default().into()),
        "kindOf" => done(
            match values.json()? {
                Value::Null => "invalid",
                Value::Bool(_) => "bool",
                Value::Number(number) if number.is_i64() => "int",
                Value::Number(_) => "float64",
                Value::String(_) => "string",
                Value::Array(_) => "slice",
                Value::Object(_) => "map",
            }
            .into(),
        ),
        _ => text(name, &mut values).and_then(done),
    }
}

/// Functions from text to text, and questions about text.
fn text(name: &str, values: &mut Arguments<'_>) -> Result<Value, String> {
    let first = values.text()?;
    Ok(match name {
        "html" => first.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&#34;").replace('\'', "&#39;").into(),
        "js" => {
            let quoted = Value::String(first).to_string().replace('<', "\\u003C").replace('>', "\\u003E").replace('\'', "\\'");
            quoted[1..quoted.len() - 1].into()
        }
        "urlquery" => percent_encoding::utf8_percent_encode(&first, percent_encoding::NON_ALPHANUMERIC).to_string().into(),
        "upper" => first.to_uppercase().into(),
        "lower" => first.to_lowercase().into(),
        "title" => title(&first).into(),
        "trim" => first.trim().into(),
        "trimAll" => values.text()?.trim_matches(|character| first.contains(character)).into(),
        "trimPrefix" => {
            let whole = values.text()?;
            whole.strip_prefix(&first).unwrap_or(&whole).into()
        }
        "trimSuffix" => {
            let whole = values.text()?;
            whole.strip_suffix(&first).unwrap_or(&whole).into()
        }
        "replace" => {
            let (new, whole) = (values.text()?, values.text()?);
            bounded(whole.len().saturating_mul(new.len() + 1))?;
            whole.replace(&first, &new).into()
        }
        "contains" => values.text()?.contains(&first).into(),
        "hasPrefix" => values.text()?.starts_with(&first).into(),
        "hasSuffix" => values.text()?.ends_with(&first).into(),
        "splitList" => values.text()?.split(&first).collect(),
        "quote" => Value::String(first).to_string().into(),
        "squote" => format!("'{first}'").into(),
        "repeat" => {
            let times = first.parse::<usize>().map_err(|_| "expected a count first")?;
            let whole = values.text()?;
            bounded(whole.len().saturating_mul(times))?;
            whole.repeat(times).into()
        }
        "nospace" => first.split_whitespace().collect::<String>().into(),
        "b64enc" => BASE64_STANDARD.encode(first).into(),
        "b64dec" => {
            let bytes = BASE64_STANDARD.decode(first).map_err(|error| error.to_string())?;
            String::from_utf8(bytes).map_err(|error| error.to_string())?.into()
        }
        "indent" | "nindent" => {
            let pad = first.parse::<usize>().map_err(|_| "expected a count first")?;
            let whole = values.text()?;
            bounded((whole.matches('\n').count() + 1).saturating_mul(pad))?;
            let pad = " ".repeat(pad);
            let indented = format!("{pad}{}", whole.replace('\n', &format!("\n{pad}")));
            if name == "nindent" { format!("\n{indented}").into() } else { indented.into() }
        }
        // toString
        _ => first.into(),
    })
}

struct Arguments<'a> {
    values: std::vec::IntoIter<Datum>,
    name: &'a str,
}

impl Arguments<'_> {
    fn next(&mut self) -> Result<Datum, String> {
        self.values.next().ok_or_else(|| format!("{} needs more arguments", self.name))
    }

    fn json(&mut self) -> Result<Value, String> {
        self.next().map(json)
    }

    fn text(&mut self) -> Result<String, String> {
        self.next().map(|value| printed(&value))
    }

    fn items(&mut self) -> Result<Vec<Value>, String> {
        match self.json()? {
            Value::Array(items) => Ok(items),
            Value::Null => Ok(Vec::new()),
            other => Err(format!("expected a list, got {}", kind(&other))),
        }
    }

    fn rest(self) -> Vec<Value> {
        self.values.map(json).collect()
    }
}

fn json(value: Datum) -> Value {
    match value {
        Datum::Json(value) => value,
        Datum::Missing => Value::Null,
        Datum::Root(fields) => Value::Object((*fields).clone()),
    }
}

fn bounded(length: usize) -> Result<(), String> {
    if length > MAX_TEXT { Err(format!("the text would be longer than {MAX_TEXT} bytes")) } else { Ok(()) }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
        _ => one == other,
    }
}

fn compare(one: &Value, other: &Value) -> Result<Ordering, String> {
    match (one, other) {
        (Value::String(one), Value::String(other)) => Ok(one.cmp(other)),
        _ => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => Ok(one.total_cmp(&other)),
            _ => Err(format!("{} and {} have no order", kind(one), kind(other))),
        },
    }
}

fn index(value: Datum, key: Value) -> Result<Datum, String> {
    match (value, key) {
        (Datum::Json(Value::Object(mut members)), Value::String(key)) => Ok(members.remove(&key).map_or(Datum::Missing, Datum::Json)),
        (Datum::Json(Value::Array(items)), Value::Number(at)) => {
            let found = at.as_u64().and_then(|at| items.get(at as usize)).cloned();
            found.map(Datum::Json).ok_or_else(|| format!("the list has no entry {at}"))
        }
        (Datum::Json(Value::Null) | Datum::Missing, _) => Ok(Datum::Missing),
        (other, key) => Err(format!("{} has nothing under {}", kind(&json(other)), kind(&key))),
    }
}

fn slice(name: &str, values: &mut Arguments<'_>) -> Result<Value, String> {
    let place = |value: Value| value.as_i64().ok_or_else(|| format!("expected a place, got {}", kind(&value)));
    match name {
        "trunc" => {
            let (length, whole) = (place(values.json()?)?, values.text()?);
            let count = whole.chars().count();
            let kept = usize::try_from(length.unsigned_abs()).unwrap_or(count).min(count);
            Ok(if length < 0 { whole.chars().skip(count - kept).collect::<String>() } else { whole.chars().take(kept).collect() }.into())
        }
        "substr" => {
            let (start, end, whole) = (place(values.json()?)?.max(0), place(values.json()?)?, values.text()?);
            let length = if end < 0 { usize::MAX } else { end.saturating_sub(start).max(0) as usize };
            Ok(whole.chars().skip(start as usize).take(length).collect::<String>().into())
        }
        _ => {
            let whole = values.json()?;
            let bounds = std::mem::take(&mut values.values).map(json).map(place).collect::<Result<Vec<_>, _>>()?;
            let length = match &whole {
                Value::String(text) => text.len(),
                Value::Array(items) => items.len(),
                other => return Err(format!("{} has no parts", kind(other))),
            };
            let start = bounds.first().map_or(Some(0), |at| usize::try_from(*at).ok());
            let end = bounds.get(1).map_or(Some(length), |at| usize::try_from(*at).ok());
            let range = start.zip(end).filter(|(start, end)| start <= end && *end <= length).ok_or("there is no such part")?;
            match whole {
                Value::Array(items) => Ok(items[range.0..range.1].to_vec().into()),
                whole => {
                    let part = whole.as_str().and_then(|text| text.get(range.0..range.1));
                    part.map(Value::from).ok_or_else(|| "there is no such part".to_owned())
                }
            }
        }
    }
}

fn number(name: &str, values: Arguments<'_>) -> Result<Value, String> {
    let read = |value: Value| match &value {
        Value::Number(number) => Ok(number.as_i64().unwrap_or_else(|| number.as_f64().unwrap_or_default() as i64)),
        Value::String(text) => Ok(text.trim().parse().unwrap_or(0)),
        Value::Bool(value) => Ok(i64::from(*value)),
        Value::Null => Ok(0),
        other => Err(format!("{} is no number", kind(other))),
    };
    let numbers = values.rest().into_iter().map(read).collect::<Result<Vec<i64>, String>>()?;
    let Some((first, rest)) = numbers.split_first() else { return Err("expected a number".to_owned()) };
    let result = match name {
        "add1" => first.checked_add(1),
        "add" => rest.iter().try_fold(*first, |sum, value| sum.checked_add(*value)),
        "sub" => rest.iter().try_fold(*first, |sum, value| sum.checked_sub(*value)),
        "mul" => rest.iter().try_fold(*first, |sum, value| sum.checked_mul(*value)),
        "div" => rest.iter().try_fold(*first, |sum, value| sum.checked_div(*value)),
        "mod" => rest.iter().try_fold(*first, |sum, value| sum.checked_rem(*value)),
        "max" => numbers.iter().max().copied(),
        "min" => numbers.iter().min().copied(),
        _ => Some(*first),
    };
    result.map(|value| Value::Number(Number::from(value))).ok_or_else(|| "the result is no number".to_owned())
}

fn title(text: &str) -> String {
    let mut begins = true;
    let raised = text.chars().flat_map(|character| {
        let raise = std::mem::replace(&mut begins, character.is_whitespace());
        let upper: Vec<char> = if raise { character.to_uppercase().collect() } else { vec![character] };
        upper
    });
    raised.collect()
}

/// `%s`, `%v`, `%d`, `%q`, `%t` and `%%`.
fn format_values(format: &str, values: &[Datum]) -> Result<String, String> {
    let (mut out, mut next, mut characters) = (String::new(), values.iter(), format.chars());
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('%') => out.push('%'),
            Some('s' | 'v' | 'd' | 't') => out.push_str(&printed(next.next().ok_or("a value is missing")?)),
            Some('q') => out.push_str(&Value::String(printed(next.next().ok_or("a value is missing")?)).to_string()),
            other => return Err(format!("%{} is not known", other.map(String::from).unwrap_or_default())),
        }
        bounded(out.len())?;
    }
    Ok(out)
}
