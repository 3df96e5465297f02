//! Recovery of accounts: a flow begins, sends a code or a link to an address of the account, and signs in who brings it.

mod redeem;
mod send;

pub use redeem::Recovered;

use super::dispatch::Topic;
use super::guess::tell_not_heard;
use super::kind::{
    Along, Failure, Kind, decode, flow_expired, insert, keep, render, return_to_error, session_already_available, submitted, successor,
    take_nodes,
};
use super::verification::Fresh;
use crate::app::Current;
use crate::attempts::NotHeard;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use crate::method::{Refusal, check_csrf};
use crate::selfservice::{FlowSettings, Settings};
use http::Method;
use selfsame_api::flow::{ContinueWith, ContinueWithFlow, FlowState, FlowType, RecoveryFlow};
use selfsame_api::ui::{Node, UiContainer};
use selfsame_api::{FlowId, Timestamp, text};
use selfsame_core::Ctx;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::recovery::{self as decisions, Reason, Recovery, Step, Submission, choice};
use selfsame_core::flow::{Flow, NewFlow, nodes};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

const TOPIC: Topic = Topic::Recovery;

/// How often a step is decided when others change what it was decided upon.
const TRIES: usize = 5;

/// 400 unless accounts can be recovered.
pub fn check_enabled(visit: &Visit) -> ApiResult<()> {
    if visit.selfservice().settings.recovery.is_enabled {
        return Ok(());
    }
    Err(ApiError::bad_request("Recovery is switched off (selfservice.flows.recovery.enabled)"))
}

/// The answer to a request to begin.
pub enum Begun {
    Flow(Box<RecoveryFlow>),
    /// Nobody recovers an account that is signed in.
    AlreadySignedIn,
}

/// Begins a recovery.
pub async fn begin(visit: &Visit, kind: FlowType) -> ApiResult<Begun> {
    check_enabled(visit)?;
    let return_to = visit.query.get("return_to");
    return_to.map(|raw| visit.selfservice().returns.accept(raw).map_err(return_to_error)).transpose()?;
    if visit.live().await?.is_some() {
        return Ok(Begun::AlreadySignedIn);
    }
    let new = NewFlow {
        kind,
        request_url: visit.request_url()?,
        return_to: return_to.map(str::to_owned),
        organization_id: None,
        csrf: visit.csrf().filter(|_| kind == FlowType::Browser),
        messages: Vec::new(),
        details: Recovery { begun_for: None, skips_settings: visit.query.get("skip_settings") == Some("true") },
    };
    Ok(Begun::Flow(Box::new(render(visit, create(visit, new).await?))))
}

async fn create(visit: &Visit, new: NewFlow<Recovery>) -> ApiResult<Flow<Recovery>> {
    let mut rng = visit.app.randomness.fork();
    let all = &visit.selfservice().settings;
    let mut flow = Flow::begin(&mut Ctx { now: visit.now, rng: &mut rng }, new, all.recovery.flow.lifespan);
    flow.active = Some(Cow::Borrowed(all.recovery.delivery.as_str()));
    if all.features.choose_recovery_address {
        flow.state = FlowState::RecoveryAwaitingAddress;
    }
    insert(visit, &mut flow, false, Along::default()).await?;
    Ok(flow)
}

/// What came of a submission, or of a link that was opened.
pub enum Submitted {
    /// The flow goes on.
    Step(Box<RecoveryFlow>),
    /// 400 with the flow, or the page again.
    Mistake(Box<RecoveryFlow>),
    AlreadySignedIn {
        kind: FlowType,
    },
    /// The form came from elsewhere; the browser's forms are dead from now on.
    Foreign {
        kind: FlowType,
        error: Box<ApiError>,
    },
    /// Another flow waits.
    Retry {
        kind: FlowType,
        message: String,
        fresh: Fresh,
    },
    /// As [`Submitted::Retry`], after a link: always its page.
    LinkRefused(Fresh),
    /// The flow had expired; another one waits. After a link always its page.
    Expired {
        kind: FlowType,
        by_link: bool,
        fresh: FlowId,
    },
    Recovered(Box<Recovered>),
}

