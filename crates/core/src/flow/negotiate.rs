//! Whether a caller wants JSON or pages, as RFC 9110 negotiation between `text/html` (the default) and
//! `application/json` decides it.
//!
//! Kratos: a range with parameters other than `q` is dropped and types match by case, so that
//! `Accept: application/json; charset=utf-8` asks for a page. Clients depend on it.

/// Whether `accept` prefers JSON to HTML. More quality wins, then the more specific range, then HTML.
pub fn prefers_json(accept: Option<&str>) -> bool {
    let Some(accept) = accept else { return false };
    if accept == "application/json" {
        return true;
    }
    let ranges = || accept.split(',').filter_map(range);
    let score = |offer: &str, family: &str| ranges().filter_map(|(name, quality)| fit(name, offer, family).map(|fit| (quality, fit))).max();
    let (html, json) = (score("text/html", "text/*"), score("application/json", "application/*"));
    json > html
}

/// Whether the answer to a submission is JSON.
pub fn answers_json(accept: Option<&str>, content_type: Option<&str>) -> bool {
    content_type == Some("application/json") || prefers_json(accept)
}

/// How specifically a range names an offer.
fn fit(range: &str, offer: &str, family: &str) -> Option<u8> {
    match range {
        "*/*" => Some(0),
        range if range == family => Some(1),
        range if range == offer => Some(2),
        _ => None,
    }
}

/// A media range and its quality in thousandths; none for what is malformed, unacceptable or has parameters.
fn range(text: &str) -> Option<(&str, u32)> {
    let (name, parameters) = text.split_once(';').map_or((text, None), |(name, rest)| (name, Some(rest)));
    let quality = match parameters {
        None => 1000,
        Some(parameter) => thousandths(parameter.trim().strip_prefix("q=")?.trim())?,
    };
    (quality > 0).then_some((name.trim(), quality))
}

fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction = format!("{fraction:0<3}").parse::<u32>().ok()?;
    match whole {
        "0" => Some(fraction),
        "1" => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
