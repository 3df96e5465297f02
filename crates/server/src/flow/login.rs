//! Signing in: a flow begins, is fetched, is submitted.

use super::after_login::{self, Proven, Verdict, Verifications};
use super::exchange::Handover;
use super::kind::{
    Along, Failure, Kind, clear_messages, close, csrf_node, decode, insert, keep, render, replaced, return_to_error, submitted, successor,
    take_nodes, target_after,
};
use super::step;
use super::stored::{self, document, put};
use crate::app::Current;
use crate::attempts::{Trace, seconds, too_many};
use crate::http::encode::identity::Shown;
use crate::http::encode::session::{Devices, ShownSession};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::{Live, Visit};
use crate::method::code::{self, CodeUse, Used};
use crate::method::identifier_first;
use crate::method::{Accepted, LOGIN_ORDER, LoginAttempt, LoginForm, Refusal};
use crate::selfservice::{FlowSettings, Settings};
use selfsame_api::flow::{ContinueWith, FlowState, FlowType, LoginFlow};
use selfsame_api::session::{Aal, Device};
use selfsame_api::ui::{InputKind, Node, UiContainer};
use selfsame_api::{DeviceId, FlowId, text};
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::{self, Beginning, Gate, Login, LoginOutcome};
use selfsame_core::flow::nodes;
use selfsame_core::flow::{Flow, NewFlow};
use selfsame_core::identity::Identity;
use selfsame_core::normalise::bounded;
use selfsame_core::secret::Secret;
use selfsame_core::session::{Session, SessionToken, falls_short, is_whole};
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::identities::{IdentityRow, read, write};
use selfsame_store::ops::sessions;
use selfsame_store::{Rx, StoreError, Tx};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::time::Duration;
use uuid::Uuid;

/// How often a login is decided when others change what it was decided upon.
const TRIES: usize = 5;

/// The answer to a request to begin.
pub enum Begun {
    Flow(Box<LoginFlow>),
    /// A browser that is signed in goes there.
    AlreadySignedIn(String),
}

/// Begins a login.
pub async fn begin(visit: &Visit, kind: FlowType) -> ApiResult<Begun> {
    let (query, own) = (&visit.query, visit.selfservice());
    // Kratos: 500, `invalid_configuration`.
    if query.get("login_challenge").is_some() {
        return Err(ApiError::bad_request("login_challenge: this server has no OAuth2 server to answer to"));
    }
    let requested_aal = aal(query.get("aal"))?;
    let return_to = query.get("return_to");
    let target = return_to.map(|raw| own.returns.accept(raw).map_err(return_to_error)).transpose()?;
    let identity_schema = query.get("identity_schema").map(|id| visit.current.selectable_schema(id)).transpose()?;
    let refresh = query.get("refresh").is_some_and(is_go_true);
    let live = visit.live().await?;
    let (refresh, message) = match login::begin(refresh, requested_aal, live.as_ref().map(|live| live.session.aal)) {
        Beginning::Flow { refresh, message } => (refresh, message),
        Beginning::AlreadySignedIn => return Ok(Begun::AlreadySignedIn(target.unwrap_or_else(|| own.returns.default_url().to_owned()))),
        Beginning::NeedsFirstFactor => return Err(needs_first_factor()),
    };
    let new = NewFlow {
        kind,
        request_url: visit.request_url()?,
        return_to: return_to.map(str::to_owned),
        organization_id: query.get("organization").and_then(|id| id.parse().ok()),
        csrf: visit.csrf().filter(|_| kind == FlowType::Browser),
        messages: message.into_iter().collect(),
        details: Login { refresh, requested_aal, identity_schema },
    };
    let (flow, code) = create(visit, new, live.as_ref(), Handover::asked(visit, kind, is_go_true)).await?;
    let mut begun = render(visit, flow);
    begun.session_token_exchange_code = code.map(|code| code.expose().to_owned());
    Ok(Begun::Flow(Box::new(begun)))
}

