//! The text fields of a `multipart/form-data` body (RFC 7578). Forms of people need no files: a part with a
//! file name is left out.

use std::borrow::Cow;

type Field<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Name and value of every part; none if the body is malformed.
pub(super) fn parts<'a>(parameters: &str, body: &'a [u8]) -> Option<Vec<Field<'a>>> {
    let boundary = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then(|| value.trim_matches('"'))
    })?;
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let delimiter = format!("--{boundary}");
    let mut rest = after(body, delimiter.as_bytes())?;
    let delimiter = format!("\r\n--{boundary}");
    let mut fields = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(fields);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, delimiter.as_bytes())?;
        let part = &rest[..end];
        rest = &rest[end + delimiter.len()..];
        let blank = find(part, b"\r\n\r\n")?;
        if let Some(name) = field_name(std::str::from_utf8(&part[..blank]).ok()?) {
            fields.push((Cow::Owned(name), String::from_utf8_lossy(&part[blank + 4..])));
        }
    }
}

/// The name in a part's `Content-Disposition`; none for files.
fn field_name(headers: &str) -> Option<String> {
    let disposition = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let parameter = |wanted: &str| {
        disposition.split(';').find_map(|one| {
            let (name, value) = one.trim().split_once('=')?;
            name.eq_ignore_ascii_case(wanted).then(|| value.trim_matches('"').to_owned())
        })
    };
    if parameter("filename").is_some() { None } else { parameter("name") }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn after<'a>(text: &'a [u8], part: &[u8]) -> Option<&'a [u8]> {
    find(text, part).map(|at| &text[at + part.len()..])
}
