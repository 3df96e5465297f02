//! Second factor: one of the backup codes that a person keeps for when the device is not at hand.

mod setup;

use super::{Accepted, Answer, Change, LoginAttempt, LoginForm, Method, Refusal, SettingsAttempt, SettingsForm, second_factor};
use crate::app::Current;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_core::attempts::Factor;
use selfsame_core::credential::lookup::{self, LookupCheck};
use selfsame_core::flow::body::FlowBody;
use selfsame_core::identity::factors::has_lookup_codes;

pub struct LookupSecret;

const NAME: &str = "lookup_secret";
const FIELD: &str = "lookup_secret";

impl Method for LookupSecret {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal2
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        let credential = form.holder.and_then(|holder| holder.credentials.get(&CredentialType::LookupSecret));
        let is_offered = form.current.selfservice.settings.methods.lookup_secret && form.flow.details.requested_aal == Aal::Aal2;
        if is_offered && credential.is_some_and(has_lookup_codes) {
            nodes.push(Node::input(Group::LookupSecret, FIELD, InputKind::Text).value("").required().label(text::LOGIN_LOOKUP_CODE));
            nodes.push(Node::submit(Group::LookupSecret, "method", NAME, text::LOGIN_SUBMIT_LOOKUP));
        }
    }

    fn claims_login(&self, body: &FlowBody, current: &Current) -> bool {
        let is_on = current.selfservice.settings.methods.lookup_secret;
        is_on && body.text("method").map_or_else(|| body.text(FIELD).is_some(), |name| name == NAME)
    }

    fn one_time_fields(&self) -> &'static [&'static str] {
        &[FIELD]
    }

    fn is_on_in_settings(&self, current: &Current) -> bool {
        current.selfservice.settings.methods.lookup_secret
    }

    fn settings_group(&self) -> Group {
        Group::LookupSecret
    }

    fn settings_nodes(&self, form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
        nodes.extend(setup::nodes(form.identity));
    }

    fn claims_settings(&self, body: &FlowBody) -> bool {
        setup::action(body).is_some()
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
    attempt.check_csrf()?;
    let factor = second_factor::of_session(&attempt, CredentialType::LookupSecret).await?;
    let factor = factor.ok_or(Refusal::Message(text::NO_LOOKUP_CODES))?;
    let heard = factor.judge(&attempt, Factor::LookupSecret).await?;
    match lookup::check(&factor.config, code, attempt.visit.now) {
        LookupCheck::Accepted(after) => factor.accepted(&attempt, heard, SessionMethod::LookupSecret, &after),
        LookupCheck::Used => Err(Refusal::Message(text::LOOKUP_CODE_USED)),
        LookupCheck::Wrong => {
            heard.wrong(attempt.visit).await?;
            Err(Refusal::Message(text::WRONG_LOOKUP_CODE))
        }
        LookupCheck::NotSetUp => Err(Refusal::Message(text::NO_LOOKUP_CODES)),
    }
}
