//! Signing in and up by a code that is sent: to whom it goes, what a submission asks for, and the forms of each step.

use crate::identity::{Credential, Identity};
use crate::normalise;
use selfsame_api::flow::FlowState;
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, UiText};
use serde_json::Value;

/// Where a code can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAddress {
    pub via: Channel,
    /// In its stored form.
    pub value: String,
}

/// The addresses of a code credential.
pub fn addresses(credential: Option<&Credential>) -> Vec<CodeAddress> {
    let stored = credential.and_then(|credential| credential.config.get("addresses")?.as_array()).into_iter().flatten();
    let address = |entry: &Value| {
        let value = entry.get("address")?.as_str().filter(|value| !value.is_empty())?.to_owned();
        let via = serde_json::from_value(entry.get("channel")?.clone()).ok()?;
        Some(CodeAddress { via, value })
    };
    stored.filter_map(address).collect()
}

/// Where an account's codes may go: its code credential's addresses, and with the fallback those that it verifies.
pub fn addresses_of(identity: &Identity, has_fallback: bool) -> Vec<CodeAddress> {
    let mut all = addresses(identity.credentials.get(&CredentialType::Code));
    if has_fallback {
        for known in &identity.verifiable_addresses {
            let address = CodeAddress { via: known.via, value: known.value.clone() };
            if !all.contains(&address) {
                all.push(address);
            }
        }
    }
    all
}

/// Whether a code that went there proves one of these addresses.
pub fn proves(via: Channel, value: &str, addresses: &[CodeAddress]) -> bool {
    addresses.iter().any(|address| address.via == via && address.value == value)
}

/// To whom a code for this identifier goes: an address is an identifier of its own, any other means all addresses.
pub fn receivers(addresses: Vec<CodeAddress>, identifier: &str) -> Vec<CodeAddress> {
    match addresses.iter().find(|address| is_spelling_of(identifier, &address.value)) {
        Some(one) => vec![one.clone()],
        None => addresses,
    }
}

/// Whether somebody who typed `typed` means the stored address.
pub fn is_spelling_of(typed: &str, stored: &str) -> bool {
    typed == stored || normalise::graceful(typed) == stored
}

/// What a submission asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A code to be sent, for the first time or anew.
    Send,
    Check(&'a str),
    /// A code that was sent is to be checked, and there is none in the submission.
    CheckNothing,
    /// The code was right before.
    Nothing,
}

/// What a submission asks for, in the flow's state. A code that comes before one was sent is not looked at.
pub fn asked(state: FlowState, code: Option<&str>, wants_another: bool) -> Asked<'_> {
    match (state, code) {
        (FlowState::PassedChallenge, _) => Asked::Nothing,
        (FlowState::SentEmail, _) if wants_another => Asked::Send,
        (FlowState::SentEmail, Some(code)) => Asked::Check(code),
        (FlowState::SentEmail, None) => Asked::CheckNothing,
        (_, _) => Asked::Send,
    }
}

/// The field for a code and its buttons, as they stand once one was sent.
pub fn sent_nodes(label: UiText) -> [Node; 4] {
    [
        Node::input(Group::Code, "method", InputKind::Hidden).value("code"),
        Node::input(Group::Code, "code", InputKind::Text).required().autocomplete("one-time-code").label(label),
        Node::submit(Group::Code, "method", "code", text::LABEL_CONTINUE),
        Node::submit(Group::Code, "resend", "code", text::LABEL_RESEND_CODE),
    ]
}

/// The same after a mistake, sorted.
pub fn retry_nodes(label: UiText, mistake: Option<UiText>) -> [Node; 4] {
    let [hidden, mut code, submit, resend] = sent_nodes(label);
    code.messages.extend(mistake);
    [code, resend, hidden, submit]
}

/// The identifier that a sent form carries: what the person typed, hidden from now on.
pub fn hidden_identifier(node: Option<Node>, identifier: &str) -> Node {
    let node = node.unwrap_or_else(|| Node::input(Group::Default, "identifier", InputKind::Hidden));
    let mut node = node.value(identifier).with(|input| input.kind = InputKind::Hidden);
    node.messages.clear();
    node
}

/// The address that a second factor's code went to.
pub fn hidden_address(address: &CodeAddress) -> Node {
    let label = text::login_code_to(&address.value, address.via);
    Node::input(Group::Code, "identifier", InputKind::Hidden).value(address.value.clone()).label(label)
}

/// A button that sends the code to an address.
pub fn address_button(address: &CodeAddress) -> Node {
    Node::submit(Group::Code, "address", address.value.clone(), text::login_code_to(&address.value, address.via))
}

#[cfg(test)]
mod tests;
