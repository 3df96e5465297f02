//! The code as the second factor: sent to one of the account's own addresses.

use super::login::{Right, accepted, is_good, outgoing, wrong};
use super::{CodeUse, Holder, NAME, retry, settings};
use crate::attempts::Attempt;
use crate::flow::kind::csrf_node;
use crate::flow::one_time::Attempt as Submitted;
use crate::flow::step::Step;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::{Live, Visit};
use crate::method::{Accepted, LoginAttempt, Refusal};
use crate::selfservice::CodeSettings;
use selfsame_api::flow::FlowState;
use selfsame_api::session::Aal;
use selfsame_api::text;
use selfsame_api::ui::Group;
use selfsame_core::attempts::{Account, Factor};
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::code::{Asked, CodeAddress, addresses_of, asked, hidden_address, is_spelling_of, sent_nodes};
use selfsame_core::flow::login::Login;
use selfsame_core::identity::Identity;
use selfsame_core::normalise::bounded;
use selfsame_store::Rx;
use selfsame_store::ops::identities::read;
use selfsame_store::ops::secrets::{self, SecretPurpose};
use serde_json::Value;

/// Under which a flow remembers the one address that is to be used.
const VIA: &str = "code_via";

/// The addresses that a flow offers.
pub(super) fn choices(code: &CodeSettings, flow: &Flow<Login>, holder: &Identity) -> Vec<CodeAddress> {
    let mut all = addresses_of(holder, code.has_fallback);
    if let Some(only) = flow.internal.get(VIA).and_then(Value::as_str) {
        all.retain(|address| is_spelling_of(only, &address.value));
    }
    all
}

/// What a new flow for a second factor does at once: it keeps the address that the query's `via` names; and if one address
/// is all that there is to choose from, the code is sent.
pub async fn begin(visit: &Visit, flow: &mut Flow<Login>, live: &Live, identity: &Identity) -> ApiResult<Option<Step>> {
    let code = settings(&visit.current).filter(|code| code.is_second_factor && flow.details.requested_aal == Aal::Aal2);
    let Some(code) = code else { return Ok(None) };
    if let Some(via) = visit.query.get("via") {
        let value = identity.traits.pointer(&format!("/{}", via.replace('.', "/"))).and_then(Value::as_str);
        let value = value.filter(|value| !value.is_empty());
        let value = value.ok_or_else(|| ApiError::bad_request("via: no trait of this name holds an address"))?;
        flow.internal.insert(VIA.to_owned(), Value::String(value.to_owned()));
    }
    let form = crate::flow::login::form(&visit.current, flow, Some(identity));
    let choices = choices(code, flow, identity);
    let [address] = choices.as_slice() else { return Ok(None) };
    if flow.details.refresh || form.iter().any(|node| !matches!(node.group, Group::Default | Group::Code)) {
        return Ok(None);
    }
    let body = FlowBody::default();
    let attempt = LoginAttempt { visit, flow, body: &body, live: Some(live) };
    let holder = own(&attempt).await.map_err(refused)?;
    send(&attempt, code, address, &holder).map(Some).map_err(refused)
}

fn refused(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::Error(error) => *error,
        Refusal::TooMany(wait) => crate::attempts::too_many(wait),
        Refusal::Fields(_) | Refusal::Message(_) | Refusal::Step(_) | Refusal::Form { .. } => {
            ApiError::internal("a second factor's code could not be sent")
        }
    }
}

pub(super) async fn login(attempt: LoginAttempt<'_>) -> Result<Accepted, Refusal> {
    let LoginAttempt { visit, flow, body, .. } = &attempt;
    let code = settings(&visit.current).ok_or(Refusal::Message(text::LOGIN_NO_METHOD))?;
    let asked = asked(flow.state, body.text("code"), body.text("resend") == Some("code"));
    if asked == Asked::Nothing {
        return Err(Refusal::Message(text::LOGIN_NO_METHOD));
    }
    let typed = body.text("address").or_else(|| body.text("identifier")).map(bounded);
    let Some(shown) = typed.map(str::to_owned).or_else(|| sent_to(flow)) else {
        return Err(Refusal::Fields(vec![("identifier".into(), text::required("identifier"))]));
    };
    attempt.check_csrf()?;
    if asked == Asked::CheckNothing {
        return Err(Refusal::Form { nodes: retry(flow, &shown, Some(text::required("code"))), messages: Vec::new() });
    }
    let holder = own(&attempt).await?;
    if let Asked::Check(typed) = asked {
        return check(&attempt, code, holder, &shown, typed).await;
    }
    let own = addresses_of(&holder.loaded.identity, code.has_fallback);
    let unknown = if code.has_fallback { text::UNKNOWN_CODE_ADDRESS } else { text::NO_CODE_LOGIN };
    let address = own.iter().find(|address| is_spelling_of(&shown, &address.value)).ok_or(Refusal::Message(unknown))?;
    Err(Refusal::Step(Box::new(send(&attempt, code, address, &holder)?)))
}

/// The address that the sent form carries.
fn sent_to(flow: &Flow<Login>) -> Option<String> {
    let node = flow.nodes.iter().flatten().find(|node| node.name() == "identifier")?;
    node.as_input()?.value.as_ref()?.as_str().map(str::to_owned)
}

/// Whoever is signed in.
async fn own(attempt: &LoginAttempt<'_>) -> Result<Holder, Refusal> {
    let visit = attempt.visit;
    let key = attempt.live.map(|live| live.identity_key).ok_or_else(|| ApiError::internal("a second factor was asked of nobody"))?;
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_key(rx, key).await);
    let (row, credentials) = found.await?.ok_or_else(ApiError::not_found)?;
    Holder::new(visit, row, credentials)
}

fn send(attempt: &LoginAttempt<'_>, code: &CodeSettings, address: &CodeAddress, holder: &Holder) -> Result<Step, Refusal> {
    let outgoing = outgoing(attempt, code, std::slice::from_ref(address), Some(holder), &address.value)?;
    let mut nodes = vec![hidden_address(address)];
    nodes.extend(sent_nodes(text::LABEL_LOGIN_CODE));
    if attempt.flow.is_browser() {
        nodes.push(csrf_node());
    }
    let messages = vec![text::LOGIN_CODE_SENT_AGAIN];
    Ok(Step { state: FlowState::SentEmail, active: Some(NAME), nodes, messages, internal: None, outgoing: Some(outgoing) })
}

async fn check(attempt: &LoginAttempt<'_>, code: &CodeSettings, holder: Holder, shown: &str, typed: &str) -> Result<Accepted, Refusal> {
    let LoginAttempt { visit, flow, .. } = attempt;
    let submitted = Submitted::by_code(&visit.current, SecretPurpose::LoginCode, flow.id, typed);
    let counted = Attempt::of(visit, Factor::Code, Account::Identity(holder.row.id));
    let heard = counted.judge_second(visit, holder.row.id, holder.key).await?;
    let (hashes, flow_id) = (submitted.hashes().to_vec(), flow.id);
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| secrets::find(rx, SecretPurpose::LoginCode, flow_id, &hashes).await);
    let used = CodeUse { attempt: submitted, most: code.max_submissions, wrong: text::LOGIN_WRONG_CODE };
    match found.await? {
        Some(found) if is_good(&found, &holder, code, visit) => {
            accepted(visit, Right { holder, sent_to: found.sent_to, aal: Aal::Aal2 }, used, heard)
        }
        Some(_) | None => Err(wrong(visit, flow, shown, &used, &heard).await?),
    }
}
