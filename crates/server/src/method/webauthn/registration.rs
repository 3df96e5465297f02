//! Signing up with a security key.

use super::{TIMEOUT, passwordless};
use crate::method::keys::enrol::{Enrolment, enrol};
use crate::method::keys::{Ceremony, Trigger, add_script};
use crate::method::{NewCredential, Refusal, RegistrationAttempt, RegistrationForm};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::SessionMethod;
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::registration::Registration;
use selfsame_core::webauthn::options::{Creation, Selection, creation};

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "webauthn_registration";

/// The answer of the authenticator.
pub const FIELD: &str = "webauthn_register";

/// What the key is called.
pub const NAME_FIELD: &str = "webauthn_register_displayname";

pub fn begin(flow: &mut Flow<Registration>, ctx: &mut Ctx<'_>) {
    let handle = ctx.id_bytes();
    Ceremony::for_user(ctx, &handle).keep(flow, CEREMONY);
}

pub fn nodes(form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
    let (Some(settings), Some(ceremony), true) = (passwordless(form.current), Ceremony::of(form.flow, CEREMONY), form.flow.is_browser())
    else {
        return;
    };
    let options = creation(&Creation {
        rp: &settings.rp,
        user_handle: &ceremony.user_handle(),
        user_name: &settings.rp.name,
        challenge: &ceremony.challenge,
        timeout: TIMEOUT,
        exclude: &[],
        selection: &Selection::any(),
        attestation: None,
    });
    add_nodes(nodes, &options.to_string(), text::REGISTRATION_SECURITY_KEY);
    add_script(nodes, form.current, form.flow.id);
}

/// The fields and the button that make a key.
pub fn add_nodes(nodes: &mut Vec<Node>, options: &str, label: UiText) {
    let name = Node::input(Group::Webauthn, NAME_FIELD, InputKind::Text).value("");
    nodes.push(name.label(text::SETTINGS_SECURITY_KEY_NAME));
    nodes.push(Node::input(Group::Webauthn, FIELD, InputKind::Hidden).value(""));
    let trigger = Trigger {
        group: Group::Webauthn,
        name: "webauthn_register_trigger",
        function: "oryWebAuthnRegistration",
        argument: options,
        value: Some(options),
        label,
        is_browser: true,
    };
    nodes.push(trigger.node());
}

/// What a submission without a key lacks.
pub fn missing() -> Vec<(Text, UiText)> {
    // The reference's own schema asks for an identifier too, which no form has.
    [FIELD, "identifier"].map(|name| (name.into(), text::required(name))).into()
}

/// Whether a submission is for security keys.
pub fn is_meant(body: &FlowBody) -> bool {
    body.text(FIELD).is_some()
}

pub fn register(attempt: RegistrationAttempt<'_>) -> Result<NewCredential, Refusal> {
    let (Some(settings), Some(answer)) = (passwordless(&attempt.visit.current), attempt.body.text(FIELD)) else {
        return Err(Refusal::Message(text::REGISTRATION_NO_METHOD));
    };
    let enrolment = Enrolment {
        kind: CredentialType::Webauthn,
        method: SessionMethod::Webauthn,
        answer,
        field: FIELD,
        rp: &settings.rp,
        ceremony: Ceremony::of(attempt.flow, CEREMONY),
        verifies_user: false,
        display_name: attempt.body.text(NAME_FIELD),
    };
    let identifiers = attempt.identity.credentials.get(&CredentialType::Webauthn).map_or(&[][..], |credential| &credential.identifiers);
    let is_identified = identifiers.iter().any(|identifier| !identifier.is_empty());
    let made = enrol(attempt, &enrolment)?;
    if is_identified { Ok(made) } else { Err(Refusal::Message(text::NO_IDENTIFIER)) }
}
