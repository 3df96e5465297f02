use super::*;
use crate::pages::language::Language;
use crate::pages::words::Words;
use selfsame_api::Timestamp;
use selfsame_api::text;
use selfsame_api::ui::UiText;
use std::sync::Arc;

fn speaker() -> Speaker {
    Speaker::new(Arc::new(Words::load(None).expect("the built-in words")), Language::FIRST, Timestamp::ZERO)
}

fn ui(nodes: Vec<Node>, messages: Vec<UiText>) -> UiContainer {
    UiContainer { action: "/x".into(), method: "POST".into(), nodes, messages }
}

fn csrf() -> Node {
    Node::input(Group::Default, "csrf_token", InputKind::Hidden).value("token")
}

fn password() -> [Node; 2] {
    let field = Node::input(Group::Password, "password", InputKind::Password).required().label(text::LABEL_PASSWORD);
    [field, Node::submit(Group::Password, "method", "password", text::LOGIN_SUBMIT_PASSWORD)]
}

fn passkey() -> Node {
    let button = Node::input(Group::Passkey, "passkey_login_trigger", InputKind::Button).label(text::LOGIN_PASSKEY);
    button.with(|input| input.onclick_trigger = Some("oryPasskeyLogin".into()))
}

fn identifier() -> Node {
    Node::input(Group::Default, "identifier", InputKind::Text).required().label(text::LABEL_IDENTIFIER)
}

fn groups(ways: &[Way]) -> Vec<Group> {
    ways.iter().map(|way| way.group).collect()
}

#[test]
fn before_anybody_says_who_they_are_a_passkey_leads_and_the_password_is_at_hand() {
    let code = Node::submit(Group::Code, "method", "code", text::LOGIN_SEND_CODE);
    let nodes = [csrf(), identifier(), passkey(), code].into_iter().chain(password()).collect();
    let form = form(&speaker(), &ui(nodes, Vec::new()), None, false);
    assert_eq!(groups(&form.lead), [Group::Passkey]);
    assert!(form.lead[0].needs_script);
    assert_eq!(form.main.map(|way| way.group), Some(Group::Password));
    assert_eq!(groups(&form.others), [Group::Code]);
    assert_eq!(form.fields.len(), 1);
}

#[test]
fn of_an_account_the_safest_way_stands_first_and_each_has_a_form_of_its_own() {
    let nodes = password().into_iter().chain([csrf(), passkey()]).collect();
    let form = form(&speaker(), &ui(nodes, Vec::new()), None, false);
    assert!(form.fields.is_empty());
    assert_eq!(form.main.map(|way| way.group), Some(Group::Passkey));
    assert_eq!(groups(&form.others), [Group::Password]);
    assert_eq!(form.hidden.len(), 1, "the token goes with every form");
}

#[test]
fn the_way_that_was_tried_stands_first_again() {
    let lookup = Node::input(Group::LookupSecret, "lookup_secret", InputKind::Text).label(text::LOGIN_LOOKUP_CODE);
    let totp = Node::input(Group::Totp, "totp_code", InputKind::Text).label(text::LOGIN_TOTP_CODE);
    let form = form(&speaker(), &ui(vec![csrf(), totp, lookup], vec![text::WRONG_LOOKUP_CODE]), None, false);
    assert_eq!(form.main.map(|way| way.group), Some(Group::LookupSecret));
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_in_the_summary() {
    let mut node = identifier();
    node.messages.push(text::required("identifier"));
    let form = form(&speaker(), &ui(vec![csrf(), node], Vec::new()), None, false);
    assert_eq!(form.problems.len(), 1);
    assert_eq!(form.problems[0].field, form.fields[0].id);
    assert_eq!(form.fields[0].errors, [form.problems[0].text.clone()]);
}

#[test]
fn a_password_is_never_shown_again() {
    let field = Node::input(Group::Password, "password", InputKind::Password).value("secret");
    let form = form(&speaker(), &ui(vec![field], Vec::new()), None, false);
    assert_eq!(form.main.expect("a way").fields[0].value, "");
}
