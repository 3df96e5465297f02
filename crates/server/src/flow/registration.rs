//! Signing up: a flow begins, is filled in, and makes an identity.

use super::exchange::Handover;
use super::hints::account_exists;
use super::kind::{
    Along, Failure, Kind, clear_messages, close, csrf_node, decode, insert, keep, render, replaced, return_to_error, submitted, successor,
    take_nodes, target_after,
};
use super::step;
use super::stored;
use super::verification::{Cause, Caused, note_sent, to_verify};
use crate::app::Current;
use crate::attempts::{Trace, seconds, too_many};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use crate::identity::settle;
use crate::method::code::{self, CodeUse, Used};
use crate::method::{REGISTRATION_ORDER, Refusal, RegistrationAttempt, RegistrationForm, SignUpCode, check_csrf, owned};
use crate::schemas::Schema;
use crate::selfservice::{FlowSettings, Settings};
use selfsame_api::flow::{ContinueWith, FlowState, FlowType, RegistrationFlow};
use selfsame_api::identity::{IdentityState, VerifiableAddress};
use selfsame_api::session::AuthenticationMethod;
use selfsame_api::ui::{Group, InputKind, Node, Text, UiContainer, UiText};
use selfsame_api::{FlowId, IdentityId, text};
use selfsame_config::model::Hook;
use selfsame_core::Ctx;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::registration::{Gate, Registration, Step, gate, step};
use selfsame_core::flow::{Flow, NewFlow, nodes};
use selfsame_core::identity::derive::{self, AddressImport};
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::schema::form;
use selfsame_core::secret::Secret;
use selfsame_core::session::{Session, SessionToken, issue};
use selfsame_store::ops::identities::{IdentityRow, write};
use selfsame_store::ops::sessions;
use selfsame_store::{StoreError, Tx};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// The answer to a request to begin.
pub enum Begun {
    Flow(Box<RegistrationFlow>),
    /// Whoever is signed in has an account; a browser goes there.
    AlreadySignedIn(String),
}

/// Begins a registration.
pub async fn begin(visit: &Visit, kind: FlowType) -> ApiResult<Begun> {
    let (query, own) = (&visit.query, visit.selfservice());
    check_enabled(visit)?;
    // Kratos: 500, `invalid_configuration`.
    if query.get("login_challenge").is_some() {
        return Err(ApiError::bad_request("login_challenge: this server has no OAuth2 server to answer to"));
    }
    let return_to = query.get("return_to");
    let target = return_to.map(|raw| own.returns.accept(raw).map_err(return_to_error)).transpose()?;
    let identity_schema = query.get("identity_schema").map(|id| visit.current.selectable_schema(id)).transpose()?;
    if visit.live().await?.is_some() {
        return Ok(Begun::AlreadySignedIn(target.unwrap_or_else(|| own.returns.default_url().to_owned())));
    }
    let new = NewFlow {
        kind,
        request_url: visit.request_url()?,
        return_to: return_to.map(str::to_owned),
        organization_id: query.get("organization").and_then(|id| id.parse().ok()),
        csrf: visit.csrf().filter(|_| kind == FlowType::Browser),
        messages: Vec::new(),
        details: Registration {
            identity_schema,
            after_verification_return_to: query.get("after_verification_return_to").map(str::to_owned),
        },
    };
    let (flow, code) = create(visit, new, Handover::asked(visit, kind, |text| text == "true")).await?;
    let mut begun = render(visit, flow);
    begun.session_token_exchange_code = code.map(|code| code.expose().to_owned());
    Ok(Begun::Flow(Box::new(begun)))
}

/// 400 unless people may sign up.
pub fn check_enabled(visit: &Visit) -> ApiResult<()> {
    if visit.selfservice().settings.registration.is_enabled {
        return Ok(());
    }
    Err(ApiError::bad_request("Registration is switched off (selfservice.flows.registration.enabled)").id("self_service_flow_disabled"))
}

