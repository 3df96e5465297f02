//! Flows in the store: one document each. Several submissions of a flow may run at once; the last one says
//! what the flow shows, but that one succeeded stays.

use crate::http::error::{ApiError, ApiResult};
use selfsame_api::FlowId;
use selfsame_api::flow::FlowState;
use selfsame_core::flow::registration::Registration;
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
    let Some(stored) = flows::document(tx.rx(), id, K::NAME).await? else { return Ok(false) };
    let progress: Progress = serde_json::from_str(&stored).map_err(|error| broken(id, &error))?;
    Ok(!progress.internal.spent_challenges.iter().any(|spent| spent == challenge))
}

fn broken(id: FlowId, error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt(format!("the flow {id} does not parse: {error}"))
}

/// Writes what a submission made of a flow; `document` is `flow`. Whether there was such a flow on which no
/// method had come as far yet.
pub async fn put<K: FlowKind + Clone>(tx: &mut Tx<'_>, flow: &Flow<K>, document: &str) -> selfsame_store::Result<bool> {
    match flows::document(tx.rx(), flow.id, K::NAME).await? {
        Some(stored) => put_over(tx, &stored, flow, document).await,
        None => Ok(false),
    }
}

/// As [`put`], over the document that was read in the same unit of work.
async fn put_over<K: FlowKind + Clone>(tx: &mut Tx<'_>, stored: &str, flow: &Flow<K>, document: &str) -> selfsame_store::Result<bool> {
    let Progress { active, state, internal } = serde_json::from_str(stored).map_err(|error| broken(flow.id, &error))?;
    // A step on the way is no success yet; a code that was right is, and stays so.
    let is_step = state == FlowState::SentEmail || active.as_deref() == Some("identifier_first");
    let is_first = active.is_none() || is_step;
    let stays_passed = state == FlowState::PassedChallenge && flow.state != state;
    let keeps_active = stays_passed || (flow.active.is_none() && !is_first);
    if keeps_active || internal.spent_challenges.iter().any(|challenge| !is_spent(flow, challenge)) {
        let mut merged = flow.clone();
        if keeps_active {
            merged.active = active;
        }
        if stays_passed {
            merged.state = state;
        }
        for challenge in &internal.spent_challenges {
            spend(&mut merged, challenge);
        }
        let merged = serde_json::to_string(&merged).map_err(|error| StoreError::Bug(error.to_string()))?;
        flows::overwrite(tx, flow.id, &merged).await?;
    } else {
        flows::overwrite(tx, flow.id, document).await?;
    }
    Ok(is_first)
}

/// Writes what a submission made of a flow, unless another one has completed it meanwhile.
pub async fn advance<K: FlowKind>(tx: &mut Tx<'_>, flow: &Flow<K>, document: &str) -> selfsame_store::Result<()> {
    #[derive(Deserialize)]
    struct Reached {
        state: FlowState,
    }
    let Some(stored) = flows::document(tx.rx(), flow.id, K::NAME).await? else { return Ok(()) };
    let broken = |error: serde_json::Error| StoreError::Corrupt(format!("the flow {} does not parse: {error}", flow.id));
    let Reached { state } = serde_json::from_str(&stored).map_err(broken)?;
    if state == FlowState::PassedChallenge && flow.state != FlowState::PassedChallenge {
        return Ok(());
    }
    flows::overwrite(tx, flow.id, document).await
}

/// Remembers that a registration made an identity; whether it is the first that it made.
pub async fn complete_registration(tx: &mut Tx<'_>, flow: &Flow<Registration>, document: &str) -> selfsame_store::Result<bool> {
    #[derive(Deserialize)]
    struct Made {
        details: Registration,
    }
    let Some(stored) = flows::document(tx.rx(), flow.id, Registration::NAME).await? else { return Ok(false) };
    let Made { details } = serde_json::from_str(&stored).map_err(|error| broken(flow.id, &error))?;
    put_over(tx, &stored, flow, document).await?;
    Ok(!details.is_completed)
}
