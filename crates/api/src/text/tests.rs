use super::*;
use crate::Timestamp;
use crate::identity::Channel;
use serde_json::json;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds * 1_000_000)
}

fn context(message: UiText) -> Value {
    message.context.map_or(Value::Null, Value::Object)
}

#[test]
fn recovery_codes_are_listed_with_those_that_were_used() {
    let list = settings_lookup_codes(&[LookupCode::Unused("aaaa1111"), LookupCode::Used { at: at(1_700_000_000) }]);
    assert_eq!((list.id, list.text.as_ref()), (1050015, "aaaa1111, used"));
    let expected = json!({"secrets": [
        {"id": 1050009, "text": "aaaa1111", "type": "info", "context": {"secret": "aaaa1111"}},
        {"id": 1050014, "text": "used", "type": "info", "context": {"used_at": "2023-11-14T22:13:20Z", "used_at_unix": 1_700_000_000}},
    ]});
    assert_eq!(context(list), expected);
}

#[test]
fn moments_are_told_twice() {
    let done = recovery_done(at(1_700_000_900), at(1_700_000_000));
    assert_eq!((done.id, done.kind), (1060001, UiTextKind::Success));
    assert!(done.text.contains("15 minutes"), "{}", done.text);
    let time = "2023-11-14T22:28:20Z";
    let expected = json!({"privilegedSessionExpiresAt": time, "privileged_session_expires_at": time, "privileged_session_expires_at_unix": 1_700_000_900});
    assert_eq!(context(done), expected);
    for (message, id) in [
        (login_flow_expired(at(5), at(65)), 4010001),
        (registration_flow_expired(at(5), at(65)), 4040001),
        (settings_flow_expired(at(5), at(65)), 4050001),
        (recovery_flow_expired(at(5), at(65)), 4060005),
        (verification_flow_expired(at(5), at(65)), 4070005),
    ] {
        assert_eq!((message.id, message.kind), (id, UiTextKind::Error));
        assert!(message.text.contains("60 seconds"), "{}", message.text);
        assert_eq!(context(message), json!({"expired_at": "1970-01-01T00:00:05Z", "expired_at_unix": 5}));
    }
}

#[test]
fn keys_and_addresses_are_named() {
    let expected = json!({"display_name": "unnamed", "added_at": "1970-01-01T00:00:05Z", "added_at_unix": 5});
    assert_eq!(context(settings_remove_passkey("", at(5))), expected);
    assert_eq!(context(login_code_to("a@x.io", Channel::Email)), json!({"address": "a@x.io", "channel": "email"}));
    let hints = account_exists("a@x.io", &["oidc", "password"], &["google"]);
    let expected = json!({
        "available_credential_types": ["oidc", "password"], "available_oidc_providers": ["google"], "credential_identifier_hint": "a@x.io"
    });
    assert_eq!(context(hints), expected);
}
