//! Changing a form between two submissions: values, messages and order.

use selfsame_api::ui::{Attributes, Group, InputKind, Node, UiText};
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

/// Sorts the nodes of a registration form. `traits` are the names of the schema's trait nodes in its order; the
/// password stands behind the first of them.
pub fn sort_registration(nodes: &mut [Node], traits: &[String]) {
    let (first, others) = traits.split_at(traits.len().min(1));
    let names = ["csrf_token"].into_iter().chain(as_strs(first)).chain(["password"]).chain(as_strs(others));
    let names: Vec<&str> = names.chain(["webauthn_remove", "webauthn_register_displayname", "webauthn_register"]).collect();
    sort(nodes, &names, registration_group);
}

/// Sorts the nodes of a settings form. `traits` as in [`sort_registration`].
pub fn sort_settings(nodes: &mut [Node], traits: &[String]) {
    const METHODS: [&str; 13] = [
        "lookup_secret_reveal",
        "lookup_secret_regenerate",
        "lookup_secret_codes",
        "lookup_secret_confirm",
        "webauthn_remove",
        "webauthn_register_displayname",
        "webauthn_register",
        "passkey_remove",
        "passkey_register",
        "totp_qr",
        "totp_secret_key",
        "totp_unlink",
        "totp_code",
    ];
    let names: Vec<&str> = ["csrf_token"].into_iter().chain(as_strs(traits)).chain(METHODS).collect();
    sort(nodes, &names, settings_group);
}

fn as_strs(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

/// Sorts by group, then by the first of `names` that a node's name begins with (the rest behind them, and the button
/// last), then by the text of the value.
fn sort(nodes: &mut [Node], names: &[&str], group: fn(Group) -> u8) {
    nodes.sort_by_cached_key(|node| {
        let name = node.name();
        let place =
            if name == "method" { names.len() + 1 } else { names.iter().position(|first| name.starts_with(first)).unwrap_or(names.len()) };
        (group(node.group), place, value_text(node))
    });
}

/// The value as the reference prints it to compare it: a missing one stands behind digits and an empty text and before letters.
fn value_text(node: &Node) -> String {
    match &node.attributes {
        Attributes::Input(input) => match &input.value {
            None | Some(Value::Null) => "<nil>".to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        },
        Attributes::Text { text, .. } => text.text.to_string(),
        Attributes::Img { src, .. } => src.clone(),
        Attributes::A { href, .. } => href.clone(),
        Attributes::Script(script) => script.src.clone(),
    }
}

fn registration_group(group: Group) -> u8 {
    match group {
        Group::Link | Group::Totp | Group::LookupSecret | Group::IdentifierFirst => 0,
        Group::Oidc => 1,
        Group::Saml => 2,
        Group::Default => 3,
        Group::Webauthn => 4,
        Group::Passkey => 5,
        Group::Code => 6,
        Group::Password => 7,
        Group::Captcha => 8,
        Group::Profile => 9,
    }
}

fn settings_group(group: Group) -> u8 {
    match group {
        Group::Saml | Group::Link | Group::Code | Group::IdentifierFirst | Group::Captcha => 0,
        Group::Default => 1,
        Group::Profile => 2,
        Group::Password => 3,
        Group::Oidc => 4,
        Group::LookupSecret => 5,
        Group::Webauthn => 6,
        Group::Passkey => 7,
        Group::Totp => 8,
    }
}

#[cfg(test)]
mod tests;
