//! What only a verification flow has, and the decisions along its way: a person names an address, gets a code or a link
//! there, and whoever brings it proves that the address is reached.

use super::address::{
    Delivery, LONGEST_ADDRESS, NO_METHOD, Verdict, address_input, channel, code_input, continue_anchor, continue_button, hidden,
    resend_button, upsert,
};
use super::{Flow, FlowKind, nodes};
use crate::csrf::CsrfToken;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use selfsame_api::flow::{FlowState, FlowType};
use selfsame_api::identity::Channel;
use selfsame_api::text;
use selfsame_api::ui::{Group, Input, InputKind, Node, UiText};
use selfsame_api::{IdentityId, SessionId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// What only a verification flow has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Where the person goes on, once the address is verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continue_to: Option<String>,
    /// What its address waits for, if it is one that the account does not have yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldChange>,
}

/// A change of an account's traits that counts once its new address is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldChange {
    pub identity_id: IdentityId,
    /// Who made it: it counts only as long as that session does.
    pub session_id: SessionId,
    /// The new address, in its stored form.
    pub via: Channel,
    pub address: String,
    /// The traits that it was made upon, as a hash: it counts only as long as they stay.
    pub made_of: String,
    /// What they become.
    pub traits: Value,
}

impl HeldChange {
    /// Traits, in the form in which a change remembers what it was made upon.
    pub fn fingerprint(traits: &Value) -> String {
        STANDARD.encode(Sha256::digest(traits.to_string().as_bytes()))
    }

    /// Whether it still may be made: the traits are those that it was made upon.
    pub fn fits(&self, traits: &Value) -> bool {
        self.made_of == Self::fingerprint(traits)
    }
}

impl FlowKind for Verification {
    const NAME: &'static str = "verification";
    const FIRST_STATE: FlowState = FlowState::ChooseMethod;
}

/// The fields of a submission, or of a link that was opened.
#[derive(Clone, Copy, Default)]
pub struct Submission<'a> {
    pub method: Option<&'a str>,
    pub email: Option<&'a str>,
    pub code: Option<&'a str>,
    pub token: Option<&'a str>,
}

/// What a submission asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Nothing that this flow can do any more: its address is verified.
    Completed,
    /// The method that the flow was made for is not named. It never counts again.
    NoMethod,
    UnknownMethod,
    MissingAddress,
    NotAnAddress(&'a str),
    Send(&'a str),
    Redeem(&'a str),
}

/// Which step a submission asks for. A link's token is judged in any state: who opens it twice is told so.
pub fn step<'a>(flow: &Flow<Verification>, sent: Submission<'a>) -> Step<'a> {
    let delivery = Delivery::of(flow);
    if let (Some(Delivery::Link), Some(token)) = (delivery, sent.token) {
        return Step::Redeem(token);
    }
    if flow.state == FlowState::PassedChallenge {
        return Step::Completed;
    }
    let method = sent.method.or_else(|| sent.code.map(|_| Delivery::Code.as_str()));
    let Some(delivery) = delivery.filter(|own| Some(own.as_str()) == method) else {
        let is_known = method.is_none_or(|name| Delivery::named(name).is_some());
        return if is_known || delivery.is_none() { Step::NoMethod } else { Step::UnknownMethod };
    };
    match (delivery, sent.code, sent.email) {
        (Delivery::Code, Some(code), _) => Step::Redeem(code),
        (_, _, None) => Step::MissingAddress,
        (_, _, Some(email)) if email.len() > LONGEST_ADDRESS => Step::NotAnAddress(email),
        (Delivery::Link, _, Some(email)) if crate::normalise::strict_email(email).is_err() => Step::NotAnAddress(email),
        (_, _, Some(email)) => Step::Send(email),
    }
}

/// What follows upon a secret that was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// The address is verified.
    Passed,
    /// The flow waits on, and says that the code is not right.
    WrongCode,
    /// Another flow takes this one's place.
    Replaced(Reason),
}

/// Why another flow takes a flow's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    TooManyTries,
    Completed,
    WrongLink,
    ExpiredLink,
}

impl Reason {
    /// What the new flow says. `expired_at` is the link's end.
    pub fn message(self, expired_at: Timestamp, now: Timestamp) -> UiText {
        match self {
            Self::TooManyTries => text::generic_error("Codes were submitted too often. Please ask for a new one."),
            Self::Completed => text::VERIFICATION_RETRY,
            Self::WrongLink => text::VERIFICATION_WRONG_LINK,
            Self::ExpiredLink => text::verification_flow_expired(expired_at, now),
        }
    }
}

/// The only way to a verified address: a secret of this flow that was right.
pub fn conclude(delivery: Delivery, verdict: Verdict) -> Conclusion {
    match (delivery, verdict) {
        (_, Verdict::Right) => Conclusion::Passed,
        (Delivery::Code, Verdict::Wrong | Verdict::Used | Verdict::Expired) => Conclusion::WrongCode,
        (_, Verdict::TooMany) => Conclusion::Replaced(Reason::TooManyTries),
        (Delivery::Link, Verdict::Wrong | Verdict::Used) => Conclusion::Replaced(Reason::WrongLink),
        (Delivery::Link, Verdict::Expired) => Conclusion::Replaced(Reason::ExpiredLink),
    }
}

