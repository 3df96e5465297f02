//! What security keys and passkeys have in common: the script of their forms, the ceremony that a flow remembers
//! between its question and the answer, and whose key an answer is by.

use super::{Accepted, LoginAttempt, LoginForm, NewCredential, Refusal, RegistrationAttempt, SettingsAttempt, check_csrf, password};
use crate::app::Current;
use crate::flow::stored::is_spent;
use crate::http::public::visit::Visit;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::ui::{Group, InputKind, Node, Script, UiText};
use selfsame_api::{FlowId, IdentityId, text};
use selfsame_core::credential::handle_identifier;
use selfsame_core::flow::login::Proven;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_core::identity::factors::{available_aal, first_factor_count};
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::session::completed;
use selfsame_core::webauthn::registration::{self, NewKey};
use selfsame_core::webauthn::response::{Asserted, Created};
use selfsame_core::webauthn::stored::{self, KeyName, StoredKey};
use selfsame_core::webauthn::{Asked, RelyingParty, assertion, challenge};
use selfsame_core::{Ctx, Key};
use selfsame_store::Rx;
use selfsame_store::ops::identities::read::{self, Checked};
use selfsame_store::ops::identities::record::StoredConfig;
use selfsame_store::ops::identities::{IdentityRow, Loaded};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha512};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;
use uuid::Uuid;

/// What `/.well-known/ory/webauthn.js` serves.
pub const SCRIPT: &str = include_str!("webauthn.js");

static INTEGRITY: LazyLock<String> = LazyLock::new(|| format!("sha512-{}", STANDARD.encode(Sha512::digest(SCRIPT))));

const SCRIPT_NODE: &str = "webauthn_script";

/// Adds the node that loads the script, unless the form has it.
pub fn add_script(nodes: &mut Vec<Node>, current: &Current, flow: FlowId) {
    if nodes.iter().any(|node| node.name() == SCRIPT_NODE) {
        return;
    }
    let script = Script {
        src: current.selfservice.own_url("/.well-known/ory/webauthn.js"),
        is_async: true,
        referrerpolicy: Cow::Borrowed("no-referrer"),
        crossorigin: Cow::Borrowed("anonymous"),
        integrity: Cow::Borrowed(INTEGRITY.as_str()),
        kind: Cow::Borrowed("text/javascript"),
        id: Cow::Borrowed(SCRIPT_NODE),
        // The flow's id is as random as a nonce of its own would be, and differs for every form.
        nonce: flow.to_string(),
    };
    nodes.push(Node::script(Group::Webauthn, script));
}

/// A button that calls `window.FUNCTION(ARGUMENT)`; what native clients cannot call, a browser's form alone has.
pub struct Trigger<'a> {
    pub group: Group,
    pub name: &'static str,
    pub function: &'static str,
    pub argument: &'a str,
    pub value: Option<&'a str>,
    pub label: UiText,
    pub is_browser: bool,
}

impl Trigger<'_> {
    pub fn node(self) -> Node {
        let node = Node::input(self.group, self.name, InputKind::Button).label(self.label);
        node.with(|input| {
            input.value = self.value.map(Into::into);
            input.onclick = self.is_browser.then(|| Cow::Owned(format!("window.{}({})", self.function, self.argument)));
            input.onclick_trigger = Some(Cow::Borrowed(self.function));
        })
    }
}

/// What a flow remembers of a question to an authenticator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// Base64url.
    pub challenge: String,
    /// Whose the key is to be, in base64url; only when one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handle: Option<String>,
}

impl Ceremony {
    pub fn fresh(ctx: &mut Ctx<'_>) -> Self {
        Self { challenge: challenge(ctx), handle: None }
    }

    pub fn for_user(ctx: &mut Ctx<'_>, handle: &[u8]) -> Self {
        Self { challenge: challenge(ctx), handle: Some(URL_SAFE_NO_PAD.encode(handle)) }
    }

