//! The code as the first factor: asked for by an identifier, then typed.

use super::{CodeProof, CodeUse, Holder, NAME, Verified, origin, retry, settings};
use crate::attempts::{Attempt, Heard};
use crate::flow::kind::csrf_node;
use crate::flow::one_time::{Attempt as Submitted, Wanted};
use crate::flow::step::{Outgoing, Step};
use crate::http::public::visit::Visit;
use crate::method::{Accepted, LoginAttempt, Refusal};
use crate::selfservice::CodeSettings;
use selfsame_api::flow::FlowState;
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::Node;
use selfsame_core::attempts::{Account, Factor};
use selfsame_core::flow::Flow;
use selfsame_core::flow::code::{
    Asked, CodeAddress, addresses_of, asked, hidden_address, hidden_identifier, proves, receivers, sent_nodes,
};
use selfsame_core::flow::login::{Login, Proven};
use selfsame_core::identity::factors::available_aal;
use selfsame_core::message::{Message, MessageKind};
use selfsame_core::session::completed;
use selfsame_core::{Ctx, Key, normalise};
use selfsame_store::Rx;
use selfsame_store::ops::identities::read;
use selfsame_store::ops::secrets::{self, SecretPurpose, SentTo};
use selfsame_store::ops::{attempts, secrets::FoundSecret};
use serde_json::Value;

pub(super) async fn login(attempt: LoginAttempt<'_>) -> Result<Accepted, Refusal> {
    let LoginAttempt { visit, flow, body, .. } = &attempt;
    let code = settings(&visit.current).ok_or(Refusal::Message(text::LOGIN_NO_METHOD))?;
    let asked = asked(flow.state, body.text("code"), body.text("resend") == Some("code"));
    if asked == Asked::Nothing {
        return Err(Refusal::Form { nodes: with_csrf(flow), messages: vec![text::LOGIN_NO_METHOD] });
    }
    let Some(typed) = body.text("address").or_else(|| body.text("identifier")) else {
        return Err(Refusal::Fields(vec![("identifier".into(), text::required("identifier"))]));
    };
    attempt.check_csrf()?;
    // An address is written in lower case from here on; any other identifier stands as it was typed.
    let lower = typed.contains('@').then(|| typed.to_lowercase());
    let typed = normalise::bounded(lower.as_deref().unwrap_or(typed));
    match asked {
        Asked::Send => Err(Refusal::Step(Box::new(send(&attempt, code, typed).await?))),
        Asked::Check(code_typed) => check(&attempt, code, typed, code_typed).await,
        Asked::CheckNothing | Asked::Nothing => {
            Err(Refusal::Form { nodes: retry(flow, typed, Some(text::required("code"))), messages: Vec::new() })
        }
    }
}

/// The form as it is, with the field for the token that a sent form of a native client lacks.
fn with_csrf(flow: &Flow<Login>) -> Vec<Node> {
    let mut nodes = flow.nodes.clone().unwrap_or_default();
    if nodes.iter().all(|node| node.name() != "csrf_token") {
        nodes.insert(0, csrf_node());
    }
    nodes
}

/// Sends the code to whoever the identifier belongs to.
async fn send(attempt: &LoginAttempt<'_>, code: &CodeSettings, typed: &str) -> Result<Step, Refusal> {
    let holder = find(attempt.visit, typed, code.has_fallback).await?;
    send_to(attempt, code, typed, holder.as_ref())
}

