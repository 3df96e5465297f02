//! What only a recovery flow has, and the decisions along its way: a person names an address, and whoever brings the code
//! or link that goes there is signed in, to set a new password or another way to sign in.

mod admin;
pub mod choice;

pub use admin::AdminRecovery;

use super::address::{
    Delivery, LONGEST_ADDRESS, NO_METHOD, Verdict, address_input, continue_button, hidden, resend_button, short_code_input, upsert,
};
use super::{Flow, FlowKind, nodes};
use selfsame_api::flow::FlowState;
use selfsame_api::ui::{Group, InputKind, Node, UiText};
use selfsame_api::{IdentityId, Timestamp, text};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What only a recovery flow has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Whose account an administrator is handing back; none while a person asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun_for: Option<IdentityId>,
    /// Whether the person goes on where the flow leads, and not to the settings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skips_settings: bool,
}

impl FlowKind for Recovery {
    const NAME: &'static str = "recovery";
    const FIRST_STATE: FlowState = FlowState::ChooseMethod;
}

/// The fields of a submission, or of a link that was opened.
#[derive(Clone, Copy, Default)]
pub struct Submission<'a> {
    pub method: Option<&'a str>,
    pub email: Option<&'a str>,
    pub code: Option<&'a str>,
    pub token: Option<&'a str>,
    pub address: Option<&'a str>,
    pub chosen: Option<&'a str>,
    pub confirmed: Option<&'a str>,
    pub screen: Option<&'a str>,
}

/// What a submission asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// No method is named that this flow has. No code of it counts any more.
    NoMethod,
    /// It is completed: there is nothing to ask for.
    Completed(Delivery),
    Missing(Delivery, &'static str),
    NotAnAddress(Delivery, &'a str),
    Send(Delivery, &'a str),
    Redeem(&'a str),
    /// A link was opened.
    Open(&'a str),
    /// A step of the variant in which one chooses among the account's addresses.
    Choose(choice::Step<'a>),
}

impl Step<'_> {
    /// Whether it is part of naming an address, which nobody needs who is signed in.
    pub const fn names_address(self) -> bool {
        match self {
            Self::Completed(_) | Self::Missing(..) | Self::NotAnAddress(..) | Self::Send(..) | Self::Choose(_) => true,
            Self::NoMethod | Self::Redeem(_) | Self::Open(_) => false,
        }
    }

    /// Whether it is of the method whose forms are dead once one came from elsewhere.
    pub const fn is_by_code(self) -> bool {
        match self {
            Self::Completed(delivery) | Self::Missing(delivery, _) | Self::NotAnAddress(delivery, _) | Self::Send(delivery, _) => {
                matches!(delivery, Delivery::Code)
            }
            Self::NoMethod | Self::Redeem(_) | Self::Choose(_) => true,
            Self::Open(_) => false,
        }
    }
}

/// Which step a submission asks for. A link's token is judged in any state.
pub fn step<'a>(flow: &Flow<Recovery>, sent: Submission<'a>) -> Step<'a> {
    if let Some(token) = sent.token {
        return Step::Open(token);
    }
    let is_code = Delivery::of(flow) == Some(Delivery::Code);
    let method = sent.method.or_else(|| sent.code.map(|_| Delivery::Code.as_str()));
    let delivery = match method.and_then(Delivery::named) {
        Some(Delivery::Code) if is_code => Delivery::Code,
        Some(Delivery::Link) => Delivery::Link,
        Some(Delivery::Code) | None => return Step::NoMethod,
    };
    if delivery == Delivery::Code && choice::is_choosing(flow.state) {
        return Step::Choose(choice::step(flow.state, sent));
    }
    if delivery == Delivery::Code && flow.state == FlowState::RecoveryAwaitingCode {
        return match sent.code {
            None if choice::goes_on(sent) => Step::Choose(choice::step(flow.state, sent)),
            code => Step::Redeem(code.unwrap_or_default()),
        };
    }
    match (delivery, flow.state, sent.email) {
        (_, FlowState::PassedChallenge, Some(_)) => Step::Completed(delivery),
        (Delivery::Code, FlowState::SentEmail | FlowState::PassedChallenge, None) => Step::Redeem(sent.code.unwrap_or_default()),
        (_, _, None) => Step::Missing(delivery, "email"),
        (_, _, Some(email)) if !is_email(email) => Step::NotAnAddress(delivery, email),
        (_, _, Some(email)) => Step::Send(delivery, email),
    }
}

fn is_email(text: &str) -> bool {
    text.len() <= LONGEST_ADDRESS && crate::normalise::strict_email(text).is_ok()
}

/// What follows upon a secret that was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Who brought it is signed in.
    SignedIn,
    /// The flow waits on, and says that the code is not right.
    WrongCode,
    /// Another flow takes this one's place.
    Retry(Reason),
}

/// Why another flow takes a flow's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    TooManyTries,
    UsedCode,
    Inactive,
    Completed,
    WrongLink,
    ExpiredLink,
}