    /// The user handle that the key is made with; empty if none is.
    pub fn user_handle(&self) -> Vec<u8> {
        self.handle.as_ref().and_then(|handle| URL_SAFE_NO_PAD.decode(handle).ok()).unwrap_or_default()
    }

    /// Remembers it in the flow under `name`.
    pub fn keep<K: FlowKind>(&self, flow: &mut Flow<K>, name: &str) {
        if let Ok(value) = serde_json::to_value(self) {
            flow.internal.insert(name.to_owned(), value);
        }
    }

    /// The one that the flow remembers under `name`.
    pub fn of<K: FlowKind>(flow: &Flow<K>, name: &str) -> Option<Self> {
        flow.internal.get(name).and_then(|value| Self::deserialize(value).ok())
    }
}

/// Adds the field that says who signs in, unless the form has it: open, or hidden for whoever is signed in.
pub fn add_identifier(form: &LoginForm<'_>, nodes: &mut Vec<Node>, credential: Option<&Credential>) {
    if nodes.iter().any(|node| node.name() == "identifier") {
        return;
    }
    if form.holder.is_none() {
        nodes.push(password::identifier_node(form));
        return;
    }
    let identifier = credential.and_then(|credential| credential.identifiers.first()).cloned().unwrap_or_default();
    nodes.push(Node::input(Group::Default, "identifier", InputKind::Hidden).value(identifier));
}

/// The ids of an identity's keys of this type that `is_wanted`, in their order.
pub fn key_ids(identity: &Identity, kind: CredentialType, is_wanted: impl Fn(&StoredKey) -> bool) -> Vec<Vec<u8>> {
    let credential = identity.credentials.get(&kind);
    let keys = credential.map(|credential| stored::keys(&credential.config)).unwrap_or_default();
    keys.into_iter().filter(is_wanted).map(|key| key.id).collect()
}

/// The message that refuses what does not prove possession of a key.
pub fn not_proven() -> Refusal {
    Refusal::Message(text::SECURITY_KEY_FAILED)
}

/// An open challenge of the flow, as what an answer is judged against.
pub fn asked<'a, K: FlowKind>(
    flow: &Flow<K>,
    ceremony: Option<&'a Ceremony>,
    rp: &'a RelyingParty,
    verifies_user: bool,
) -> Result<Asked<'a>, Refusal> {
    let ceremony = ceremony.filter(|ceremony| !is_spent(flow, &ceremony.challenge)).ok_or_else(not_proven)?;
    Ok(Asked { rp, challenge: &ceremony.challenge, verifies_user })
}

/// Reads the answer to creation options and judges it.
// Kratos: an answer that proves nothing is an error of the server, 500.
pub fn made(asked: &Asked<'_>, answer: &str) -> Result<NewKey, Refusal> {
    let created = Created::parse(answer).map_err(|error| Refusal::Message(text::generic_error(&error.to_string())))?;
    registration::verify(asked, &created).map_err(|failure| {
        tracing::debug!(%failure, "a new key was refused");
        not_proven()
    })
}

/// What a registration with a key of either kind is made of.
pub struct Enrolment<'a> {
    pub kind: CredentialType,
    pub method: SessionMethod,
    pub answer: &'a str,
    /// The field that the answer came in.
    pub field: &'static str,
    pub rp: &'a RelyingParty,
    pub ceremony: Option<Ceremony>,
    pub verifies_user: bool,
    pub display_name: Option<&'a str>,
}