/// The step that sends the code; refused if there is nobody to send it to, unless that is to be hidden.
// Kratos: refuses with 4000035 all the same.
pub(super) fn send_to(attempt: &LoginAttempt<'_>, code: &CodeSettings, typed: &str, holder: Option<&Holder>) -> Result<Step, Refusal> {
    let LoginAttempt { visit, flow, live, .. } = attempt;
    let is_refresh = flow.details.refresh;
    let holder = holder.filter(|holder| !is_refresh || live.is_some_and(|live| live.identity_key == holder.key));
    let to = holder.map(|holder| receivers(addresses_of(&holder.loaded.identity, code.has_fallback), typed)).unwrap_or_default();
    if to.is_empty() && (is_refresh || !visit.selfservice().settings.hides_accounts) {
        return Err(Refusal::Message(text::NO_CODE_LOGIN));
    }
    let outgoing = outgoing(attempt, code, &to, holder, typed)?;
    let message = if is_refresh { text::LOGIN_CODE_SENT_AGAIN } else { text::LOGIN_CODE_SENT };
    let nodes = sent_form(attempt, typed);
    Ok(Step { state: FlowState::SentEmail, active: Some(NAME), nodes, messages: vec![message], internal: None, outgoing: Some(outgoing) })
}

/// The codes and their messages; for nobody, as much work.
pub(super) fn outgoing(
    attempt: &LoginAttempt<'_>,
    code: &CodeSettings,
    to: &[CodeAddress],
    holder: Option<&Holder>,
    typed: &str,
) -> Result<Outgoing, Refusal> {
    let LoginAttempt { visit, flow, body, .. } = attempt;
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let mut outgoing = Outgoing::new(SecretPurpose::LoginCode);
    let nobody = [CodeAddress { via: Channel::Email, value: typed.to_owned() }];
    for address in if to.is_empty() { &nobody } else { to } {
        let holder = holder.filter(|_| !to.is_empty());
        let wanted = Wanted {
            purpose: SecretPurpose::LoginCode,
            flow_id: flow.id,
            identity_key: holder.map(|holder| holder.key),
            sent_to: holder.map(|_| SentTo { via: address.via, value: address.value.clone() }),
            lifespan: code.lifespan,
        };
        let identity = holder.map_or(Value::Null, |holder| holder.shown(&visit.current));
        let (channel, to, origin, expires_in) = (address.via, address.value.clone(), origin(visit, &flow.request_url, body), code.lifespan);
        let message = |code| Message { channel, to, kind: MessageKind::LoginCodeValid { code, identity, expires_in }, origin };
        match holder {
            Some(_) => outgoing.add(visit, &mut ctx, wanted, message)?,
            None => outgoing.add_for_nobody(visit, &mut ctx, wanted, message)?,
        }
    }
    Ok(outgoing)
}

fn sent_form(attempt: &LoginAttempt<'_>, typed: &str) -> Vec<Node> {
    let LoginAttempt { flow, body, .. } = attempt;
    let identifier = attempt.shown().into_iter().find(|node| node.name() == "identifier");
    let mut nodes = vec![hidden_identifier(identifier, typed)];
    // With the choice of an address both stand there.
    if body.text("address").is_some() && flow.details.refresh {
        let via = if typed.contains('@') { Channel::Email } else { Channel::Sms };
        nodes.push(hidden_address(&CodeAddress { via, value: typed.to_owned() }));
    }
    nodes.extend(sent_nodes(text::LABEL_LOGIN_CODE));
    if flow.is_browser() {
        nodes.push(csrf_node());
    }
    nodes
}

/// Who an identifier belongs to: by a code credential, with the fallback by any other.
pub(super) async fn find(visit: &Visit, typed: &str, has_fallback: bool) -> Result<Option<Holder>, Refusal> {
    let identifier = normalise::graceful(typed);
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let Some(key) = key_of(rx, &identifier, has_fallback).await? else {
            read::instead_of_nobody(rx, None).await?;
            return Ok(None);
        };
        read::whole_by_key(rx, key).await
    });
    found.await?.map(|(row, credentials)| Holder::new(visit, row, credentials)).transpose()
}

async fn key_of(rx: &mut Rx<'_>, identifier: &str, has_fallback: bool) -> selfsame_store::Result<Option<Key>> {
    let own = read::key_by_identifier(rx, CredentialType::Code, identifier).await?;
    if own.is_some() || !has_fallback {
        return Ok(own);
    }
    Ok(read::holders(rx, identifier).await?.first().map(|(_, key)| *key))
}