/// Makes and stores a flow; with the code of its exchange.
async fn create(visit: &Visit, new: NewFlow<Registration>, handover: Handover) -> ApiResult<(Flow<Registration>, Option<Secret>)> {
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let mut flow = Flow::begin(&mut ctx, new, visit.selfservice().settings.registration.flow.lifespan);
    for method in REGISTRATION_ORDER {
        method.begin_registration(&visit.current, &mut flow, &mut ctx);
    }
    let (exchange, code) = handover.begin(visit, &mut ctx, flow.id);
    insert(visit, &mut flow, false, Along { exchange, ..Along::default() }).await?;
    Ok((flow, code))
}

/// What came of a submission.
pub enum Submitted {
    /// 400 with the flow, or the page again: another screen, or what was wrong.
    Again {
        flow: Box<RegistrationFlow>,
        is_step: bool,
    },
    /// The flow had expired; another one waits.
    Expired {
        kind: FlowType,
        error: Box<ApiError>,
        fresh: FlowId,
    },
    AlreadySignedIn {
        kind: FlowType,
    },
    SignedUp(Box<SignedUp>),
}

/// A completed registration.
pub struct SignedUp {
    pub kind: FlowType,
    pub identity: IdentityRow,
    /// With the hook `session`.
    pub session: Option<(Session, SessionToken)>,
    pub target: String,
    /// Where a browser that shows pages goes instead: to the verification, if it is shown.
    pub page: Option<String>,
    /// The verifications of its addresses, where they are shown.
    pub verifications: Vec<ContinueWith>,
    /// The browser's new token.
    pub owner: Option<CsrfToken>,
}

/// Hears a submission.
pub async fn submit(visit: &Visit) -> Result<Submitted, Failure> {
    let mut flow: Flow<Registration> = submitted(visit).await?;
    let fail = Failure::of(flow.kind);
    match gate(&flow, visit.live().await.map_err(fail)?.is_some(), visit.now) {
        Gate::Open => {}
        Gate::AlreadySignedIn => return Ok(Submitted::AlreadySignedIn { kind: flow.kind }),
        Gate::Expired => return replace_expired(visit, flow).await.map_err(fail),
    }
    clear_messages(&mut flow);
    let schema = schema_of(visit, &flow).map_err(fail)?;
    let body = match decode(visit).await.map_err(fail)? {
        Ok(body) => body,
        Err(reason) => return refuse(visit, flow, &schema, None, Refusal::Message(text::generic_error(&reason))).await,
    };
    let not_an_object = |name: &str| fail(ApiError::bad_request(format!("{name}: expected an object")));
    let traits = form::read_traits(&schema.compiled, &body).map_err(|_| not_an_object("traits"))?;
    let payload = body.object("transient_payload").map_err(|_| not_an_object("transient_payload"))?;
    let heard = Heard { visit, schema: &schema, body: &body, traits, payload };
    match step(visit.selfservice().settings.registration.is_two_step, body.text("method"), body.text("screen")) {
        Step::Back => heard.back(flow).await,
        Step::Forth => heard.forth(flow).await,
        Step::Method => heard.method(flow).await,
    }
}

/// A submission that was decoded.
struct Heard<'a> {
    visit: &'a Visit,
    schema: &'a Arc<Schema>,
    body: &'a FlowBody,
    traits: Value,
    payload: Option<Map<String, Value>>,
}

