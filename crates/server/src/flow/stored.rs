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

/// The part of a document that a submission must not undo.
#[derive(Deserialize)]
struct Progress {
    #[serde(default)]
    active: Option<Cow<'static, str>>,
}

/// Writes what a submission made of a flow; `document` is `flow`. Whether there was such a flow on which no
/// method had come as far yet.
pub async fn put<K: FlowKind + Clone>(tx: &mut Tx<'_>, flow: &Flow<K>, document: &str) -> selfsame_store::Result<bool> {
    let broken = |error: serde_json::Error| StoreError::Corrupt(format!("the flow {} does not parse: {error}", flow.id));
    let Some(stored) = flows::document(tx.rx(), flow.id, K::NAME).await? else { return Ok(false) };
    let Progress { active } = serde_json::from_str(&stored).map_err(broken)?;
    let is_first = active.is_none();
    if flow.active.is_none() && !is_first {
        let merged = serde_json::to_string(&Flow { active, ..flow.clone() }).map_err(|error| StoreError::Bug(error.to_string()))?;
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
pub async fn complete_registration(tx: &mut Tx<'_>, id: FlowId, document: &str) -> selfsame_store::Result<bool> {
    #[derive(Deserialize)]
    struct Made {
        details: Registration,
    }
    let Some(stored) = flows::document(tx.rx(), id, Registration::NAME).await? else { return Ok(false) };
    let broken = |error: serde_json::Error| StoreError::Corrupt(format!("the flow {id} does not parse: {error}"));
    let Made { details } = serde_json::from_str(&stored).map_err(broken)?;
    flows::overwrite(tx, id, document).await?;
    Ok(!details.is_completed)
}