/// Makes and stores a flow; with the code of its exchange.
async fn create(visit: &Visit, new: NewFlow<Login>, live: Option<&Live>, handover: Handover) -> ApiResult<(Flow<Login>, Option<Secret>)> {
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let mut flow = Flow::begin(&mut ctx, new, visit.selfservice().settings.login.lifespan);
    for method in LOGIN_ORDER {
        method.begin_login(&visit.current, &mut flow, &mut ctx);
    }
    // The form of somebody who is signed in depends on what the account has, so it is kept with the flow.
    let is_personal = flow.details.refresh || flow.details.requested_aal > Aal::Aal1;
    let mut outgoing = None;
    if let (true, Some(live)) = (is_personal, live) {
        let holder = identity_of(visit, live.identity_key).await?;
        match code::begin_second_factor(visit, &mut flow, live, &holder).await? {
            Some(step) => outgoing = step.apply(visit, &mut flow),
            None => flow.nodes = Some(form(&visit.current, &flow, Some(&holder))),
        }
    }
    let (exchange, code) = handover.begin(visit, &mut ctx, flow.id);
    insert(visit, &mut flow, live.is_some(), Along { outgoing, exchange }).await?;
    Ok((flow, code))
}

fn needs_first_factor() -> ApiError {
    ApiError::unauthorized("A second factor needs a session that a first factor began").id("session_aal1_required")
}

fn revoked_meanwhile() -> ApiError {
    ApiError::unauthorized("The session was revoked meanwhile")
}

async fn identity_of(visit: &Visit, key: Key) -> ApiResult<Identity> {
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_key(rx, key).await);
    let (row, credentials) = found.await?.ok_or_else(ApiError::not_found)?;
    Ok(selfsame_store::ops::identities::Loaded::decode(&row, credentials, &visit.app.sealer)?.identity)
}

/// What came of a submission.
pub enum Submitted {
    /// 400 with the flow, or the login page again.
    Again(Box<LoginFlow>),
    /// The flow had expired; another one waits.
    Expired {
        kind: FlowType,
        error: Box<ApiError>,
        fresh: FlowId,
    },
    /// A browser that is signed in goes there; a program gets the flow with a message.
    AlreadySignedIn {
        flow: Box<LoginFlow>,
        target: String,
    },
    SignedIn(Box<SignedIn>),
    /// No address of the account is verified: a verification comes first.
    Unverified {
        next: ContinueWith,
        page: String,
    },
}

/// A completed login.
pub struct SignedIn {
    pub kind: FlowType,
    pub session: Session,
    pub token: SessionToken,
    pub identity: IdentityRow,
    /// Whether nobody was signed in as this person before: then the CSRF token changes.
    pub is_new: bool,
    /// Whether whoami demands a second factor.
    pub falls_short: bool,
    pub target: String,
    pub return_to: Option<String>,
    /// The browser's new token.
    pub owner: Option<CsrfToken>,
    /// The verifications that it caused, where they are shown, and the page of the first.
    pub verifications: Vec<ContinueWith>,
    pub page: Option<String>,
}

/// Hears a submission.
pub async fn submit(visit: &Visit) -> Result<Submitted, Failure> {
    let mut flow: Flow<Login> = submitted(visit).await?;
    let fail = Failure::of(flow.kind);
    let mut live = visit.live().await.map_err(&fail)?;
    match login::gate(&flow, live.as_ref().map(|live| live.session.aal), visit.now) {
        Gate::Open => {}
        Gate::AlreadySignedIn => return already_signed_in(visit, flow).await.map_err(fail),
        Gate::NeedsFirstFactor => return Err(fail(needs_first_factor())),
        Gate::Expired => return replace_expired(visit, flow).await.map_err(fail),
    }
    clear_messages(&mut flow);
    let body = match decode(visit).await.map_err(&fail)? {
        Ok(body) => body,
        Err(reason) => return refuse(visit, flow, &FlowBody::default(), None, Refusal::Message(text::generic_error(&reason))).await,
    };
    let method = LOGIN_ORDER.iter().find(|method| {
        method.is_for(flow.kind)
            && method.proves(flow.details.requested_aal, &visit.current)
            && method.fits(&flow)
            && method.claims_login(&body, &visit.current)
    });
    let Some(method) = method else {
        let missing =
            LOGIN_ORDER.iter().map(|method| method.misses_login(&body, &flow, &visit.current)).find(|missing| !missing.is_empty());
        if let Some(missing) = missing {
            return refuse(visit, flow, &body, None, Refusal::Fields(missing)).await;
        }
        return refuse(visit, flow, &body, None, Refusal::Message(text::LOGIN_NO_METHOD)).await;
    };
    let payload = match body.object("transient_payload") {
        Ok(payload) => payload,
        Err(wrong) => {
            let fields = vec![("transient_payload".into(), text::wrong_type(&["object"], wrong.actual))];
            return refuse(visit, flow, &body, None, Refusal::Fields(fields)).await;
        }
    };
    for _ in 0..TRIES {
        let attempt = LoginAttempt { visit, flow: &flow, body: &body, live: live.as_ref() };
        let accepted = match method.login(attempt).await {
            Ok(accepted) => accepted,
            Err(refusal) => {
                for name in method.one_time_fields() {
                    nodes::unset_value(flow.nodes.as_deref_mut().unwrap_or_default(), name);
                }
                let nothing = FlowBody::default();
                return refuse(visit, flow, if method.keeps_identifier() { &body } else { &nothing }, payload, refusal).await;
            }
        };
        if let Some(done) = complete(visit, flow.clone(), method.name(), accepted, live.clone(), payload.clone()).await? {
            return Ok(done);
        }
        if live.is_some() {
            live = Some(visit.live().await.map_err(&fail)?.ok_or_else(|| fail(revoked_meanwhile()))?);
        }
    }
    Err(fail(StoreError::Stale.into()))
}

