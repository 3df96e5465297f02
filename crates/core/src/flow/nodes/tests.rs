use super::*;
use selfsame_api::text;

fn order(nodes: &[Node]) -> Vec<(Group, &str)> {
    nodes.iter().map(|node| (node.group, node.name())).collect()
}

#[test]
fn login_forms_are_sorted_by_group_and_name() {
    let mut nodes = vec![
        Node::submit(Group::Password, "method", "password", text::LOGIN_SUBMIT_PASSWORD),
        Node::input(Group::Password, "password", InputKind::Password),
        Node::input(Group::Default, "identifier", InputKind::Text),
        Node::submit(Group::Oidc, "provider", "x", text::LABEL_CONTINUE),
        Node::input(Group::Default, "csrf_token", InputKind::Hidden),
        Node::input(Group::IdentifierFirst, "identifier", InputKind::Text),
    ];
    sort_login(&mut nodes);
    let expected = [
        (Group::IdentifierFirst, "identifier"),
        (Group::Oidc, "provider"),
        (Group::Default, "csrf_token"),
        (Group::Default, "identifier"),
        (Group::Password, "password"),
        (Group::Password, "method"),
    ];
    assert_eq!(order(&nodes), expected);
}

#[test]
fn a_message_without_a_node_makes_one() {
    let mut nodes = vec![Node::input(Group::Default, "identifier", InputKind::Text)];
    add_message(&mut nodes, "identifier", text::required("identifier"));
    add_message(&mut nodes, "transient_payload", text::wrong_type(&["object"], "number"));
    assert_eq!(order(&nodes), [(Group::Default, "identifier"), (Group::Default, "transient_payload")]);
    assert_eq!(nodes[1].messages[0].id, 4000026);
    clear_messages(&mut nodes);
    assert!(nodes.iter().all(|node| node.messages.is_empty()));
    set_value(&mut nodes, "identifier", "x");
    assert_eq!(nodes[0].as_input().unwrap().value, Some("x".into()));
    unset_value(&mut nodes, "identifier");
    assert_eq!(nodes[0].as_input().unwrap().value, None);
}

fn named(list: &[(Group, &'static str)]) -> Vec<Node> {
    list.iter().map(|(group, name)| Node::input(*group, *name, InputKind::Text)).collect()
}

fn traits() -> Vec<String> {
    ["traits.email", "traits.mi", "traits.name.first"].map(str::to_owned).to_vec()
}

#[test]
fn registration_forms_are_sorted_by_the_schema_with_the_password_second() {
    let expected = [
        (Group::Oidc, "provider"),
        (Group::Default, "csrf_token"),
        (Group::Default, "traits.email"),
        (Group::Default, "password"),
        (Group::Default, "traits.mini"),
        (Group::Default, "traits.mi"),
        (Group::Default, "traits.name.first"),
        (Group::Default, "webauthn_register"),
        (Group::Default, "traits"),
        (Group::Default, "nowhere.at.all"),
        (Group::Webauthn, "webauthn_register_displayname"),
        (Group::Webauthn, "webauthn_register"),
        (Group::Webauthn, "webauthn_register_trigger"),
        (Group::Webauthn, "webauthn_script"),
        (Group::Code, "code"),
        (Group::Code, "method"),
        (Group::Password, "password"),
        (Group::Password, "method"),
        (Group::Profile, "screen"),
    ];
    let mut nodes = named(&expected);
    nodes.sort_by_key(|node| (node.name() == "traits.mi" || node.name() == "traits", node.group == Group::Default));
    // Equal places stand as they came: these were put behind their likes above.
    sort_registration(&mut nodes, &traits());
    let mut wanted = expected;
    wanted.swap(8, 9);
    assert_eq!(order(&nodes), wanted);
    sort_registration(&mut nodes, &[]);
    assert_eq!(nodes[1].name(), "csrf_token");
}

#[test]
fn settings_forms_are_sorted_as_recorded() {
    let expected = [
        (Group::Default, "csrf_token"),
        (Group::Default, "traits"),
        (Group::Profile, "traits.email"),
        (Group::Profile, "traits.mi"),
        (Group::Profile, "traits.name.first"),
        (Group::Profile, "traits.odd"),
        (Group::Profile, "method"),
        (Group::Password, "password"),
        (Group::Password, "method"),
        (Group::Oidc, "unlink"),
        (Group::LookupSecret, "lookup_secret_reveal"),
        (Group::LookupSecret, "lookup_secret_disable"),
        (Group::Webauthn, "webauthn_register_displayname"),
        (Group::Webauthn, "webauthn_register"),
        (Group::Webauthn, "webauthn_script"),
        (Group::Passkey, "passkey_register_trigger"),
        (Group::Passkey, "passkey_settings_register"),
        (Group::Totp, "totp_qr"),
        (Group::Totp, "totp_secret_key"),
        (Group::Totp, "totp_code"),
        (Group::Totp, "method"),
    ];
    let mut nodes = named(&expected);
    nodes.reverse();
    sort_settings(&mut nodes, &traits());
    assert_eq!(order(&nodes), expected);
}

#[test]
fn equal_places_are_told_apart_by_value() {
    let button = |value: &str| Node::submit(Group::Oidc, "link", value, text::LABEL_CONTINUE);
    let mut nodes = vec![button("b"), Node::input(Group::Oidc, "link", InputKind::Text), button(""), button("a")];
    sort_settings(&mut nodes, &[]);
    let values: Vec<_> = nodes.iter().map(|node| node.as_input().unwrap().value.clone()).collect();
    assert_eq!(values, [Some("".into()), None, Some("a".into()), Some("b".into())]);
}
