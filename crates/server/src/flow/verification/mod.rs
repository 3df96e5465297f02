//! Verification of addresses: a flow begins, sends a code or a link, and notes that whoever brings it reads the address.

mod caused;
mod held;
mod redeem;
mod send;

pub use caused::{Cause, Caused, to_verify};
pub use redeem::note_verified;
pub use send::{AddressChange, note_sent};

use super::dispatch::Topic;
use super::guess::tell_not_heard;
use super::kind::{Along, Failure, Kind, decode, insert, keep, render, return_to_error, submitted, successor, take_nodes};
use crate::app::Current;
use crate::attempts::NotHeard;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use crate::method::{Refusal, check_csrf};
use crate::selfservice::{FlowSettings, Settings};
use http::{Method, StatusCode};
use selfsame_api::flow::{FlowState, FlowType, VerificationFlow};
use selfsame_api::ui::{Node, UiContainer, UiText};
use selfsame_api::{FlowId, Timestamp, text};
use selfsame_core::Ctx;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::address::Delivery;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::verification::{self as decisions, Reason, Step, Submission, Verification};
use selfsame_core::flow::{Flow, NewFlow, nodes};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// What a flow proves an address for.
const fn topic(flow: &Verification) -> Topic {
    if flow.held.is_some() { Topic::NewAddress } else { Topic::Verification }
}

/// How often a step is decided when others change what it was decided upon.
const TRIES: usize = 5;

/// 400 unless addresses can be verified.
pub fn check_enabled(visit: &Visit) -> ApiResult<()> {
    if visit.selfservice().settings.verification.is_enabled {
        return Ok(());
    }
    Err(ApiError::bad_request("Verification is switched off (selfservice.flows.verification.enabled)"))
}

/// Begins a verification.
pub async fn begin(visit: &Visit, kind: FlowType) -> ApiResult<VerificationFlow> {
    check_enabled(visit)?;
    let return_to = visit.query.get("return_to");
    return_to.map(|raw| visit.selfservice().returns.accept(raw).map_err(return_to_error)).transpose()?;
    let new = NewFlow {
        kind,
        request_url: visit.request_url()?,
        return_to: return_to.map(str::to_owned),
        organization_id: None,
        csrf: visit.csrf().filter(|_| kind == FlowType::Browser),
        messages: Vec::new(),
        details: Verification::default(),
    };
    Ok(render(visit, create(visit, new).await?))
}

async fn create(visit: &Visit, new: NewFlow<Verification>) -> ApiResult<Flow<Verification>> {
    let mut rng = visit.app.randomness.fork();
    let settings = &visit.selfservice().settings.verification;
    let mut flow = Flow::begin(&mut Ctx { now: visit.now, rng: &mut rng }, new, settings.flow.lifespan);
    flow.active = Some(Cow::Borrowed(settings.delivery.as_str()));
    insert(visit, &mut flow, false, Along::default()).await?;
    Ok(flow)
}

/// What came of a submission, or of a link that was opened.
pub enum Submitted {
    /// The flow goes on, or is completed.
    Step(Box<VerificationFlow>),
    /// 400 with the flow, or the page again.
    Mistake(Box<VerificationFlow>),
    /// The code of a message was filled in, and the flow belongs to this browser now.
    FilledIn { id: FlowId, owner: CsrfToken },
    /// Another flow waits: 410, or its page.
    Replaced { kind: FlowType, error: Box<ApiError>, fresh: Fresh },
    /// As [`Submitted::Replaced`], after a link: always its page.
    LinkRefused(Fresh),
    /// The flow had expired; another one waits.
    Expired { kind: FlowType, fresh: Fresh },
}

/// A flow that takes another one's place, and the browser's new token, to which it belongs.
pub struct Fresh {
    pub id: FlowId,
    pub owner: CsrfToken,
}

