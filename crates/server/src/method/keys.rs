//! What security keys and passkeys have in common: the script of their forms, and the ceremony that a flow remembers
//! between its question and the answer.

use crate::app::Current;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use selfsame_api::FlowId;
use selfsame_api::ui::{Group, InputKind, Node, Script, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_core::webauthn::challenge;
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
