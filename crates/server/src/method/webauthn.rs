//! Security keys: a second factor, or with `passwordless` a first one. Forms for them need a browser.

mod registration;

use super::{Method, RegistrationAttempt, RegistrationForm};
use crate::app::Current;
use crate::selfservice::WebauthnSettings;
use selfsame_api::flow::FlowType;
use selfsame_api::session::Aal;
use selfsame_api::ui::{Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::registration::Registration;
use std::time::Duration;

pub struct Webauthn;

const NAME: &str = "webauthn";

/// How long a browser waits for a security key.
const TIMEOUT: Duration = Duration::from_mins(2);

/// The settings, if keys are a first factor.
fn passwordless(current: &Current) -> Option<&WebauthnSettings> {
    current.selfservice.settings.methods.webauthn.as_ref().filter(|settings| settings.is_passwordless)
}

impl Method for Webauthn {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, current: &Current) -> Aal {
        if passwordless(current).is_some() { Aal::Aal1 } else { Aal::Aal2 }
    }

    fn login_nodes(&self, _: &super::LoginForm<'_>, _: &mut Vec<Node>) {}

    fn begin_registration(&self, current: &Current, flow: &mut Flow<Registration>, ctx: &mut Ctx<'_>) {
        if passwordless(current).is_some() && flow.kind == FlowType::Browser {
            registration::begin(flow, ctx);
        }
    }

    fn registration_nodes(&self, form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
        registration::nodes(form, nodes);
    }

    fn misses_registration(&self, attempt: &RegistrationAttempt<'_>) -> Vec<(Text, UiText)> {
        if attempt.flow.is_browser() && passwordless(&attempt.visit.current).is_some() { registration::missing() } else { Vec::new() }
    }
}
