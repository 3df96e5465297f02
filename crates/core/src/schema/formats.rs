//! The values of `format` that differ from JSON Schema's own or have another name here.

use crate::normalise;
use jsonschema::ValidationOptions;
use std::net::Ipv4Addr;

/// Adds our formats. Every format that is neither here nor known to the drafts accepts anything.
pub fn register(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    options
        .with_format("email", normalise::is_email)
        .with_format("tel", normalise::is_phone)
        .with_format("ip-address", |text: &str| text.parse::<Ipv4Addr>().is_ok())
        .with_format("uriref", is_uri_reference)
}

fn is_uri_reference(text: &str) -> bool {
    !text.chars().any(|character| character.is_whitespace() || character.is_control() || "\"<>\\^`{|}".contains(character))
}