/// Makes the credential of a new identity. The traits come first.
pub fn enrol(attempt: RegistrationAttempt<'_>, enrolment: &Enrolment<'_>) -> Result<NewCredential, Refusal> {
    let RegistrationAttempt { visit, flow, body, wrong, .. } = attempt;
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    check_csrf(visit, flow.kind, body)?;
    let ceremony = enrolment.ceremony.as_ref();
    // What cannot be read is told before what is missing on our side.
    Created::parse(enrolment.answer).map_err(|error| Refusal::Message(text::generic_error(&error.to_string())))?;
    let key = made(&asked(flow, ceremony, enrolment.rp, enrolment.verifies_user)?, enrolment.answer)?;
    let mut config = Value::Null;
    let name = KeyName { display_name: enrolment.display_name, is_passwordless: true };
    stored::add(&mut config, &key, name, &ceremony.map(Ceremony::user_handle).unwrap_or_default(), visit.now);
    let step = completed(enrolment.method, Aal::Aal1, visit.now);
    let challenge = ceremony.map(|ceremony| ceremony.challenge.clone());
    Ok(NewCredential { kind: enrolment.kind, config, version: 1, identifiers: None, step, challenge })
}

/// Who has keys of one type, and what the store knows of them.
pub struct Holder {
    key: Key,
    row: IdentityRow,
    identity: Identity,
    kind: CredentialType,
    /// The credential's config as it is stored.
    config: String,
}

/// The account with a new key.
pub fn added(attempt: &SettingsAttempt<'_>, enrolment: &Enrolment<'_>, is_passwordless: bool) -> Result<Identity, Refusal> {
    let (flow, now) = (attempt.flow, attempt.visit.now);
    let ceremony = enrolment.ceremony.as_ref();
    let key = made(&asked(flow, ceremony, enrolment.rp, enrolment.verifies_user)?, enrolment.answer)?;
    let mut after = attempt.loaded.identity.clone();
    let empty = || Credential { identifiers: Vec::new(), config: json!({}), version: 1, created_at: now, updated_at: now };
    let credential = after.credentials.entry(enrolment.kind).or_insert_with(empty);
    let name = KeyName { display_name: enrolment.display_name, is_passwordless };
    if !stored::add(&mut credential.config, &key, name, &ceremony.map(Ceremony::user_handle).unwrap_or_default(), now) {
        return Err(Refusal::Fields(vec![(enrolment.field.into(), text::generic_error("This key is registered already."))]));
    }
    (credential.version, credential.updated_at) = (1, now);
    Ok(after)
}

/// A stored key with its id as buttons write it.
pub fn keys_of(identity: &Identity, kind: CredentialType) -> Vec<(String, StoredKey)> {
    let credential = identity.credentials.get(&kind);
    let keys = credential.map(|credential| stored::keys(&credential.config)).unwrap_or_default();
    keys.into_iter().map(|key| (hex(&key.id), key)).collect()
}

/// The account without a key. `field` gets the message if the key is the last way to sign in.
pub fn removed(attempt: &SettingsAttempt<'_>, kind: CredentialType, id: &str, field: &'static str) -> Result<Identity, Refusal> {
    let before = &attempt.loaded.identity;
    let unknown = || Refusal::Message(text::generic_error("This account has no such key."));
    let (_, key) = keys_of(before, kind).into_iter().find(|(known, _)| known.eq_ignore_ascii_case(id)).ok_or_else(unknown)?;
    if is_last(before, &key, kind, &attempt.visit.current) {
        let last = text::generic_error("This is the last way to sign in to the account; add another one first.");
        return Err(Refusal::Fields(vec![(field.into(), last)]));
    }
    let mut after = before.clone();
    if let Some(credential) = after.credentials.get_mut(&kind) {
        stored::remove(&mut credential.config, &key.id);
        (credential.version, credential.updated_at) = (1, attempt.visit.now);
    }
    Ok(after)
}

