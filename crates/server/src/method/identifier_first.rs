//! The identifier first: a form that asks for nothing else, and then for what the account it names can sign in with.
//! Where accounts are to be hidden, everybody sees the same.

use super::code::{self, Holder};
use super::password::identifier_node;
use super::{Accepted, Answer, LOGIN_ORDER, LoginAttempt, LoginForm, Method, Refusal};
use crate::app::Current;
use crate::flow::step::Step;
use crate::http::public::visit::Visit;
use selfsame_api::flow::FlowState;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::Aal;
use selfsame_api::text;
use selfsame_api::ui::{Attributes, Group, InputKind, Node};
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::code::hidden_identifier;
use selfsame_core::flow::login::Login;
use selfsame_core::identity::factors::FirstFactors;
use selfsame_core::normalise;
use selfsame_store::Rx;
use selfsame_store::ops::identities::read;

pub struct IdentifierFirst;

const NAME: &str = "identifier_first";
const FIELD: &str = "identifier";
const TRIGGER: &str = "passkey_login_trigger";

impl Method for IdentifierFirst {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal1
    }

    fn login_nodes(&self, _: &LoginForm<'_>, _: &mut Vec<Node>) {}

    fn claims_login(&self, _: &FlowBody, current: &Current) -> bool {
        current.selfservice.settings.asks_identifier_first
    }

    fn fits(&self, flow: &Flow<Login>) -> bool {
        flow.details.requested_aal == Aal::Aal1 && !flow.details.refresh
    }

    fn login<'a>(&'a self, attempt: LoginAttempt<'a>) -> Answer<'a, Result<Accepted, Refusal>> {
        Box::pin(async move { Err(ask(attempt).await.unwrap_or_else(|refusal| refusal)) })
    }
}

/// Whether a flow begins with the identifier alone.
pub fn begins(current: &Current, flow: &Flow<Login>) -> bool {
    current.selfservice.settings.asks_identifier_first && IdentifierFirst.fits(flow)
}

/// What stands in the first form besides the token: the identifier, and what a browser's autofill of passkeys needs.
pub fn first_nodes(form: &LoginForm<'_>, all: Vec<Node>) -> Vec<Node> {
    let identifier = Node { group: Group::IdentifierFirst, ..identifier_node(form) };
    let mut nodes = vec![identifier, Node::submit(Group::IdentifierFirst, "method", NAME, text::LABEL_CONTINUE)];
    let is_passkeys = |node: &Node| node.group == Group::Passkey && node.as_input().is_some_and(|input| input.kind == InputKind::Hidden);
    let has_passkeys = all.iter().any(is_passkeys);
    nodes.extend(all.into_iter().filter(|node| has_passkeys && is_script(node) || is_passkeys(node)));
    nodes
}

fn is_script(node: &Node) -> bool {
    matches!(node.attributes, Attributes::Script(_))
}

