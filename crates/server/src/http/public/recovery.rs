//! `/self-service/recovery…`: begin, fetch, submit, open a link.

use super::answer::{Transport, fail, redirect, see_other};
use super::cookies::{give_session, rotate_csrf, set_csrf};
use super::visit::Visit;
use crate::flow::kind::{self, page};
use crate::flow::recovery::{self, Begun, Recovered, Submitted, already_signed_in, expired_leading_on, leading_on};
use crate::flow::settings;
use crate::http::error::ApiError;
use crate::http::respond::json;
use crate::selfservice::with_query;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::FlowId;
use selfsame_api::flow::{ContinueWith, ContinueWithFlow, FlowType};
use selfsame_core::Ctx;
use selfsame_core::flow::recovery::Recovery;

/// GET `/self-service/recovery/api`
pub async fn begin_api(visit: Visit) -> Response {
    match recovery::begin(&visit, FlowType::Api).await {
        Ok(Begun::Flow(flow)) => json(StatusCode::OK, &flow),
        Ok(Begun::AlreadySignedIn) => already_signed_in().into_response(),
        Err(error) => error.into_response(),
    }
}

/// GET `/self-service/recovery/browser`
pub async fn begin_browser(visit: Visit) -> Response {
    let transport = Transport::json_if(visit.prefers_json());
    match (recovery::begin(&visit, FlowType::Browser).await, transport) {
        (Ok(Begun::Flow(flow)), Transport::Json) => json(StatusCode::OK, &flow),
        (Ok(Begun::Flow(flow)), Transport::Page) => see_other(&visit.parts.method, &page::<Recovery>(&visit, flow.id)),
        (Ok(Begun::AlreadySignedIn), _) => signed_in_already(&visit, transport),
        (Err(error), _) => fail(&visit, transport, error).await,
    }
}

/// GET `/self-service/recovery/flows?id=`
pub async fn fetch(visit: Visit) -> Response {
    if let Err(error) = recovery::check_enabled(&visit) {
        return error.into_response();
    }
    match kind::fetch::<Recovery>(&visit, visit.query.get("id")).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) => error.into_response(),
    }
}

/// POST and GET `/self-service/recovery?flow=`
pub async fn submit(visit: Visit) -> Response {
    let asked = Transport::json_if(visit.answers_json());
    let of = |kind: FlowType| if kind == FlowType::Api { Transport::Json } else { asked };
    let leads_on = visit.selfservice().settings.features.continue_with;
    let to_page = |id| see_other(&visit.parts.method, &page::<Recovery>(&visit, id));
    match recovery::submit(&visit).await {
        Ok(Submitted::Recovered(done)) => recovered(&visit, asked, *done),
        Ok(Submitted::Step(flow)) => match of(flow.kind) {
            Transport::Json => json(StatusCode::OK, &flow),
            Transport::Page => to_page(flow.id),
        },
        Ok(Submitted::Mistake(flow)) => match of(flow.kind) {
            Transport::Json => json(StatusCode::BAD_REQUEST, &flow),
            Transport::Page => to_page(flow.id),
        },
        Ok(Submitted::AlreadySignedIn { kind }) => signed_in_already(&visit, of(kind)),
        Ok(Submitted::Foreign { kind, error }) => {
            let mut response = fail(&visit, of(kind), *error).await;
            let mut rng = visit.app.randomness.fork();
            rotate_csrf(&visit, &mut Ctx { now: visit.now, rng: &mut rng }, &mut response);
            response
        }
        Ok(Submitted::Retry { kind, message, fresh }) => {
            let mut response = match of(kind) {
                Transport::Json if leads_on => leading_on(ApiError::bad_request(message), fresh.id).into_response(),
                Transport::Json => to_flow(&visit, fresh.id),
                Transport::Page => to_page(fresh.id),
            };
            set_csrf(&visit, &mut response, fresh.owner);
            response
        }
        Ok(Submitted::LinkRefused(fresh)) => {
            let mut response = to_page(fresh.id);
            set_csrf(&visit, &mut response, fresh.owner);
            response
        }
        Ok(Submitted::Expired { kind, by_link, fresh }) => match of(kind) {
            Transport::Json if by_link => to_page(fresh),
            Transport::Json if leads_on && kind == FlowType::Api => expired_leading_on(fresh).into_response(),
            Transport::Json => to_flow(&visit, fresh),
            Transport::Page => to_page(fresh),
        },
        Err(failure) => fail(&visit, failure.kind.map_or(asked, of), failure.error).await,
    }
}

/// To where a program fetches a flow.
// Not the 410 of other flows, as in Kratos.
fn to_flow(visit: &Visit, id: FlowId) -> Response {
    let flows = visit.selfservice().own_url("/self-service/recovery/flows");
    see_other(&visit.parts.method, &with_query(&flows, "id", &id.to_string()))
}

fn signed_in_already(visit: &Visit, transport: Transport) -> Response {
    match transport {
        Transport::Json => already_signed_in().into_response(),
        Transport::Page => redirect(StatusCode::FOUND, &visit.parts.method, visit.selfservice().returns.default_url()),
    }
}

/// The answer to a completed recovery.
fn recovered(visit: &Visit, asked: Transport, mut done: Recovered) -> Response {
    let leads_on = visit.selfservice().settings.features.continue_with;
    let next = done.settings.map(|id| settings::page(visit, id));
    let is_browser = done.kind == FlowType::Browser || done.by_link;
    if !is_browser {
        let ory_session_token = done.token.as_str().to_owned();
        done.flow.continue_with.push(ContinueWith::SetOrySessionToken { ory_session_token });
    }
    if let Some((id, url)) = done.settings.zip(next.clone()) {
        let flow = ContinueWithFlow { id, verifiable_address: None, url: Some(url) };
        done.flow.continue_with.push(ContinueWith::ShowSettingsUi { flow });
    }
    let asked = if done.by_link { Transport::Page } else { asked };
    let shows_flow = if is_browser { asked == Transport::Json && (leads_on || next.is_none()) } else { leads_on || next.is_none() };
    let mut response = match (next, asked) {
        _ if shows_flow => json(StatusCode::OK, &done.flow),
        (next, Transport::Page) => see_other(&visit.parts.method, next.as_deref().unwrap_or(&done.target)),
        (next, Transport::Json) => ApiError::go_on_at(next.as_deref().unwrap_or(&done.target)).into_response(),
    };
    if is_browser {
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        set_csrf(visit, &mut response, done.owner);
        give_session(visit, &mut ctx, &mut response, done.token, done.session.expires_at);
    }
    response
}
