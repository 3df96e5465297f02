//! Signing up with a security key.

use super::{TIMEOUT, passwordless};
use crate::method::RegistrationForm;
use crate::method::keys::{Ceremony, Trigger, add_script};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::registration::Registration;
use selfsame_core::webauthn::options::{Creation, Selection, creation};

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "webauthn_registration";

/// The answer of the authenticator.
const FIELD: &str = "webauthn_register";

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
    let name = Node::input(Group::Webauthn, "webauthn_register_displayname", InputKind::Text).value("");
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
