//! The functions, one module per part of the API, and the error they share.
#![expect(clippy::too_many_arguments, clippy::large_enum_variant, reason = "functions and errors are shaped as in the published crate")]

pub mod configuration;
pub mod courier_api;
pub mod frontend_api;
pub mod identity_api;
pub mod metadata_api;

mod page;
mod request;
mod typed_error;

pub use page::{Page, Rows};
pub use request::send_json;

/// Why a call failed; `T` is the function's own error, chosen by status.
#[derive(Debug, thiserror::Error)]
pub enum Error<T> {
    /// No answer: connection, time-out, address.
    #[error("no answer from the server: {0}")]
    Reqwest(#[from] reqwest::Error),
    /// The answer, or the body to send, is not what it should be.
    #[error("cannot read or write the body: {0}")]
    Serde(#[from] serde_json::Error),
    /// Nothing was sent: an argument cannot stand in a path (`InvalidInput`), or the machinery of a blocking call did not
    /// start.
    #[error("the call was not made: {0}")]
    Io(#[from] std::io::Error),
    /// The server refused.
    #[error("the server answered {}: {}", .0.status, .0.content)]
    ResponseError(ResponseContent<T>),
}

/// A refusal as it came.
#[derive(Debug, Clone)]
pub struct ResponseContent<T> {
    /// The HTTP status; trust it over the body's `code`.
    pub status: reqwest::StatusCode,
    /// The body as text.
    pub content: String,
    /// The body by status; `None` if it is not JSON.
    pub entity: Option<T>,
}

impl<T> Error<T> {
    /// The status of the server's refusal, if there was one.
    pub fn status(&self) -> Option<reqwest::StatusCode> {
        match self {
            Self::ResponseError(response) => Some(response.status),
            Self::Reqwest(_) | Self::Serde(_) | Self::Io(_) => None,
        }
    }
}

/// Encodes as HTML forms do: a space becomes `+`.
///
/// ```
/// assert_eq!(selfsame_client::apis::urlencode("a b&c"), "a+b%26c");
/// ```
pub fn urlencode<T: AsRef<str>>(s: T) -> String {
    url::form_urlencoded::byte_serialize(s.as_ref().as_bytes()).collect()
}

/// Flattens a JSON value into `prefix[key][0]` style parameters.
///
/// ```
/// let value = serde_json::json!({"a": {"b": [1, "x"]}});
/// let flat = selfsame_client::apis::parse_deep_object("p", &value);
/// assert_eq!(flat, [("p[a][b][0]".to_owned(), "1".to_owned()), ("p[a][b][1]".to_owned(), "x".to_owned())]);
/// ```
pub fn parse_deep_object(prefix: &str, value: &serde_json::Value) -> Vec<(String, String)> {
    use serde_json::Value;
    match value {
        Value::Object(members) => members.iter().flat_map(|(key, value)| parse_deep_object(&format!("{prefix}[{key}]"), value)).collect(),
        Value::Array(list) => list.iter().enumerate().flat_map(|(i, value)| parse_deep_object(&format!("{prefix}[{i}]"), value)).collect(),
        Value::String(text) => vec![(prefix.to_owned(), text.clone())],
        Value::Null | Value::Bool(_) | Value::Number(_) => vec![(prefix.to_owned(), value.to_string())],
    }
}
