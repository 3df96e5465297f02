//! Flows in the store: one document each.

use crate::http::error::{ApiError, ApiResult};
use selfsame_api::FlowId;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_store::ops::flows;
use selfsame_store::{Rx, Store, StoreError};

/// The flow of this kind with this id, as a client writes it.
pub async fn load<K: FlowKind>(store: &Store, id: FlowId) -> ApiResult<Option<Flow<K>>> {
    let row = store.read(async |rx: &mut Rx<'_>| flows::by_id(rx, id, K::NAME).await).await?;
    let Some(row) = row else { return Ok(None) };
    let parsed = serde_json::from_str(&row.document);
    Ok(Some(parsed.map_err(|error| StoreError::Corrupt(format!("the flow {id} does not parse: {error}")))?))
}

/// The flow's document.
pub fn document<K: FlowKind>(flow: &Flow<K>) -> ApiResult<String> {
    serde_json::to_string(flow).map_err(ApiError::internal)
}
