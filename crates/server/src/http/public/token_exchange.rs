//! GET `/sessions/token-exchange`: a native client's session, for the code with which its flow began together with the one
//! that a sign-in in a browser brought back.

use super::visit::Visit;
use super::whoami::see;
use crate::http::encode::Object;
use crate::http::error::{ApiError, ApiResult};
use crate::http::respond::json_bytes;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_core::Ctx;
use selfsame_core::keyed::token_hash;
use selfsame_core::session::SessionToken;
use selfsame_store::ops::exchanges::{self, Codes};
use selfsame_store::{Rx, Tx};

pub async fn exchange(visit: Visit) -> Response {
    answer(&visit).await.unwrap_or_else(IntoResponse::into_response)
}

async fn answer(visit: &Visit) -> ApiResult<Response> {
    let code = |name: &str| visit.query.get(name).filter(|code| !code.is_empty()).map(token_hash);
    let (Some(init_hash), Some(return_hash)) = (code("init_code"), code("return_to_code")) else {
        return Err(ApiError::bad_request("init_code and return_to_code are both needed"));
    };
    let (codes, now) = (Codes { init_hash, return_hash }, visit.now);
    let nothing = || ApiError::not_found().reason("No finished sign-in belongs to these codes");
    // Whoever guesses does not make the server write.
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| exchanges::session(rx, codes, now).await);
    found.await?.ok_or_else(nothing)?;
    let mut rng = visit.app.randomness.fork();
    let token = SessionToken::generate(&mut Ctx { now: visit.now, rng: &mut rng });
    let hash = token.hash();
    // Kratos: keeps the token itself until then, and hands out the same one again.
    let write = visit.app.store.write(async move |tx: &mut Tx<'_>| exchanges::exchange(tx, codes, &hash, now).await);
    if !write.await? {
        return Err(nothing());
    }
    let seen = see(visit, &hash).await?.ok_or_else(nothing)?;
    let mut out = Vec::with_capacity(seen.body.len() + 128);
    let mut object = Object::begin(&mut out);
    object.text("session_token", token.as_str());
    object.name("session").extend_from_slice(&seen.body);
    object.end();
    Ok(json_bytes(StatusCode::OK, out))
}
