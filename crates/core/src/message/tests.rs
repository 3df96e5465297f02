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

/// Words that say their own keys.
fn wording(kind: TemplateType) -> Wording {
    Wording {
        language: "ar",
        direction: "rtl",
        words: builtin::words(kind).into_iter().map(|(name, key)| (name, format!("<{key}>"))).collect(),
    }
}

fn composed(templates: &Templates, message: &Message) -> Content {
    let mut content = message.content();
    templates.fill(message.kind.template_type(), message.channel, &mut content, &wording(message.kind.template_type()));
    content
}

fn every_message() -> Vec<Message> {
    let (code, link, expires_in) =
        ("123456".to_owned(), "https://id.example.org/self-service/x?a=1&b=2".to_owned(), Duration::from_hours(1));
    let (identity, at) = (json!({"id": "x", "traits": {"email": "ann@example.org"}}), selfsame_api::Timestamp::from_micros(0));
    let kinds = [
        MessageKind::RecoveryValid { link: link.clone(), identity: identity.clone(), expires_in },
        MessageKind::RecoveryInvalid,
        MessageKind::RecoveryCodeValid { code: code.clone(), identity: identity.clone(), expires_in },
        MessageKind::RecoveryCodeInvalid,
        MessageKind::VerificationValid { link: link.clone(), identity: identity.clone(), expires_in },
        MessageKind::VerificationInvalid,
        MessageKind::VerificationCodeValid { code: code.clone(), link: link.clone(), identity: identity.clone(), expires_in },
        MessageKind::VerificationCodeInvalid,
        MessageKind::LoginCodeValid { code: code.clone(), identity: identity.clone(), expires_in },
        MessageKind::RegistrationCodeValid { code, traits: json!({"email": "ann@example.org"}), expires_in },
        MessageKind::VerifiableAddressChanged { identity: identity.clone(), changed_at: at },
        MessageKind::AuthenticatorKeyAdded { identity, added_at: at },
    ];
    let channels = |kind: MessageKind| {
        let sms = kind.template_type().has_sms().then(|| message(Channel::Sms, kind.clone()));
        [Some(message(Channel::Email, kind)), sms].into_iter().flatten()
    };
    kinds.into_iter().flat_map(channels).collect()
}

#[test]
fn every_built_in_template_says_what_it_must() {
    let templates = Templates::new(Vec::new());
    for message in every_message() {
        let (kind, content) = (message.kind.template_type(), composed(&templates, &message));
        let name = format!("{} by {}", kind.as_str(), message.channel.as_str());
        assert_eq!(content.unrendered, None, "{name}");
        assert_eq!(content.subject.is_empty(), message.channel == Channel::Sms, "{name}");
        let texts = match message.channel {
            Channel::Email => {
                vec![content.body, templates.html(kind, &content.data, &wording(kind)).unwrap().replace("&lt;", "<").replace("&gt;", ">")]
            }
            Channel::Sms => vec![content.body],
        };
        for text in texts {
            assert!(!text.contains("no value") && !text.contains("{{"), "{name}: {text}");
            let has = |part: &str| text.contains(part);
            assert_eq!(has("123456"), kind.as_str().contains("code_valid"), "{name}: {text}");
            let has_link = message.channel == Channel::Email
                && matches!(kind.as_str(), "recovery_valid" | "verification_valid" | "verification_code_valid");
            assert_eq!(has("https://id.example.org/self-service/x?a=1&"), has_link, "{name}: {text}");
            assert_eq!(has("<mail-expires>"), kind.as_str().ends_with("_valid"), "{name}: {text}");
            for (word, key) in builtin::words(kind) {
                let elsewhere = match message.channel {
                    Channel::Email => ["subject", "secret"].as_slice(),
                    Channel::Sms => &["hello", "intro", "open", "close", "subject"],
                };
                assert!(has(&key) || elsewhere.contains(&word), "{name} does not say {key}: {text}");
            }
        }
    }
}

#[test]
fn a_code_stands_on_a_line_of_its_own() {
    let templates = Templates::new(Vec::new());
    for message in every_message().into_iter().filter(|message| message.kind.template_type().as_str().contains("code_valid")) {
        let body = composed(&templates, &message).body;
        assert!(body.lines().any(|line| line == "123456"), "{body}");
    }
}

#[test]
fn html_tells_its_language_and_its_direction() {
    let templates = Templates::new(Vec::new());
    for message in every_message().into_iter().filter(|message| message.channel == Channel::Email) {
        let kind = message.kind.template_type();
        let html = templates.html(kind, &message.data(), &wording(kind)).unwrap();
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}");
    }
}

#[test]
fn templates_and_channels_are_told_the_language() {
    let mut message = message(Channel::Email, MessageKind::RecoveryInvalid);
    assert!(!message.data().contains_key("language"));
    message.origin.language = "ar";
    assert_eq!(message.data()["language"], "ar");
    let source = Ok(OverrideSource { name: "mine".into(), text: "{{ .Language }}: {{ .Words.subject }}".into(), beside: Vec::new() });
    let templates = Templates::new(vec![Override { kind: TemplateType::RecoveryInvalid, part: builtin::Part::Subject, source }]);
    assert_eq!(composed(&templates, &message).subject, "ar: <mail-recovery-unknown-subject>");
}

#[test]
fn a_broken_override_fails_its_own_messages_only() {
    let source = |text: &str| Ok(OverrideSource { name: "mine".into(), text: text.into(), beside: Vec::new() });
    let kind = TemplateType::LoginCodeValid;
    let templates = Templates::new(vec![
        Override { kind, part: builtin::Part::Subject, source: source("Code for {{ .To }}\nBcc: everybody@example.org") },
        Override { kind, part: builtin::Part::Html, source: source("{{ .Nothing }}") },
        Override { kind: TemplateType::RecoveryInvalid, part: builtin::Part::Text, source: Err("cannot be fetched".into()) },
    ]);
    for message in every_message() {
        let content = composed(&templates, &message);
        match message.kind.template_type() {
            TemplateType::RecoveryInvalid => assert_eq!(content.unrendered.as_deref(), Some("cannot be fetched")),
            _ => assert_eq!(content.unrendered, None),
        }
        if message.kind.template_type() == kind && message.channel == Channel::Email {
            assert_eq!(content.subject, "Code for ann@example.org Bcc: everybody@example.org");
            assert!(templates.html(kind, &content.data, &wording(kind)).is_err());
        }
    }
}