/// Whether nobody could sign in to the account without this key.
pub fn is_last(identity: &Identity, key: &StoredKey, kind: CredentialType, current: &Current) -> bool {
    proves(key, kind, Aal::Aal1) && first_factor_count(identity, current.settings.factors) < 2
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// By what a holder is found.
pub enum Sought {
    /// An identifier of credentials of this type.
    Identifier(CredentialType, String),
    /// What a discoverable key says of its user.
    Handle(Vec<u8>),
    /// Whoever is signed in, with credentials of this type.
    Session(Key, CredentialType),
}

/// Whoever has keys and is found by what is sought.
pub async fn holder(visit: &Visit, sought: Sought) -> Result<Option<Holder>, Refusal> {
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let Some((key, kind)) = locate(rx, &sought).await? else { return Ok(None) };
        let row = read::by_key(rx, key).await?;
        Ok(read::with_credentials(rx, row).await?.map(|found| (found, kind)))
    });
    let Some(((row, credentials), kind)) = found.await? else { return Ok(None) };
    let config = credentials.iter().find(|credential| credential.kind == kind).map(|credential| &credential.config);
    let Some(StoredConfig::Plain(config)) = config else { return Ok(None) };
    let config = config.clone();
    let identity = Loaded::decode(&row, credentials, &visit.app.sealer)?.identity;
    Ok(Some(Holder { key: row.key, row, identity, kind, config }))
}

async fn locate(rx: &mut Rx<'_>, sought: &Sought) -> selfsame_store::Result<Option<(Key, CredentialType)>> {
    match sought {
        Sought::Session(key, kind) => Ok(Some((*key, *kind))),
        Sought::Identifier(kind, identifier) => Ok(read::key_by_identifier(rx, *kind, identifier).await?.map(|key| (key, *kind))),
        Sought::Handle(handle) => {
            if let Some(key) = read::key_by_identifier(rx, CredentialType::Passkey, &handle_identifier(handle)).await? {
                return Ok(Some((key, CredentialType::Passkey)));
            }
            // A security key that was made in settings calls its user by the identity's id.
            let Some(id) = Uuid::from_slice(handle).ok().map(IdentityId) else { return Ok(None) };
            Ok(read::key_by_id(rx, id).await?.map(|key| (key, CredentialType::Webauthn)))
        }
    }
}

/// What a key is used for.
#[derive(Clone, Copy)]
pub struct Use {
    pub method: SessionMethod,
    pub aal: Aal,
}

impl Holder {
    /// The ids of the keys that prove a factor of this level.
    pub fn key_ids(&self, aal: Aal) -> Vec<Vec<u8>> {
        key_ids(&self.identity, self.kind, |key| proves(key, self.kind, aal))
    }

    /// Judges the answer to request options.
    pub fn accept(self, attempt: &LoginAttempt<'_>, asked: &Asked<'_>, asserted: &Asserted, used_for: Use) -> Result<Accepted, Refusal> {
        let mut config: Value = serde_json::from_str(&self.config).unwrap_or_default();
        let key = stored::keys(&config).into_iter().find(|key| key.id == asserted.id && proves(key, self.kind, used_for.aal));
        let key = key.ok_or_else(not_proven)?;
        let used = assertion::verify(asked, &key, asserted).map_err(|failure| {
            tracing::debug!(identity.id = %self.row.id, %failure, "a key was refused");
            not_proven()
        })?;
        if used.may_be_cloned {
            tracing::warn!(identity.id = %self.row.id, "a key's counter did not move forward: there may be a copy of it");
        }
        let before = config.clone();
        stored::remember_use(&mut config, &key.id, &used);
        let step = completed(used_for.method, used_for.aal, attempt.visit.now);
        Ok(Accepted {
            proven: Proven { identity_id: self.row.id, identity_state: self.row.state, step },
            available_aal: available_aal(&self.identity, attempt.visit.current.settings.factors),
            identity: self.row,
            identity_key: self.key,
            spent: None,
            checked: Some(Checked { kind: self.kind, config: self.config }),
            used: (config != before).then(|| config.to_string()),
            challenge: Some(asked.challenge.to_owned()),
        })
    }
}

/// Whether a key proves a factor of this level; a passkey is always a first one.
pub fn proves(key: &StoredKey, kind: CredentialType, aal: Aal) -> bool {
    kind == CredentialType::Passkey && aal == Aal::Aal1 || kind != CredentialType::Passkey && key.is_passwordless == (aal == Aal::Aal1)
}