impl Reason {
    /// What the new flow says. `expired_at` is the link's end.
    pub fn message(self, expired_at: Timestamp, now: Timestamp) -> UiText {
        match self {
            Self::TooManyTries => text::generic_error("Codes were submitted too often. Please ask for a new one."),
            Self::UsedCode => text::generic_error("This code was used before. Please ask for a new one."),
            Self::Inactive => text::ACCOUNT_INACTIVE,
            Self::Completed => text::RECOVERY_RETRY,
            Self::WrongLink => text::RECOVERY_WRONG_LINK,
            Self::ExpiredLink => text::recovery_flow_expired(expired_at, now),
        }
    }
}

/// The only way to a session: a secret of this flow that was right, of an account that may sign in.
pub fn conclude(delivery: Delivery, verdict: Verdict, is_active: bool) -> Conclusion {
    match (delivery, verdict) {
        (_, Verdict::Right) if is_active => Conclusion::SignedIn,
        (_, Verdict::Right) => Conclusion::Retry(Reason::Inactive),
        (_, Verdict::TooMany) => Conclusion::Retry(Reason::TooManyTries),
        (Delivery::Code, Verdict::Used) => Conclusion::Retry(Reason::UsedCode),
        (Delivery::Code, Verdict::Wrong | Verdict::Expired) => Conclusion::WrongCode,
        (Delivery::Link, Verdict::Wrong | Verdict::Used) => Conclusion::Retry(Reason::WrongLink),
        (Delivery::Link, Verdict::Expired) => Conclusion::Retry(Reason::ExpiredLink),
    }
}

/// The form in which an address is named.
pub fn first_form(flow: &Flow<Recovery>) -> Vec<Node> {
    if choice::is_choosing(flow.state) {
        return choice::first_form();
    }
    let delivery = Delivery::of(flow).unwrap_or(Delivery::Code);
    vec![csrf_field(), address_input(delivery), continue_button(delivery)]
}

/// A message to `address` is on its way: the flow waits for what is in it.
pub fn sent(flow: &mut Flow<Recovery>, form: Vec<Node>, delivery: Delivery, address: &str) {
    flow.state = FlowState::SentEmail;
    flow.active = Some(Cow::Borrowed(delivery.as_str()));
    (flow.messages, flow.nodes) = match delivery {
        Delivery::Link => {
            let mut form = form;
            nodes::clear_messages(&mut form);
            upsert(&mut form, address_input(Delivery::Link).value(address));
            (vec![text::RECOVERY_LINK_SENT], Some(form))
        }
        Delivery::Code => (vec![text::RECOVERY_CODE_SENT], Some(code_form(address))),
    };
}

fn code_form(address: &str) -> Vec<Node> {
    vec![
        csrf_field(),
        short_code_input(text::LABEL_RECOVERY_CODE),
        hidden(Group::Code, "method", "code"),
        continue_button(Delivery::Code),
        resend_button("email", address),
    ]
}

/// Who brought the secret is signed in. The form stays as it was, but for one that an administrator's code was waiting in: it
/// had no browser until now.
pub fn passed(flow: &mut Flow<Recovery>) {
    flow.state = FlowState::PassedChallenge;
    quiet(flow);
    let is_browser = flow.is_browser();
    if let Some(nodes) = flow.nodes.as_mut().filter(|nodes| is_browser && nodes.iter().all(|node| node.name() != "csrf_token")) {
        nodes.push(csrf_field());
    }
}

/// The code was not right.
pub fn refused(flow: &mut Flow<Recovery>) {
    quiet(flow);
    flow.messages = vec![text::RECOVERY_WRONG_CODE];
}

/// No method of this flow was named.
pub fn without_method(flow: &mut Flow<Recovery>) {
    quiet(flow);
    flow.active = Some(Cow::Borrowed(NO_METHOD));
    flow.messages = vec![text::RECOVERY_NO_METHOD];
}

fn quiet(flow: &mut Flow<Recovery>) {
    flow.messages.clear();
    if let Some(nodes) = &mut flow.nodes {
        nodes::clear_messages(nodes);
    }
}

fn csrf_field() -> Node {
    Node::input(Group::Default, "csrf_token", InputKind::Hidden).value("").required()
}

#[cfg(test)]
mod tests;
