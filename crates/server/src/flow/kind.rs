//! What flows of all kinds do alike: they are stored and counted, fetched by whom they belong to, shown, kept after a
//! refused submission, and followed by a fresh one once they have expired.

use super::step::Outgoing;
use super::stored::{document, load, put};
use crate::app::Current;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::csrf::check_owner;
use crate::http::public::visit::Visit;
use crate::selfservice::{FlowSettings, Settings, with_query};
use http::{Method, StatusCode};
use selfsame_api::FlowId;
use selfsame_api::flow::FlowType;
use selfsame_api::ui::{Group, InputKind, Node, UiContainer, UiText};
use selfsame_core::Ctx;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::return_to::ReturnToError;
use selfsame_core::flow::{Flow, FlowKind, NewFlow, nodes};
use selfsame_store::Tx;
use selfsame_store::ops::exchanges::{self, NewExchange};
use selfsame_store::ops::flows;
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;

/// A kind of flow, as people meet it.
pub trait Kind: FlowKind + Clone + Send + Sync + 'static {
    /// The flow in an answer.
    type Wire: Serialize + Send;

    fn settings(all: &Settings) -> &FlowSettings;

    /// The nodes with which it begins.
    fn form(current: &Current, flow: &Flow<Self>) -> Vec<Node>;

    fn wire(flow: Flow<Self>, ui: UiContainer) -> Self::Wire;

    /// Whether any browser may fetch and submit the flow.
    fn is_anybodys(_flow: &Flow<Self>) -> bool {
        false
    }

    /// Whether the answer to who fetches an expired flow has an error id.
    fn names_expiry(_kind: FlowType) -> bool {
        true
    }
}

/// What a flow remembers that does not count among its client's: somebody who is signed in began it.
const NOT_CHARGED: &str = "not_charged";

/// The longest `transient_payload`, in bytes: it is stored with each message.
// Kratos: of any length.
const MOST_PAYLOAD: usize = 16 << 10;

/// The page of a flow.
pub fn page<K: Kind>(visit: &Visit, id: FlowId) -> String {
    with_query(&K::settings(&visit.selfservice().settings).ui, "flow", &id.to_string())
}

/// What is stored with a new flow.
#[derive(Clone, Default)]
pub struct Along {
    /// What it sends at once.
    pub outgoing: Option<Outgoing>,
    pub exchange: Option<NewExchange>,
}

impl Along {
    async fn commit(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        if let Some(exchange) = &self.exchange {
            exchanges::insert(tx, exchange).await?;
        }
        match &self.outgoing {
            Some(outgoing) => outgoing.commit(tx).await,
            None => Ok(()),
        }
    }
}

/// Stores a new flow. One of nobody who is signed in counts against what its client may have open.
pub async fn insert<K: Kind>(visit: &Visit, flow: &mut Flow<K>, is_signed_in: bool, along: Along) -> ApiResult<()> {
    if is_signed_in {
        uncharged(flow);
    } else if let Err(too_many) = visit.charge(flow.expires_at + visit.selfservice().settings.keep_flows) {
        let mut error = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "This client has too many unfinished flows; finish one or wait");
        error.retry_after = Some(too_many.retry_after);
        return Err(error);
    }
    let (id, expires_at, now) = (flow.id, flow.expires_at, visit.now);
    let (key, document) = (visit.app.store.next_key(now), document(flow)?);
    let with = along.clone();
    let written = visit.app.store.add(async move |tx: &mut Tx<'_>| {
        flows::insert(tx, key, id, K::NAME, &document, expires_at, now).await?;
        with.commit(tx).await
    });
    if let Err(error) = written.await {
        if !is_signed_in {
            visit.app.flow_quota.close(visit.client_ip());
        }
        return Err(error.into());
    }
    if let Some(outgoing) = along.outgoing {
        outgoing.ring(&visit.app);
    }
    Ok(())
}

/// Keeps a new flow from counting among its client's: something else causes it, which counts.
pub fn uncharged<K: FlowKind>(flow: &mut Flow<K>) {
    flow.internal.insert(NOT_CHARGED.to_owned(), Value::Bool(true));
}

