//! `/self-service/settings…`: begin, fetch, submit.

use super::answer::{Transport, fail, redirect, see_other};
use super::cookies::{give_continuity, give_session};
use super::visit::Visit;
use crate::flow::settings::{self, Changed, Submitted, page};
use crate::http::error::ApiError;
use crate::http::respond::json;
use crate::selfservice::with_query;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::flow::FlowType;
use selfsame_core::Ctx;
use serde_json::Value;

/// GET `/self-service/settings/api`
pub async fn begin_api(visit: Visit) -> Response {
    match settings::begin(&visit, FlowType::Api).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) => error.into_response(),
    }
}

/// GET `/self-service/settings/browser`
pub async fn begin_browser(visit: Visit) -> Response {
    let transport = Transport::json_if(visit.prefers_json());
    match (settings::begin(&visit, FlowType::Browser).await, transport) {
        (Ok(flow), Transport::Json) => json(StatusCode::OK, &flow),
        (Ok(flow), Transport::Page) => see_other(&visit.parts.method, &page(&visit, flow.id)),
        (Err(mut error), Transport::Json) => {
            if error.status == StatusCode::UNAUTHORIZED {
                error.beside.insert("CredentialsMissing".into(), Value::Bool(false));
            }
            error.into_response()
        }
        (Err(error), Transport::Page) if error.status == StatusCode::UNAUTHORIZED => {
            let login = visit.selfservice().own_url("/self-service/login/browser");
            let return_to = visit.query.get("return_to");
            let login = return_to.map_or_else(|| login.clone(), |return_to| with_query(&login, "return_to", return_to));
            see_other(&visit.parts.method, &login)
        }
        (Err(error), Transport::Page) => fail_or_lead(&visit, transport, error).await,
    }
}

/// GET `/self-service/settings/flows?id=`
pub async fn fetch(visit: Visit) -> Response {
    match settings::fetch(&visit, visit.query.get("id")).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) if error.status == StatusCode::UNAUTHORIZED => nobody(&visit, Transport::json_if(visit.answers_json()), error),
        Err(error) => error.into_response(),
    }
}

/// POST and GET `/self-service/settings?flow=`
pub async fn submit(visit: Visit) -> Response {
    let asked = Transport::json_if(visit.answers_json());
    let of = |kind: FlowType| if kind == FlowType::Api { Transport::Json } else { asked };
    let method = &visit.parts.method;
    match settings::submit(&visit).await {
        Ok(Submitted::Changed(done)) => {
            let transport = of(done.flow.kind);
            changed(&visit, transport, *done)
        }
        Ok(Submitted::Again { flow, is_refused }) => match of(flow.kind) {
            Transport::Json => json(if is_refused { StatusCode::BAD_REQUEST } else { StatusCode::OK }, &flow),
            Transport::Page => see_other(method, &page(&visit, flow.id)),
        },
        Ok(Submitted::Held { flow, page }) => match of(flow.kind) {
            Transport::Json => json(StatusCode::OK, &flow),
            Transport::Page => see_other(method, &page),
        },
        Ok(Submitted::Expired { kind, error, fresh }) => match of(kind) {
            Transport::Json => error.into_response(),
            Transport::Page => see_other(method, &page(&visit, fresh)),
        },
        Ok(Submitted::NeedsRefresh { kind, error, continuity }) => {
            let mut response = fail_or_lead(&visit, of(kind), *error).await;
            if let Some(value) = continuity {
                give_continuity(&visit, &mut response, &value);
            }
            response
        }
        Err(failure) => {
            let transport = failure.kind.map_or(asked, of);
            if failure.error.status == StatusCode::UNAUTHORIZED {
                return nobody(&visit, transport, failure.error);
            }
            fail_or_lead(&visit, transport, failure.error).await
        }
    }
}

fn changed(visit: &Visit, transport: Transport, done: Changed) -> Response {
    let mut response = match transport {
        Transport::Json => json(StatusCode::OK, &done.flow),
        Transport::Page => see_other(&visit.parts.method, &done.target),
    };
    if let Some(value) = &done.continuity {
        give_continuity(visit, &mut response, value);
    }
    if done.flow.kind == FlowType::Browser {
        let mut rng = visit.app.randomness.fork();
        give_session(visit, &mut Ctx { now: visit.now, rng: &mut rng }, &mut response, done.token, done.session.expires_at);
    }
    response
}

/// Whoever is not signed in: 401, or the way to the login page.
fn nobody(visit: &Visit, transport: Transport, error: ApiError) -> Response {
    match transport {
        Transport::Json => error.into_response(),
        Transport::Page => redirect(StatusCode::FOUND, &visit.parts.method, &visit.selfservice().settings.login.ui),
    }
}

/// An error that says where to go first leads a navigating browser there.
async fn fail_or_lead(visit: &Visit, transport: Transport, error: ApiError) -> Response {
    match error.beside.get("redirect_browser_to").and_then(Value::as_str) {
        Some(first) if transport == Transport::Page => see_other(&visit.parts.method, first),
        Some(_) | None => fail(visit, transport, error).await,
    }
}
