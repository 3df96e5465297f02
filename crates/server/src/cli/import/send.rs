//! Sends one batch and finds out what became of each of its rows, also when the server refuses the request as a whole:
//! the row at fault is taken out or searched for by halving, so that it never costs its neighbours their place.

use super::batch::{Batch, Content, Entry, request_body};
use crate::cli::connect::{Server, reason_in};
use crate::cli::failure::Failure;
use selfsame_client::apis::identity_api::{BatchPatchIdentitiesError, batch_patch_identities_raw};
use selfsame_client::apis::{Error, ResponseContent};
use selfsame_client::models::{BatchPatchIdentitiesResponse, IdentityPatchResponse};
use selfsame_client::reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

/// Attempts at a request that the server turned away for the moment, and the wait before the second, doubled each time.
const ATTEMPTS: u32 = 7;
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// What became of a row.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Created,
    /// Refused as taken, most likely by itself: it was sent before and the answer got lost.
    AlreadyThere,
    Refused(Value),
}

/// How to count rows that are refused as taken after they were sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeated {
    CountsAsDone,
    IsRefused,
}

/// Rows that are still to be sent in one request.
struct Part<'b> {
    entries: Vec<(&'b Entry, &'b Content)>,
    /// A request with these rows failed halfway: some may have been created.
    may_exist: bool,
}

/// Sends all rows of the batch; outcomes in the order in which they became known.
pub async fn send<'b>(server: &Server, batch: &'b Batch, repeated: Repeated) -> Result<Vec<(&'b Entry, Outcome)>, Failure> {
    let mut outcomes = Vec::with_capacity(batch.entries.len());
    let mut whole = Part { entries: Vec::with_capacity(batch.entries.len()), may_exist: false };
    for entry in &batch.entries {
        match &entry.content {
            Ok(content) => whole.entries.push((entry, content)),
            Err(problem) => outcomes.push((entry, Outcome::Refused(json!({ "message": problem })))),
        }
    }
    let mut parts = vec![whole];
    while let Some(mut part) = parts.pop() {
        if part.entries.is_empty() {
            continue;
        }
        let refusal = match request(server, batch, &mut part).await? {
            Ok(answer) => {
                let answers = answer.identities.unwrap_or_default();
                if answers.len() != part.entries.len() {
                    let (sent, got) = (part.entries.len(), answers.len());
                    return Err(Failure::Failed(format!(
                        "the server answered {got} rows where {sent} were sent; is it a Selfsame server?"
                    )));
                }
                let judged = part.entries.iter().zip(answers);
                outcomes.extend(judged.map(|((entry, _), answer)| (*entry, judge(entry, answer, part.may_exist, repeated))));
                continue;
            }
            Err(refusal) => refusal,
        };
        if let [(entry, _)] = part.entries[..] {
            let error = body_error(&refusal);
            outcomes.push((entry, refused(entry, error, part.may_exist, repeated)));
        } else if let Some(at) = row_named_in(&refusal.content).filter(|at| *at < part.entries.len()) {
            let (entry, _) = part.entries.remove(at);
            outcomes.push((entry, Outcome::Refused(body_error(&refusal))));
            parts.push(part);
        } else {
            let rest = part.entries.split_off(part.entries.len() / 2);
            parts.push(Part { entries: rest, may_exist: part.may_exist });
            parts.push(part);
        }
    }
    Ok(outcomes)
}

type Refusal = ResponseContent<BatchPatchIdentitiesError>;

/// One request, tried again while the server is busy or restarts. A refusal that some row is at fault for is an `Ok(Err)`.
async fn request(server: &Server, batch: &Batch, part: &mut Part<'_>) -> Result<Result<BatchPatchIdentitiesResponse, Refusal>, Failure> {
    let tried = format!("import rows {} to {}", batch.first, batch.last);
    let mut wait = FIRST_WAIT;
    for attempt in 1.. {
        let body = request_body(part.entries.iter().map(|(_, content)| *content));
        let error = match batch_patch_identities_raw(&server.configuration, body).await {
            Ok(answer) => return Ok(Ok(answer)),
            Err(Error::ResponseError(refusal)) if is_about_rows(refusal.status) => return Ok(Err(refusal)),
            Err(error) => error,
        };
        let is_for_now = match &error {
            Error::ResponseError(refusal) => {
                part.may_exist |= may_have_been_done(refusal.status);
                is_busy(refusal.status)
            }
            // Nothing was sent: the server restarts, perhaps.
            Error::Reqwest(error) => attempt > 1 && error.is_connect(),
            Error::Serde(_) | Error::Io(_) => false,
        };
        if !is_for_now || attempt == ATTEMPTS {
            return Err(server.explain(&tried, &error));
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
    Err(Failure::Failed(format!("cannot {tried}")))
}

fn is_about_rows(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::CONFLICT | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY)
}

fn is_busy(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
    )
}

/// What went wrong halfway may have been done, or half done. Who is busy has not begun.
fn may_have_been_done(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE
}

fn judge(entry: &Entry, answer: IdentityPatchResponse, may_exist: bool, repeated: Repeated) -> Outcome {
    match answer.error.flatten() {
        None if answer.identity.is_some() => Outcome::Created,
        None => Outcome::Refused(json!({ "message": "the server passed the row over; it has nothing to create" })),
        Some(error) => refused(entry, error, may_exist, repeated),
    }
}

fn refused(entry: &Entry, error: Value, may_exist: bool, repeated: Repeated) -> Outcome {
    let is_taken = error.get("code").and_then(Value::as_u64) == Some(409);
    if is_taken && (entry.was_sent || may_exist) && repeated == Repeated::CountsAsDone {
        return Outcome::AlreadyThere;
    }
    Outcome::Refused(error)
}

/// The error in a refusal's body, or one made of its text.
fn body_error(refusal: &Refusal) -> Value {
    let parsed: Value = serde_json::from_str(&refusal.content).unwrap_or(Value::Null);
    match parsed.get("error") {
        Some(error @ Value::Object(_)) => error.clone(),
        _ => json!({ "code": refusal.status.as_u16(), "message": reason_in(&refusal.content) }),
    }
}

/// The place of the row that a refusal names as `identities[17]`.
fn row_named_in(body: &str) -> Option<usize> {
    let (_, rest) = body.split_once("identities[")?;
    rest.split_once(']')?.0.parse().ok()
}

#[cfg(test)]
mod tests;
