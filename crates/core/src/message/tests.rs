use super::kind::field_name;
use super::*;
use serde_json::json;
use std::time::Duration;

fn message(channel: Channel, kind: MessageKind) -> Message {
    let origin = Origin { request_url: "https://id.example.org:4433/self-service/login/api".into(), ..Origin::default() };
    Message { channel, to: "ann@example.org".into(), kind, origin }
}

#[test]
fn one_receiver_has_many_spellings() {
    let email = |address| receiver(Channel::Email, address);
    assert_eq!(email("Ann+news@Example.org"), email("ann@example.org"));
    assert_eq!(email("Ann <ann@example.org>"), email("ann@example.org"));
    assert_ne!(email("ann@example.org"), email("anna@example.org"));
    assert_eq!(email("+tag@example.org"), "+tag@example.org");
    assert_eq!(receiver(Channel::Sms, "+1 415 555 2671"), receiver(Channel::Sms, "+14155552671"));
}

#[test]
fn data_stands_under_the_references_keys() {
    let expires_in = Duration::from_hours(1);
    let code = MessageKind::RecoveryCodeValid { code: "123456".into(), identity: json!({"id": "x"}), expires_in };
    assert_eq!(
        Value::Object(message(Channel::Email, code.clone()).data()),
        json!({
            "to": "ann@example.org", "recovery_code": "123456", "identity": {"id": "x"}, "expires_in_minutes": 60,
            "request_url": "https://id.example.org:4433/self-service/login/api", "transient_payload": {},
        })
    );
    let sms = message(Channel::Sms, code).data();
    assert_eq!(sms["verification_code"], "123456");
    assert_eq!(sms["request_url_domain"], "id.example.org");
}

#[test]
fn only_messages_for_somebody_present_show_the_clients_headers() {
    let origin = Origin { request_headers: json!({"User-Agent": ["x"]}).as_object().cloned().unwrap(), ..Origin::default() };
    let shown = |kind| !Message { channel: Channel::Email, to: String::new(), kind, origin: origin.clone() }.request_headers().is_empty();
    assert!(shown(MessageKind::LoginCodeValid { code: String::new(), identity: Value::Null, expires_in: Duration::ZERO }));
    assert!(!shown(MessageKind::VerificationInvalid));
}

#[test]
fn fields_are_named_as_in_the_references_templates() {
    let names = ["to", "recovery_url", "request_url_domain", "oauth2_login_request", "expires_in_minutes"].map(field_name);
    assert_eq!(names, ["To", "RecoveryURL", "RequestURLDomain", "OAuth2LoginRequest", "ExpiresInMinutes"]);
}

#[test]
fn every_template_type_is_found_by_its_name() {
    for kind in TemplateType::ALL {
        assert_eq!(TemplateType::named(kind.as_str()), Some(kind));
    }
}
