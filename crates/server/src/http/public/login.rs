//! `/self-service/login…`: begin, fetch, submit.

use super::answer::{Transport, fail, see_other};
use super::cookies::{give_session, remember_device, set_csrf};
use super::visit::Visit;
use crate::flow::kind::{self, page, session_already_available};
use crate::flow::login::{self, Begun, SignedIn, Submitted, shown_session};
use crate::http::encode::{Object, session};
use crate::http::error::ApiError;
use crate::http::respond::{json, json_bytes};
use crate::selfservice::with_query;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::flow::{ContinueWith, FlowType};
use selfsame_core::Ctx;
use selfsame_core::flow::login::Login;
use serde_json::json as value;

/// GET `/self-service/login/api`
pub async fn begin_api(visit: Visit) -> Response {
    match login::begin(&visit, FlowType::Api).await {
        Ok(Begun::Flow(flow)) => json(StatusCode::OK, &flow),
        Ok(Begun::AlreadySignedIn(_)) => session_already_available().into_response(),
        Err(error) => error.into_response(),
    }
}

/// GET `/self-service/login/browser`
pub async fn begin_browser(visit: Visit) -> Response {
    let transport = Transport::json_if(visit.prefers_json());
    match (login::begin(&visit, FlowType::Browser).await, transport) {
        (Ok(Begun::Flow(flow)), Transport::Json) => json(StatusCode::OK, &flow),
        (Ok(Begun::Flow(flow)), Transport::Page) => see_other(&visit.parts.method, &page::<Login>(&visit, flow.id)),
        (Ok(Begun::AlreadySignedIn(_)), Transport::Json) => session_already_available().into_response(),
        (Ok(Begun::AlreadySignedIn(target)), Transport::Page) => see_other(&visit.parts.method, &target),
        (Err(error), _) => fail(&visit, transport, error).await,
    }
}

/// GET `/self-service/login/flows?id=`
pub async fn fetch(visit: Visit) -> Response {
    match kind::fetch::<Login>(&visit, visit.query.get("id")).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) => error.into_response(),
    }
}

/// POST and GET `/self-service/login?flow=`
pub async fn submit(visit: Visit) -> Response {
    let asked = Transport::json_if(visit.answers_json());
    let of = |kind: FlowType| if kind == FlowType::Api { Transport::Json } else { asked };
    match login::submit(&visit).await {
        Ok(Submitted::SignedIn(done)) => {
            let transport = of(done.kind);
            signed_in(&visit, transport, *done)
        }
        Ok(Submitted::Again(flow)) => match of(flow.kind) {
            Transport::Json => json(StatusCode::BAD_REQUEST, &flow),
            Transport::Page => see_other(&visit.parts.method, &page::<Login>(&visit, flow.id)),
        },
        Ok(Submitted::AlreadySignedIn { flow, target }) => match of(flow.kind) {
            Transport::Json => json(StatusCode::BAD_REQUEST, &flow),
            Transport::Page => see_other(&visit.parts.method, &target),
        },
        Ok(Submitted::Expired { kind, error, fresh }) => match of(kind) {
            Transport::Json => error.into_response(),
            Transport::Page => see_other(&visit.parts.method, &page::<Login>(&visit, fresh)),
        },
        // What the client accepts decides, of whatever type the flow is.
        Ok(Submitted::Unverified { next, page }) => match asked {
            Transport::Json => unverified(&next).into_response(),
            Transport::Page => see_other(&visit.parts.method, &page),
        },
        Err(failure) => fail(&visit, failure.kind.map_or(asked, of), failure.error).await,
    }
}

/// 403 that leads to a verification. Its body speaks of 400, as clients know it.
fn unverified(next: &ContinueWith) -> ApiError {
    let mut error = ApiError::bad_request("No address of this account is verified yet").id("session_verified_address_required");
    error.status = StatusCode::FORBIDDEN;
    error.detail("continue_with", value!([next]))
}

/// The answer to a completed login.
fn signed_in(visit: &Visit, transport: Transport, done: SignedIn) -> Response {
    if done.kind == FlowType::Api {
        return match session_body(visit, &done) {
            Ok(body) => json_bytes(StatusCode::OK, body),
            Err(error) => error.into_response(),
        };
    }
    let second_factor = done.falls_short.then(|| {
        let again = visit.selfservice().own_url("/self-service/login/browser?aal=aal2");
        done.return_to.as_ref().map_or_else(|| again.clone(), |return_to| with_query(&again, "return_to", return_to))
    });
    let mut response = match (transport, second_factor) {
        (Transport::Page, next) => see_other(&visit.parts.method, next.as_ref().or(done.page.as_ref()).unwrap_or(&done.target)),
        (Transport::Json, Some(next)) => ApiError::go_on_at(&next).into_response(),
        (Transport::Json, None) => match session_body(visit, &done) {
            Ok(body) => json_bytes(StatusCode::OK, body),
            Err(error) => return error.into_response(),
        },
    };
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    if let Some(owner) = done.owner {
        set_csrf(visit, &mut response, owner);
    }
    give_session(visit, &mut ctx, &mut response, done.token, done.session.expires_at);
    remember_device(visit, &mut ctx, &mut response, &done.session, done.identity.available_aal);
    response
}

/// `{session_token?, session, continue_with}`
fn session_body(visit: &Visit, done: &SignedIn) -> Result<Vec<u8>, ApiError> {
    let is_native = done.kind == FlowType::Api;
    let mut out = Vec::with_capacity(1536);
    let mut object = Object::begin(&mut out);
    if is_native {
        object.text("session_token", done.token.as_str());
    }
    let shown = shown_session(done.falls_short);
    session::owned_view(&done.session, done.identity.key, |view| {
        session::write(object.name("session"), view, &done.identity.view(), &visit.current.schemas, shown, visit.now);
    })?;
    let mut next = done.verifications.clone();
    if !is_native {
        next.insert(0, ContinueWith::RedirectBrowserTo { redirect_browser_to: done.target.clone() });
    }
    let next = if next.is_empty() { "null".to_owned() } else { serde_json::to_string(&next).map_err(ApiError::internal)? };
    object.raw("continue_with", &next);
    object.end();
    Ok(out)
}