/// Hears a submission.
pub async fn submit(visit: &Visit) -> Result<Submitted, Failure> {
    check_enabled(visit)?;
    let flow: Flow<Verification> = submitted(visit).await?;
    let fail = Failure::of(flow.kind);
    let is_opened = visit.parts.method != Method::POST;
    let body = if is_opened { opened(visit) } else { decode(visit).await.map_err(fail)? };
    if flow.is_expired(visit.now) {
        let has_token = body.as_ref().is_ok_and(|body| body.text("token").is_some());
        return replace_expired(visit, flow, has_token).await.map_err(fail);
    }
    let body = match body {
        Ok(body) => body,
        Err(reason) => {
            let mut flow = flow;
            flow.messages = vec![text::generic_error(&reason)];
            return mistake(visit, flow, None).await.map_err(fail);
        }
    };
    let not_an_object = |_| fail(ApiError::bad_request("transient_payload: expected an object"));
    let payload = body.object("transient_payload").map_err(not_an_object)?;
    let sent = Submission { method: body.text("method"), email: body.text("email"), code: body.text("code"), token: body.text("token") };
    match decisions::step(&flow, sent) {
        Step::Completed => replace(visit, flow.kind, Reason::Completed).await.map_err(fail),
        Step::Redeem(code) if is_opened && Delivery::of(&flow) == Some(Delivery::Code) => fill_in(visit, flow, code).await.map_err(fail),
        Step::Redeem(secret) => redeem::redeem(visit, flow, secret, payload).await.map_err(fail),
        Step::Send(address) => {
            match check_csrf(visit, flow.kind, &body) {
                Ok(()) => {}
                Err(Refusal::Message(message)) => {
                    let mut flow = flow;
                    flow.messages = vec![message];
                    return mistake(visit, flow, None).await.map_err(fail);
                }
                Err(Refusal::Error(error)) => return Err(fail(*error)),
                Err(Refusal::Fields(_) | Refusal::Step(_) | Refusal::Form { .. } | Refusal::TooMany(_)) => {
                    return Err(fail(ApiError::internal("a check against other sites refused something else")));
                }
            }
            send::send(visit, flow, address, payload).await.map_err(fail)
        }
        step @ (Step::NoMethod | Step::UnknownMethod | Step::MissingAddress | Step::NotAnAddress(_)) => {
            correct(visit, flow, step).await.map_err(fail)
        }
    }
}

/// The fields of a link that was opened.
fn opened(visit: &Visit) -> Result<FlowBody, String> {
    let body = FlowBody::from_query(visit.parts.uri.query().unwrap_or_default());
    if body.text("code").is_none() && body.text("token").is_none() {
        return Err("This flow is submitted with POST.".to_owned());
    }
    Ok(body)
}

/// The form again, with what is wrong.
async fn correct(visit: &Visit, mut flow: Flow<Verification>, step: Step<'_>) -> ApiResult<Submitted> {
    let mut form = take_nodes(visit, &mut flow);
    match step {
        Step::NotAnAddress(typed) => {
            nodes::clear_messages(&mut form);
            nodes::add_message(&mut form, "email", text::not_an_email(typed));
        }
        Step::MissingAddress => {
            decisions::corrected(&flow, &mut form);
            nodes::add_message(&mut form, "email", text::required("email"));
        }
        Step::UnknownMethod => nodes::add_message(&mut form, "method", text::generic_error("There is no such method.")),
        Step::NoMethod | Step::Completed | Step::Redeem(_) | Step::Send(_) => {
            decisions::corrected(&flow, &mut form);
            decisions::without_method(&mut flow);
        }
    }
    mistake(visit, flow, Some(form)).await
}

/// A code that nobody looked at: after too many wrong ones.
async fn not_heard(visit: &Visit, mut flow: Flow<Verification>, reason: NotHeard) -> ApiResult<Submitted> {
    tell_not_heard(visit, &mut flow, reason)?;
    mistake(visit, flow, None).await
}

async fn mistake(visit: &Visit, mut flow: Flow<Verification>, form: Option<Vec<Node>>) -> ApiResult<Submitted> {
    if form.is_some() {
        flow.nodes = form;
    }
    Ok(Submitted::Mistake(Box::new(keep(visit, flow).await?)))
}

