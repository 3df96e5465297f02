//! Settings flows in the store. Their forms show secrets that are about to be confirmed, so form and memory are sealed;
//! and they count their writes: what was decided on an older state of a flow is not written.

use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use selfsame_api::ui::Node;
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::Key;
use selfsame_core::flow::settings::Settings;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_store::ops::flows;
use selfsame_store::{Rx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is sealed of a flow.
#[derive(Serialize, Deserialize)]
struct Hidden {
    nodes: Option<Vec<Node>>,
    internal: Map<String, Value>,
}

/// A flow, ready to be inserted.
#[derive(Clone)]
pub struct NewRow {
    pub id: FlowId,
    key: Key,
    document: String,
    expires_at: Timestamp,
    created_at: Timestamp,
}

impl NewRow {
    pub fn new(app: &App, flow: &Flow<Settings>) -> ApiResult<Self> {
        let (id, expires_at, created_at) = (flow.id, flow.expires_at, flow.issued_at);
        Ok(Self { id, key: app.store.next_key(created_at), document: document(app, flow)?, expires_at, created_at })
    }

    /// Inserts it, within the unit of work of what it is made for.
    pub async fn insert(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        flows::insert(tx, self.key, self.id, Settings::NAME, &self.document, self.expires_at, self.created_at).await
    }
}

/// A flow's next state, ready to be written over the one that it was made of.
#[derive(Clone)]
pub struct NextState {
    id: FlowId,
    made_of: u64,
    document: String,
}

impl NextState {
    /// Of a flow that was changed since it was loaded.
    pub fn new(app: &App, flow: &mut Flow<Settings>, now: Timestamp) -> ApiResult<Self> {
        let made_of = flow.details.revision;
        flow.details.revision += 1;
        flow.updated_at = now;
        Ok(Self { id: flow.id, made_of, document: document(app, flow)? })
    }

    /// Writes it; [`StoreError::Stale`] if the flow is no longer what it was made of.
    pub async fn put(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        #[derive(Deserialize)]
        struct Stored {
            details: Settings,
        }
        let stored = flows::document(tx.rx(), self.id, Settings::NAME).await?.ok_or(StoreError::NotFound)?;
        let Stored { details } = serde_json::from_str(&stored).map_err(|error| broken(self.id, &error))?;
        if details.revision != self.made_of {
            return Err(StoreError::Stale);
        }
        flows::overwrite(tx, self.id, &self.document).await
    }
}

/// The flow with this id.
pub async fn load(app: &App, id: FlowId) -> ApiResult<Option<Flow<Settings>>> {
    let document = app.store.lookup(async move |rx: &mut Rx<'_>| flows::document(rx, id, Settings::NAME).await).await?;
    let Some(document) = document else { return Ok(None) };
    let mut flow: Flow<Settings> = serde_json::from_str(&document).map_err(|error| broken(id, &error))?;
    let sealed = STANDARD.decode(std::mem::take(&mut flow.details.sealed)).unwrap_or_default();
    // A cipher key that left the configuration takes the flows that it sealed along: they live an hour.
    let Ok(plain) = app.sealer.open(&associated(id), &sealed) else { return Ok(None) };
    let hidden: Hidden = serde_json::from_slice(&plain).map_err(|error| broken(id, &error))?;
    (flow.nodes, flow.internal) = (hidden.nodes, hidden.internal);
    Ok(Some(flow))
}

fn document(app: &App, flow: &Flow<Settings>) -> ApiResult<String> {
    let mut open = flow.clone();
    let hidden = Hidden { nodes: open.nodes.take(), internal: std::mem::take(&mut open.internal) };
    let plain = serde_json::to_vec(&hidden).map_err(ApiError::internal)?;
    open.details.sealed = STANDARD.encode(app.sealer.seal(&associated(flow.id), &plain)?);
    serde_json::to_string(&open).map_err(ApiError::internal)
}

fn associated(id: FlowId) -> Vec<u8> {
    format!("flow/{id}/form").into_bytes()
}

fn broken(id: FlowId, error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt(format!("the flow {id} does not parse: {error}"))
}