impl Heard<'_> {
    /// The profile once more, as it was filled in.
    async fn back(self, mut flow: Flow<Registration>) -> Result<Submitted, Failure> {
        let mut shown = profile_form(&self.visit.current, &flow, self.schema);
        form::refill(&mut shown, &self.traits);
        flow.nodes = Some(shown);
        flow.active = None;
        flow.state = FlowState::ChooseMethod;
        self.again(flow).await
    }

    /// From the profile to the ways to sign up.
    async fn forth(self, mut flow: Flow<Registration>) -> Result<Submitted, Failure> {
        if let Err(violations) = self.schema.compiled.validate(&self.traits) {
            let refusal = Refusal::Fields(owned(form::messages(&violations)));
            return refuse(self.visit, flow, self.schema, Some(&self), refusal).await;
        }
        if let Err(refusal) = check_csrf(self.visit, flow.kind, self.body) {
            return refuse(self.visit, flow, self.schema, Some(&self), refusal).await;
        }
        flow.nodes = Some(credentials_form(&self.visit.current, &flow, self.schema, &self.traits));
        flow.messages = vec![text::REGISTRATION_CHOOSE_CREDENTIAL];
        flow.active = None;
        flow.state = FlowState::ChooseMethod;
        self.again(flow).await
    }

    async fn again(self, flow: Flow<Registration>) -> Result<Submitted, Failure> {
        let fail = Failure::of(flow.kind);
        let mut flow = keep(self.visit, flow).await.map_err(fail)?;
        flow.transient_payload = self.payload;
        Ok(Submitted::Again { flow: Box::new(flow), is_step: true })
    }

    async fn method(self, flow: Flow<Registration>) -> Result<Submitted, Failure> {
        let visit = self.visit;
        let method =
            REGISTRATION_ORDER.iter().find(|method| method.is_for(flow.kind) && method.claims_registration(self.body, &visit.current));
        let mut rng = visit.app.randomness.fork();
        let (mut identity, wrong) = self.draft(&mut Ctx { now: visit.now, rng: &mut rng });
        let attempt = RegistrationAttempt { visit, flow: &flow, body: self.body, schema: self.schema, identity: &identity, wrong };
        let Some(method) = method else {
            let missing = REGISTRATION_ORDER.iter().map(|method| method.misses_registration(&attempt)).find(|missing| !missing.is_empty());
            return match missing {
                Some(missing) => refuse(visit, flow, self.schema, Some(&self), Refusal::Fields(missing)).await,
                None => refuse(visit, flow, self.schema, None, Refusal::Message(text::REGISTRATION_NO_METHOD)).await,
            };
        };
        let made = match method.register(attempt).await {
            Ok(made) => made,
            Err(refusal) => return refuse(visit, flow, self.schema, Some(&self), refusal).await,
        };
        let empty =
            || Credential { identifiers: Vec::new(), config: Value::Null, version: 0, created_at: visit.now, updated_at: visit.now };
        let credential = identity.credentials.entry(made.kind).or_insert_with(empty);
        (credential.config, credential.version) = (made.config, made.version);
        if let Some(identifiers) = made.identifiers {
            credential.identifiers = identifiers;
        }
        if let Some(SignUpCode { sent_to: Some(sent_to), .. }) = &made.code {
            identity.verify_address(sent_to.via, &sent_to.value, visit.now);
        }
        let (code, traces) = made.code.map_or((None, Vec::new()), |code| (Some(code.used), code.traces));
        let proof = Proof { challenge: made.challenge, code, traces };
        self.sign_up(flow, identity, method.name(), made.step, proof).await
    }

    /// The identity that the traits make, without the method's credential; or what is wrong with them.
    fn draft(&self, ctx: &mut Ctx<'_>) -> (Identity, Vec<(Text, UiText)>) {
        let mut identity = Identity {
            id: IdentityId::from_random(ctx.id_bytes()),
            schema_id: self.schema.id.clone(),
            external_id: None,
            organization_id: None,
            state: IdentityState::Active,
            state_changed_at: Some(ctx.now),
            traits: self.traits.clone(),
            metadata_public: Value::Null,
            metadata_admin: Value::Null,
            credentials: BTreeMap::new(),
            verifiable_addresses: Vec::new(),
            recovery_addresses: Vec::new(),
            created_at: ctx.now,
            updated_at: ctx.now,
        };
        match self.schema.compiled.validate(&self.traits) {
            Ok(derived) => {
                derive::apply(&mut identity, derived, &AddressImport::default(), ctx);
                (identity, Vec::new())
            }
            Err(violations) => (identity, owned(form::messages(&violations))),
        }
    }

    /// The addresses that a message goes to at once, which is noted with them.
    fn to_verify(&self, identity: &mut Identity) -> Vec<VerifiableAddress> {
        if !self.visit.selfservice().settings.verification.is_enabled {
            return Vec::new();
        }
        let asked = to_verify(self.visit, &identity.verifiable_addresses);
        for address in identity.verifiable_addresses.iter_mut().filter(|address| asked.iter().any(|asked| asked.id == address.id)) {
            note_sent(address, self.visit.now);
        }
        asked
    }

    /// Stores the identity, the verification of its address and, with the hook, its session: all or nothing.
    async fn sign_up(
        self,
        mut flow: Flow<Registration>,
        mut identity: Identity,
        method: &'static str,
        step: AuthenticationMethod,
        proof: Proof,
    ) -> Result<Submitted, Failure> {
        let (visit, fail) = (self.visit, Failure::of(flow.kind));
        let target = target_after(visit, &flow, method).map_err(fail)?;
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        let settings = &visit.selfservice().settings;
        let session = settings.registration.signs_in_after.iter().any(|name| name == method).then(|| {
            let device = visit.device(&mut ctx);
            let session = issue(&mut ctx, identity.id, step, device, settings.session.lifespan);
            (session, SessionToken::generate(&mut ctx))
        });
        let asked = self.to_verify(&mut identity);
        let record = settle::record(&visit.app, &visit.current, &identity, visit.app.store.next_key(visit.now)).map_err(fail)?;
        let row = record.row.clone();
        let owner = flow.is_browser().then(|| CsrfToken::generate(&mut ctx));
        let cause = Cause {
            kind: flow.kind,
            request_url: &flow.request_url,
            return_to: flow.details.after_verification_return_to.as_deref().or(flow.return_to.as_deref()),
            owner,
            payload: self.payload.as_ref(),
        };
        let caused: ApiResult<Vec<Caused>> = asked.iter().map(|address| Caused::new(visit, &mut ctx, &cause, &row, address)).collect();
        let caused = match caused {
            Ok(caused) => caused,
            // The method that verifies addresses is off.
            Err(error) => {
                return refuse(visit, flow, self.schema, Some(&self), Refusal::Message(text::generic_error(&error.body.message))).await;
            }
        };
        let has_hook = settings.registration.flow.hooks.after(method).iter().any(|hook| matches!(hook, Hook::ShowVerificationUi));
        let shown = if has_hook || settings.features.show_every_verification { &caused[..] } else { &[] };
        let verifications = shown.iter().map(|caused| caused.continue_with(visit, flow.is_browser())).collect();
        let page = shown.first().filter(|_| has_hook).map(|caused| caused.page(visit));
        let has_messages = !caused.is_empty();
        let session_key = visit.app.store.next_key(visit.now);
        let before = flow.clone();
        stored::close(&mut flow);
        if let Some(challenge) = &proof.challenge {
            stored::spend(&mut flow, challenge);
        }
        if proof.code.is_some() {
            flow.state = FlowState::PassedChallenge;
        }
        let (shown_proof, now) = (proof.clone(), visit.now);
        let (completed, document) = (flow.clone(), stored::document(&flow).map_err(fail)?);
        let stored_session = session.as_ref().map(|(session, token)| (session.clone(), token.hash()));
        let reads_counts = !proof.traces.is_empty();
        let commit = async move |tx: &mut Tx<'_>| {
            for trace in &shown_proof.traces {
                if let Some(wait) = trace.wait(tx, now).await? {
                    return Ok(Committed::TooMany(wait));
                }
            }
            if let Some(challenge) = &shown_proof.challenge
                && !stored::is_open::<Registration>(tx, completed.id, challenge).await?
            {
                return Ok(Committed::ChallengeSpent);
            }
            if let Some(used) = &shown_proof.code {
                match used.commit(tx, now).await? {
                    Used::Right => {}
                    refused @ (Used::Wrong | Used::TooMany) => return Ok(Committed::NotByCode(refused)),
                }
            }
            write::insert(tx, &record).await?;
            if let Some((session, hash)) = &stored_session {
                sessions::insert(tx, session_key, record.row.key, hash, session).await?;
            }
            for verification in &caused {
                verification.write(tx).await?;
            }
            for trace in &shown_proof.traces {
                trace.forget(tx).await?;
            }
            stored::complete(tx, &completed, &document).await.map(Committed::Done)
        };
        // Beside counts of guesses, what it decides by, the flow and the code, it also writes.
        let store = &visit.app.store;
        let written = if reads_counts { store.write(commit).await } else { store.add(commit).await };
        match written {
            Ok(Committed::ChallengeSpent) => {
                refuse(visit, before, self.schema, Some(&self), Refusal::Message(text::SECURITY_KEY_FAILED)).await
            }
            Ok(Committed::TooMany(wait)) => refuse(visit, before, self.schema, Some(&self), Refusal::TooMany(wait)).await,
            Ok(Committed::NotByCode(refused)) => {
                let message = if matches!(refused, Used::TooMany) { code::too_many() } else { text::REGISTRATION_WRONG_CODE };
                let waiting = Flow { state: FlowState::SentEmail, ..before };
                refuse(visit, waiting, self.schema, Some(&self), Refusal::Message(message)).await
            }
            Ok(Committed::Done(is_first)) => {
                if is_first {
                    close(visit, &flow);
                }
                if has_messages {
                    visit.app.courier.ring();
                }
                let kind = flow.kind;
                Ok(Submitted::SignedUp(Box::new(SignedUp { kind, identity: row, session, target, page, verifications, owner })))
            }
            Err(StoreError::Conflict(clash)) => {
                let mut refused = before;
                if let Some(used) = proof.code {
                    // The code is used up with what it told.
                    refused.state = flow.state;
                    let write = visit.app.store.write(async move |tx: &mut Tx<'_>| used.commit(tx, now).await);
                    write.await.map_err(|error| fail(error.into()))?;
                }
                let message = account_exists(visit, &clash).await.map_err(|error| fail(error.into()))?;
                refuse(visit, refused, self.schema, Some(&self), Refusal::Message(message)).await
            }
            Err(error) => Err(fail(error.into())),
        }
    }
}

