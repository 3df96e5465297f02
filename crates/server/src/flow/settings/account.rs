//! The account behind a session, and a settings flow as its owner sees it.

use crate::app::App;
use crate::http::encode::identity::{self, Shown};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use selfsame_api::flow::{ContinueWith, SettingsFlow};
use selfsame_api::ui::UiContainer;
use selfsame_core::flow::settings::Settings;
use selfsame_core::flow::{Flow, nodes};
use selfsame_core::{Ctx, Key};
use selfsame_store::Rx;
use selfsame_store::ops::identities::{IdentityRow, Loaded, read};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// An identity: as an answer shows it, and as decisions see it.
pub struct Account {
    pub row: IdentityRow,
    pub loaded: Loaded,
}

impl Account {
    /// The account under this key.
    pub async fn load(app: &App, key: Key) -> ApiResult<Self> {
        let found = app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_key(rx, key).await);
        let (row, credentials) = found.await?.ok_or_else(ApiError::not_found)?;
        let loaded = Loaded::decode(&row, credentials, &app.sealer)?;
        Ok(Self { row, loaded })
    }
}

/// The flow on the wire, with the form's token of the browser that asks.
pub fn render(visit: &Visit, mut flow: Flow<Settings>, owner: &IdentityRow) -> ApiResult<SettingsFlow> {
    let mut shown = flow.nodes.take().unwrap_or_default();
    if flow.is_browser() {
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        nodes::set_value(&mut shown, "csrf_token", visit.csrf().map(|token| token.mask(&mut ctx)).unwrap_or_default());
    }
    let target = flow.details.action.unwrap_or(flow.id);
    let action = visit.selfservice().own_url(&format!("/self-service/settings?flow={target}"));
    Ok(SettingsFlow {
        id: flow.id,
        kind: flow.kind,
        expires_at: flow.expires_at,
        issued_at: flow.issued_at,
        request_url: flow.request_url,
        return_to: flow.return_to,
        active: flow.active,
        ui: UiContainer { action, method: Cow::Borrowed("POST"), nodes: shown, messages: flow.messages },
        identity: view(visit, owner)?,
        state: flow.state,
        organization_id: flow.organization_id,
        continue_with: Vec::<ContinueWith>::new(),
        transient_payload: None,
    })
}

/// The identity as its owner sees it.
fn view(visit: &Visit, owner: &IdentityRow) -> ApiResult<Box<RawValue>> {
    let mut json = Vec::with_capacity(1024);
    identity::write(&mut json, &owner.view(), &visit.current.schemas, Shown::OWNER);
    let text = String::from_utf8(json).map_err(ApiError::internal)?;
    RawValue::from_string(text).map_err(ApiError::internal)
}