/// Makes room for another flow of this client: this one is completed. To be called once for a flow.
pub fn close<K: FlowKind>(visit: &Visit, flow: &Flow<K>) {
    if !flow.internal.contains_key(NOT_CHARGED) {
        visit.app.flow_quota.close(visit.client_ip());
    }
}

/// A flow and what goes wrong with it on the way, which needs the flow's type for its answer.
pub struct Failure {
    pub kind: Option<FlowType>,
    pub error: ApiError,
}

impl Failure {
    pub fn of(kind: FlowType) -> impl Fn(ApiError) -> Self + Copy {
        move |error| Self { kind: Some(kind), error }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self { kind: None, error }
    }
}

/// The flow that a submission is for.
pub async fn submitted<K: Kind>(visit: &Visit) -> ApiResult<Flow<K>> {
    let id = visit.query.get("flow").and_then(|id| id.parse().ok());
    let id: FlowId = id.ok_or_else(|| ApiError::bad_request("flow: the query parameter is missing or not the id of a flow"))?;
    load(&visit.app.store, id).await?.ok_or_else(|| ApiError::not_found().reason("There is no such flow"))
}

/// The fields of a submission, or why there are none.
pub async fn decode(visit: &Visit) -> ApiResult<Result<FlowBody, String>> {
    if visit.parts.method != Method::POST {
        return Ok(Err("This flow is submitted with POST.".to_owned()));
    }
    let bytes = visit.take_body().await?;
    let body = FlowBody::decode(visit.content_type(), &bytes).map_err(|error| error.to_string());
    if let Ok(body) = &body
        && bytes.len() > MOST_PAYLOAD
        && payload_length(body) > MOST_PAYLOAD
    {
        return Err(ApiError::bad_request(format!("transient_payload: expected at most {MOST_PAYLOAD} bytes of JSON")));
    }
    Ok(body)
}

fn payload_length(body: &FlowBody) -> usize {
    let payload = body.object("transient_payload").ok().flatten();
    payload.and_then(|payload| serde_json::to_string(&payload).ok()).map_or(0, |text| text.len())
}

/// Takes away what an earlier submission was told.
pub fn clear_messages<K: Kind>(flow: &mut Flow<K>) {
    flow.messages.clear();
    if let Some(nodes) = &mut flow.nodes {
        nodes::clear_messages(nodes);
    }
}

/// GET `/self-service/…/flows?id=`: the flow for whom it belongs to.
pub async fn fetch<K: Kind>(visit: &Visit, id: Option<&str>) -> ApiResult<K::Wire> {
    let id: FlowId = id.and_then(|id| id.parse().ok()).ok_or_else(ApiError::not_found)?;
    let flow: Flow<K> = load(&visit.app.store, id).await?.ok_or_else(ApiError::not_found)?;
    if !K::is_anybodys(&flow) {
        check_owner(visit, flow.kind, flow.csrf)?;
    }
    if flow.is_expired(visit.now) {
        return Err(expired_fetch(visit, &flow));
    }
    Ok(render(visit, flow))
}

fn expired_fetch<K: Kind>(visit: &Visit, flow: &Flow<K>) -> ApiError {
    let mut error = flow_expired();
    if !K::names_expiry(flow.kind) {
        error.body.id = None;
    }
    again_at(visit, error, K::NAME, flow.kind, flow.return_to.as_deref())
}

/// Says in an error where another flow like this one begins.
pub fn again_at(visit: &Visit, error: ApiError, name: &str, kind: FlowType, return_to: Option<&str>) -> ApiError {
    let begin = format!("/self-service/{name}/{}", if kind == FlowType::Api { "api" } else { "browser" });
    let again = visit.selfservice().own_url(&begin);
    if kind == FlowType::Api {
        return error.detail("api", json!(again));
    }
    let again = return_to.map_or_else(|| again.clone(), |return_to| with_query(&again, "return_to", return_to));
    error.detail("redirect_to", json!(again)).detail("return_to", json!(return_to.unwrap_or_default()))
}

