//! The variant of recovery in which a person names any address of the account, chooses among all of them, and types the
//! chosen one in full, so that nobody learns an address of whom only another one is known.

use super::{Recovery, Submission, csrf_field};
use crate::flow::Flow;
use crate::flow::address::{Delivery, LONGEST_ADDRESS, channel, continue_button, hidden, resend_button, short_code_input};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use selfsame_api::flow::FlowState;
use selfsame_api::identity::Channel;
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node};
use sha2::{Digest, Sha256};

/// What a submission asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Missing,
    NotAnAddress(&'a str),
    /// An address of the account.
    Named(&'a str),
    /// One that was offered.
    Chosen {
        named: &'a str,
        choice: &'a str,
    },
    /// The chosen one, or once more the one that a code went to, in full.
    Confirmed {
        named: &'a str,
        address: &'a str,
    },
    Back {
        named: &'a str,
    },
}

/// Whether a flow in this state is still about which address it is.
pub fn is_choosing(state: FlowState) -> bool {
    matches!(state, FlowState::RecoveryAwaitingAddress | FlowState::RecoveryAwaitingAddressChoice | FlowState::RecoveryConfirmingAddress)
}

/// Whether a submission without a code asks for another address or for another code.
pub fn goes_on(sent: Submission<'_>) -> bool {
    sent.confirmed.is_some() || sent.screen.is_some()
}

/// Which step a submission asks for.
pub fn step(state: FlowState, sent: Submission<'_>) -> Step<'_> {
    let Some(named) = sent.address.or(sent.confirmed) else { return Step::Missing };
    if let Some(long) = [Some(named), sent.confirmed].into_iter().flatten().find(|address| address.len() > LONGEST_ADDRESS) {
        return Step::NotAnAddress(long);
    }
    match state {
        FlowState::RecoveryAwaitingAddress => Step::Named(named),
        _ if sent.screen == Some("previous") => Step::Back { named },
        FlowState::RecoveryAwaitingAddressChoice => sent.chosen.map_or(Step::Named(named), |choice| Step::Chosen { named, choice }),
        _ => sent.confirmed.map_or(Step::Named(named), |address| Step::Confirmed { named, address }),
    }
}

/// What follows upon a step, given what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A code goes to the address that was typed, if it is one of the account's: the flow waits for it, whether or not.
    AwaitCode {
        typed: String,
        is_sent: bool,
    },
    Choose(Vec<String>),
    Confirm(Channel),
    NotOffered,
    /// Back to where one names an address.
    NameAgain,
}

/// What follows upon a step: `addresses` are those of the account that has the one which was named, in their stored form;
/// `is` says whether a typed address is a stored one.
pub fn next(step: Step<'_>, addresses: &[String], is: impl Fn(&str, &str) -> bool) -> Next {
    let has = |typed: &str| addresses.iter().any(|own| is(typed, own));
    match step {
        Step::Named(_) | Step::Back { .. } if addresses.len() > 1 => Next::Choose(addresses.to_vec()),
        Step::Missing | Step::NotAnAddress(_) | Step::Back { .. } => Next::NameAgain,
        Step::Named(typed) => Next::AwaitCode { typed: typed.to_owned(), is_sent: has(typed) },
        Step::Chosen { named, choice } => match addresses.iter().find(|own| self::choice(own) == choice) {
            None => Next::NotOffered,
            Some(own) if is(named, own) => Next::AwaitCode { typed: named.to_owned(), is_sent: true },
            Some(own) => Next::Confirm(channel(own)),
        },
        Step::Confirmed { address, .. } => Next::AwaitCode { typed: address.to_owned(), is_sent: has(address) },
    }
}

/// What stands for an address in a form: its hash.
pub fn choice(address: &str) -> String {
    STANDARD.encode(Sha256::digest(address.as_bytes()))
}

/// As much of an address as its owner needs to know it.
pub fn mask(address: &str) -> String {
    let first = |text: &str, count: usize| text.chars().take(count).collect::<String>();
    if let Some((local, domain)) = address.rsplit_once('@') {
        return format!("{}****@{domain}", first(local, 2));
    }
    let last: Vec<char> = address.chars().rev().take(2).collect();
    format!("{}****{}", first(address, 3), last.into_iter().rev().collect::<String>())
}

/// The form in which an address is named.
pub fn first_form() -> Vec<Node> {
    let address = Node::input(Group::Code, "recovery_address", InputKind::Text).required().label(text::LABEL_RECOVERY_ADDRESS);
    vec![csrf_field(), address, continue_button(Delivery::Code)]
}

/// Shows what follows.
pub fn show(flow: &mut Flow<Recovery>, named: &str, next: &Next) {
    flow.messages.clear();
    let button = |name: &'static str, value: String, label| Node::submit(Group::Code, name, value, label);
    let back = || button("screen", "previous".to_owned(), text::RECOVERY_BACK);
    let method = || hidden(Group::Code, "method", "code");
    let own = || hidden(Group::Code, "recovery_address", named);
    match next {
        Next::NotOffered => {
            flow.messages = vec![text::generic_error("This address was not offered.")];
        }
        Next::NameAgain => {
            flow.state = FlowState::RecoveryAwaitingAddress;
            flow.nodes = Some(first_form());
        }
        Next::Choose(addresses) => {
            flow.state = FlowState::RecoveryAwaitingAddressChoice;
            flow.messages = vec![text::RECOVERY_CHOOSE_ADDRESS];
            let offered =
                addresses.iter().map(|address| button("recovery_select_address", choice(address), text::label_text(&mask(address))));
            flow.nodes = Some([csrf_field()].into_iter().chain(offered).chain([method(), own()]).collect());
        }
        Next::Confirm(via) => {
            flow.state = FlowState::RecoveryConfirmingAddress;
            flow.messages = vec![text::RECOVERY_TYPE_ADDRESS];
            let (kind, label) = match via {
                Channel::Email => (InputKind::Email, text::LABEL_EMAIL),
                Channel::Sms => (InputKind::Tel, text::LABEL_PHONE),
            };
            let typed = Node::input(Group::Code, "recovery_confirm_address", kind).value("").required().label(label);
            flow.nodes = Some(vec![csrf_field(), typed, own(), continue_button(Delivery::Code), method(), back()]);
        }
        Next::AwaitCode { typed, .. } => {
            flow.state = FlowState::RecoveryAwaitingCode;
            flow.messages = vec![text::recovery_code_sent_to(&mask(typed))];
            let code = short_code_input(text::LABEL_RECOVERY_CODE);
            let again = resend_button("recovery_confirm_address", typed);
            flow.nodes = Some(vec![csrf_field(), code, continue_button(Delivery::Code), method(), again, own(), back()]);
        }
    }
}
