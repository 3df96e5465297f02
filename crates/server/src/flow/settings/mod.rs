//! Changing one's account: a flow begins for a session, is fetched and submitted by sessions of the same identity.

pub mod account;
mod commit;
pub mod effects;
mod hold;
mod resume;
pub mod stored;

use super::kind::{Failure, decode, flow_expired, replaced, return_to_error};
use crate::attempts::too_many;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::{Live, Visit};
use crate::http::public::whoami::aal2_required;
use crate::method::{Change, Method, Refusal, SETTINGS_ORDER, SettingsAttempt, SettingsForm, check_csrf};
use crate::selfservice::with_query;
use account::{Account, render};
use commit::Committed;
use selfsame_api::flow::{ContinueWith, FlowType, SettingsFlow};
use selfsame_api::ui::{Node, UiText};
use selfsame_api::{FlowId, text};
use selfsame_core::Ctx;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::{Demands, Gate, Settings, gate, gate_to_look, permits};
use selfsame_core::flow::{Flow, NewFlow, nodes};
use selfsame_core::identity::Identity;
use selfsame_core::schema::form;
use selfsame_core::session::{Session, SessionToken, falls_short};
use selfsame_store::{StoreError, Tx};
use stored::{NewRow, NextState};

/// How often a change is decided when others change what it was decided upon.
const TRIES: usize = 5;

/// What a new settings flow is made of, beside whose it is.
pub struct Wishes {
    pub kind: FlowType,
    pub request_url: String,
    pub return_to: Option<String>,
    pub messages: Vec<UiText>,
}

/// Makes a flow for an identity, to be stored as its [`NewRow`]: on its own, or in the unit of work of what it is made for.
pub fn create(visit: &Visit, ctx: &mut Ctx<'_>, identity: &Identity, wishes: Wishes) -> Flow<Settings> {
    let new = NewFlow {
        kind: wishes.kind,
        request_url: wishes.request_url,
        return_to: wishes.return_to,
        organization_id: None,
        csrf: None,
        messages: wishes.messages,
        details: Settings::of(identity.id),
    };
    let current = &visit.current;
    let mut flow = Flow::begin(ctx, new, visit.selfservice().settings.account.flow.lifespan);
    for method in SETTINGS_ORDER.iter().filter(|method| method.is_on_in_settings(current)) {
        method.begin_settings(current, identity, &mut flow, ctx);
    }
    flow.nodes = Some(form(visit, &flow, identity));
    flow
}

/// The nodes of a flow, in order.
pub fn form(visit: &Visit, flow: &Flow<Settings>, identity: &Identity) -> Vec<Node> {
    let current = &visit.current;
    let form = SettingsForm { current, flow, identity };
    let mut shown = vec![super::kind::csrf_node()];
    for method in SETTINGS_ORDER.iter().filter(|method| method.is_on_in_settings(current)) {
        method.settings_nodes(&form, &mut shown);
    }
    sort(visit, identity, &mut shown);
    shown
}

fn sort(visit: &Visit, identity: &Identity, shown: &mut [Node]) {
    let schema = visit.current.schemas.find(&identity.schema_id);
    nodes::sort_settings(shown, &schema.map_or_else(Vec::new, |schema| form::trait_names(&schema.compiled)));
}

/// The page of a flow.
pub fn page(visit: &Visit, id: FlowId) -> String {
    with_query(&visit.selfservice().settings.account.flow.ui, "flow", &id.to_string())
}

fn demands(visit: &Visit) -> Demands {
    visit.selfservice().settings.account.demands
}

/// Begins a flow for the session of the request.
pub async fn begin(visit: &Visit, kind: FlowType) -> ApiResult<SettingsFlow> {
    let live = visit.live().await?.ok_or_else(|| no_session().id("session_inactive"))?;
    let return_to = visit.query.get("return_to");
    if let Some(raw) = return_to {
        visit.selfservice().returns.accept(raw).map_err(return_to_error)?;
    }
    let request_url = visit.request_url()?;
    if falls_short(live.session.aal, demands(visit).aal, live.available_aal) {
        return Err(aal2_required(visit, return_to.map(|_| request_url.as_str())));
    }
    let account = Account::load(&visit.app, live.identity_key).await?;
    let wishes = Wishes { kind, request_url, return_to: return_to.map(str::to_owned), messages: Vec::new() };
    let flow = store_new(visit, &account.loaded.identity, wishes).await?;
    render(visit, flow, &account.row)
}

