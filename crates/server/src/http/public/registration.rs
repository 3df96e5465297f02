//! `/self-service/registration…`: begin, fetch, submit.

use super::answer::{Transport, fail, redirect, see_other};
use super::cookies::{give_session, remember_device, set_csrf};
use super::visit::Visit;
use crate::flow::kind::{self, page, session_already_available};
use crate::flow::registration::{self, Begun, SignedUp, Submitted};
use crate::http::encode::identity::Shown;
use crate::http::encode::session::{Devices, ShownSession, owned_view};
use crate::http::encode::{Object, identity, session};
use crate::http::error::ApiError;
use crate::http::respond::{json, json_bytes};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::flow::{ContinueWith, FlowType};
use selfsame_core::Ctx;
use selfsame_core::flow::registration::Registration;

/// GET `/self-service/registration/api`
pub async fn begin_api(visit: Visit) -> Response {
    match registration::begin(&visit, FlowType::Api).await {
        Ok(Begun::Flow(flow)) => json(StatusCode::OK, &flow),
        Ok(Begun::AlreadySignedIn(_)) => session_already_available().into_response(),
        Err(error) => error.into_response(),
    }
}

/// GET `/self-service/registration/browser`
pub async fn begin_browser(visit: Visit) -> Response {
    let transport = Transport::json_if(visit.prefers_json());
    match (registration::begin(&visit, FlowType::Browser).await, transport) {
        (Ok(Begun::Flow(flow)), Transport::Json) => json(StatusCode::OK, &flow),
        (Ok(Begun::Flow(flow)), Transport::Page) => see_other(&visit.parts.method, &page::<Registration>(&visit, flow.id)),
        (Ok(Begun::AlreadySignedIn(_)), Transport::Json) => session_already_available().into_response(),
        (Ok(Begun::AlreadySignedIn(target)), Transport::Page) => see_other(&visit.parts.method, &target),
        (Err(error), _) => fail(&visit, transport, error).await,
    }
}

/// GET `/self-service/registration/flows?id=`
pub async fn fetch(visit: Visit) -> Response {
    if let Err(error) = registration::check_enabled(&visit) {
        return error.into_response();
    }
    match kind::fetch::<Registration>(&visit, visit.query.get("id")).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) => error.into_response(),
    }
}

/// POST and GET `/self-service/registration?flow=`
pub async fn submit(visit: Visit) -> Response {
    let asked = Transport::json_if(visit.answers_json());
    let of = |kind: FlowType| if kind == FlowType::Api { Transport::Json } else { asked };
    let method = &visit.parts.method;
    match registration::submit(&visit).await {
        Ok(Submitted::SignedUp(done)) => {
            let transport = of(done.kind);
            signed_up(&visit, transport, *done)
        }
        Ok(Submitted::Again { flow, is_step }) => match of(flow.kind) {
            Transport::Json => json(StatusCode::BAD_REQUEST, &flow),
            Transport::Page => {
                let status = if is_step { StatusCode::SEE_OTHER } else { StatusCode::FOUND };
                redirect(status, method, &page::<Registration>(&visit, flow.id))
            }
        },
        Ok(Submitted::AlreadySignedIn { kind }) => match of(kind) {
            Transport::Json => session_already_available().into_response(),
            Transport::Page => redirect(StatusCode::FOUND, method, visit.selfservice().returns.default_url()),
        },
        Ok(Submitted::Expired { kind, error, fresh }) => match of(kind) {
            Transport::Json => error.into_response(),
            Transport::Page => see_other(method, &page::<Registration>(&visit, fresh)),
        },
        Err(failure) => fail(&visit, failure.kind.map_or(asked, of), failure.error).await,
    }
}

/// The answer to a completed registration.
fn signed_up(visit: &Visit, transport: Transport, done: SignedUp) -> Response {
    let mut response = match transport {
        Transport::Page => see_other(&visit.parts.method, done.page.as_ref().unwrap_or(&done.target)),
        Transport::Json => match body(visit, &done) {
            Ok(body) => json_bytes(StatusCode::OK, body),
            Err(error) => return error.into_response(),
        },
    };
    if done.kind == FlowType::Browser {
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        if let Some(owner) = done.owner {
            set_csrf(visit, &mut response, owner);
        }
        if let Some((session, token)) = done.session {
            give_session(visit, &mut ctx, &mut response, token, session.expires_at);
            remember_device(visit, &mut ctx, &mut response, &session, done.identity.available_aal);
        }
    }
    response
}

/// `{session_token?, session?, identity, continue_with}`
fn body(visit: &Visit, done: &SignedUp) -> Result<Vec<u8>, ApiError> {
    let is_native = done.kind == FlowType::Api;
    let mut next = Vec::new();
    if !is_native {
        next.push(ContinueWith::RedirectBrowserTo { redirect_browser_to: done.target.clone() });
    }
    next.extend(done.verifications.iter().cloned());
    let mut out = Vec::with_capacity(2048);
    let mut object = Object::begin(&mut out);
    if let Some((session, token)) = &done.session {
        if is_native {
            object.text("session_token", token.as_str());
            next.push(ContinueWith::SetOrySessionToken { ory_session_token: token.as_str().to_owned() });
        }
        let shown = ShownSession { devices: Devices::Shown, identity: Some(Shown::OWNER), tokenized: None };
        owned_view(session, done.identity.key, |view| {
            session::write(object.name("session"), view, &done.identity.view(), &visit.current.schemas, shown, visit.now);
        })?;
    }
    identity::write(object.name("identity"), &done.identity.view(), &visit.current.schemas, Shown::OWNER);
    let next = if next.is_empty() { "null".to_owned() } else { serde_json::to_string(&next).map_err(ApiError::internal)? };
    object.raw("continue_with", &next);
    object.end();
    Ok(out)
}
