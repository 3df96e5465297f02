//! Signing up by code: the code goes to every address that will serve to sign in, and its being right proves them.

use super::{CodeUse, NAME, origin, settings};
use crate::attempts::Heard;
use crate::flow::guess;
use crate::flow::kind::csrf_node;
use crate::flow::one_time::{Attempt as Submitted, Wanted};
use crate::flow::step::{Outgoing, Step};
use crate::method::{NewCredential, Refusal, RegistrationAttempt, SignUpCode, check_csrf};
use crate::selfservice::CodeSettings;
use selfsame_api::flow::FlowState;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_core::Ctx;
use selfsame_core::flow::code::{Asked, CodeAddress, addresses, asked, proves, sent_nodes};
use selfsame_core::message::{Message, MessageKind};
use selfsame_core::schema::form;
use selfsame_core::session::completed;
use selfsame_store::Rx;
use selfsame_store::ops::secrets::{self, FoundSecret, SecretPurpose, SentTo};

/// Under which a flow remembers the traits that its code was sent for.
const TRAITS: &str = "code_traits";

pub(super) async fn register(attempt: RegistrationAttempt<'_>) -> Result<NewCredential, Refusal> {
    let RegistrationAttempt { visit, flow, body, identity, .. } = attempt;
    let code = settings(&visit.current).ok_or(Refusal::Message(text::REGISTRATION_NO_METHOD))?;
    let asked = asked(flow.state, body.text("code"), body.text("resend") == Some("code"));
    if asked == Asked::Nothing {
        return Err(Refusal::Message(text::REGISTRATION_NO_METHOD));
    }
    if !attempt.wrong.is_empty() {
        return Err(Refusal::Fields(attempt.wrong));
    }
    check_csrf(visit, flow.kind, body)?;
    match asked {
        Asked::Send => Err(Refusal::Step(Box::new(send(&attempt, code)?))),
        Asked::CheckNothing | Asked::Nothing => Err(Refusal::Fields(vec![("code".into(), text::required("code"))])),
        Asked::Check(_) if flow.internal.get(TRAITS) != Some(&identity.traits) => Err(Refusal::Message(text::TRAITS_CHANGED)),
        Asked::Check(typed) => check(&attempt, code, typed).await,
    }
}

fn send(attempt: &RegistrationAttempt<'_>, code: &CodeSettings) -> Result<Step, Refusal> {
    let identity = attempt.identity;
    let to = addresses(identity.credentials.get(&CredentialType::Code));
    if to.is_empty() {
        return Err(Refusal::Message(text::NO_IDENTIFIER));
    }
    let outgoing = outgoing(attempt, code, &to)?;
    let mut nodes = vec![csrf_node()];
    nodes.extend(form::trait_nodes(&attempt.schema.compiled, Group::Default));
    form::refill(&mut nodes, &identity.traits);
    for input in nodes.iter_mut().filter_map(Node::as_input_mut) {
        input.kind = InputKind::Hidden;
    }
    nodes.extend(sent_nodes(text::LABEL_REGISTRATION_CODE));
    if attempt.visit.selfservice().settings.registration.is_two_step {
        nodes.push(Node::submit(Group::Profile, "screen", "credential-selection", text::REGISTRATION_BACK));
    }
    Ok(Step {
        state: FlowState::SentEmail,
        active: Some(NAME),
        nodes,
        messages: vec![text::REGISTRATION_CODE_SENT],
        internal: Some((TRAITS, identity.traits.clone())),
        outgoing: Some(outgoing),
    })
}

fn outgoing(attempt: &RegistrationAttempt<'_>, code: &CodeSettings, to: &[CodeAddress]) -> Result<Outgoing, Refusal> {
    let RegistrationAttempt { visit, flow, body, identity, .. } = attempt;
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let mut outgoing = Outgoing::new(SecretPurpose::RegistrationCode);
    for address in to {
        let wanted = Wanted {
            purpose: SecretPurpose::RegistrationCode,
            flow_id: flow.id,
            identity_key: None,
            sent_to: Some(SentTo { via: address.via, value: address.value.clone() }),
            lifespan: code.lifespan,
        };
        let (traits, expires_in) = (identity.traits.clone(), code.lifespan);
        let (channel, to, origin) = (address.via, address.value.clone(), origin(visit, &flow.request_url, body));
        let kind = |code| MessageKind::RegistrationCodeValid { code, traits, expires_in };
        outgoing.add(visit, &mut ctx, wanted, |code| Message { channel, to, kind: kind(code), origin })?;
    }
    Ok(outgoing)
}

/// Judges the code that was typed; it is used when the account is made.
async fn check(attempt: &RegistrationAttempt<'_>, code: &CodeSettings, typed: &str) -> Result<NewCredential, Refusal> {
    let RegistrationAttempt { visit, flow, identity, .. } = attempt;
    let (purpose, flow_id) = (SecretPurpose::RegistrationCode, flow.id);
    let submitted = Submitted::by_code(&visit.current, purpose, flow_id, typed);
    let hashes = submitted.hashes().to_vec();
    let to = addresses(identity.credentials.get(&CredentialType::Code));
    let heard = guess::judge_sign_up(visit, &to).await?;
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| secrets::find(rx, purpose, flow_id, &hashes).await).await?;
    let used = CodeUse { attempt: submitted, most: code.max_submissions, wrong: text::REGISTRATION_WRONG_CODE };
    // The flow may have sent its codes elsewhere since this submission began.
    let went = |sent: &SentTo| proves(sent.via, &sent.value, &to);
    let is_good = |found: &FoundSecret| !found.is_used && found.expires_at > visit.now && found.sent_to.as_ref().is_some_and(went);
    let Some(found) = found.filter(is_good) else {
        let message = used.count_wrong(visit).await?;
        for heard in &heard {
            heard.wrong(visit).await?;
        }
        return Err(Refusal::Message(message));
    };
    let credential = identity.credentials.get(&CredentialType::Code).ok_or(Refusal::Message(text::NO_IDENTIFIER))?;
    Ok(NewCredential {
        kind: CredentialType::Code,
        config: credential.config.clone(),
        version: credential.version,
        identifiers: None,
        challenge: None,
        step: completed(SessionMethod::Code, Aal::Aal1, visit.now),
        code: Some(SignUpCode { used, sent_to: found.sent_to, traces: heard.into_iter().map(Heard::right).collect() }),
    })
}