/// Hears a submission.
pub async fn submit(visit: &Visit) -> Result<Submitted, Failure> {
    check_enabled(visit)?;
    let mut flow: Flow<Recovery> = submitted(visit).await?;
    let fail = Failure::of(flow.kind);
    let body = match read(visit).await.map_err(fail)? {
        Ok(body) => body,
        Err(_) if flow.is_expired(visit.now) => return replace_expired(visit, flow, false).await.map_err(fail),
        Err(reason) => {
            flow.messages = vec![text::generic_error(&reason)];
            return mistake(visit, flow, None).await.map_err(fail);
        }
    };
    let not_an_object = |_| fail(ApiError::bad_request("transient_payload: expected an object"));
    let payload = body.object("transient_payload").map_err(not_an_object)?;
    let step = decisions::step(&flow, fields(visit, &body));
    if step.names_address() && visit.live().await.map_err(fail)?.is_some() {
        return Ok(Submitted::AlreadySignedIn { kind: flow.kind });
    }
    let by_link = matches!(step, Step::Open(_));
    if flow.is_expired(visit.now) {
        return replace_expired(visit, flow, by_link).await.map_err(fail);
    }
    // An administrator's code works in any browser, and so does a link.
    if flow.details.begun_for.is_none() && !by_link {
        match check_csrf(visit, flow.kind, &body) {
            Ok(()) => {}
            Err(Refusal::Message(message)) => {
                flow.messages = vec![message];
                return mistake(visit, flow, None).await.map_err(fail);
            }
            Err(Refusal::Error(error)) if step.is_by_code() => return Ok(Submitted::Foreign { kind: flow.kind, error }),
            Err(Refusal::Error(error)) => return Err(fail(*error)),
            Err(Refusal::Fields(_) | Refusal::Step(_) | Refusal::Form { .. } | Refusal::TooMany(_)) => {
                return Err(fail(ApiError::internal("a check against other sites refused something else")));
            }
        }
    }
    take(visit, flow, step, payload).await.map_err(fail)
}

async fn take(visit: &Visit, flow: Flow<Recovery>, step: Step<'_>, payload: Option<Map<String, Value>>) -> ApiResult<Submitted> {
    match step {
        Step::Open(token) => redeem::by_link(visit, flow, token).await,
        Step::Redeem(code) => redeem::by_code(visit, flow, code, payload).await,
        Step::Send(delivery, address) => send::send(visit, flow, delivery, address, payload).await,
        Step::Choose(choice::Step::Missing) => wrong(visit, flow, "recovery_address", text::required("recovery_address")).await,
        Step::Choose(choice::Step::NotAnAddress(typed)) => wrong(visit, flow, "recovery_address", text::not_an_email(typed)).await,
        Step::Choose(step) => send::choose(visit, flow, step, payload).await,
        Step::Completed(_) => retry(visit, flow.kind, Reason::Completed).await,
        Step::Missing(_, field) => wrong(visit, flow, field, text::required(field)).await,
        Step::NotAnAddress(_, typed) => wrong(visit, flow, "email", text::not_an_email(typed)).await,
        Step::NoMethod => {
            let mut flow = flow;
            decisions::without_method(&mut flow);
            mistake(visit, flow, None).await
        }
    }
}

/// The fields of a form, or of a link that was opened.
async fn read(visit: &Visit) -> ApiResult<Result<FlowBody, String>> {
    if visit.parts.method != Method::POST && visit.query.get("token").is_some() {
        return Ok(Ok(FlowBody::default()));
    }
    decode(visit).await
}

fn fields<'a>(visit: &'a Visit, body: &'a FlowBody) -> Submission<'a> {
    Submission {
        method: body.text("method"),
        email: body.text("email"),
        code: body.text("code"),
        token: visit.query.get("token").filter(|token| !token.is_empty()).or_else(|| body.text("token")),
        address: body.text("recovery_address"),
        chosen: body.text("recovery_select_address"),
        confirmed: body.text("recovery_confirm_address"),
        screen: body.text("screen"),
    }
}

/// The form again, with a message on a field.
async fn wrong(visit: &Visit, mut flow: Flow<Recovery>, field: &str, message: selfsame_api::ui::UiText) -> ApiResult<Submitted> {
    let mut form = take_nodes(visit, &mut flow);
    nodes::clear_messages(&mut form);
    nodes::add_message(&mut form, field, message);
    flow.messages.clear();
    mistake(visit, flow, Some(form)).await
}

