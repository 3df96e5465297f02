//! Signing in with a security key: on its own after the identifier was given, or as a second factor.

use super::{NAME, TIMEOUT, passwordless};
use crate::app::Current;
use crate::flow::kind::{csrf_node, keep, page};
use crate::http::error::ApiError;
use crate::method::keys::holder::{Holder, Sought, Use, holder};
use crate::method::keys::{Ceremony, Trigger, add_identifier, add_script, asked, key_ids, not_proven, proves};
use crate::method::{Accepted, LoginAttempt, LoginForm, Refusal};
use crate::selfservice::WebauthnSettings;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::Login;
use selfsame_core::normalise;
use selfsame_core::webauthn::options::{Request, Selection, request};
use selfsame_core::webauthn::response::Asserted;

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "webauthn_login";

/// The answer of the authenticator.
const FIELD: &str = "webauthn_login";

const IDENTIFIER: &str = "identifier";

/// Whoever is signed in is asked for a key at once; anybody else says who they are first.
pub fn begin(current: &Current, flow: &mut Flow<Login>, ctx: &mut Ctx<'_>) {
    let is_on = current.selfservice.settings.methods.webauthn.is_some();
    if is_on && flow.is_browser() && (flow.details.refresh || flow.details.requested_aal == Aal::Aal2) {
        Ceremony::fresh(ctx).keep(flow, CEREMONY);
    }
}

/// Whether a submission is for security keys.
pub fn is_meant(body: &FlowBody) -> bool {
    body.text(FIELD).is_some() || body.text("method") == Some(NAME)
}

/// What a submission lacks.
pub fn missing(body: &FlowBody) -> Vec<(Text, UiText)> {
    let is_missing = body.text(IDENTIFIER).is_none();
    is_missing.then(|| (IDENTIFIER.into(), text::required(IDENTIFIER))).into_iter().collect()
}

pub fn nodes(form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
    let Some(settings) = &form.current.selfservice.settings.methods.webauthn else { return };
    let aal = form.flow.details.requested_aal;
    if aal == Aal::Aal1 && passwordless(form.current).is_none() {
        return;
    }
    let Some(identity) = form.holder else {
        add_identifier(form, nodes, None);
        nodes.push(Node::submit(Group::Webauthn, "method", NAME, text::LOGIN_SECURITY_KEY));
        add_script(nodes, form.current, form.flow.id);
        return;
    };
    let ids = key_ids(identity, CredentialType::Webauthn, |key| proves(key, CredentialType::Webauthn, aal));
    let Some(ceremony) = Ceremony::of(form.flow, CEREMONY).filter(|_| !ids.is_empty()) else { return };
    add_identifier(form, nodes, identity.credentials.get(&CredentialType::Webauthn));
    add_question(nodes, settings, &ceremony, &ids, text::LOGIN_SECURITY_KEY);
    add_script(nodes, form.current, form.flow.id);
}

/// The button that asks for one of these keys, and the field for the answer.
fn add_question(nodes: &mut Vec<Node>, settings: &WebauthnSettings, ceremony: &Ceremony, ids: &[Vec<u8>], label: UiText) {
    let options = request(&Request {
        rp: &settings.rp,
        challenge: &ceremony.challenge,
        timeout: TIMEOUT,
        allow: Some(ids),
        selection: &Selection::any(),
    });
    let options = options.to_string();
    let trigger = Trigger {
        group: Group::Webauthn,
        name: "webauthn_login_trigger",
        function: "oryWebAuthnLogin",
        argument: &options,
        value: Some(&options),
        label,
        is_browser: true,
    };
    nodes.push(trigger.node());
    nodes.push(Node::input(Group::Webauthn, FIELD, InputKind::Hidden).value(""));
}

pub async fn login(attempt: LoginAttempt<'_>) -> Result<Accepted, Refusal> {
    let Some(identifier) = attempt.body.text(IDENTIFIER).map(normalise::bounded) else {
        return Err(Refusal::Fields(missing(attempt.body)));
    };
    attempt.check_csrf()?;
    let (visit, aal) = (attempt.visit, attempt.flow.details.requested_aal);
    let Some(settings) = &visit.selfservice().settings.methods.webauthn else { return Err(not_proven()) };
    let (sought, nobody) = match aal {
        Aal::Aal2 => {
            let live = attempt.live.ok_or_else(|| ApiError::internal("a second factor was asked of nobody"))?;
            (Sought::Session(live.identity_key, CredentialType::Webauthn), text::NO_SECURITY_KEY)
        }
        Aal::Aal0 | Aal::Aal1 => {
            (Sought::Identifier(CredentialType::Webauthn, normalise::graceful(identifier)), text::UNKNOWN_SECURITY_KEY)
        }
    };
    let holder = holder(visit, sought).await?.filter(|holder| !holder.key_ids(aal).is_empty());
    let holder = holder.ok_or(Refusal::Message(nobody))?;
    let answer = attempt.body.text(FIELD);
    if answer.is_none() && aal == Aal::Aal1 {
        return Err(ask(&attempt, settings, &holder, identifier).await?.into());
    }
    let asserted = Asserted::parse(answer.unwrap_or_default());
    let asserted = asserted.map_err(|error| Refusal::Message(text::generic_error(&error.to_string())))?;
    let ceremony = Ceremony::of(attempt.flow, CEREMONY);
    let asked = asked(attempt.flow, ceremony.as_ref(), &settings.rp, false)?;
    holder.accept(&attempt, &asked, &asserted, Use { method: SessionMethod::Webauthn, aal })
}

/// The form that asks for a key of whoever the identifier names, and where it stands.
async fn ask(attempt: &LoginAttempt<'_>, settings: &WebauthnSettings, holder: &Holder, identifier: &str) -> Result<ApiError, Refusal> {
    let visit = attempt.visit;
    let mut flow = attempt.flow.clone();
    let ceremony = {
        let mut rng = visit.app.randomness.fork();
        Ceremony::fresh(&mut Ctx { now: visit.now, rng: &mut rng })
    };
    ceremony.keep(&mut flow, CEREMONY);
    let mut nodes = vec![csrf_node(), Node::input(Group::Default, IDENTIFIER, InputKind::Hidden).value(identifier).required()];
    add_question(&mut nodes, settings, &ceremony, &holder.key_ids(Aal::Aal1), text::LOGIN_SECURITY_KEY_CONTINUE);
    add_script(&mut nodes, &visit.current, flow.id);
    flow.nodes = Some(nodes);
    flow.messages = vec![text::LOGIN_SECURITY_KEY_READY];
    let location = page::<Login>(visit, flow.id);
    keep(visit, flow).await?;
    Ok(ApiError::go_on_at(&location))
}
