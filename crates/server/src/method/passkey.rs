//! Passkeys: what a login form offers of them. The browser's autofill needs the challenge from the start.

use super::{LoginForm, Method};
use crate::app::Current;
use crate::method::webauthn::script_node;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use selfsame_api::flow::FlowType;
use selfsame_api::session::Aal;
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::login::Login;
use serde_json::{Value, json};
use std::borrow::Cow;

pub struct Passkey;

/// Under which the flow remembers its challenge.
const CHALLENGE: &str = "passkey_challenge";

impl Method for Passkey {
    fn name(&self) -> &'static str {
        "passkey"
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal1
    }

    fn begin_login(&self, current: &Current, flow: &mut Flow<Login>, ctx: &mut Ctx<'_>) {
        if current.selfservice.settings.methods.passkey.is_some() && is_offered(flow) {
            let mut challenge = [0; 32];
            ctx.rng.fill_bytes(&mut challenge);
            flow.internal.insert(CHALLENGE.to_owned(), Value::String(URL_SAFE_NO_PAD.encode(challenge)));
        }
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        let challenge = form.flow.internal.get(CHALLENGE).and_then(Value::as_str);
        let (Some(passkey), Some(challenge), true) = (&form.current.selfservice.settings.methods.passkey, challenge, is_offered(form.flow))
        else {
            return;
        };
        let is_browser = form.flow.kind == FlowType::Browser;
        if is_browser {
            nodes.push(script_node(form));
        }
        let trigger = Node::input(Group::Passkey, "passkey_login_trigger", InputKind::Button).value("").label(text::LOGIN_PASSKEY);
        nodes.push(trigger.with(|input| {
            input.onclick = is_browser.then_some(Cow::Borrowed("window.oryPasskeyLogin()"));
            input.onclick_trigger = Some(Cow::Borrowed("oryPasskeyLogin"));
        }));
        nodes.push(Node::input(Group::Passkey, "passkey_login", InputKind::Hidden).with(|input| {
            input.onload = is_browser.then_some(Cow::Borrowed("window.oryPasskeyLoginAutocompleteInit()"));
            input.onload_trigger = Some(Cow::Borrowed("oryPasskeyLoginAutocompleteInit"));
        }));
        let options = json!({"publicKey": {
            "challenge": challenge,
            "timeout": passkey.login_timeout.as_millis() as u64,
            "rpId": passkey.rp_id,
            "userVerification": "preferred",
        }});
        nodes.push(Node::input(Group::Passkey, "passkey_challenge", InputKind::Hidden).value(options.to_string()));
    }
}

/// A refresh offers only what the account has, and a second factor is no passkey.
fn is_offered(flow: &Flow<Login>) -> bool {
    flow.details.requested_aal == Aal::Aal1 && !flow.details.refresh
}