/// Fills in the code of a link that was opened. Nothing is used up by it: mail scanners open links, too.
async fn fill_in(visit: &Visit, mut flow: Flow<Verification>, code: &str) -> ApiResult<Submitted> {
    let owner = fresh_token(visit);
    let form = take_nodes(visit, &mut flow);
    decisions::filled_in(&mut flow, form, code, owner);
    let id = flow.id;
    keep(visit, flow).await?;
    Ok(Submitted::FilledIn { id, owner })
}

fn fresh_token(visit: &Visit) -> CsrfToken {
    let mut rng = visit.app.randomness.fork();
    CsrfToken::generate(&mut Ctx { now: visit.now, rng: &mut rng })
}

/// Puts a fresh flow in the place of one with which nothing can be done any more. It is always a browser's.
async fn replace(visit: &Visit, kind: FlowType, reason: Reason) -> ApiResult<Submitted> {
    let fresh = begin_again(visit, reason.message(visit.now, visit.now)).await?;
    let mut error = ApiError::new(StatusCode::GONE, "Another flow has taken this one's place").id("self_service_flow_replaced");
    error = error.reason("Another flow has taken this one's place; go on with it");
    error.beside.insert("use_flow_id".into(), json!(fresh.id));
    Ok(Submitted::Replaced { kind, error: Box::new(error), fresh })
}

/// As [`replace`], after a link.
async fn refuse_link(visit: &Visit, reason: Reason, expired_at: Timestamp) -> ApiResult<Submitted> {
    Ok(Submitted::LinkRefused(begin_again(visit, reason.message(expired_at, visit.now)).await?))
}

async fn begin_again(visit: &Visit, message: UiText) -> ApiResult<Fresh> {
    let owner = fresh_token(visit);
    let new = NewFlow {
        kind: FlowType::Browser,
        request_url: visit.request_url()?,
        return_to: None,
        organization_id: None,
        csrf: Some(owner),
        messages: vec![message],
        details: Verification::default(),
    };
    Ok(Fresh { id: create(visit, new).await?.id, owner })
}

/// Puts a fresh flow in the place of an expired one. It is always a browser's.
async fn replace_expired(visit: &Visit, old: Flow<Verification>, has_token: bool) -> ApiResult<Submitted> {
    let (kind, message) = (old.kind, text::verification_flow_expired(old.expires_at, visit.now));
    let owner = fresh_token(visit);
    let new = NewFlow { kind: FlowType::Browser, csrf: Some(owner), details: Verification::default(), ..successor(visit, old, message) };
    let fresh = Fresh { id: create(visit, new).await?.id, owner };
    Ok(if has_token { Submitted::LinkRefused(fresh) } else { Submitted::Expired { kind, fresh } })
}

/// The answer to a step, with what the client sent along.
fn with_payload(mut flow: VerificationFlow, payload: Option<Map<String, Value>>) -> VerificationFlow {
    flow.transient_payload = payload;
    flow
}

impl Kind for Verification {
    type Wire = VerificationFlow;

    fn settings(all: &Settings) -> &FlowSettings {
        &all.verification.flow
    }

    fn form(current: &Current, flow: &Flow<Self>) -> Vec<Node> {
        decisions::first_form(flow, current.selfservice.settings.reaches_phones)
    }

    fn names_expiry(_: FlowType) -> bool {
        false
    }

    fn wire(flow: Flow<Self>, mut ui: UiContainer) -> VerificationFlow {
        if let (FlowState::PassedChallenge, Some(continue_to)) = (flow.state, flow.details.continue_to) {
            (ui.action, ui.method) = (continue_to, Cow::Borrowed("GET"));
        }
        VerificationFlow {
            id: flow.id,
            kind: flow.kind,
            expires_at: flow.expires_at,
            issued_at: flow.issued_at,
            request_url: flow.request_url,
            return_to: flow.return_to,
            active: flow.active,
            ui,
            state: flow.state,
            transient_payload: None,
        }
    }
}
