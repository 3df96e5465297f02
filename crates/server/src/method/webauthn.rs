//! Security keys: the script that forms with keys need in a browser.

use super::LoginForm;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use selfsame_api::ui::{Group, Node, Script};
use sha2::{Digest, Sha512};
use std::borrow::Cow;
use std::sync::LazyLock;

/// What `/.well-known/ory/webauthn.js` serves.
pub const SCRIPT: &str = include_str!("webauthn.js");

static INTEGRITY: LazyLock<String> = LazyLock::new(|| format!("sha512-{}", STANDARD.encode(Sha512::digest(SCRIPT))));

/// The node that loads the script.
pub fn script_node(form: &LoginForm<'_>) -> Node {
    Node::script(
        Group::Webauthn,
        Script {
            src: form.current.selfservice.own_url("/.well-known/ory/webauthn.js"),
            is_async: true,
            referrerpolicy: Cow::Borrowed("no-referrer"),
            crossorigin: Cow::Borrowed("anonymous"),
            integrity: Cow::Borrowed(INTEGRITY.as_str()),
            kind: Cow::Borrowed("text/javascript"),
            id: Cow::Borrowed("webauthn_script"),
            // The flow's id is as random as a nonce of its own would be, and differs for every form.
            nonce: form.flow.id.to_string(),
        },
    )
}
