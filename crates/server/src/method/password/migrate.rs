//! Passwords that were not imported: at the first sign-in another system is asked whether one is right, and then its hash is
//! stored here.

use crate::flow::kind::render;
use crate::http::encode::identity::{self, Shown};
use crate::http::error::ApiError;
use crate::http::public::visit::{Visit, cookies};
use crate::method::Refusal;
use crate::outbound::{Outbound, call};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use selfsame_config::model::MigrateHookRequest;
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::login::Login;
use selfsame_core::secret::Secret;
use selfsame_store::ops::identities::IdentityRow;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// The longest answer that is read, and how much of it is looked at.
const MOST_BYTES: usize = 64 * 1024;
const LOOKED_AT: usize = 1024;
/// How long all tries together may take.
const LONGEST: Duration = Duration::from_secs(25);
/// The pauses before the tries after the first.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];
const MATCH: &str = "password_match";

/// Somebody who signs in with a password that another system knows.
pub struct Asked<'a> {
    /// As it was typed.
    pub identifier: &'a str,
    pub password: &'a Secret,
    pub flow: &'a Flow<Login>,
    pub payload: Option<Map<String, Value>>,
    pub holder: &'a IdentityRow,
}

/// Whether the other system says that the password is right.
pub async fn is_right(visit: &Visit, hook: &MigrateHookRequest, asked: &Asked<'_>) -> Result<bool, Refusal> {
    match tokio::time::timeout(LONGEST, ask(visit, hook, asked)).await {
        Ok(Ok(is_right)) => Ok(is_right),
        Ok(Err(reason)) => Err(unanswered(&reason)),
        Err(_) => Err(unanswered("it did not answer in time")),
    }
}

/// 502; what went wrong is for the log.
fn unanswered(reason: &str) -> Refusal {
    tracing::warn!(reason, "the system that knows older passwords (migrate_hook) did not answer a sign-in");
    ApiError::new(StatusCode::BAD_GATEWAY, "The system that knows this password did not answer; try again later").into()
}

async fn ask(visit: &Visit, hook: &MigrateHookRequest, asked: &Asked<'_>) -> Result<bool, String> {
    let url = hook.url.as_deref().ok_or("migrate_hook.config has no url")?;
    let mut headers = call::headers(&hook.headers, hook.auth.as_ref())?;
    let body = body(visit, hook, asked).await?;
    let body = Secret::new(call::encoded(&mut headers, body)?);
    let trigger = uuid(visit);
    let mut pauses = PAUSES.iter();
    loop {
        if hook.emit_analytics_event.unwrap_or(true) {
            insert(&mut headers, "ory-webhook-request-id", &uuid(visit));
            insert(&mut headers, "ory-webhook-trigger-id", &trigger);
        }
        let request = visit.current.outbound.request(Method::POST, url).map_err(|error| error.to_string())?;
        let request = request.headers(headers.clone()).body(body.expose().to_owned());
        let reason = match Outbound::answer(request, MOST_BYTES).await {
            Ok((status, answer)) => match judge(status, &answer) {
                Some(is_right) => return Ok(is_right),
                None if status.is_server_error() => format!("it answered {status}"),
                None => return Err(format!("it answered {status}")),
            },
            Err(error) => error.to_string(),
        };
        match pauses.next() {
            Some(pause) => tokio::time::sleep(*pause).await,
            None => return Err(reason),
        }
    }
}

/// None if it is no answer to the question.
fn judge(status: StatusCode, answer: &[u8]) -> Option<bool> {
    match status {
        StatusCode::OK => {
            let answer: Option<Value> = serde_json::from_slice(&answer[..answer.len().min(LOOKED_AT)]).ok();
            Some(answer.is_some_and(|answer| answer.get("status").and_then(Value::as_str) == Some(MATCH)))
        }
        StatusCode::FORBIDDEN => Some(false),
        _ => None,
    }
}

async fn body(visit: &Visit, hook: &MigrateHookRequest, asked: &Asked<'_>) -> Result<String, String> {
    let Some(source) = &hook.body else {
        return Ok(json!({ "identifier": asked.identifier, "password": asked.password.expose() }).to_string());
    };
    let context = context(visit, asked).map_err(|error| error.to_string())?;
    call::body(source, context, &visit.current.outbound, &visit.app.jsonnet).await
}

/// What the Jsonnet knows: what web hooks know, and what was typed.
fn context(visit: &Visit, asked: &Asked<'_>) -> serde_json::Result<Value> {
    let mut flow = serde_json::to_value(render(visit, asked.flow.clone()))?;
    flow["transient_payload"] = Value::Object(asked.payload.clone().unwrap_or_default());
    let mut holder = Vec::with_capacity(1024);
    identity::write(&mut holder, &asked.holder.view(), &visit.current.schemas, Shown::OWNER);
    let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in &visit.parts.headers {
        headers.entry(canonical(name)).or_default().push(String::from_utf8_lossy(value.as_bytes()).into_owned());
    }
    let cookies: BTreeMap<&str, &str> = cookies(&visit.parts.headers).collect();
    Ok(json!({
        "flow": flow,
        "identity": serde_json::from_slice::<Value>(&holder)?,
        "request_headers": headers,
        "request_method": visit.parts.method.as_str(),
        "request_url": visit.request_url().unwrap_or_default(),
        "request_cookies": cookies,
        "identifier": asked.identifier,
        "password": asked.password.expose(),
    }))
}

/// A header's name as a Go program writes it.
fn canonical(name: &HeaderName) -> String {
    let words = name.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join("-")
}

fn uuid(visit: &Visit) -> String {
    let mut rng = visit.app.randomness.fork();
    uuid::Builder::from_random_bytes(Ctx { now: visit.now, rng: &mut rng }.id_bytes()).into_uuid().to_string()
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_word_of_a_good_answer_is_a_match() {
        let judged = |status: u16, answer: &str| judge(StatusCode::from_u16(status).unwrap(), answer.as_bytes());
        assert_eq!(judged(200, r#"{"status":"password_match"}"#), Some(true));
        for other in [r#"{"status":"no"}"#, r#"{"status":true}"#, "password_match", "[]", "", r#"{"Status":"password_match"}"#] {
            assert_eq!(judged(200, other), Some(false), "{other}");
        }
        assert_eq!(judged(403, r#"{"status":"password_match"}"#), Some(false));
        for status in [201, 204, 302, 400, 404, 429, 500, 503] {
            assert_eq!(judged(status, r#"{"status":"password_match"}"#), None, "{status}");
        }
    }

    #[test]
    fn names_of_headers_are_written_as_go_writes_them() {
        assert_eq!(canonical(&HeaderName::from_static("x-session-token")), "X-Session-Token");
        assert_eq!(canonical(&HeaderName::from_static("accept")), "Accept");
    }
}
