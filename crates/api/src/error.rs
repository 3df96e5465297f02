//! The error envelope: `{"error": {"code": 404, "status": "Not Found", "message": …}}`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The body of every JSON error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorEnvelope {
    /// The only member: clients tell an error body from every other by it.
    pub error: ErrorBody,
}

/// What went wrong, for a program (`id`, `code`, `details`) and for a developer (`reason`, `message`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A stable word for the error where the contract gives it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The HTTP status.
    pub code: u16,
    /// The HTTP status in words.
    #[serde(default)]
    pub status: String,
    /// The request's `X-Request-ID`, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// What exactly is wrong with this request, where `message` only names the kind of error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Never a list: an object or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Map<String, Value>>,
    /// What went wrong, in a sentence.
    pub message: String,
}
