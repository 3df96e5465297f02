//! The formats and patterns that the schema names, and how each is called when a value does not match.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::Regex;

use crate::units;

/// Whether `text` has the format `name`; formats that we do not check always match.
pub(crate) fn matches_format(name: &str, text: &str) -> bool {
    match name {
        "uri" => is_uri(text),
        "uri-reference" => is_uri_reference(text),
        "email" => is_email(text),
        "hostname" => is_hostname(text),
        _ => true,
    }
}

/// What a person calls the format.
pub(crate) fn format_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "uri" => "a URL with its scheme, such as `https://example.com/`",
        "uri-reference" => "a URL or a path",
        "email" => "an e-mail address",
        "hostname" => "a host name",
        _ => return None,
    })
}

/// Whether `text` matches `pattern`.
pub(crate) fn matches_pattern(pattern: &'static str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Regex>>> = LazyLock::new(Mutex::default);
    // A number may have the right form and yet be too large to count.
    if pattern.contains("ms|s|m|h") && units::parse_duration(text).is_none()
        || pattern.contains("KB|MB") && units::parse_bytes(text).is_none()
    {
        return false;
    }
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    compiled.entry(pattern).or_insert_with(|| Regex::new(pattern).expect("the patterns of the embedded schema are valid")).is_match(text)
}

/// What a person calls values of the pattern.
pub(crate) fn pattern_name(pattern: &str) -> Option<&'static str> {
    Some(match pattern {
        r"^([0-9]+(ns|us|ms|s|m|h))+$" => "a duration such as `30s` or `1h30m`",
        r"^([1-9][0-9]*(ns|us|ms|s|m|h))+$" => "a duration such as `30s` or `1h30m`, without leading zeros",
        r"^[0-9]+(ns|us|ms|s|m|h)$" => "a duration with one unit such as `90s`",
        r"^[0-9]+(B|KB|MB|GB|TB|PB|EB)$" => "a byte size such as `128MB`",
        r"^(https?|file|base64)://" => "a source that starts with `file://`, `base64://`, `http://` or `https://`",
        "^https?://" => "a URL that starts with `http://` or `https://`",
        "^smtps?://.*" => "a mail server such as `smtps://user:password@mail.example.com:465/`",
        r"^[^;{}<>@\\]+$" => "a CSS value such as `#0a6`",
        r"^[^/]+:[0-9]+$" => "host and port without a scheme, such as `localhost:4318`",
        _ => return None,
    })
}

fn is_uri(text: &str) -> bool {
    let Some(colon) = text.find(':') else { return false };
    if !is_scheme(&text[..colon]) || !is_well_formed(text) {
        return false;
    }
    match &text[..colon] {
        "http" | "https" => url::Url::parse(text).is_ok(),
        _ => true,
    }
}

fn is_uri_reference(text: &str) -> bool {
    let first_segment = text.split(['/', '?', '#']).next().unwrap_or(text);
    if first_segment.contains(':') { is_uri(text) } else { is_well_formed(text) }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// No control characters, and every percent sign starts an escape.
fn is_well_formed(text: &str) -> bool {
    let escapes_are_whole =
        text.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()));
    escapes_are_whole && !text.chars().any(char::is_control)
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control()) && !domain.contains('@')
    })
}

fn is_hostname(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}
