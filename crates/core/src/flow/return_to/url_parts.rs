//! A strict reading of URLs: scheme, authority, path and the rest, as written. What browsers are known to
//! read differently (backslashes, control characters, `http:host` without slashes) is no URL here.

use std::borrow::Cow;

/// The parts of a URL as they stand in its text. Absent parts are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UrlParts<'a> {
    pub scheme: Cow<'a, str>,
    /// User information, host and port.
    pub authority: Cow<'a, str>,
    /// Host and port.
    pub host: Cow<'a, str>,
    pub path: Cow<'a, str>,
    /// Path, query and fragment.
    pub rest: Cow<'a, str>,
}

impl<'a> UrlParts<'a> {
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.starts_with(' ') || text.bytes().any(|byte| byte < 0x20 || byte == 0x7f || byte == b'\\') {
            return None;
        }
        let (scheme, after) = split_scheme(text)?;
        let (authority, rest) = match after.strip_prefix("//") {
            Some(after) => after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len())),
            None => ("", after),
        };
        let (path, tail) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        // A scheme without slashes (`http:host`, `javascript:…`) has no host that could be compared, and a
        // first segment with a colon reads like one.
        let is_opaque = !scheme.is_empty() && !after.starts_with('/');
        let reads_like_scheme =
            scheme.is_empty() && authority.is_empty() && path.split('/').next().is_some_and(|first| first.contains(':'));
        let fragment = tail.split_once('#').map_or("", |(_, fragment)| fragment);
        if is_opaque || reads_like_scheme || !escapes_are_whole(path) || !escapes_are_whole(fragment) {
            return None;
        }
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let user_fits = authority.len() == host.len() || is_userinfo(&authority[..authority.len() - host.len() - 1]);
        if !user_fits || !is_host(host) {
            return None;
        }
        let part = Cow::Borrowed;
        Some(Self { scheme: part(scheme), authority: part(authority), host: part(host), path: part(path), rest: encode_rest(rest) })
    }

    pub fn into_owned(self) -> UrlParts<'static> {
        let own = |part: Cow<'a, str>| Cow::Owned(part.into_owned());
        UrlParts {
            scheme: own(self.scheme),
            authority: own(self.authority),
            host: own(self.host),
            path: own(self.path),
            rest: own(self.rest),
        }
    }
}

/// Splits a scheme off; none if the text begins with a colon.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(text.len());
    match (text.as_bytes().get(end), text.as_bytes().first()) {
        (Some(b':'), Some(first)) if first.is_ascii_alphabetic() => Some((&text[..end], &text[end + 1..])),
        (Some(b':'), _) if end == 0 => None,
        _ => Some(("", text)),
    }
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|after| after.len() >= 2 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

fn is_userinfo(text: &str) -> bool {
    escapes_are_whole(text) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%".contains(&byte))
}

fn is_host(host: &str) -> bool {
    if let Some(after) = host.strip_prefix('[') {
        let Some((address, port)) = after.split_once(']') else { return false };
        return address.bytes().all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte)) && is_port(port);
    }
    let (name, port) = host.find(':').map_or((host, ""), |at| host.split_at(at));
    // A wildcard is a host of the allow list.
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~*".contains(&byte) || byte >= 0x80) && is_port(port)
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A header holds no blanks and no characters beyond ASCII: they are percent-encoded.
fn encode_rest(rest: &str) -> Cow<'_, str> {
    const UNSAFE: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');
    percent_encoding::utf8_percent_encode(rest, UNSAFE).into()
}
