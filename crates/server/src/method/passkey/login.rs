//! Signing in with a passkey: the authenticator says whose it is.

use super::NAME;
use crate::app::Current;
use crate::flow::kind::page;
use crate::http::error::ApiError;
use crate::method::keys::holder::{Sought, Use, holder};
use crate::method::keys::{Ceremony, Trigger, add_identifier, add_script, asked, key_ids};
use crate::method::{Accepted, LoginAttempt, LoginForm, Refusal};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::Login;
use selfsame_core::webauthn::options::{Request, request};
use selfsame_core::webauthn::response::Asserted;
use std::borrow::Cow;

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "passkey_login";

/// The answer of the authenticator.
const FIELD: &str = "passkey_login";

/// Waits for a passkey in the browser's autofill.
const AUTOFILL: &str = "oryPasskeyLoginAutocompleteInit";

pub fn begin(current: &Current, flow: &mut Flow<Login>, ctx: &mut Ctx<'_>) {
    if current.selfservice.settings.methods.passkey.is_some() && flow.details.requested_aal == Aal::Aal1 {
        Ceremony::fresh(ctx).keep(flow, CEREMONY);
    }
}

/// Whether a submission is for passkeys.
pub fn is_meant(body: &FlowBody) -> bool {
    body.text(FIELD).is_some() || body.text("method") == Some(NAME)
}

pub fn nodes(form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
    let (Some(settings), Some(ceremony)) = (&form.current.selfservice.settings.methods.passkey, Ceremony::of(form.flow, CEREMONY)) else {
        return;
    };
    let allow = form.holder.map(|holder| key_ids(holder, CredentialType::Passkey, |_| true));
    if allow.as_ref().is_some_and(Vec::is_empty) {
        return;
    }
    let is_browser = form.flow.is_browser();
    if is_browser {
        add_script(nodes, form.current, form.flow.id);
    }
    add_identifier(form, nodes, form.holder.and_then(|holder| holder.credentials.get(&CredentialType::Password)));
    let trigger = Trigger {
        group: Group::Passkey,
        name: "passkey_login_trigger",
        function: "oryPasskeyLogin",
        argument: "",
        value: Some(""),
        label: text::LOGIN_PASSKEY,
        is_browser,
    };
    nodes.push(trigger.node());
    nodes.push(Node::input(Group::Passkey, FIELD, InputKind::Hidden).with(|input| {
        // Whoever is signed in is asked for a passkey of theirs, not for any.
        if allow.is_none() {
            input.onload = is_browser.then(|| Cow::Owned(format!("window.{AUTOFILL}()")));
            input.onload_trigger = Some(Cow::Borrowed(AUTOFILL));
        }
    }));
    let options = request(&Request {
        rp: &settings.rp,
        challenge: &ceremony.challenge,
        timeout: settings.login_timeout,
        allow: allow.as_deref(),
        selection: &settings.selection,
    });
    nodes.push(Node::input(Group::Passkey, "passkey_challenge", InputKind::Hidden).value(options.to_string()));
}

pub async fn login(attempt: LoginAttempt<'_>) -> Result<Accepted, Refusal> {
    attempt.check_csrf()?;
    let (visit, flow) = (attempt.visit, attempt.flow);
    let Some(answer) = attempt.body.text(FIELD) else {
        return Err(ApiError::go_on_at(&page::<Login>(visit, flow.id)).into());
    };
    let asserted = Asserted::parse(answer).map_err(|error| Refusal::Message(text::generic_error(&error.to_string())))?;
    let unknown = || Refusal::Message(text::UNKNOWN_SECURITY_KEY);
    let handle = asserted.user_handle.clone().ok_or_else(unknown)?;
    let Some(settings) = &visit.selfservice().settings.methods.passkey else { return Err(unknown()) };
    let ceremony = Ceremony::of(flow, CEREMONY);
    let holder = holder(visit, Sought::Handle(handle)).await?.ok_or_else(unknown)?;
    let asked = asked(flow, ceremony.as_ref(), &settings.rp, settings.selection.verifies_user())?;
    holder.accept(&attempt, &asked, &asserted, Use { method: SessionMethod::Passkey, aal: Aal::Aal1 })
}