/// Makes and stores a flow.
async fn store_new(visit: &Visit, identity: &Identity, wishes: Wishes) -> ApiResult<Flow<Settings>> {
    let mut rng = visit.app.randomness.fork();
    let flow = create(visit, &mut Ctx { now: visit.now, rng: &mut rng }, identity, wishes);
    let row = NewRow::new(&visit.app, &flow)?;
    visit.app.store.add(async move |tx: &mut Tx<'_>| row.insert(tx).await).await?;
    Ok(flow)
}

/// The flow, for a session of its identity.
pub async fn fetch(visit: &Visit, id: Option<&str>) -> ApiResult<SettingsFlow> {
    let live = visit.live().await?.ok_or_else(no_session)?;
    let id: FlowId = id.and_then(|id| id.parse().ok()).ok_or_else(ApiError::not_found)?;
    let flow = stored::load(&visit.app, id).await?.ok_or_else(ApiError::not_found)?;
    match gate_to_look(&flow, &live.session, live.available_aal, demands(visit), visit.now) {
        Gate::Open => {}
        Gate::OtherIdentity => return Err(other_identity()),
        Gate::NeedsSecondFactor => return Err(aal2_required(visit, Some(&page(visit, id)))),
        Gate::Expired => return Err(expired(visit, &flow)),
    }
    let account = Account::load(&visit.app, live.identity_key).await?;
    render(visit, flow, &account.row)
}

fn no_session() -> ApiError {
    ApiError::unauthorized("Settings belong to a session; sign in first")
}

fn other_identity() -> ApiError {
    ApiError::forbidden("The flow belongs to another identity than the session").id("security_identity_mismatch")
}

/// The answer to whoever looks at an expired flow.
fn expired(visit: &Visit, flow: &Flow<Settings>) -> ApiError {
    let mut error = flow_expired();
    error.body.id = None;
    super::kind::again_at(visit, error, "settings", flow.kind, flow.return_to.as_deref())
}

/// What came of a submission.
pub enum Submitted {
    /// The flow again: 400 with what was wrong, 200 with what is to be confirmed.
    Again {
        flow: Box<SettingsFlow>,
        is_refused: bool,
    },
    /// The flow had expired; another one waits.
    Expired {
        kind: FlowType,
        error: Box<ApiError>,
        fresh: FlowId,
    },
    /// The person must sign in once more first; with the cookie by which the change is made then.
    NeedsRefresh {
        kind: FlowType,
        error: Box<ApiError>,
        continuity: Option<String>,
    },
    Changed(Box<Changed>),
    /// The change waits until its new address is verified, on that flow's page.
    Held {
        flow: Box<SettingsFlow>,
        page: String,
    },
}

/// A change that was made.
pub struct Changed {
    pub flow: SettingsFlow,
    pub session: Session,
    pub token: SessionToken,
    /// Where a browser goes.
    pub target: String,
    /// The cookie for the browser whose change had waited.
    pub continuity: Option<String>,
}

/// Hears a submission.
pub async fn submit(visit: &Visit) -> Result<Submitted, Failure> {
    let mut live = visit.live().await?.ok_or_else(no_session)?;
    let id = visit.query.get("flow").and_then(|id| id.parse().ok());
    let id: FlowId = id.ok_or_else(|| ApiError::bad_request("flow: the query parameter is missing or not the id of a flow"))?;
    let unknown = || ApiError::not_found().reason("flow: there is no such settings flow");
    let mut flow = stored::load(&visit.app, id).await?.ok_or_else(unknown)?;
    let fail = Failure::of(flow.kind);
    let (mut body, mut is_resumed) = (None, false);
    for _ in 0..TRIES {
        match gate(&flow, &live.session, live.available_aal, demands(visit), visit.now) {
            Gate::Open => {}
            Gate::NeedsSecondFactor => return Err(fail(aal2_required(visit, Some(&submit_url(visit, id))))),
            Gate::Expired => return replace_expired(visit, flow, &live).await.map_err(fail),
            Gate::OtherIdentity => return Err(fail(other_identity())),
        }
        if let Some(left) = resume::resumed(visit, &mut flow) {
            (body, is_resumed) = (Some(Ok(left)), true);
        } else if is_resumed || body.is_none() {
            // What had waited was heard by another request meanwhile.
            is_resumed = false;
            body = Some(decode(visit).await.map_err(fail)?);
        }
        let account = Account::load(&visit.app, live.identity_key).await.map_err(fail)?;
        // The account may have got a second factor while the body was on its way.
        if gate(&flow, &live.session, account.loaded.available_aal, demands(visit), visit.now) == Gate::NeedsSecondFactor {
            return Err(fail(aal2_required(visit, Some(&submit_url(visit, id)))));
        }
        let heard = Heard { visit, live: &live, account: &account };
        let outcome = match &body {
            Some(Ok(body)) => heard.decide(flow, body).await?,
            Some(Err(reason)) => heard.undecodable(flow, reason).await.map_err(fail)?,
            None => None,
        };
        if let Some(mut outcome) = outcome {
            if let (Submitted::Changed(changed), true) = (&mut outcome, is_resumed) {
                changed.continuity = Some(resume::container(visit).map_err(fail)?.1);
            }
            return Ok(outcome);
        }
        live = visit.live().await.map_err(fail)?.ok_or_else(|| fail(no_session()))?;
        flow = stored::load(&visit.app, id).await.map_err(fail)?.ok_or_else(|| fail(unknown()))?;
    }
    Err(fail(StoreError::Stale.into()))
}

/// Where a flow is submitted.
pub fn submit_url(visit: &Visit, id: FlowId) -> String {
    visit.selfservice().own_url(&format!("/self-service/settings?flow={id}"))
}

/// A submission that passed the gate.
struct Heard<'a> {
    visit: &'a Visit,
    live: &'a Live,
    account: &'a Account,
}