/// Judges the code that was typed; it is used when the login is committed.
async fn check(attempt: &LoginAttempt<'_>, code: &CodeSettings, typed: &str, code_typed: &str) -> Result<Accepted, Refusal> {
    let LoginAttempt { visit, flow, .. } = attempt;
    let submitted = Submitted::by_code(&visit.current, SecretPurpose::LoginCode, flow.id, code_typed);
    let identifier = normalise::graceful(typed);
    let counted = Attempt::of(visit, Factor::Code, Account::Identifier(&identifier));
    let (subjects, network, hashes) = (counted.subjects, counted.network().to_owned(), submitted.hashes().to_vec());
    let (flow_id, has_fallback) = (flow.id, code.has_fallback);
    let facts = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let mut begun = attempts::sign_in(rx, CredentialType::Code, &identifier, &network, &subjects).await?;
        let found = secrets::find(rx, SecretPurpose::LoginCode, flow_id, &hashes).await?;
        if begun.holder.is_some() {
            return Ok((begun, found));
        }
        match key_of(rx, &identifier, has_fallback).await? {
            None => read::instead_of_nobody(rx, begun.neighbour).await?,
            Some(key) => begun.holder = read::whole_by_key(rx, key).await?,
        }
        Ok((begun, found))
    });
    let (begun, found) = facts.await?;
    let rows = begun.holder;
    let identity = rows.as_ref().map(|(row, _)| row.id);
    let heard = counted.judge(visit, &begun.levels, identity, begun.seen_at)?;
    let holder = rows.map(|(row, credentials)| Holder::new(visit, row, credentials)).transpose()?;
    let used = CodeUse { attempt: submitted, most: code.max_submissions, wrong: text::LOGIN_WRONG_CODE };
    match (found, holder) {
        (Some(found), Some(holder)) if is_good(&found, &holder, code, visit) => {
            accepted(visit, Right { holder, sent_to: found.sent_to, aal: Aal::Aal1 }, used, heard)
        }
        (_, _) => Err(wrong(visit, flow, typed, &used, &heard).await?),
    }
}

/// Whether a stored code is this account's and still good: not once the account's codes go elsewhere.
pub(super) fn is_good(found: &FoundSecret, holder: &Holder, code: &CodeSettings, visit: &Visit) -> bool {
    let own = addresses_of(&holder.loaded.identity, code.has_fallback);
    let is_open = !found.is_used && found.expires_at > visit.now;
    is_open && found.identity_key == Some(holder.key) && found.sent_to.as_ref().is_some_and(|to| proves(to.via, &to.value, &own))
}

/// A code that is not right, counted.
pub(super) async fn wrong(visit: &Visit, flow: &Flow<Login>, typed: &str, used: &CodeUse, heard: &Heard) -> Result<Refusal, Refusal> {
    let message = used.count_wrong(visit).await?;
    heard.wrong(visit).await?;
    Ok(Refusal::Form { nodes: retry(flow, typed, None), messages: vec![message] })
}

/// What a right code proves.
pub(super) struct Right {
    pub holder: Holder,
    pub sent_to: Option<SentTo>,
    pub aal: Aal,
}

/// The proof, to be committed with the use of the code; the address is verified with it.
pub(super) fn accepted(visit: &Visit, right: Right, used: CodeUse, heard: Heard) -> Result<Accepted, Refusal> {
    let Right { holder: Holder { key, loaded, mut row }, sent_to, aal } = right;
    let available_aal = available_aal(&loaded.identity, visit.current.settings.factors);
    let proven = Proven { identity_id: row.id, identity_state: row.state, step: completed(SessionMethod::Code, aal, visit.now) };
    let verified = match sent_to {
        Some(SentTo { via, value }) => Verified::of(visit, loaded, via, &value)?,
        None => None,
    };
    if let Some(verified) = &verified {
        row = verified.after.row.clone();
        row.version = verified.before.version + 1;
    }
    let code = Some(Box::new(CodeProof { used, verified }));
    Ok(Accepted {
        proven,
        identity: row,
        identity_key: key,
        spent: None,
        checked: None,
        used: None,
        challenge: None,
        trace: heard.right(),
        available_aal,
        code,
    })
}
