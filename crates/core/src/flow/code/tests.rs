use super::*;

fn address(value: &str) -> CodeAddress {
    CodeAddress { via: Channel::Email, value: value.to_owned() }
}

#[test]
fn an_address_gets_its_own_code_and_another_identifier_all_of_them() {
    let all = vec![address("ann@example.org"), address("ann@home.example")];
    assert_eq!(receivers(all.clone(), "Ann@Example.org"), [address("ann@example.org")]);
    assert_eq!(receivers(all.clone(), "ann"), all);
}

#[test]
fn a_code_is_checked_only_once_one_was_sent_and_only_until_it_was_right() {
    use FlowState::{ChooseMethod, PassedChallenge, SentEmail};
    assert_eq!(asked(ChooseMethod, Some("123456"), false), Asked::Send);
    assert_eq!(asked(SentEmail, Some("123456"), false), Asked::Check("123456"));
    assert_eq!(asked(SentEmail, None, false), Asked::CheckNothing);
    assert_eq!(asked(SentEmail, Some("123456"), true), Asked::Send);
    assert_eq!(asked(PassedChallenge, Some("123456"), true), Asked::Nothing);
}

#[test]
fn stored_addresses_are_read_and_what_is_none_is_left_out() {
    let config = serde_json::json!({"addresses": [
        {"channel": "email", "address": "ann@example.org"}, {"channel": "pager", "address": "1"}, {"channel": "sms", "address": ""}, 7
    ]});
    let now = selfsame_api::Timestamp::from_micros(0);
    let credential = Credential { identifiers: Vec::new(), config, version: 1, created_at: now, updated_at: now };
    assert_eq!(addresses(Some(&credential)), [address("ann@example.org")]);
    assert_eq!(addresses(None), []);
}
