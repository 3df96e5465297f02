//! What verification and recovery share: a person names an address, a code or a link goes there, and only who reads the
//! messages to it comes on. Both forms are made of the same nodes.

use super::{Flow, FlowKind};
use crate::one_time::CODE_LENGTH;
use selfsame_api::identity::Channel;
use selfsame_api::text;
use selfsame_api::ui::{Attributes, Group, InputKind, Meta, Node, NodeKind, UiText};
use serde_json::Value;
use std::borrow::Cow;

/// Longest address that is looked up or shown again, in bytes.
pub const LONGEST_ADDRESS: usize = 320;

/// What stands in a flow's `active` once a submission named no method of it: from then on no code of the flow counts.
pub const NO_METHOD: &str = "default";

/// What is sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    Code,
    Link,
}

impl Delivery {
    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Link => "link",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::Code, Self::Link].into_iter().find(|delivery| delivery.as_str() == name)
    }

    pub const fn group(self) -> Group {
        match self {
            Self::Code => Group::Code,
            Self::Link => Group::Link,
        }
    }

    /// The method of a flow.
    pub fn of<K: FlowKind>(flow: &Flow<K>) -> Option<Self> {
        Self::named(flow.active.as_deref()?)
    }
}

/// By which channel an address is reached: phone numbers have no `@`.
pub fn channel(address: &str) -> Channel {
    if address.contains('@') { Channel::Email } else { Channel::Sms }
}

/// What came of a secret that was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is this flow's, was good until now and is used now.
    Right,
    Wrong,
    Used,
    Expired,
    /// The flow was tried too often; the secret was not looked at.
    TooMany,
}

/// The field for an address.
pub fn address_input(delivery: Delivery) -> Node {
    Node::input(delivery.group(), "email", InputKind::Email).required().label(text::LABEL_EMAIL)
}

/// The field for a code.
pub fn code_input(label: UiText) -> Node {
    Node::input(Group::Code, "code", InputKind::Text).required().autocomplete("one-time-code").label(label)
}

/// The field for a code that shows how long it is.
pub fn short_code_input(label: UiText) -> Node {
    let mut node = code_input(label);
    if let Some(input) = node.as_input_mut() {
        input.pattern = Some(Cow::Borrowed("[0-9]+"));
        input.maxlength = Some(CODE_LENGTH as u32);
    }
    node
}

/// The button that goes on.
pub fn continue_button(delivery: Delivery) -> Node {
    Node::submit(delivery.group(), "method", delivery.as_str(), text::LABEL_CONTINUE)
}

/// A value that goes with the form.
pub fn hidden(group: Group, name: &'static str, value: impl Into<Value>) -> Node {
    Node::input(group, name, InputKind::Hidden).value(value)
}

/// The button that sends another code to the same address.
pub fn resend_button(name: &'static str, address: &str) -> Node {
    Node::submit(Group::Code, name, address, text::LABEL_RESEND_CODE)
}

/// The way on from a completed flow.
pub fn continue_anchor(group: Group, href: &str) -> Node {
    let attributes = Attributes::A { href: href.to_owned(), title: text::LABEL_CONTINUE, id: Cow::Borrowed("continue") };
    let meta = Meta { label: Some(text::LABEL_CONTINUE) };
    Node { kind: NodeKind::A, group, attributes, messages: Vec::new(), meta }
}

/// Puts a node in the place of the first one of its name, or behind all others.
pub fn upsert(nodes: &mut Vec<Node>, node: Node) {
    match nodes.iter_mut().find(|old| old.name() == node.name()) {
        Some(old) => *old = node,
        None => nodes.push(node),
    }
}
