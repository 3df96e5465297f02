//! The passkeys of an account, as its owner adds and removes them.

use super::registration::HANDLE_LENGTH;
use crate::app::Current;
use crate::method::keys::enrol::{Enrolment, added, is_last, keys_of, removed};
use crate::method::keys::{Ceremony, Trigger, add_script};
use crate::method::{Change, Refusal, SettingsAttempt, SettingsForm};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_core::Ctx;
use selfsame_core::credential::handle_identifier;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;
use selfsame_core::session::completed;
use selfsame_core::webauthn::options::{Creation, creation};

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "passkey_settings";

/// The answer of the authenticator.
const FIELD: &str = "passkey_settings_register";

/// The id of a passkey that is to go.
const REMOVE: &str = "passkey_remove";

const KIND: CredentialType = CredentialType::Passkey;

pub fn begin(current: &Current, identity: &Identity, flow: &mut Flow<Settings>, ctx: &mut Ctx<'_>) {
    if holder_name(current, identity).is_none() {
        flow.messages.push(text::NO_IDENTIFIER);
        return;
    }
    let handle = ctx.alphanumeric(HANDLE_LENGTH);
    Ceremony::for_user(ctx, handle.as_bytes()).keep(flow, CEREMONY);
}

/// What a passkey of this account is called by its authenticator.
fn holder_name<'a>(current: &Current, identity: &'a Identity) -> Option<&'a str> {
    let names = &current.schemas.find(&identity.schema_id)?.passkey_names;
    let value = |name: &String| {
        let mut path = name.strip_prefix("traits.")?.split('.');
        path.try_fold(&identity.traits, |value, member| value.get(member))?.as_str()
    };
    names.iter().filter_map(value).find(|value| !value.is_empty())
}

pub fn nodes(form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
    let Some(settings) = &form.current.selfservice.settings.methods.passkey else { return };
    let keys = keys_of(form.identity, KIND);
    for (id, key) in &keys {
        let button = Node::submit(Group::Passkey, REMOVE, id.clone(), text::settings_remove_passkey(&key.display_name, key.added_at));
        nodes.push(button.with(|input| input.disabled = is_last(form.identity, key, KIND, form.current)));
    }
    let (Some(ceremony), Some(name)) = (Ceremony::of(form.flow, CEREMONY), holder_name(form.current, form.identity)) else { return };
    let is_browser = form.flow.is_browser();
    if is_browser {
        add_script(nodes, form.current, form.flow.id);
    }
    let trigger = Trigger {
        group: Group::Passkey,
        name: "passkey_register_trigger",
        function: "oryPasskeySettingsRegistration",
        argument: "",
        value: Some(""),
        label: text::SETTINGS_ADD_PASSKEY,
        is_browser,
    };
    nodes.push(trigger.node());
    nodes.push(Node::input(Group::Passkey, FIELD, InputKind::Hidden));
    let exclude: Vec<Vec<u8>> = keys.into_iter().map(|(_, key)| key.id).collect();
    let options = creation(&Creation {
        rp: &settings.rp,
        user_handle: &ceremony.user_handle(),
        user_name: name,
        challenge: &ceremony.challenge,
        timeout: settings.registration_timeout,
        exclude: &exclude,
        selection: &settings.selection,
        attestation: Some(&settings.attestation),
    });
    nodes.push(Node::input(Group::Passkey, "passkey_create_data", InputKind::Hidden).value(options.to_string()));
}

/// Whether a submission is for passkeys.
pub fn is_meant(body: &FlowBody) -> bool {
    body.text(FIELD).is_some() || body.text(REMOVE).is_some()
}

pub fn change(attempt: &SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let visit = attempt.visit;
    let Some(settings) = &visit.selfservice().settings.methods.passkey else { return Err(Refusal::Message(text::SETTINGS_NO_METHOD)) };
    let Some(answer) = attempt.body.text(FIELD) else {
        let id = attempt.body.text(REMOVE).unwrap_or_default();
        // Published pages look for this message on the field of security keys, whatever the key.
        let mut after = removed(attempt, KIND, id, "webauthn_remove")?;
        if keys_of(&after, KIND).is_empty() {
            after.credentials.remove(&KIND);
        }
        return Ok(Change::to(after));
    };
    let ceremony = Ceremony::of(attempt.flow, CEREMONY);
    let identifier = ceremony.as_ref().map(|ceremony| handle_identifier(&ceremony.user_handle()));
    let enrolment = Enrolment {
        kind: KIND,
        method: SessionMethod::Passkey,
        answer,
        field: FIELD,
        rp: &settings.rp,
        ceremony,
        verifies_user: settings.selection.verifies_user(),
        display_name: None,
    };
    let mut after = added(attempt, &enrolment, true)?;
    if let Some(credential) = after.credentials.get_mut(&KIND) {
        credential.identifiers.extend(identifier);
    }
    let step = completed(enrolment.method, Aal::Aal1, visit.now);
    Ok(Change::Identity { after: Box::new(after), step: Some(step) })
}
