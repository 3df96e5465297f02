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