/// What came of the unit of work that completes a login.
enum Committed {
    /// Whether nobody had signed in with this flow before.
    Done(bool),
    SessionRevoked,
    ChallengeSpent,
    /// The code was not right any more: nothing but the submission was counted.
    NotByCode(Used),
    /// Too many wrong attempts were counted meanwhile: nothing was written.
    TooMany(Duration),
}

/// Completes a login for whom a method vouches: the session, what the flow says of it and the secret that was spent,
/// committed as one. None if what the method vouched for changed meanwhile: it must be asked again.
async fn complete(
    visit: &Visit,
    mut flow: Flow<Login>,
    method: &'static str,
    mut accepted: Accepted,
    live: Option<Live>,
    payload: Option<Map<String, Value>>,
) -> Result<Option<Submitted>, Failure> {
    let fail = Failure::of(flow.kind);
    let settings = &visit.selfservice().settings;
    flow.active = Some(Cow::Borrowed(method));
    flow.updated_at = visit.now;
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let device = visit.device(&mut ctx);
    let current = live.as_ref().map(|live| live.session.clone());
    let read_at = current.as_ref().map_or(visit.now, |session| session.updated_at);
    let (mut session, token, is_new) = match login::complete(&mut ctx, accepted.proven, current, device.clone(), settings.session.lifespan)
    {
        LoginOutcome::Refused(message) => {
            let code = accepted.code.map(|code| code.used);
            let is_by_code = code.is_some();
            if let Some(wait) = in_vain(visit, &accepted.trace, code).await.map_err(&fail)? {
                return refuse(visit, flow, &FlowBody::default(), payload, Refusal::TooMany(wait)).await.map(Some);
            }
            if is_by_code {
                flow.state = FlowState::PassedChallenge;
            }
            return refuse(visit, flow, &FlowBody::default(), payload, Refusal::Message(message)).await.map(Some);
        }
        LoginOutcome::NewSession { session, token } => (session, token, true),
        LoginOutcome::SteppedUp(session) => match live {
            Some(live) => (session, live.token, false),
            None => return Err(fail(ApiError::internal("a session was stepped up that nobody presented"))),
        },
    };
    if accepted.code.is_some() {
        flow.state = FlowState::PassedChallenge;
    }
    let target = target_after(visit, &flow, method).map_err(&fail)?;
    let unspent = flow.clone();
    if let Some(challenge) = &accepted.challenge {
        stored::spend(&mut flow, challenge);
    }
    let owner = (is_new && flow.is_browser()).then(|| CsrfToken::generate(&mut ctx));
    let proven = Proven { flow: &flow, method, identity: &accepted.identity, owner: owner.or(visit.csrf()), payload: payload.as_ref() };
    let verdict = after_login::ask(visit, &mut ctx, &proven).map_err(&fail)?;
    if !matches!(verdict, Verdict::Counts(_))
        && let Some(wait) = in_vain(visit, &accepted.trace, None).await.map_err(&fail)?
    {
        return refuse(visit, unspent, &FlowBody::default(), payload, Refusal::TooMany(wait)).await.map(Some);
    }
    let verifications = match verdict {
        Verdict::Counts(verifications) => verifications,
        Verdict::Refused(message) => {
            return refuse(visit, unspent, &FlowBody::default(), payload, Refusal::Message(message)).await.map(Some);
        }
        Verdict::Unverified(verifications) => return turn_away(visit, unspent, verifications).await.map_err(&fail),
    };
    stored::close(&mut flow);
    let document = document(&flow).map_err(&fail)?;
    let (key, identity_key, hash, now) = (visit.app.store.next_key(visit.now), accepted.identity_key, token.hash(), visit.now);
    let is_other_aal = accepted.identity.available_aal != accepted.available_aal;
    accepted.identity.available_aal = accepted.available_aal;
    let (new_session, checked, spent, put_flow) = (session.clone(), accepted.checked, accepted.spent, flow.clone());
    let trace = if is_whole(session.aal, accepted.available_aal) { accepted.trace } else { accepted.trace.of_half_a_sign_in() };
    let (new_config, challenge) = (accepted.used, accepted.challenge);
    let (version, available_aal) = (accepted.identity.version, accepted.available_aal);
    let ends_others = settings.login.hooks.end_other_sessions(method);
    let (used, verified) = accepted.code.map_or((None, None), |code| (Some(code.used), code.verified));
    let wrong = used.as_ref().map(|used| used.wrong.clone());
    let after = verifications.clone();
    let write = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        if let Some(wait) = trace.wait(tx, now).await? {
            return Ok(Committed::TooMany(wait));
        }
        if let Some(challenge) = &challenge
            && !stored::is_open::<Login>(tx, put_flow.id, challenge).await?
        {
            return Ok(Committed::ChallengeSpent);
        }
        if let Some(used) = &used {
            match used.commit(tx, now).await? {
                Used::Right => {}
                refused @ (Used::Wrong | Used::TooMany) => return Ok(Committed::NotByCode(refused)),
            }
        }
        read::may_still_sign_in(tx, identity_key, checked.as_ref()).await?;
        // A code went to an address that the account had when it was judged.
        if used.is_some() && verified.is_none() && read::by_key(tx.rx(), identity_key).await?.is_none_or(|row| row.version != version) {
            return Err(StoreError::Stale);
        }
        if is_new {
            sessions::insert(tx, key, identity_key, &hash, &new_session).await?;
        } else if !sessions::set_authentication(tx, &new_session, read_at, now).await? {
            return Ok(Committed::SessionRevoked);
        }
        if let Some(verified) = &verified {
            write::update(tx, &verified.before, &verified.after).await?;
        } else if is_other_aal {
            write::set_available_aal(tx, identity_key, version, available_aal).await?;
        }
        if ends_others {
            sessions::disable_others(tx, identity_key, new_session.id, now).await?;
        }
        after.write(tx).await?;
        if let Some(spent) = &spent {
            write::spend(tx, identity_key, spent, now).await?;
        }
        if let (Some(checked), Some(config)) = (&checked, &new_config)
            && !write::replace_config(tx, identity_key, checked.kind, &checked.config, config, now).await?
        {
            return Err(StoreError::Stale);
        }
        trace.commit(tx, identity_key, now).await?;
        stored::complete(tx, &put_flow, &document).await.map(Committed::Done)
    });
    let is_first = match write.await {
        Ok(Committed::Done(is_first)) => is_first,
        Ok(Committed::SessionRevoked) => return Err(fail(revoked_meanwhile())),
        Ok(Committed::ChallengeSpent) => {
            let refusal = Refusal::Message(text::SECURITY_KEY_FAILED);
            return refuse(visit, unspent, &FlowBody::default(), payload, refusal).await.map(Some);
        }
        Ok(Committed::TooMany(wait)) => {
            return refuse(visit, unspent, &FlowBody::default(), payload, Refusal::TooMany(wait)).await.map(Some);
        }
        Ok(Committed::NotByCode(refused)) => {
            // Another submission used the code meanwhile, or there were too many.
            let message = if matches!(refused, Used::TooMany) { code::too_many() } else { wrong.unwrap_or(text::LOGIN_WRONG_CODE) };
            let waiting = Flow { state: FlowState::SentEmail, ..unspent };
            return refuse(visit, waiting, &FlowBody::default(), payload, Refusal::Message(message)).await.map(Some);
        }
        Err(StoreError::Stale) => return Ok(None),
        Err(error) => return Err(fail(error.into())),
    };
    if !verifications.is_empty() {
        visit.app.courier.ring();
    }
    if is_new {
        // A flow may be submitted again; it makes room for another one only once.
        if is_first {
            close(visit, &flow);
        }
    } else {
        // Kratos: the answer names the device of this step too, though only the session's first is kept.
        session.devices.push(Device { id: DeviceId(Uuid::nil()), ..device });
    }
    let falls_short = falls_short(session.aal, settings.session.whoami_aal, accepted.identity.available_aal);
    let (kind, return_to) = (flow.kind, flow.return_to);
    Ok(Some(Submitted::SignedIn(Box::new(SignedIn {
        kind,
        session,
        token,
        identity: accepted.identity,
        is_new,
        falls_short,
        target,
        return_to,
        owner,
        verifications: verifications.continue_with(visit, kind),
        page: verifications.page(visit),
    }))))
}

