//! Passkeys: keys that sign in on their own and say whose they are. The browser's autofill needs the challenge from the
//! start.

mod registration;

use super::keys::{Ceremony, Trigger, add_script};
use super::{LoginForm, Method, RegistrationAttempt, RegistrationForm};
use crate::app::Current;
use selfsame_api::session::Aal;
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::login::Login;
use selfsame_core::flow::registration::Registration;
use selfsame_core::webauthn::options::{Request, request};
use std::borrow::Cow;

pub struct Passkey;

/// Under which the flow remembers the ceremony of signing in.
const CEREMONY: &str = "passkey_login";

impl Method for Passkey {
    fn name(&self) -> &'static str {
        "passkey"
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal1
    }

    fn begin_login(&self, current: &Current, flow: &mut Flow<Login>, ctx: &mut Ctx<'_>) {
        if current.selfservice.settings.methods.passkey.is_some() && is_offered(flow) {
            Ceremony::fresh(ctx).keep(flow, CEREMONY);
        }
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        let ceremony = Ceremony::of(form.flow, CEREMONY);
        let (Some(settings), Some(ceremony), true) = (&form.current.selfservice.settings.methods.passkey, ceremony, is_offered(form.flow))
        else {
            return;
        };
        let is_browser = form.flow.is_browser();
        if is_browser {
            add_script(nodes, form.current, form.flow.id);
        }
        let trigger = Trigger {
            group: Group::Passkey,
            name: "passkey_login_trigger",
            function: "oryPasskeyLogin",
            argument: "",
            value: Some(""),
            label: text::LOGIN_PASSKEY,
            is_browser,
        };
        nodes.push(trigger.node());
        nodes.push(Node::input(Group::Passkey, "passkey_login", InputKind::Hidden).with(|input| {
            input.onload = is_browser.then_some(Cow::Borrowed("window.oryPasskeyLoginAutocompleteInit()"));
            input.onload_trigger = Some(Cow::Borrowed("oryPasskeyLoginAutocompleteInit"));
        }));
        let options = request(&Request {
            rp: &settings.rp,
            challenge: &ceremony.challenge,
            timeout: settings.login_timeout,
            allow: None,
            selection: &settings.selection,
        });
        nodes.push(Node::input(Group::Passkey, "passkey_challenge", InputKind::Hidden).value(options.to_string()));
    }

    fn begin_registration(&self, current: &Current, flow: &mut Flow<Registration>, ctx: &mut Ctx<'_>) {
        registration::begin(current, flow, ctx);
    }

    fn registration_nodes(&self, form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
        registration::nodes(form, nodes);
    }

    fn misses_registration(&self, attempt: &RegistrationAttempt<'_>) -> Vec<(Text, UiText)> {
        registration::missing(attempt)
    }
}

/// A refresh offers only what the account has, and a second factor is no passkey.
fn is_offered(flow: &Flow<Login>) -> bool {
    flow.details.requested_aal == Aal::Aal1 && !flow.details.refresh
}
