//! Changing a form between two submissions: values, messages and order.

use selfsame_api::ui::{Group, InputKind, Node, UiText};
use serde_json::Value;

/// Takes all messages off the nodes.
pub fn clear_messages(nodes: &mut [Node]) {
    for node in nodes {
        node.messages.clear();
    }
}

/// Sets the value of the first input with this name; other inputs of the name (buttons) keep theirs.
pub fn set_value(nodes: &mut [Node], name: &str, value: impl Into<Value>) {
    if let Some(input) = nodes.iter_mut().find(|node| node.name() == name).and_then(Node::as_input_mut) {
        input.value = Some(value.into());
    }
}

/// Takes the value off the first input with this name.
pub fn unset_value(nodes: &mut [Node], name: &str) {
    if let Some(input) = nodes.iter_mut().find(|node| node.name() == name).and_then(Node::as_input_mut) {
        input.value = None;
    }
}

/// Puts a message on the node of this name, which is made if the form has none.
pub fn add_message(nodes: &mut Vec<Node>, name: &str, message: UiText) {
    if let Some(node) = nodes.iter_mut().find(|node| node.name() == name) {
        node.messages.push(message);
    } else {
        let mut node = Node::input(Group::Default, name.to_owned(), InputKind::Text);
        node.messages.push(message);
        nodes.push(node);
    }
}

/// Sorts the nodes of a login form: by group, within a group by name, and the button last.
pub fn sort_login(nodes: &mut [Node]) {
    const NAMES: [&str; 3] = ["csrf_token", "identifier", "password"];
    nodes.sort_by_key(|node| {
        let name = node.name();
        let place =
            if name == "method" { NAMES.len() + 1 } else { NAMES.iter().position(|first| name.starts_with(first)).unwrap_or(NAMES.len()) };
        (login_group(node.group), place)
    });
}

fn login_group(group: Group) -> u8 {
    match group {
        Group::Saml | Group::Profile | Group::Link | Group::IdentifierFirst | Group::Captcha => 0,
        Group::Oidc => 1,
        Group::Default => 2,
        Group::Webauthn => 3,
        Group::Passkey => 4,
        Group::Code => 5,
        Group::Password => 6,
        Group::Totp => 7,
        Group::LookupSecret => 8,
    }
}

#[cfg(test)]
mod tests;
