//! A change that waits for its owner to sign in once more. What was submitted is kept, sealed, with the flow; a cookie
//! says which browser left it there. Coming back from the sign-in, that browser makes the change without typing it again.

use super::stored::NextState;
use super::{Heard, Submitted, submit_url};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::{Visit, cookies};
use crate::selfservice::{CONTINUITY_COOKIE, with_query};
use http::Method;
use selfsame_api::Timestamp;
use selfsame_api::flow::FlowType;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::{Ctx, cookie};
use selfsame_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;

/// How long a submission waits.
const WAITS: Duration = Duration::from_mins(15);

/// Under this name a flow remembers what was submitted.
const PARKED: &str = "parked";

/// A submission that waits. No Debug: it holds passwords.
#[derive(Serialize, Deserialize)]
struct Parked {
    /// As in the browser's cookie.
    id: String,
    body: FlowBody,
    until: Timestamp,
}

impl Heard<'_> {
    /// Sends the person to sign in once more, and keeps what was submitted meanwhile; none if others changed the flow.
    pub(super) async fn postpone(&self, mut flow: Flow<Settings>, method: &str, body: &FlowBody) -> ApiResult<Option<Submitted>> {
        let visit = self.visit;
        let (kind, error) = (flow.kind, Box::new(refresh_required(visit, &flow)));
        // Kratos: a native client's submissions are kept too, if they are the profile's, though it can never resume them.
        // Here such a client only gets the cookie.
        if kind == FlowType::Api {
            let continuity = (method == "profile").then(|| container(visit)).transpose()?.map(|(_, cookie)| cookie);
            return Ok(Some(Submitted::NeedsRefresh { kind, error, continuity }));
        }
        let (id, continuity) = container(visit)?;
        let parked = Parked { id, body: body.clone(), until: visit.now + WAITS };
        flow.internal.insert(PARKED.to_owned(), serde_json::to_value(&parked).map_err(ApiError::internal)?);
        let next = NextState::new(&visit.app, &mut flow, visit.now)?;
        match visit.app.store.write(async move |tx: &mut Tx<'_>| next.put(tx).await).await {
            Ok(()) => Ok(Some(Submitted::NeedsRefresh { kind, error, continuity: Some(continuity) })),
            Err(StoreError::Stale) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What the browser that comes back had submitted. It leaves the flow, so that it is heard once.
pub(super) fn resumed(visit: &Visit, flow: &mut Flow<Settings>) -> Option<FlowBody> {
    if visit.parts.method != Method::GET || visit.answers_json() {
        return None;
    }
    let own = visit.selfservice();
    let mut held = cookies(&visit.parts.headers).filter(|(name, _)| *name == CONTINUITY_COOKIE);
    let id = held.find_map(|(name, value)| cookie::open_text(&own.cookie_keys, name, value))?;
    let parked: Parked = serde_json::from_value(flow.internal.get(PARKED)?.clone()).ok()?;
    if parked.id != id || parked.until <= visit.now {
        return None;
    }
    flow.internal.remove(PARKED);
    Some(parked.body)
}

/// The id of a new container, and the value of the cookie that names it.
pub(super) fn container(visit: &Visit) -> ApiResult<(String, String)> {
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let id = ctx.alphanumeric(22);
    let value = cookie::seal_text(&mut ctx, &visit.selfservice().cookie_keys, CONTINUITY_COOKIE, &id).map_err(ApiError::internal)?;
    Ok((id, value))
}

/// 403: the person must sign in once more before this change.
fn refresh_required(visit: &Visit, flow: &Flow<Settings>) -> ApiError {
    let again = visit.selfservice().own_url("/self-service/login/browser?refresh=true");
    let again = with_query(&again, "return_to", &submit_url(visit, flow.id));
    let mut error = ApiError::forbidden("The last sign-in is too long ago for this change; sign in once more");
    error.beside.insert("redirect_browser_to".into(), json!(again));
    error.id("session_refresh_required")
}