/// A right attempt that signs nobody in, whose code is used up: how long until it would be heard, if others were counted
/// before it and left it no room. It tells something all the same.
async fn in_vain(visit: &Visit, trace: &Trace, code: Option<CodeUse>) -> ApiResult<Option<Duration>> {
    let (trace, now) = (trace.clone(), visit.now);
    let asked = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        let wait = trace.wait(tx, now).await?;
        if let (None, Some(code)) = (wait, &code) {
            code.commit(tx, now).await?;
        }
        Ok(wait)
    });
    Ok(asked.await?)
}

/// Begins the verification that must come before the sign-in of somebody without a verified address. None if the identity
/// changed meanwhile.
async fn turn_away(visit: &Visit, flow: Flow<Login>, verifications: Verifications) -> ApiResult<Option<Submitted>> {
    let (next, page) = verifications.demand(visit)?;
    let document = document(&flow)?;
    let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        verifications.write(tx).await?;
        put(tx, &flow, &document).await
    });
    match written.await {
        Ok(()) => {
            visit.app.courier.ring();
            Ok(Some(Submitted::Unverified { next, page }))
        }
        Err(StoreError::Stale) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Stores a refused submission's messages with the flow and shows it again.
async fn refuse(
    visit: &Visit,
    mut flow: Flow<Login>,
    body: &FlowBody,
    payload: Option<Map<String, Value>>,
    refusal: Refusal,
) -> Result<Submitted, Failure> {
    let fail = Failure::of(flow.kind);
    let mut shown = take_nodes(visit, &mut flow);
    let claimed = body.text("method").is_some();
    match refusal {
        Refusal::Error(error) => return Err(fail(*error)),
        Refusal::TooMany(wait) if flow.kind == FlowType::Api || visit.answers_json() => return Err(fail(too_many(wait))),
        Refusal::TooMany(wait) => {
            flow.messages.push(text::too_many_attempts(seconds(wait)));
            keep_identifier(&mut shown, body);
        }
        Refusal::Message(message) => {
            let is_unclaimed = message.id == text::LOGIN_NO_METHOD.id;
            flow.messages.push(message);
            if claimed && !is_unclaimed {
                keep_identifier(&mut shown, body);
            }
        }
        Refusal::Fields(fields) => {
            keep_identifier(&mut shown, body);
            for (name, message) in fields {
                nodes::add_message(&mut shown, &name, message);
            }
            nodes::sort_login(&mut shown);
        }
        Refusal::Step(taken) => {
            step::take(visit, &mut flow, *taken).await.map_err(&fail)?;
            let mut answer = render(visit, flow);
            answer.transient_payload = payload;
            return Ok(Submitted::Again(Box::new(answer)));
        }
        Refusal::Form { nodes, messages } => {
            shown = nodes;
            flow.messages.extend(messages);
        }
    }
    flow.nodes = Some(shown);
    let mut answer = keep(visit, flow).await.map_err(&fail)?;
    answer.transient_payload = payload;
    Ok(Submitted::Again(Box::new(answer)))
}

/// After a mistake the identifier stands as it was typed, unless it is too long to be one; a password never does.
// Kratos: of any length.
fn keep_identifier(shown: &mut [Node], body: &FlowBody) {
    let is_open = |node: &&mut Node| node.name() == "identifier" && node.as_input().is_some_and(|input| input.kind == InputKind::Text);
    if let Some(input) = shown.iter_mut().find(is_open).and_then(Node::as_input_mut) {
        let typed = body.text("identifier").or_else(|| body.text("password_identifier")).unwrap_or_default();
        input.value = Some(bounded(typed).into());
    }
}

async fn already_signed_in(visit: &Visit, mut flow: Flow<Login>) -> ApiResult<Submitted> {
    flow.messages = vec![text::generic_error("You are signed in already; a second sign-in needs a flow that refreshes the session.")];
    let flow = Box::new(keep(visit, flow).await?);
    Ok(Submitted::AlreadySignedIn { flow, target: visit.selfservice().returns.default_url().to_owned() })
}

/// Puts a fresh flow in the place of an expired one.
async fn replace_expired(visit: &Visit, old: Flow<Login>) -> ApiResult<Submitted> {
    let (kind, expired_at, now) = (old.kind, old.expires_at, visit.now);
    let new = successor(visit, old, text::login_flow_expired(expired_at, now));
    let live = visit.live().await?;
    let fresh = create(visit, new, live.as_ref(), Handover::Answer).await?.0.id;
    Ok(Submitted::Expired { kind, error: Box::new(replaced(visit, expired_at, fresh)), fresh })
}

/// The nodes with which a login begins.
pub fn form(current: &Current, flow: &Flow<Login>, holder: Option<&Identity>) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(9);
    // A flow of an organization offers only that organization's own sign-in.
    if flow.organization_id.is_some() {
        return nodes;
    }
    nodes.push(csrf_node());
    let form = LoginForm { current, flow, holder };
    let mut offered = Vec::with_capacity(8);
    for method in LOGIN_ORDER.iter().filter(|method| method.is_for(flow.kind)) {
        method.login_nodes(&form, &mut offered);
    }
    nodes.extend(if identifier_first::begins(current, flow) { identifier_first::first_nodes(&form, offered) } else { offered });
    // Kratos: a native client's form without any method has no nodes at all.
    if nodes.len() == 1 && flow.kind == FlowType::Api {
        nodes.clear();
    }
    nodes::sort_login(&mut nodes);
    nodes
}

