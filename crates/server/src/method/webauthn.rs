//! Security keys: a second factor, or with `passwordless` a first one. Forms for them need a browser.

mod login;
mod registration;
mod settings;

use super::{
    Accepted, Answer, Change, LoginAttempt, LoginForm, Method, NewCredential, Refusal, RegistrationAttempt, RegistrationForm,
    SettingsAttempt, SettingsForm,
};
use crate::app::Current;
use crate::selfservice::WebauthnSettings;
use selfsame_api::flow::FlowType;
use selfsame_api::session::Aal;
use selfsame_api::ui::{Group, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::Login;
use selfsame_core::flow::registration::Registration;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;
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

    /// Whatever new keys are for: an account may have some of both kinds.
    fn proves(&self, aal: Aal, current: &Current) -> bool {
        aal == Aal::Aal2 || passwordless(current).is_some()
    }

    fn is_for(&self, kind: FlowType) -> bool {
        kind == FlowType::Browser
    }

    fn keeps_identifier(&self) -> bool {
        false
    }

    fn begin_login(&self, current: &Current, flow: &mut Flow<Login>, ctx: &mut Ctx<'_>) {
        login::begin(current, flow, ctx);
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        login::nodes(form, nodes);
    }

    fn misses_login(&self, body: &FlowBody, flow: &Flow<Login>, current: &Current) -> Vec<(Text, UiText)> {
        if self.is_for(flow.kind) && self.claims_login(body, current) { login::missing(body) } else { Vec::new() }
    }

    fn claims_login(&self, body: &FlowBody, current: &Current) -> bool {
        current.selfservice.settings.methods.webauthn.is_some() && login::is_meant(body)
    }

    fn login<'a>(&'a self, attempt: LoginAttempt<'a>) -> Answer<'a, Result<Accepted, Refusal>> {
        Box::pin(login::login(attempt))
    }

    fn begin_registration(&self, current: &Current, flow: &mut Flow<Registration>, ctx: &mut Ctx<'_>) {
        if passwordless(current).is_some() && flow.kind == FlowType::Browser {
            registration::begin(flow, ctx);
        }
    }

    fn registration_nodes(&self, form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
        registration::nodes(form, nodes);
    }

    fn claims_registration(&self, body: &FlowBody, current: &Current) -> bool {
        passwordless(current).is_some() && registration::is_meant(body)
    }

    fn register<'a>(&'a self, attempt: RegistrationAttempt<'a>) -> Answer<'a, Result<NewCredential, Refusal>> {
        Box::pin(async { registration::register(attempt) })
    }

    fn misses_registration(&self, attempt: &RegistrationAttempt<'_>) -> Vec<(Text, UiText)> {
        if attempt.flow.is_browser() && passwordless(&attempt.visit.current).is_some() { registration::missing() } else { Vec::new() }
    }

    fn is_on_in_settings(&self, current: &Current) -> bool {
        current.selfservice.settings.methods.webauthn.is_some()
    }

    fn settings_group(&self) -> Group {
        Group::Webauthn
    }

    fn clears_all_nodes(&self) -> bool {
        true
    }

    fn begin_settings(&self, _: &Current, identity: &Identity, flow: &mut Flow<Settings>, ctx: &mut Ctx<'_>) {
        settings::begin(identity, flow, ctx);
    }

    fn settings_nodes(&self, form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
        settings::nodes(form, nodes);
    }

    fn claims_settings(&self, body: &FlowBody) -> bool {
        settings::is_meant(body)
    }

    fn change<'a>(&'a self, attempt: SettingsAttempt<'a>) -> Answer<'a, Result<Change, Refusal>> {
        Box::pin(async move { settings::change(&attempt) })
    }
}
