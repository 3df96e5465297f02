//! Second factor: a code from an authenticator app.

mod setup;

use super::{Accepted, Answer, Change, LoginAttempt, LoginForm, Method, Refusal, SettingsAttempt, SettingsForm, second_factor};
use crate::app::Current;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_core::Ctx;
use selfsame_core::attempts::Factor;
use selfsame_core::credential::totp::{self, TotpCheck};
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;
use selfsame_core::identity::factors::has_totp_key;

pub struct Totp;

const NAME: &str = "totp";
const FIELD: &str = "totp_code";

/// No app shows shorter codes.
const SHORTEST: usize = 6;

impl Method for Totp {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal2
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        let credential = form.holder.and_then(|holder| holder.credentials.get(&CredentialType::Totp));
        let is_offered = form.current.selfservice.settings.methods.totp && form.flow.details.requested_aal == Aal::Aal2;
        if is_offered && credential.is_some_and(has_totp_key) {
            nodes.push(Node::input(Group::Totp, FIELD, InputKind::Text).value("").required().label(text::LOGIN_TOTP_CODE));
            nodes.push(Node::submit(Group::Totp, "method", NAME, text::LOGIN_SUBMIT_TOTP));
        }
    }

    fn claims_login(&self, body: &FlowBody, current: &Current) -> bool {
        current.selfservice.settings.methods.totp && body.text("method").map_or_else(|| body.text(FIELD).is_some(), |name| name == NAME)
    }

    fn one_time_fields(&self) -> &'static [&'static str] {
        &[FIELD]
    }

    fn is_on_in_settings(&self, current: &Current) -> bool {
        current.selfservice.settings.methods.totp
    }

    fn settings_group(&self) -> Group {
        Group::Totp
    }

    fn begin_settings(&self, current: &Current, identity: &Identity, flow: &mut Flow<Settings>, ctx: &mut Ctx<'_>) {
        setup::begin(current, identity, flow, ctx);
    }

    fn settings_nodes(&self, form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
        setup::nodes(form, nodes);
    }

    fn claims_settings(&self, body: &FlowBody) -> bool {
        setup::is_meant(body)
    }

    fn change<'a>(&'a self, attempt: SettingsAttempt<'a>) -> Answer<'a, Result<Change, Refusal>> {
        Box::pin(async move { setup::change(&attempt) })
    }

    fn login<'a>(&'a self, attempt: LoginAttempt<'a>) -> Answer<'a, Result<Accepted, Refusal>> {
        Box::pin(login(attempt))
    }
}

async fn login(attempt: LoginAttempt<'_>) -> Result<Accepted, Refusal> {
    let Some(code) = attempt.body.text(FIELD) else { return Err(Refusal::Fields(vec![(FIELD.into(), text::required(FIELD))])) };
    let length = code.chars().count();
    if length < SHORTEST {
        return Err(Refusal::Fields(vec![(FIELD.into(), text::too_short(SHORTEST, length))]));
    }
    attempt.check_csrf()?;
    let factor = second_factor::of_session(&attempt, CredentialType::Totp).await?.ok_or(Refusal::Message(text::NO_TOTP_DEVICE))?;
    let heard = factor.judge(&attempt, Factor::Totp).await?;
    match totp::check(&factor.config, code, attempt.visit.now) {
        TotpCheck::Accepted(after) => factor.accepted(&attempt, heard, SessionMethod::Totp, &after),
        TotpCheck::Refused => {
            heard.wrong(attempt.visit).await?;
            Err(Refusal::Message(text::WRONG_TOTP_CODE))
        }
        TotpCheck::NotSetUp => Err(Refusal::Message(text::NO_TOTP_DEVICE)),
        TotpCheck::Unusable(reason) => {
            tracing::warn!(identity.id = %factor.identity.id, %reason, "no code can be right: the imported totp_url is not usable");
            Err(Refusal::Message(text::WRONG_TOTP_CODE))
        }
    }
}