/// What a sign-up was proven with, which is good for one: the commit uses it up.
#[derive(Clone)]
struct Proof {
    challenge: Option<String>,
    code: Option<CodeUse>,
    /// What the code's guesses ask and leave behind.
    traces: Vec<Trace>,
}

/// What became of a sign-up's unit of work.
enum Committed {
    /// Whether it is the first account that the flow made.
    Done(bool),
    ChallengeSpent,
    /// The code was not right any more: nothing but the submission was counted.
    NotByCode(Used),
    /// Too many wrong codes were counted meanwhile: nothing was written.
    TooMany(Duration),
}

/// Keeps a refused submission's messages with the flow, with the traits as they were sent, and shows it again.
async fn refuse(
    visit: &Visit,
    mut flow: Flow<Registration>,
    schema: &Arc<Schema>,
    heard: Option<&Heard<'_>>,
    refusal: Refusal,
) -> Result<Submitted, Failure> {
    let fail = Failure::of(flow.kind);
    let mut shown = take_nodes(visit, &mut flow);
    if let Some(heard) = heard {
        form::refill(&mut shown, &heard.traits);
    }
    match refusal {
        Refusal::Error(error) => return Err(fail(*error)),
        Refusal::Message(message) => flow.messages.push(message),
        Refusal::TooMany(wait) if flow.kind == FlowType::Api || visit.answers_json() => return Err(fail(too_many(wait))),
        Refusal::TooMany(wait) => flow.messages.push(text::too_many_attempts(seconds(wait))),
        Refusal::Step(taken) => {
            step::take(visit, &mut flow, *taken).await.map_err(fail)?;
            let mut flow = render(visit, flow);
            flow.transient_payload = heard.and_then(|heard| heard.payload.clone());
            return Ok(Submitted::Again { flow: Box::new(flow), is_step: true });
        }
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
    nodes::sort_registration(&mut shown, &form::trait_names(&schema.compiled));
    flow.nodes = Some(shown);
    let mut flow = keep(visit, flow).await.map_err(fail)?;
    flow.transient_payload = heard.and_then(|heard| heard.payload.clone());
    Ok(Submitted::Again { flow: Box::new(flow), is_step: false })
}

/// Puts a fresh flow in the place of an expired one.
async fn replace_expired(visit: &Visit, old: Flow<Registration>) -> ApiResult<Submitted> {
    let (kind, expired_at, now) = (old.kind, old.expires_at, visit.now);
    let new = successor(visit, old, text::registration_flow_expired(expired_at, now));
    let fresh = create(visit, new, Handover::Answer).await?.0.id;
    Ok(Submitted::Expired { kind, error: Box::new(replaced(visit, expired_at, fresh)), fresh })
}

fn schema_of(visit: &Visit, flow: &Flow<Registration>) -> ApiResult<Arc<Schema>> {
    settle::schema_of(&visit.current, flow.details.identity_schema.as_deref().unwrap_or_default()).cloned()
}

/// The first screen of two: who one is.
fn profile_form(current: &Current, flow: &Flow<Registration>, schema: &Schema) -> Vec<Node> {
    let mut nodes = vec![csrf_node()];
    nodes.extend(form::trait_nodes(&schema.compiled, Group::Default));
    if current.selfservice.settings.registration.is_two_step {
        nodes.push(Node::submit(Group::Profile, "method", "profile", text::REGISTRATION_SUBMIT));
    } else {
        add_methods(current, flow, schema, &mut nodes);
    }
    nodes::sort_registration(&mut nodes, &form::trait_names(&schema.compiled));
    nodes
}

/// The second screen: how one signs in from now on.
fn credentials_form(current: &Current, flow: &Flow<Registration>, schema: &Schema, traits: &Value) -> Vec<Node> {
    let mut nodes = vec![csrf_node()];
    nodes.extend(form::trait_nodes(&schema.compiled, Group::Default));
    form::refill(&mut nodes, traits);
    for input in nodes.iter_mut().filter_map(Node::as_input_mut) {
        input.kind = InputKind::Hidden;
    }
    add_methods(current, flow, schema, &mut nodes);
    nodes.push(Node::submit(Group::Profile, "screen", "previous", text::REGISTRATION_BACK));
    nodes::sort_registration(&mut nodes, &form::trait_names(&schema.compiled));
    nodes
}

fn add_methods(current: &Current, flow: &Flow<Registration>, schema: &Schema, nodes: &mut Vec<Node>) {
    let form = RegistrationForm { current, flow, schema };
    for method in REGISTRATION_ORDER {
        method.registration_nodes(&form, nodes);
    }
}

impl Kind for Registration {
    type Wire = RegistrationFlow;

    fn settings(all: &Settings) -> &FlowSettings {
        &all.registration.flow
    }

    fn form(current: &Current, flow: &Flow<Self>) -> Vec<Node> {
        let schema = current.schemas.find(flow.details.identity_schema.as_deref().unwrap_or_default());
        schema.map_or_else(Vec::new, |schema| profile_form(current, flow, schema))
    }

    fn wire(flow: Flow<Self>, ui: UiContainer) -> RegistrationFlow {
        RegistrationFlow {
            id: flow.id,
            kind: flow.kind,
            expires_at: flow.expires_at,
            issued_at: flow.issued_at,
            request_url: flow.request_url,
            return_to: flow.return_to,
            active: flow.active,
            ui,
            organization_id: flow.organization_id,
            transient_payload: None,
            session_token_exchange_code: None,
            state: flow.state,
            identity_schema: flow.details.identity_schema,
        }
    }
}
