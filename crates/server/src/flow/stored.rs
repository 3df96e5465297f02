//! Flows in the store: one document each. Several submissions of a flow may run at once; the last one says
//! what the flow shows, but that one succeeded stays.

use crate::http::error::{ApiError, ApiResult};
use http::StatusCode;
use selfsame_api::FlowId;
use selfsame_api::flow::FlowState;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_store::ops::flows;
use selfsame_store::{Rx, Store, StoreError, Tx};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// The flow of this kind with this id, as a client writes it.
pub async fn load<K: FlowKind>(store: &Store, id: FlowId) -> ApiResult<Option<Flow<K>>> {
    let document = store.lookup(async move |rx: &mut Rx<'_>| flows::document(rx, id, K::NAME).await).await?;
    let Some(document) = document else { return Ok(None) };
    let parsed = serde_json::from_str(&document);
    Ok(Some(parsed.map_err(|error| StoreError::Corrupt(format!("the flow {id} does not parse: {error}")))?))
}

/// The flow's document.
pub fn document<K: FlowKind>(flow: &Flow<K>) -> ApiResult<String> {
    serde_json::to_string(flow).map_err(ApiError::internal)
}

/// Under which a flow remembers the challenges to which somebody answered right: each is good for one answer.
const SPENT: &str = "spent_challenges";

/// Under which it remembers that it made room for another one of its client.
const CLOSED: &str = "closed";

/// Under which it counts the submissions that sent something.
const SENDS: &str = "sends";

/// How often a flow sends something: more messages than that a receiver would not get anyway.
// Kratos: as often as one likes.
const MOST_SENDS: u64 = 10;

/// The part of a document that a submission must not undo.
#[derive(Deserialize)]
struct Progress {
    #[serde(default)]
    active: Option<Cow<'static, str>>,
    state: FlowState,
    #[serde(default)]
    internal: Internal,
}

#[derive(Default, Deserialize)]
struct Internal {
    #[serde(default)]
    spent_challenges: Vec<String>,
    #[serde(default)]
    closed: bool,
    #[serde(default)]
    sends: u64,
}

impl Internal {
    /// Whether a submission that knew this much has not heard of all that happened meanwhile.
    fn is_news_to<K: FlowKind>(&self, flow: &Flow<K>) -> bool {
        let knows_sends = flow.internal.get(SENDS).and_then(Value::as_u64).unwrap_or(0) >= self.sends;
        !knows_sends || (self.closed && !is_closed(flow)) || self.spent_challenges.iter().any(|challenge| !is_spent(flow, challenge))
    }

    /// Tells it.
    fn tell<K: FlowKind>(self, flow: &mut Flow<K>) {
        for challenge in &self.spent_challenges {
            spend(flow, challenge);
        }
        if self.closed {
            close(flow);
        }
        if self.sends > 0 {
            flow.internal.insert(SENDS.to_owned(), self.sends.into());
        }
    }
}

/// Notes that the flow is completed: it has made room for another one, once and for all.
pub fn close<K: FlowKind>(flow: &mut Flow<K>) {
    flow.internal.insert(CLOSED.to_owned(), Value::Bool(true));
}

fn is_closed<K: FlowKind>(flow: &Flow<K>) -> bool {
    flow.internal.get(CLOSED) == Some(&Value::Bool(true))
}

/// Whether a challenge of the flow was answered right before.
pub fn is_spent<K: FlowKind>(flow: &Flow<K>, challenge: &str) -> bool {
    flow.internal.get(SPENT).and_then(Value::as_array).is_some_and(|spent| spent.iter().any(|one| one == challenge))
}

/// Remembers that this challenge was answered right. What answered it counts only if [`is_open`] says so in the unit of
/// work that stores the flow.
pub fn spend<K: FlowKind>(flow: &mut Flow<K>, challenge: &str) {
    if !is_spent(flow, challenge)
        && let Value::Array(spent) = flow.internal.entry(SPENT).or_insert_with(|| Value::Array(Vec::new()))
    {
        spent.push(challenge.into());
    }
}

/// Whether nobody has answered this challenge of the flow right as yet.
pub async fn is_open<K: FlowKind>(tx: &mut Tx<'_>, id: FlowId, challenge: &str) -> selfsame_store::Result<bool> {
    let Some(progress) = progress::<K>(tx, id).await? else { return Ok(false) };
    Ok(!progress.internal.spent_challenges.iter().any(|spent| spent == challenge))
}

fn broken(id: FlowId, error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt(format!("the flow {id} does not parse: {error}"))
}

/// Writes what a submission made of a flow; `document` is `flow`.
pub async fn put<K: FlowKind + Clone>(tx: &mut Tx<'_>, flow: &Flow<K>, document: &str) -> selfsame_store::Result<()> {
    match progress::<K>(tx, flow.id).await? {
        Some(progress) => write(tx, flow, Some(document), progress).await,
        None => Ok(()),
    }
}

/// As [`put`], of a submission that completes the flow, marked by [`close`]; whether none had completed it before.
pub async fn complete<K: FlowKind + Clone>(tx: &mut Tx<'_>, flow: &Flow<K>, document: &str) -> selfsame_store::Result<bool> {
    let Some(progress) = progress::<K>(tx, flow.id).await? else { return Ok(false) };
    let is_first = !progress.internal.closed;
    write(tx, flow, Some(document), progress).await?;
    Ok(is_first)
}

/// As [`put`], of a submission that sends something. False, and nothing is written, once the flow has sent as much as it may:
/// each message is a row that is kept for a while.
pub async fn put_sent<K: FlowKind + Clone>(tx: &mut Tx<'_>, flow: &Flow<K>) -> selfsame_store::Result<bool> {
    let Some(mut progress) = progress::<K>(tx, flow.id).await? else { return Ok(true) };
    if progress.internal.sends >= MOST_SENDS {
        return Ok(false);
    }
    progress.internal.sends += 1;
    write(tx, flow, None, progress).await?;
    Ok(true)
}

/// 429: the flow has sent as much as it may.
pub fn sent_too_often() -> ApiError {
    ApiError::new(StatusCode::TOO_MANY_REQUESTS, "This flow has sent as many messages as it may; begin a new one").id("too_many_messages")
}

async fn progress<K: FlowKind>(tx: &mut Tx<'_>, id: FlowId) -> selfsame_store::Result<Option<Progress>> {
    let Some(stored) = flows::document(tx.rx(), id, K::NAME).await? else { return Ok(None) };
    Ok(Some(serde_json::from_str(&stored).map_err(|error| broken(id, &error))?))
}

/// Writes a flow over what it had come to meanwhile. `document` is `flow`, if it is made already.
async fn write<K: FlowKind + Clone>(
    tx: &mut Tx<'_>,
    flow: &Flow<K>,
    document: Option<&str>,
    stored: Progress,
) -> selfsame_store::Result<()> {
    let Progress { active, state, internal } = stored;
    // A step on the way is no success yet; a code that was right is, and stays so.
    let is_step = state == FlowState::SentEmail || active.as_deref() == Some("identifier_first");
    let stays_passed = state == FlowState::PassedChallenge && flow.state != state;
    let keeps_active = stays_passed || (flow.active.is_none() && active.is_some() && !is_step);
    if let Some(document) = document
        && !keeps_active
        && !internal.is_news_to(flow)
    {
        return flows::overwrite(tx, flow.id, document).await;
    }
    let mut merged = flow.clone();
    if keeps_active {
        merged.active = active;
    }
    if stays_passed {
        merged.state = state;
    }
    internal.tell(&mut merged);
    let merged = serde_json::to_string(&merged).map_err(|error| StoreError::Bug(error.to_string()))?;
    flows::overwrite(tx, flow.id, &merged).await
}

/// Writes what a submission made of a flow, unless another one has completed it meanwhile.
pub async fn advance<K: FlowKind + Clone>(tx: &mut Tx<'_>, flow: &Flow<K>, document: &str) -> selfsame_store::Result<()> {
    let Some(progress) = progress::<K>(tx, flow.id).await? else { return Ok(()) };
    if progress.state == FlowState::PassedChallenge && flow.state != FlowState::PassedChallenge {
        return Ok(());
    }
    write(tx, flow, Some(document), progress).await
}
