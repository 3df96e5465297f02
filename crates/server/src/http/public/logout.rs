//! `/self-service/logout…`: signing out, for browsers in two steps and for native clients in one.

use super::answer::{Transport, fail, see_other};
use super::cookies::{rotate_csrf, take_session};
use super::visit::{Live, Visit};
use crate::flow::kind::return_to_error;
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::first_value;
use crate::http::respond::{json, no_content};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use selfsame_core::Ctx;
use selfsame_core::session::SessionToken;
use selfsame_store::ops::sessions;
use selfsame_store::{Rx, Tx};
use serde_json::{Value, json as value};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use subtle::ConstantTimeEq;

/// GET `/self-service/logout/browser`: where to sign out.
pub async fn begin(visit: Visit) -> Response {
    match logout_url(&visit).await {
        Ok(body) => json(StatusCode::OK, &body),
        Err(error) => fail(&visit, Transport::json_if(visit.prefers_json()), error).await,
    }
}

async fn logout_url(visit: &Visit) -> ApiResult<Value> {
    let own = visit.selfservice();
    let return_to = visit.query.get("return_to");
    if let Some(raw) = return_to {
        own.returns.accept(raw).map_err(return_to_error)?;
    }
    let live = visit.live().await?.ok_or_else(no_session)?;
    let token = logout_token(&live);
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(raw) = return_to {
        query.append_pair("return_to", raw);
    }
    query.append_pair("token", &token);
    let url = own.own_url(&format!("/self-service/logout?{}", query.finish()));
    Ok(value!({ "logout_url": url, "logout_token": token }))
}

/// GET `/self-service/logout?token=`
pub async fn finish(visit: Visit) -> Response {
    let transport = Transport::json_if(visit.prefers_json());
    if let Err(error) = sign_out(&visit).await {
        return fail(&visit, transport, error).await;
    }
    let own = visit.selfservice();
    let target = match visit.query.get("return_to") {
        Some(raw) => own.returns.accept(raw).map_err(return_to_error),
        None => Ok(own.settings.logout_after.as_deref().unwrap_or(own.returns.default_url()).to_owned()),
    };
    let mut response = match (target, transport) {
        // As the contract has it: signed out before it is looked at where to go.
        (Err(error), _) => fail(&visit, transport, error).await,
        (Ok(_), Transport::Json) => no_content(),
        (Ok(target), Transport::Page) => see_other(&visit.parts.method, &target),
    };
    forget(&visit, &mut response);
    response
}

/// Lets the browser forget who was signed in.
pub fn forget(visit: &Visit, response: &mut Response) {
    let mut rng = visit.app.randomness.fork();
    rotate_csrf(visit, &mut Ctx { now: visit.now, rng: &mut rng }, response);
    take_session(visit, response);
    if visit.selfservice().settings.clear_browser_data && visit.request_url().is_ok_and(|url| url.starts_with("https:")) {
        response.headers_mut().insert("clear-site-data", HeaderValue::from_static(r#""cookies", "storage", "cache""#));
    }
}

async fn sign_out(visit: &Visit) -> ApiResult<()> {
    let sent = visit.query.get("token").ok_or_else(|| ApiError::bad_request("token: the query parameter is missing"))?;
    let live = visit.live().await?.ok_or_else(no_session)?;
    if !bool::from(logout_token(&live).as_bytes().ct_eq(sent.as_bytes())) {
        return Err(ApiError::forbidden("The logout token belongs to another session"));
    }
    revoke_held(visit).await
}

/// Revokes what a browser holds.
// Kratos: a session that comes by X-Session-Token alone survives its sign-out. Clients depend on it.
pub async fn revoke_held(visit: &Visit) -> ApiResult<()> {
    let Some(held) = visit.presented_to_logout() else { return Ok(()) };
    revoke(visit, &held.token).await.map(|_| ())
}

/// DELETE `/self-service/logout/api`
pub async fn native(visit: Visit) -> Response {
    match revoke_sent(&visit).await {
        Ok(()) => no_content(),
        Err(error) => error.into_response(),
    }
}

async fn revoke_sent(visit: &Visit) -> ApiResult<()> {
    let body = first_value(&visit.take_body().await?).map_err(|error| ApiError::bad_request(error.body.message))?;
    let token = body.get("session_token").and_then(Value::as_str).unwrap_or_default();
    if revoke(visit, &SessionToken::new(token.to_owned())).await? {
        return Ok(());
    }
    Err(ApiError::forbidden("There is no session with this token"))
}

/// Revokes the session with this token; false if there is none, true also if it was revoked before.
async fn revoke(visit: &Visit, token: &SessionToken) -> ApiResult<bool> {
    let (hash, now) = (token.hash(), visit.now);
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| sessions::by_token(rx, &hash, |session, _| Ok(session.id)).await);
    let Some(id) = found.await? else { return Ok(false) };
    visit.app.store.write(async move |tx: &mut Tx<'_>| sessions::disable(tx, id, now).await).await?;
    Ok(true)
}

/// Proves that a request to sign out comes from somebody who could ask for it: derived from the session's
/// own token, so that nothing more needs to be kept.
// Kratos: a random value beside the session, stored in clear.
fn logout_token(live: &Live) -> String {
    let digest = Sha256::new().chain_update(b"selfsame logout\0").chain_update(live.token.as_str()).finalize();
    let mut token = String::from("ory_lo_");
    for byte in &digest[..16] {
        let _ = write!(token, "{byte:02x}");
    }
    token
}

fn no_session() -> ApiError {
    ApiError::unauthorized("The request does not carry a valid session").id("session_inactive")
}
