//! Passkeys: keys that sign in on their own and say whose they are. The browser's autofill needs the challenge from the
//! start.

mod login;
mod registration;
mod settings;

use super::{
    Accepted, Answer, Change, LoginAttempt, LoginForm, Method, NewCredential, Refusal, RegistrationAttempt, RegistrationForm,
    SettingsAttempt, SettingsForm,
};
use crate::app::Current;
use selfsame_api::session::Aal;
use selfsame_api::ui::{Group, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::Login;
use selfsame_core::flow::registration::Registration;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;

pub struct Passkey;

const NAME: &str = "passkey";

impl Method for Passkey {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal1
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

    fn claims_login(&self, body: &FlowBody, current: &Current) -> bool {
        current.selfservice.settings.methods.passkey.is_some() && login::is_meant(body)
    }

    fn login<'a>(&'a self, attempt: LoginAttempt<'a>) -> Answer<'a, Result<Accepted, Refusal>> {
        Box::pin(login::login(attempt))
    }

    fn begin_registration(&self, current: &Current, flow: &mut Flow<Registration>, ctx: &mut Ctx<'_>) {
        registration::begin(current, flow, ctx);
    }

    fn registration_nodes(&self, form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
        registration::nodes(form, nodes);
    }

    fn claims_registration(&self, body: &FlowBody, current: &Current) -> bool {
        current.selfservice.settings.methods.passkey.is_some() && registration::is_meant(body)
    }

    fn register<'a>(&'a self, attempt: RegistrationAttempt<'a>) -> Answer<'a, Result<NewCredential, Refusal>> {
        Box::pin(async { registration::register(attempt) })
    }

    fn misses_registration(&self, attempt: &RegistrationAttempt<'_>) -> Vec<(Text, UiText)> {
        registration::missing(attempt)
    }

    fn is_on_in_settings(&self, current: &Current) -> bool {
        current.selfservice.settings.methods.passkey.is_some()
    }

    fn settings_group(&self) -> Group {
        Group::Passkey
    }

    fn clears_all_nodes(&self) -> bool {
        true
    }

    fn begin_settings(&self, current: &Current, identity: &Identity, flow: &mut Flow<Settings>, ctx: &mut Ctx<'_>) {
        settings::begin(current, identity, flow, ctx);
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