/// The flow's nodes: as they were kept, or as it begins.
pub fn take_nodes<K: Kind>(visit: &Visit, flow: &mut Flow<K>) -> Vec<Node> {
    flow.nodes.take().unwrap_or_else(|| K::form(&visit.current, flow))
}

/// The flow on the wire. The form's token belongs to the browser that asks, whoever the flow belongs to.
pub fn render<K: Kind>(visit: &Visit, flow: Flow<K>) -> K::Wire {
    render_to(visit, flow, visit.csrf())
}

/// As [`render`], with the token of `holder`: what the browser that asks is about to have.
pub fn render_to<K: Kind>(visit: &Visit, mut flow: Flow<K>, holder: Option<CsrfToken>) -> K::Wire {
    let mut shown = take_nodes(visit, &mut flow);
    // A native client's flow that a browser took over has an owner, too.
    if flow.is_browser() || flow.csrf.is_some() {
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        nodes::set_value(&mut shown, "csrf_token", holder.map(|token| token.mask(&mut ctx)).unwrap_or_default());
    }
    let action = visit.selfservice().own_url(&format!("/self-service/{}?flow={}", K::NAME, flow.id));
    let messages = std::mem::take(&mut flow.messages);
    K::wire(flow, UiContainer { action, method: Cow::Borrowed("POST"), nodes: shown, messages })
}

/// The field for the token that keeps other sites from submitting the form; its value is the browser's.
pub fn csrf_node() -> Node {
    Node::input(Group::Default, "csrf_token", InputKind::Hidden).value("").required()
}

/// What the flow that follows an expired one is made of: the same wishes, and a message that says why.
pub fn successor<K: Kind>(visit: &Visit, old: Flow<K>, message: UiText) -> NewFlow<K> {
    NewFlow {
        kind: old.kind,
        request_url: old.request_url,
        return_to: old.return_to,
        organization_id: old.organization_id,
        csrf: visit.csrf().filter(|_| old.kind == FlowType::Browser),
        messages: vec![message],
        details: old.details,
    }
}

/// Keeps what a submission made of a flow, and shows it.
pub async fn keep<K: Kind>(visit: &Visit, mut flow: Flow<K>) -> ApiResult<K::Wire> {
    flow.updated_at = visit.now;
    let (kept, text) = (flow.clone(), document(&flow)?);
    visit.app.store.write(async move |tx: &mut Tx<'_>| put(tx, &kept, &text).await).await?;
    Ok(render(visit, flow))
}

pub fn flow_expired() -> ApiError {
    ApiError::new(StatusCode::GONE, "The flow has expired").id("self_service_flow_expired").reason("The flow has expired; begin a new one")
}

/// The answer to a submission of an expired flow: another one waits.
pub fn replaced(visit: &Visit, expired_at: selfsame_api::Timestamp, fresh: FlowId) -> ApiError {
    let mut error = flow_expired();
    error.beside.insert("expired_at".into(), json!(expired_at));
    error.beside.insert("since".into(), json!(visit.now.since(expired_at).as_nanos() as u64));
    error.beside.insert("use_flow_id".into(), json!(fresh));
    error
}

/// 400 for somebody who is signed in and wants what is for those who are not.
pub fn session_already_available() -> ApiError {
    ApiError::bad_request("There is a session already; ask for refresh=true to sign in once more").id("session_already_available")
}

/// 400: the target is no URL, or not allowed.
pub fn return_to_error(error: ReturnToError) -> ApiError {
    match error {
        ReturnToError::NotUrl | ReturnToError::TooLong => ApiError::bad_request(error.to_string()),
        ReturnToError::Forbidden => ApiError::bad_request(error.to_string()).id("self_service_flow_return_to_forbidden"),
    }
}

/// Where a browser goes once a flow is completed by `method`: its own wish, then the method's, the flow's and the
/// general setting.
pub fn target_after<K: Kind>(visit: &Visit, flow: &Flow<K>, method: &str) -> ApiResult<String> {
    let own = visit.selfservice();
    match &flow.return_to {
        Some(raw) => own.returns.accept(raw).map_err(return_to_error),
        None => Ok(K::settings(&own.settings).after(method).unwrap_or_else(|| own.returns.default_url()).to_owned()),
    }
}
