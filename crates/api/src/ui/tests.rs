use super::*;
use crate::text;
use serde_json::json;

#[test]
fn an_input_shows_only_what_it_has() {
    let node = Node::input(Group::Password, "password", InputKind::Password)
        .required()
        .autocomplete("current-password")
        .label(text::LABEL_PASSWORD);
    let expected = json!({
        "type": "input", "group": "password",
        "attributes": {"node_type": "input", "name": "password", "type": "password", "required": true, "autocomplete": "current-password", "disabled": false},
        "messages": [],
        "meta": {"label": {"id": 1070001, "text": text::LABEL_PASSWORD.text, "type": "info"}}
    });
    assert_eq!(serde_json::to_value(&node).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Node>(expected).unwrap(), node);
}

#[test]
fn spellings_of_kinds_with_two_words() {
    assert_eq!(serde_json::to_value(InputKind::DatetimeLocal).unwrap(), "datetime-local");
    assert_eq!(serde_json::to_value(Group::LookupSecret).unwrap(), "lookup_secret");
    assert_eq!(serde_json::to_value(Group::IdentifierFirst).unwrap(), "identifier_first");
}
