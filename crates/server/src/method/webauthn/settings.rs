//! The security keys of an account, as its owner adds and removes them.

use super::TIMEOUT;
use super::registration::{FIELD, NAME_FIELD, add_nodes};
use crate::method::keys::enrol::{Enrolment, added, is_last, keys_of, removed};
use crate::method::keys::{Ceremony, add_script};
use crate::method::{Change, Refusal, SettingsAttempt, SettingsForm};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, Node};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;
use selfsame_core::session::completed;
use selfsame_core::webauthn::options::{Creation, Selection, creation};

/// Under which the flow remembers the ceremony.
const CEREMONY: &str = "webauthn_settings";

/// The id of a key that is to go.
const REMOVE: &str = "webauthn_remove";

const KIND: CredentialType = CredentialType::Webauthn;

pub fn begin(identity: &Identity, flow: &mut Flow<Settings>, ctx: &mut Ctx<'_>) {
    if flow.is_browser() {
        Ceremony::for_user(ctx, identity.id.as_bytes()).keep(flow, CEREMONY);
    }
}

pub fn nodes(form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
    let (Some(settings), Some(ceremony)) = (&form.current.selfservice.settings.methods.webauthn, Ceremony::of(form.flow, CEREMONY)) else {
        return;
    };
    let keys = keys_of(form.identity, KIND);
    for (id, key) in &keys {
        let button = Node::submit(Group::Webauthn, REMOVE, id.clone(), text::settings_remove_security_key(&key.display_name, key.added_at));
        nodes.push(button.with(|input| input.disabled = is_last(form.identity, key, KIND, form.current)));
    }
    let exclude: Vec<Vec<u8>> = keys.into_iter().map(|(_, key)| key.id).collect();
    let options = creation(&Creation {
        rp: &settings.rp,
        user_handle: &ceremony.user_handle(),
        user_name: &settings.rp.name,
        challenge: &ceremony.challenge,
        timeout: TIMEOUT,
        exclude: &exclude,
        selection: &Selection::any(),
        attestation: None,
    });
    add_nodes(nodes, &options.to_string(), text::SETTINGS_ADD_SECURITY_KEY);
    add_script(nodes, form.current, form.flow.id);
}

/// Whether a submission is for security keys.
pub fn is_meant(body: &FlowBody) -> bool {
    body.text(FIELD).is_some() || body.text(REMOVE).is_some()
}

pub fn change(attempt: &SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let visit = attempt.visit;
    let Some(settings) = &visit.selfservice().settings.methods.webauthn else { return Err(Refusal::Message(text::SETTINGS_NO_METHOD)) };
    let Some(answer) = attempt.body.text(FIELD) else {
        let id = attempt.body.text(REMOVE).unwrap_or_default();
        return removed(attempt, KIND, id, REMOVE).map(Change::to);
    };
    let Some(name) = attempt.body.text(NAME_FIELD) else {
        return Err(Refusal::Fields(vec![(NAME_FIELD.into(), text::required(NAME_FIELD))]));
    };
    let enrolment = Enrolment {
        kind: KIND,
        method: SessionMethod::Webauthn,
        answer,
        field: FIELD,
        rp: &settings.rp,
        ceremony: Ceremony::of(attempt.flow, CEREMONY),
        verifies_user: false,
        display_name: Some(name),
    };
    let after = added(attempt, &enrolment, settings.is_passwordless)?;
    let aal = if settings.is_passwordless { Aal::Aal1 } else { Aal::Aal2 };
    let step = completed(enrolment.method, aal, visit.now);
    Ok(Change::Identity { after: Box::new(after), step: Some(step) })
}
