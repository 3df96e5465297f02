//! Signing in and up by a code that is sent to an address: as the only factor or as the second one.

mod login;
mod registration;
mod second_factor;

pub use second_factor::begin as begin_second_factor;

use super::{Accepted, Answer, LoginAttempt, LoginForm, Method, NewCredential, Refusal, RegistrationAttempt, RegistrationForm, password};
use crate::app::Current;
use crate::flow::one_time;
use crate::flow::step::Step;
use crate::http::public::visit::Visit;
use crate::selfservice::CodeSettings;
use selfsame_api::session::Aal;
use selfsame_api::text;
use selfsame_api::ui::{Group, Node, UiText};
use selfsame_core::Key;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::code::{address_button, addresses_of};
use selfsame_core::flow::login::Login;
use selfsame_core::message::Origin;
use selfsame_store::ops::identities::{CredentialRow, IdentityRecord, IdentityRow, Loaded};
use selfsame_store::ops::secrets::Taken;
use selfsame_store::{Result, Tx};
use serde_json::{Map, Value};

pub struct Code;

const NAME: &str = "code";

impl Method for Code {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, current: &Current) -> Aal {
        if settings(current).is_some_and(|code| code.is_second_factor) { Aal::Aal2 } else { Aal::Aal1 }
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        let Some(code) = settings(form.current) else { return };
        match form.flow.details.requested_aal {
            Aal::Aal2 if code.is_second_factor => {
                let Some(holder) = form.holder else { return };
                let chosen = second_factor::choices(code, form.flow, holder);
                nodes.extend(chosen.iter().map(address_button));
            }
            Aal::Aal1 if code.is_passwordless => first_factor_nodes(code, form, nodes),
            Aal::Aal0 | Aal::Aal1 | Aal::Aal2 => {}
        }
    }

    fn claims_login(&self, body: &FlowBody, current: &Current) -> bool {
        let is_on = settings(current).is_some_and(|code| code.is_passwordless || code.is_second_factor);
        is_on && body.text("method").map_or_else(|| body.text("address").is_some(), |name| name == NAME)
    }

    fn login<'a>(&'a self, attempt: LoginAttempt<'a>) -> Answer<'a, std::result::Result<Accepted, Refusal>> {
        match attempt.flow.details.requested_aal {
            Aal::Aal2 => Box::pin(second_factor::login(attempt)),
            Aal::Aal0 | Aal::Aal1 => Box::pin(login::login(attempt)),
        }
    }

    fn registration_nodes(&self, form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
        if settings(form.current).is_some_and(|code| code.is_passwordless) {
            nodes.push(Node::submit(Group::Code, "method", NAME, text::REGISTRATION_SEND_CODE));
        }
    }

    fn claims_registration(&self, body: &FlowBody, current: &Current) -> bool {
        settings(current).is_some_and(|code| code.is_passwordless) && body.text("method") == Some(NAME)
    }

    fn register<'a>(&'a self, attempt: RegistrationAttempt<'a>) -> Answer<'a, std::result::Result<NewCredential, Refusal>> {
        Box::pin(registration::register(attempt))
    }
}

fn settings(current: &Current) -> Option<&CodeSettings> {
    current.selfservice.settings.methods.code.as_ref()
}

/// A button that sends the code; whoever is signed in has to have an address, and may choose it where the feature is on.
fn first_factor_nodes(code: &CodeSettings, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
    if let Some(holder) = form.holder {
        let addresses = addresses_of(holder, code.has_fallback);
        if addresses.is_empty() {
            return;
        }
        if code.chooses_address_to_refresh {
            nodes.extend(addresses.iter().map(address_button));
            return;
        }
        nodes.retain(|node| node.name() != "identifier");
        nodes.push(password::identifier_node(form).with(|input| input.autocomplete = None));
    } else if nodes.iter().all(|node| node.name() != "identifier") {
        nodes.push(password::identifier_node(form));
    }
    nodes.push(Node::submit(Group::Code, "method", NAME, text::LOGIN_SEND_CODE));
}

/// The code that a flow's effect depends on: it is used in the commit of that effect.
#[derive(Clone)]
pub struct CodeUse {
    pub attempt: one_time::Attempt,
    pub most: u32,
    /// What the person is told if the code is no longer right.
    pub wrong: UiText,
}