/// A code that nobody looked at: after too many wrong ones.
async fn not_heard(visit: &Visit, mut flow: Flow<Recovery>, reason: NotHeard) -> ApiResult<Submitted> {
    tell_not_heard(visit, &mut flow, reason)?;
    mistake(visit, flow, None).await
}

async fn mistake(visit: &Visit, mut flow: Flow<Recovery>, form: Option<Vec<Node>>) -> ApiResult<Submitted> {
    if form.is_some() {
        flow.nodes = form;
    }
    Ok(Submitted::Mistake(Box::new(keep(visit, flow).await?)))
}

/// Puts a fresh flow in the place of one with which nothing can be done any more.
async fn retry(visit: &Visit, kind: FlowType, reason: Reason) -> ApiResult<Submitted> {
    let message = reason.message(visit.now, visit.now);
    let said = message.text.to_string();
    Ok(Submitted::Retry { kind, message: said, fresh: begin_again(visit, kind, message).await? })
}

/// As [`retry`], after a link: the new flow is a browser's.
async fn refuse_link(visit: &Visit, reason: Reason, expired_at: Timestamp) -> ApiResult<Submitted> {
    let message = reason.message(expired_at, visit.now);
    Ok(Submitted::LinkRefused(begin_again(visit, FlowType::Browser, message).await?))
}

fn fresh_token(visit: &Visit) -> CsrfToken {
    let mut rng = visit.app.randomness.fork();
    CsrfToken::generate(&mut Ctx { now: visit.now, rng: &mut rng })
}

async fn begin_again(visit: &Visit, kind: FlowType, message: selfsame_api::ui::UiText) -> ApiResult<Fresh> {
    let owner = fresh_token(visit);
    let new = NewFlow {
        kind,
        request_url: visit.request_url()?,
        return_to: None,
        organization_id: None,
        csrf: (kind == FlowType::Browser).then_some(owner),
        messages: vec![message],
        details: Recovery::default(),
    };
    Ok(Fresh { id: create(visit, new).await?.id, owner })
}

/// Puts a fresh flow in the place of an expired one.
async fn replace_expired(visit: &Visit, old: Flow<Recovery>, by_link: bool) -> ApiResult<Submitted> {
    let kind = if by_link { FlowType::Browser } else { old.kind };
    let details = Recovery { begun_for: None, ..old.details };
    let message = text::recovery_flow_expired(old.expires_at, visit.now);
    let new = NewFlow { kind, csrf: visit.csrf().filter(|_| kind == FlowType::Browser), details, ..successor(visit, old, message) };
    Ok(Submitted::Expired { kind, by_link, fresh: create(visit, new).await?.id })
}

/// 410 that leads on to another flow.
pub fn expired_leading_on(fresh: FlowId) -> ApiError {
    leading_on(flow_expired(), fresh)
}

/// Says in an error which flow to show.
pub fn leading_on(error: ApiError, fresh: FlowId) -> ApiError {
    let flow = ContinueWithFlow { id: fresh, verifiable_address: None, url: None };
    error.detail("continue_with", json!([ContinueWith::ShowRecoveryUi { flow }]))
}

/// 400 for somebody who is signed in.
pub fn already_signed_in() -> ApiError {
    session_already_available()
}

/// The answer to a step, with what the client sent along.
fn with_payload(mut flow: RecoveryFlow, payload: Option<Map<String, Value>>) -> RecoveryFlow {
    flow.transient_payload = Some(payload.unwrap_or_default());
    flow
}

impl Kind for Recovery {
    type Wire = RecoveryFlow;

    fn settings(all: &Settings) -> &FlowSettings {
        &all.recovery.flow
    }

    fn form(_: &Current, flow: &Flow<Self>) -> Vec<Node> {
        decisions::first_form(flow)
    }

    fn names_expiry(kind: FlowType) -> bool {
        kind == FlowType::Api
    }

    fn is_anybodys(flow: &Flow<Self>) -> bool {
        flow.details.begun_for.is_some() && flow.csrf.is_none()
    }

    fn wire(flow: Flow<Self>, ui: UiContainer) -> RecoveryFlow {
        RecoveryFlow {
            id: flow.id,
            kind: flow.kind,
            expires_at: flow.expires_at,
            issued_at: flow.issued_at,
            request_url: flow.request_url,
            return_to: flow.return_to,
            active: flow.active,
            ui,
            state: flow.state,
            continue_with: Vec::new(),
            transient_payload: None,
        }
    }
}
