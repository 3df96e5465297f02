//! `/sessions/whoami`: who is behind a session token. The busiest endpoint: one read, one answer.

use super::cookies::give_session;
use super::visit::{TokenSource, Visit};
use crate::http::encode::identity::Shown;
use crate::http::encode::session::{self, Devices, ShownSession};
use crate::http::error::{ApiError, ApiResult};
use crate::http::respond::json_bytes;
use crate::selfservice::with_query;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use selfsame_api::session::Aal;
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Ctx;
use selfsame_core::session::{RequiredAal, falls_short, is_usable};
use selfsame_store::Rx;
use selfsame_store::ops::sessions;
use serde_json::json;

const IDENTITY_ID: &str = "x-kratos-authenticated-identity-id";
const CACHE_FOR: &str = "ory-session-cache-for";

/// The session of a request, already written.
pub struct Seen {
    pub body: Vec<u8>,
    identity_id: IdentityId,
    aal: Aal,
    available_aal: Aal,
    expires_at: Timestamp,
}

/// Any method `/sessions/whoami`
pub async fn whoami(visit: Visit) -> Response {
    match answer(&visit).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn answer(visit: &Visit) -> ApiResult<Response> {
    let rules = &visit.selfservice().settings.session;
    let Some(presented) = visit.presented() else { return Ok(nobody(visit)) };
    let Some(seen) = see(visit, &presented.token.hash()).await? else { return Ok(nobody(visit)) };
    if falls_short(seen.aal, rules.whoami_aal, seen.available_aal) {
        return Err(aal2_required(visit, None));
    }
    if visit.query.get("tokenize_as").is_some() {
        return Err(ApiError::bad_request("tokenize_as: there is no such template"));
    }
    let mut response = json_bytes(StatusCode::OK, seen.body);
    let mut buffer = uuid::Uuid::encode_buffer();
    if let Ok(id) = HeaderValue::from_str(seen.identity_id.0.hyphenated().encode_lower(&mut buffer)) {
        response.headers_mut().insert(IDENTITY_ID, id);
    }
    if let Some(most) = rules.cacheable {
        let left = seen.expires_at.since(visit.now);
        let seconds = if most.is_zero() { left } else { left.min(most) }.as_secs();
        response.headers_mut().insert(CACHE_FOR, HeaderValue::from(seconds));
    }
    if let TokenSource::Cookie(written_for) = presented.source
        && written_for < seen.expires_at
    {
        let mut rng = visit.app.randomness.fork();
        give_session(visit, &mut Ctx { now: visit.now, rng: &mut rng }, &mut response, presented.token, seen.expires_at);
    }
    Ok(response)
}

/// The session with the token of this hash, if it lets somebody in.
pub async fn see(visit: &Visit, token_hash: &[u8; 32]) -> ApiResult<Option<Seen>> {
    let (now, token_hash, current) = (visit.now, *token_hash, visit.current.clone());
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| {
        sessions::by_token(rx, &token_hash, |session, identity| {
            if !is_usable(session.active, session.expires_at, identity.state, now) {
                return Ok(None);
            }
            let mut body = Vec::with_capacity(1536);
            let shown = ShownSession { devices: Devices::Shown, identity: Some(Shown::OWNER), tokenized: None };
            session::write(&mut body, &session, &identity, &current.schemas, shown, now);
            Ok(Some(Seen {
                body,
                identity_id: identity.id,
                aal: session.aal,
                available_aal: identity.available_aal,
                expires_at: session.expires_at,
            }))
        })
        .await
    });
    Ok(found.await?.flatten())
}

fn nobody(visit: &Visit) -> Response {
    let mut response = ApiError::unauthorized("No valid session credentials found in the request").into_response();
    if visit.selfservice().settings.session.cacheable.is_some() && !visit.has_credentials() {
        response.headers_mut().insert(CACHE_FOR, HeaderValue::from_static("60"));
    }
    response
}

/// 403: the account has a second factor that the session lacks. `return_to` is where a browser goes once it has it.
pub fn aal2_required(visit: &Visit, return_to: Option<&str>) -> ApiError {
    let target = visit.selfservice().own_url("/self-service/login/browser?aal=aal2");
    let target = return_to.map_or_else(|| target.clone(), |return_to| with_query(&target, "return_to", return_to));
    let mut error = ApiError::forbidden("The session lacks a second factor that this account has")
        .id("session_aal2_required")
        .detail("redirect_browser_to", json!(target));
    error.beside.insert("redirect_browser_to".into(), json!(target));
    error
}

/// 403 if the session is below what whoami demands.
pub fn check_aal(visit: &Visit, aal: Aal, available: Aal) -> ApiResult<()> {
    let required: RequiredAal = visit.selfservice().settings.session.whoami_aal;
    if falls_short(aal, required, available) { Err(aal2_required(visit, None)) } else { Ok(()) }
}