/// A right code and the address that it proves.
pub struct CodeProof {
    pub used: CodeUse,
    pub verified: Option<Verified>,
}

/// What became of a code.
pub enum Used {
    Right,
    Wrong,
    TooMany,
}

impl CodeUse {
    /// Counts the submission and uses the code.
    pub async fn commit(&self, tx: &mut Tx<'_>, now: selfsame_api::Timestamp) -> Result<Used> {
        Ok(match self.attempt.count_and_take(tx, self.most, now).await? {
            None => Used::TooMany,
            Some(Taken::Right(_)) => Used::Right,
            Some(Taken::Wrong | Taken::Used | Taken::Expired(_)) => Used::Wrong,
        })
    }

    /// Counts the submission of a code that is known to be wrong; the message for the person.
    async fn count_wrong(&self, visit: &Visit) -> std::result::Result<UiText, Refusal> {
        let (flow, most) = (self.attempt.flow_id, self.most);
        let write = visit.app.store.write(async move |tx: &mut Tx<'_>| selfsame_store::ops::flows::count_submission(tx, flow, most).await);
        Ok(if write.await? { self.wrong.clone() } else { too_many() })
    }
}

/// The message once a flow's codes were tried too often.
pub fn too_many() -> UiText {
    text::generic_error("This flow's codes were tried too often. Please start again.")
}

/// An address that a code proved, as the rows that the identity becomes.
#[derive(Clone)]
pub struct Verified {
    pub before: std::sync::Arc<Loaded>,
    pub after: IdentityRecord,
}

impl Verified {
    /// None if the address was verified before.
    fn of(visit: &Visit, loaded: Loaded, via: selfsame_api::identity::Channel, value: &str) -> std::result::Result<Option<Self>, Refusal> {
        let mut after = loaded.identity.clone();
        if !after.verify_address(via, value, visit.now) {
            return Ok(None);
        }
        after.updated_at = visit.now;
        let record = crate::identity::settle::revised(&visit.app, &visit.current, &loaded, &after)?;
        Ok(Some(Self { before: std::sync::Arc::new(loaded), after: record }))
    }
}

/// The step that sends a code to the one who holds an identifier.
pub fn send_to_holder(attempt: &LoginAttempt<'_>, typed: &str, holder: &Holder) -> std::result::Result<Step, Refusal> {
    let code = settings(&attempt.visit.current).ok_or(Refusal::Message(text::LOGIN_NO_METHOD))?;
    login::send_to(attempt, code, typed, Some(holder))
}

/// An account that a code is for.
pub struct Holder {
    key: Key,
    pub loaded: Loaded,
    row: IdentityRow,
}

impl Holder {
    pub fn new(visit: &Visit, row: IdentityRow, credentials: Vec<CredentialRow>) -> std::result::Result<Self, Refusal> {
        let loaded = Loaded::decode(&row, credentials, &visit.app.sealer)?;
        Ok(Self { key: row.key, loaded, row })
    }

    /// The identity as messages show it.
    fn shown(&self, current: &Current) -> Value {
        let mut out = Vec::new();
        let shown = crate::http::encode::identity::Shown::OWNER;
        crate::http::encode::identity::write(&mut out, &self.row.view(), &current.schemas, shown);
        serde_json::from_slice(&out).unwrap_or_default()
    }
}

/// What a message may know of the request that causes it.
fn origin(visit: &Visit, flow_url: &str, body: &FlowBody) -> Origin {
    let payload = body.object("transient_payload").ok().flatten();
    Origin {
        request_url: flow_url.to_owned(),
        transient_payload: payload.map_or(Value::Null, Value::Object),
        request_headers: Map::new(),
        oauth2_login_request: None,
        language: visit.language(),
    }
}

/// The form of a sent code after a mistake.
fn retry(flow: &Flow<Login>, identifier: &str, mistake: Option<UiText>) -> Vec<Node> {
    let kept = flow.nodes.iter().flatten();
    let others = kept.filter(|node| node.group != Group::Code && !matches!(node.name(), "identifier" | "csrf_token")).cloned();
    let mut nodes = vec![crate::flow::kind::csrf_node(), selfsame_core::flow::code::hidden_identifier(None, identifier)];
    nodes.extend(others);
    nodes.extend(selfsame_core::flow::code::retry_nodes(text::LABEL_LOGIN_CODE, mistake));
    nodes
}