impl Heard<'_> {
    /// What comes of it; none if others changed meanwhile what it was decided upon.
    async fn decide(&self, mut flow: Flow<Settings>, body: &FlowBody) -> Result<Option<Submitted>, Failure> {
        let (visit, fail) = (self.visit, Failure::of(flow.kind));
        let Some(method) = SETTINGS_ORDER.iter().find(|method| method.is_for(flow.kind) && method.claims_settings(body)) else {
            flow.messages = vec![text::SETTINGS_NO_METHOD];
            return self.again(flow, true).await.map_err(fail);
        };
        if !method.is_on_in_settings(&visit.current) {
            return Err(fail(ApiError::not_found().reason("method: it is switched off")));
        }
        if let Err(refusal) = check_csrf(visit, flow.kind, body) {
            return self.refuse(flow, *method, None, refusal).await;
        }
        if !permits(method.settings_protection(), &self.live.session, demands(visit), visit.now) {
            return self.postpone(flow, method.name(), body).await.map_err(fail);
        }
        let attempt = SettingsAttempt { visit, flow: &flow, body, live: self.live, loaded: &self.account.loaded };
        match method.change(attempt).await {
            Err(refusal) => self.refuse(flow.clone(), *method, Some(attempt), refusal).await,
            Ok(Change::Form(next)) => {
                let payload = body.object("transient_payload").ok().flatten().unwrap_or_default();
                let mut shown = self.again(*next, false).await.map_err(fail)?;
                if let Some(Submitted::Again { flow, .. }) = &mut shown {
                    flow.transient_payload = Some(payload);
                }
                Ok(shown)
            }
            Ok(Change::Identity { after, .. }) if !self.may_make(&flow, &after) => {
                self.postpone(flow.clone(), method.name(), body).await.map_err(fail)
            }
            Ok(Change::Identity { after, step }) => {
                let outcome = match &hold::held_back(visit, method.name(), &self.account.loaded.identity, &after)[..] {
                    [] => match self.commit(flow.clone(), method.name(), &after, step).await {
                        Ok(committed) => committed.map(|done| self.changed(done)).transpose().map_err(Refusal::from),
                        Err(refusal) => Err(refusal),
                    },
                    [address] => self.hold(self.refilled(flow.clone(), *method, attempt), &after, address).await,
                    [_, _, ..] => {
                        let mut flow = self.refilled(flow.clone(), *method, attempt);
                        flow.messages = vec![text::SETTINGS_ONE_ADDRESS_AT_A_TIME];
                        // As the contract has it: no error to programs.
                        return self.again(flow, false).await.map_err(fail);
                    }
                };
                match outcome {
                    Ok(outcome) => Ok(outcome),
                    Err(refusal) => self.refuse(flow.clone(), *method, Some(attempt), refusal).await,
                }
            }
        }
    }

    /// The flow with what was sent in its form, and without earlier messages.
    fn refilled(&self, mut flow: Flow<Settings>, method: &dyn Method, attempt: SettingsAttempt<'_>) -> Flow<Settings> {
        let mut shown = flow.nodes.take().unwrap_or_default();
        nodes::clear_messages(&mut shown);
        flow.messages.clear();
        method.refill_settings(&attempt, &mut shown);
        sort(self.visit, &self.account.loaded.identity, &mut shown);
        flow.nodes = Some(shown);
        flow
    }

    async fn undecodable(&self, mut flow: Flow<Settings>, reason: &str) -> ApiResult<Option<Submitted>> {
        flow.messages.push(text::generic_error(reason));
        self.again(flow, true).await
    }

    /// Keeps what a submission made of the flow, and shows it.
    async fn again(&self, mut flow: Flow<Settings>, is_refused: bool) -> ApiResult<Option<Submitted>> {
        let visit = self.visit;
        let next = NextState::new(&visit.app, &mut flow, visit.now)?;
        match visit.app.store.write(async move |tx: &mut Tx<'_>| next.put(tx).await).await {
            Ok(()) => {}
            Err(StoreError::Stale) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let flow = Box::new(render(visit, flow, &self.account.row)?);
        Ok(Some(Submitted::Again { flow, is_refused }))
    }

    /// Keeps a refused submission's messages with the flow. `attempt` is none for one that was not even judged.
    async fn refuse(
        &self,
        mut flow: Flow<Settings>,
        method: &dyn Method,
        attempt: Option<SettingsAttempt<'_>>,
        refusal: Refusal,
    ) -> Result<Option<Submitted>, Failure> {
        let fail = Failure::of(flow.kind);
        let mut shown = flow.nodes.take().unwrap_or_default();
        for node in shown.iter_mut().filter(|node| method.clears_all_nodes() || node.group == method.settings_group()) {
            node.messages.clear();
        }
        if !method.keeps_flow_messages() {
            flow.messages.clear();
        }
        if let Some(attempt) = &attempt {
            method.refill_settings(attempt, &mut shown);
        }
        match refusal {
            Refusal::Error(error) => return Err(fail(*error)),
            Refusal::Message(message) => flow.messages.push(message),
            Refusal::TooMany(wait) => return Err(fail(too_many(wait))),
            Refusal::Step(_) => return Err(fail(ApiError::internal("a change of settings has no steps"))),
            Refusal::Form { nodes, messages } => {
                shown = nodes;
                flow.messages.extend(messages);
            }
            Refusal::Fields(fields) => {
                for (name, message) in fields {
                    if name.is_empty() {
                        flow.messages.push(message);
                    } else {
                        nodes::add_message(&mut shown, &name, message);
                    }
                }
            }
        }
        sort(self.visit, &self.account.loaded.identity, &mut shown);
        flow.nodes = Some(shown);
        self.again(flow, true).await.map_err(fail)
    }

    fn changed(&self, done: Committed) -> ApiResult<Submitted> {
        let mut flow = render(self.visit, done.flow, &done.owner)?;
        flow.continue_with = done.continue_with;
        if flow.kind == FlowType::Browser {
            flow.continue_with.push(ContinueWith::RedirectBrowserTo { redirect_browser_to: done.target.clone() });
        }
        let token = self.live.token.clone();
        Ok(Submitted::Changed(Box::new(Changed { flow, session: done.session, token, target: done.target, continuity: None })))
    }
}

/// Puts a fresh flow in the place of an expired one.
async fn replace_expired(visit: &Visit, old: Flow<Settings>, live: &Live) -> ApiResult<Submitted> {
    let (kind, expired_at) = (old.kind, old.expires_at);
    let account = Account::load(&visit.app, live.identity_key).await?;
    // Kratos: whoever is not the owner inherits the old flow's URL and `return_to`.
    let is_owner = old.details.identity_id == live.session.identity_id;
    let wishes = Wishes {
        kind,
        request_url: if is_owner { old.request_url } else { visit.request_url()? },
        return_to: old.return_to.filter(|_| is_owner),
        messages: vec![text::settings_flow_expired(expired_at, visit.now)],
    };
    let fresh = store_new(visit, &account.loaded.identity, wishes).await?.id;
    Ok(Submitted::Expired { kind, error: Box::new(replaced(visit, expired_at, fresh)), fresh })
}

/// What is not allowed any more, or off, is a mistake in the form's flow, not in the request.
fn into_message(error: &ApiError) -> Refusal {
    Refusal::Message(text::generic_error(error.body.reason.as_deref().unwrap_or(&error.body.message)))
}
