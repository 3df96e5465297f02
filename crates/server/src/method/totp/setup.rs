//! Setting an authenticator app up, and removing it.

use super::{FIELD, NAME};
use crate::app::Current;
use crate::method::{Change, Refusal, SettingsAttempt, SettingsForm};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Attributes, Group, InputKind, Meta, Node, NodeKind, UiText};
use selfsame_core::credential::totp;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::factors::has_totp_key;
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::session::completed;
use selfsame_core::{Ctx, qr};

const UNLINK: &str = "totp_unlink";

/// Under this name a flow remembers the key that it offers.
const OFFERED: &str = "totp_url";

/// A flow of somebody without an app offers a key of its own.
pub fn begin(current: &Current, identity: &Identity, flow: &mut Flow<Settings>, ctx: &mut Ctx<'_>) {
    if !is_linked(identity) {
        let issuer = &current.selfservice.settings.methods.totp_issuer;
        let url = totp::fresh_url(ctx, issuer, &account_name(current, identity));
        flow.internal.insert(OFFERED.to_owned(), url.into());
    }
}

/// What an app shows beside the issuer.
fn account_name(current: &Current, identity: &Identity) -> String {
    let schema = current.schemas.find(&identity.schema_id);
    let derived = schema.and_then(|schema| schema.compiled.validate(&identity.traits).ok());
    derived.and_then(|derived| derived.totp_account_name).unwrap_or_else(|| identity.id.to_string())
}

pub fn nodes(form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
    if is_linked(form.identity) {
        nodes.push(Node::submit(Group::Totp, UNLINK, "true", text::SETTINGS_UNLINK_TOTP).required());
        return;
    }
    let Some(url) = offered(form.flow) else { return };
    if let Ok(src) = qr::data_uri(url) {
        let image = Attributes::Img { src, id: "totp_qr".into(), width: qr::SIZE, height: qr::SIZE };
        nodes.push(element(NodeKind::Img, image, text::SETTINGS_TOTP_QR));
    }
    let secret = text::settings_totp_secret(&totp::typed_secret(url));
    let secret = Attributes::Text { text: secret, id: "totp_secret_key".into() };
    nodes.push(element(NodeKind::Text, secret, text::SETTINGS_TOTP_SECRET_LABEL));
    nodes.push(Node::input(Group::Totp, FIELD, InputKind::Text).required().label(text::LABEL_TOTP_CODE));
    nodes.push(Node::submit(Group::Totp, "method", NAME, text::LABEL_SAVE));
}

fn element(kind: NodeKind, attributes: Attributes, label: UiText) -> Node {
    Node { kind, group: Group::Totp, attributes, messages: Vec::new(), meta: Meta { label: Some(label) } }
}

pub fn is_meant(body: &FlowBody) -> bool {
    let method = body.text("method");
    method == Some(NAME) || body.text(UNLINK).is_some() || (method.is_none() && body.text(FIELD).is_some())
}

/// Sets an app up with a code of the offered key, or removes the app that there is.
pub fn change(attempt: &SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let mut after = attempt.loaded.identity.clone();
    if is_linked(&after) {
        if attempt.body.text(UNLINK).is_some_and(|value| matches!(value, "true" | "1")) {
            after.credentials.remove(&CredentialType::Totp);
        }
        // A code for the app that there is changes nothing, and nobody is told that it was not even looked at.
        return Ok(Change::to(after));
    }
    let refused = |message| Refusal::Fields(vec![(FIELD.into(), message)]);
    let code = attempt.body.text(FIELD).ok_or_else(|| refused(text::required(FIELD)))?;
    let now = attempt.visit.now;
    let config = offered(attempt.flow).and_then(|url| totp::enrol(url, code, now)).ok_or_else(|| refused(text::WRONG_TOTP_CODE))?;
    let credential = Credential { identifiers: vec![after.id.to_string()], config, version: 0, created_at: now, updated_at: now };
    after.credentials.insert(CredentialType::Totp, credential);
    Ok(Change::Identity { after: Box::new(after), step: Some(completed(SessionMethod::Totp, Aal::Aal2, now)) })
}

fn is_linked(identity: &Identity) -> bool {
    identity.credentials.get(&CredentialType::Totp).is_some_and(has_totp_key)
}

fn offered(flow: &Flow<Settings>) -> Option<&str> {
    flow.internal.get(OFFERED)?.as_str()
}
