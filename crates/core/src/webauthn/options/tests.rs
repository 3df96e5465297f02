use super::*;

fn rp() -> RelyingParty {
    RelyingParty { id: "example.com".into(), name: "Example".into(), origins: vec!["https://example.com".into()] }
}

#[test]
fn a_passkey_is_asked_for_as_published_pages_expect_it() {
    let selection = Selection { attachment: None, resident_key: Some("required".into()), user_verification: "preferred".into() };
    let options = creation(&Creation {
        rp: &rp(),
        user_handle: b"abc",
        user_name: "Example",
        challenge: "Y2hhbGxlbmdl",
        timeout: Duration::from_mins(5),
        exclude: &[],
        selection: &selection,
        attestation: Some("none"),
    });
    let key = &options["publicKey"];
    assert_eq!(key["rp"], json!({"name": "Example", "id": "example.com"}));
    assert_eq!(key["user"], json!({"name": "Example", "displayName": "Example", "id": "YWJj"}));
    assert_eq!(key["timeout"], json!(300_000));
    assert_eq!(key["pubKeyCredParams"][9], json!({"type": "public-key", "alg": -8}));
    let wanted = json!({"requireResidentKey": true, "residentKey": "required", "userVerification": "preferred"});
    assert_eq!(key["authenticatorSelection"], wanted);
    assert_eq!(key["attestation"], json!("none"));
    assert!(key.get("excludeCredentials").is_none());
}

#[test]
fn a_security_key_is_not_asked_what_the_reference_does_not_ask() {
    let options = creation(&Creation {
        rp: &rp(),
        user_handle: &[1; 16],
        user_name: "Example",
        challenge: "Y2hhbGxlbmdl",
        timeout: Duration::from_mins(2),
        exclude: &[vec![1, 2]],
        selection: &Selection::any(),
        attestation: None,
    });
    let key = &options["publicKey"];
    assert_eq!(key["excludeCredentials"], json!([{"type": "public-key", "id": "AQI"}]));
    assert_eq!(key["authenticatorSelection"], json!({"userVerification": "discouraged"}));
    assert!(key.get("attestation").is_none());
}

#[test]
fn a_request_names_keys_only_if_some_are_wanted() {
    let wanted = Request { rp: &rp(), challenge: "YQ", timeout: Duration::from_mins(2), allow: None, selection: &Selection::any() };
    assert_eq!(
        request(&wanted).to_string(),
        r#"{"publicKey":{"challenge":"YQ","timeout":120000,"rpId":"example.com","userVerification":"discouraged"}}"#
    );
    let allow = [vec![1, 2]];
    let options = request(&Request { allow: Some(&allow), ..wanted });
    assert_eq!(options["publicKey"]["allowCredentials"], json!([{"type": "public-key", "id": "AQI"}]));
}
