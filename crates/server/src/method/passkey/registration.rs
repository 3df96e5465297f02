//! Signing up with a passkey.

use crate::app::Current;
use crate::method::keys::enrol::{Enrolment, enrol};
use crate::method::keys::{Ceremony, Trigger, add_script};
use crate::method::{NewCredential, Refusal, RegistrationAttempt, RegistrationForm};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::SessionMethod;
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::credential::handle_identifier;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::registration::Registration;
use selfsame_core::webauthn::options::{Creation, creation};
use serde_json::json;

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "passkey_registration";

/// The answer of the authenticator.
pub const FIELD: &str = "passkey_register";

/// Length of a user handle, in characters.
pub const HANDLE_LENGTH: usize = 64;

pub fn begin(current: &Current, flow: &mut Flow<Registration>, ctx: &mut Ctx<'_>) {
    if current.selfservice.settings.methods.passkey.is_some() {
        let handle = ctx.alphanumeric(HANDLE_LENGTH);
        Ceremony::for_user(ctx, handle.as_bytes()).keep(flow, CEREMONY);
    }
}

pub fn nodes(form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
    let (Some(settings), Some(ceremony)) = (&form.current.selfservice.settings.methods.passkey, Ceremony::of(form.flow, CEREMONY)) else {
        return;
    };
    let names = names(form);
    // Nobody could tell such a passkey from others.
    let Some(first) = names.first() else { return };
    let options = creation(&Creation {
        rp: &settings.rp,
        user_handle: &ceremony.user_handle(),
        user_name: &settings.rp.name,
        challenge: &ceremony.challenge,
        timeout: settings.registration_timeout,
        exclude: &[],
        selection: &settings.selection,
        attestation: Some(&settings.attestation),
    });
    let is_browser = form.flow.is_browser();
    if is_browser {
        add_script(nodes, form.current, form.flow.id);
    }
    let trigger = Trigger {
        group: Group::Passkey,
        name: "passkey_register_trigger",
        function: "oryPasskeyRegistration",
        argument: "",
        value: None,
        label: text::REGISTRATION_PASSKEY,
        is_browser,
    };
    nodes.push(trigger.node());
    nodes.push(Node::input(Group::Passkey, FIELD, InputKind::Hidden));
    // The script copies the named field's value into the options, so that the passkey is called after its holder.
    let data = json!({"credentialOptions": options, "displayNameFieldName": first, "displayNameFieldNames": names});
    nodes.push(Node::input(Group::Passkey, "passkey_create_data", InputKind::Hidden).value(data.to_string()));
}

/// The traits by which a passkey is called. A schema that somebody chose and that marks none has those of the default one, as
/// the contract has it, which offers passkeys by the default schema alone.
fn names<'a>(form: &RegistrationForm<'a>) -> &'a [String] {
    if !form.schema.passkey_names.is_empty() {
        return &form.schema.passkey_names;
    }
    form.current.schemas.find("").map_or(&[], |default| &default.passkey_names)
}

/// Passkeys judge the traits before they ask whether they are meant at all.
pub fn missing(attempt: &RegistrationAttempt<'_>) -> Vec<(Text, UiText)> {
    if attempt.visit.selfservice().settings.methods.passkey.is_some() { attempt.wrong.clone() } else { Vec::new() }
}

/// Whether a submission is for passkeys.
pub fn is_meant(body: &FlowBody) -> bool {
    body.text(FIELD).is_some()
}

pub fn register(attempt: RegistrationAttempt<'_>) -> Result<NewCredential, Refusal> {
    let no_method = || Refusal::Message(text::REGISTRATION_NO_METHOD);
    let (Some(settings), Some(answer)) = (&attempt.visit.selfservice().settings.methods.passkey, attempt.body.text(FIELD)) else {
        return Err(no_method());
    };
    let ceremony = Ceremony::of(attempt.flow, CEREMONY);
    let identifiers = ceremony.as_ref().map(|ceremony| vec![handle_identifier(&ceremony.user_handle())]);
    let enrolment = Enrolment {
        kind: CredentialType::Passkey,
        method: SessionMethod::Passkey,
        answer,
        field: FIELD,
        rp: &settings.rp,
        ceremony,
        verifies_user: settings.selection.verifies_user(),
        display_name: None,
    };
    Ok(NewCredential { identifiers, ..enrol(attempt, &enrolment)? })
}