/// The form in which an address is named. Whether messages go to phones, too, decides what it asks for.
pub fn first_form(flow: &Flow<Verification>, reaches_phones: bool) -> Vec<Node> {
    let delivery = Delivery::of(flow).unwrap_or(Delivery::Code);
    let mut address = address_input(delivery);
    if let (Delivery::Code, true, Some(input)) = (delivery, reaches_phones, address.as_input_mut()) {
        input.kind = InputKind::Text;
        address.meta.label = Some(text::LABEL_EMAIL_OR_PHONE);
    }
    let form = [address, continue_button(delivery)];
    match (delivery, flow.kind) {
        (Delivery::Link, _) => [vec![csrf_field()], form.into()].concat(),
        (Delivery::Code, FlowType::Browser) => [form.into(), vec![csrf_field()]].concat(),
        (Delivery::Code, FlowType::Api) => form.into(),
    }
}

/// A message to `address` is on its way: the flow waits for what is in it.
pub fn sent(flow: &mut Flow<Verification>, form: Vec<Node>, address: &str) {
    flow.state = FlowState::SentEmail;
    flow.messages = match (Delivery::of(flow), channel(address)) {
        (Some(Delivery::Link), _) => vec![text::VERIFICATION_LINK_SENT],
        (Some(Delivery::Code) | None, Channel::Email) => vec![text::VERIFICATION_CODE_SENT],
        (Some(Delivery::Code) | None, Channel::Sms) => vec![text::VERIFICATION_CODE_SENT_TO_PHONE],
    };
    flow.nodes = Some(match Delivery::of(flow) {
        Some(Delivery::Link) => {
            let mut form = form;
            nodes::clear_messages(&mut form);
            upsert(&mut form, address_input(Delivery::Link).value(address));
            form
        }
        Some(Delivery::Code) | None => code_form(flow.kind, address),
    });
}

fn code_form(kind: FlowType, address: &str) -> Vec<Node> {
    let mut form = vec![hidden(Group::Code, "method", "code"), code_input(text::LABEL_VERIFICATION_CODE), continue_button(Delivery::Code)];
    if kind == FlowType::Browser {
        form.push(csrf_field());
    }
    form.push(resend_button("email", address));
    form
}

/// The address is verified, and the flow leads on.
pub fn passed(flow: &mut Flow<Verification>, via: Channel, continue_to: String) {
    let group = Delivery::of(flow).unwrap_or(Delivery::Code).group();
    flow.state = FlowState::PassedChallenge;
    flow.messages = vec![match via {
        Channel::Email => text::EMAIL_VERIFIED,
        Channel::Sms => text::PHONE_VERIFIED,
    }];
    flow.nodes = Some(vec![csrf_field(), continue_anchor(group, &continue_to)]);
    flow.details.continue_to = Some(continue_to);
}

/// The code was not right.
pub fn refused(flow: &mut Flow<Verification>) {
    flow.messages = vec![text::VERIFICATION_WRONG_CODE];
    if let Some(nodes) = &mut flow.nodes {
        nodes::clear_messages(nodes);
    }
}

/// The new address of a change that is held back was taken by somebody else meanwhile. The code stays good.
pub fn taken(flow: &mut Flow<Verification>) {
    flow.messages = vec![text::ACCOUNT_EXISTS];
    if let Some(nodes) = &mut flow.nodes {
        nodes::clear_messages(nodes);
    }
}

/// No method of this flow was named. What it said before stays.
pub fn without_method(flow: &mut Flow<Verification>) {
    flow.active = Some(Cow::Borrowed(NO_METHOD));
    flow.messages.push(text::VERIFICATION_NO_METHOD);
}

/// The code of a link that was opened, filled in. From now on the flow belongs to the browser that opened it.
pub fn filled_in(flow: &mut Flow<Verification>, form: Vec<Node>, code: &str, owner: CsrfToken) {
    let mut form = form;
    nodes::set_value(&mut form, "code", code);
    upsert(&mut form, csrf_field());
    flow.csrf = Some(owner);
    flow.nodes = Some(form);
}

/// The form after a mistake: it asks for an address once more.
pub fn corrected(flow: &Flow<Verification>, form: &mut Vec<Node>) {
    nodes::clear_messages(form);
    let delivery = Delivery::of(flow).or_else(|| delivery_of(form)).unwrap_or(Delivery::Code);
    let mut address = form.iter().find(|node| node.name() == "email").filter(|node| !is_button(node)).cloned();
    let mut address = address.take().unwrap_or_else(|| address_input(delivery));
    if let Some(input) = address.as_input_mut() {
        input.value = Some("".into());
    }
    upsert(form, address);
    if form.iter().all(|node| node.name() != "csrf_token") {
        form.push(csrf_field());
    }
}

fn is_button(node: &Node) -> bool {
    node.as_input().is_some_and(|input: &Input| input.kind == InputKind::Submit)
}

fn delivery_of(form: &[Node]) -> Option<Delivery> {
    form.iter().any(|node| node.group == Group::Link).then_some(Delivery::Link)
}

fn csrf_field() -> Node {
    Node::input(Group::Default, "csrf_token", InputKind::Hidden).value("").required()
}

#[cfg(test)]
mod tests;