impl Kind for Login {
    type Wire = LoginFlow;

    fn settings(all: &Settings) -> &FlowSettings {
        &all.login
    }

    fn form(current: &Current, flow: &Flow<Self>) -> Vec<Node> {
        form(current, flow, None)
    }

    fn wire(flow: Flow<Self>, ui: UiContainer) -> LoginFlow {
        LoginFlow {
            id: flow.id,
            organization_id: flow.organization_id,
            kind: flow.kind,
            expires_at: flow.expires_at,
            issued_at: flow.issued_at,
            request_url: flow.request_url,
            return_to: flow.return_to,
            active: flow.active,
            ui,
            created_at: flow.issued_at,
            updated_at: flow.updated_at,
            refresh: flow.details.refresh,
            requested_aal: flow.details.requested_aal,
            session_token_exchange_code: None,
            state: flow.state,
            transient_payload: None,
            identity_schema: flow.details.identity_schema,
        }
    }
}

/// How the answer to a login shows its session: whoever lacks a factor does not see the identity yet.
pub fn shown_session(falls_short: bool) -> ShownSession<'static> {
    ShownSession { devices: Devices::Shown, identity: (!falls_short).then_some(Shown::OWNER), tokenized: None }
}

fn aal(text: Option<&str>) -> ApiResult<Aal> {
    match text.map(str::to_ascii_lowercase).as_deref() {
        None | Some("aal1") => Ok(Aal::Aal1),
        Some("aal2") => Ok(Aal::Aal2),
        Some(_) => Err(ApiError::bad_request("aal: expected aal1 or aal2")),
    }
}

fn is_go_true(text: &str) -> bool {
    matches!(text, "1" | "t" | "T" | "true" | "TRUE" | "True")
}