/// The next form for an identifier, or why there is none.
async fn ask(attempt: LoginAttempt<'_>) -> Result<Refusal, Refusal> {
    attempt.check_csrf()?;
    let LoginAttempt { visit, flow, body, .. } = &attempt;
    let unknown = || Refusal::Fields(vec![(FIELD.into(), text::NO_SUCH_ACCOUNT)]);
    let hides = visit.selfservice().settings.hides_accounts;
    let Some(typed) = body.text(FIELD).map(normalise::bounded) else { return Err(unknown()) };
    // What is hidden is not even looked up, so that the time says nothing either.
    let found = if hides { None } else { find(visit, typed).await? };
    let rules = visit.current.settings.factors;
    let has = found.as_ref().map(|found| FirstFactors::of(&found.holder.loaded.identity, rules));
    // Kratos: with mitigation an unknown identifier is told apart where codes are on, by 4000035.
    let (has, by_code) = match (has, &found) {
        _ if hides => (FirstFactors::ALL, ByCode::Offered),
        (Some(has), Some(found)) => (has, by_code(visit, found)),
        (_, _) => return Err(unknown()),
    };
    if let (ByCode::Offered, false, false, Some(found)) = (by_code, has.any(), hides, &found) {
        return code::send_to_holder(&attempt, typed, &found.holder).map(|step| Refusal::Step(Box::new(step)));
    }
    if by_code == ByCode::Off && !has.any() {
        return Err(unknown());
    }
    let offered = offered(&visit.current, flow, has, by_code != ByCode::Off);
    if by_code == ByCode::Fails {
        let mut nodes = attempt.shown();
        nodes.iter_mut().filter(|node| node.name() == FIELD).for_each(|node| {
            if let Some(input) = node.as_input_mut() {
                input.value = Some(typed.into());
            }
        });
        add(&mut nodes, offered);
        selfsame_core::flow::nodes::sort_login(&mut nodes);
        return Ok(Refusal::Form { nodes, messages: vec![text::NO_CODE_LOGIN] });
    }
    let nodes = next_form(attempt.shown(), typed, offered);
    let (state, active) = (FlowState::ChooseMethod, Some(NAME));
    Ok(Refusal::Step(Box::new(Step { state, active, nodes, messages: Vec::new(), internal: None, outgoing: None })))
}

/// What signing in by code amounts to for somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByCode {
    Off,
    Offered,
    /// It is on, and this identifier is none that codes go to.
    Fails,
}

fn by_code(visit: &Visit, found: &Found) -> ByCode {
    match visit.selfservice().settings.methods.code.as_ref().filter(|code| code.is_passwordless) {
        None => ByCode::Off,
        Some(code) if found.by_code || code.has_fallback => ByCode::Offered,
        Some(_) => ByCode::Fails,
    }
}

/// An account, and how the identifier names it.
struct Found {
    holder: Holder,
    by_code: bool,
}

async fn find(visit: &Visit, typed: &str) -> Result<Option<Found>, Refusal> {
    let identifier = normalise::graceful(typed);
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let holders = read::holders(rx, &identifier).await?;
        let Some((_, key)) = holders.first().copied() else { return Ok(None) };
        let by_code = holders.iter().any(|(kind, holder)| *kind == CredentialType::Code && *holder == key);
        Ok(read::whole_by_key(rx, key).await?.map(|rows| (rows, by_code)))
    });
    let Some(((row, credentials), by_code)) = found.await? else { return Ok(None) };
    Ok(Some(Found { holder: Holder::new(visit, row, credentials)?, by_code }))
}

/// The nodes of what can be signed in with, in the order of the methods.
fn offered(current: &Current, flow: &Flow<Login>, has: FirstFactors, by_code: bool) -> Vec<Node> {
    let form = LoginForm { current, flow, holder: None };
    let mut all = Vec::new();
    for method in LOGIN_ORDER {
        method.login_nodes(&form, &mut all);
    }
    all.retain(|node| match node.group {
        Group::Password => has.password,
        Group::Code => by_code,
        Group::Passkey => has.passkey && node.name() == TRIGGER,
        Group::Webauthn => has.webauthn && !is_script(node),
        _ => false,
    });
    all
}

/// The form with the identifier given and the ways to go on behind it.
fn next_form(mut nodes: Vec<Node>, typed: &str, offered: Vec<Node>) -> Vec<Node> {
    nodes.retain(|node| node.group != Group::IdentifierFirst || node.name() == FIELD);
    for node in nodes.iter_mut().filter(|node| node.name() == FIELD) {
        *node = hidden_identifier(Some(node.clone()), typed);
    }
    add(&mut nodes, offered);
    nodes
}

/// Adds nodes. A field that is there already is replaced; buttons stand beside those of an earlier identifier.
fn add(nodes: &mut Vec<Node>, offered: Vec<Node>) {
    for node in offered {
        let is_button = node.as_input().is_some_and(|input| matches!(input.kind, InputKind::Submit | InputKind::Button));
        match nodes.iter_mut().find(|known| !is_button && known.name() == node.name()) {
            Some(known) => *known = node,
            None => nodes.push(node),
        }
    }
}
