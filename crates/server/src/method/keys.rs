//! What security keys and passkeys have in common: the script of their forms, the ceremony that a flow remembers
//! between its question and the answer, and what an answer is judged against.

pub mod enrol;
pub mod holder;

use super::{LoginForm, Refusal, password};
use crate::app::Current;
use crate::flow::stored::is_spent;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::Aal;
use selfsame_api::ui::{Group, InputKind, Node, Script, UiText};
use selfsame_api::{FlowId, text};
use selfsame_core::Ctx;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::webauthn::stored::{self, StoredKey};
use selfsame_core::webauthn::{Asked, RelyingParty, challenge};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha512};
use std::borrow::Cow;
use std::sync::LazyLock;

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

/// Whether a key proves a factor of this level; a passkey is always a first one.
pub fn proves(key: &StoredKey, kind: CredentialType, aal: Aal) -> bool {
    kind == CredentialType::Passkey && aal == Aal::Aal1 || kind != CredentialType::Passkey && key.is_passwordless == (aal == Aal::Aal1)
}
