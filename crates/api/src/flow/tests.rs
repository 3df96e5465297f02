use super::*;

#[test]
fn debug_does_not_show_the_session_token() {
    let token = ContinueWith::SetOrySessionToken { ory_session_token: "ory_st_hunter2".to_owned() };
    assert_eq!(format!("{token:?}"), "SetOrySessionToken { .. }");
}

/// A flow with every member, in the order of the wire.
fn settings_flow() -> &'static str {
    concat!(
        r#"{"id":"7b5d3f0e-8c3b-4f5e-9a53-0c6f6d3f8c11","type":"browser","expires_at":"2026-01-01T01:00:00Z","issued_at":"2026-01-01T00:00:00Z","#,
        r#""request_url":"http://id.example/x","return_to":"http://app.example/","active":"profile","ui":{"action":"http://id.example/y","method":"POST","nodes":[]},"#,
        r#""identity":{"id":"secret-name","traits":{}},"state":"success","organization_id":null,"#,
        r#""continue_with":[{"action":"redirect_browser_to","redirect_browser_to":"http://app.example/"}],"transient_payload":{"a":1}}"#
    )
}

#[test]
fn a_settings_flow_keeps_its_members_in_the_order_of_the_wire() {
    let flow: SettingsFlow = serde_json::from_str(settings_flow()).unwrap();
    assert_eq!(serde_json::to_string(&flow).unwrap(), settings_flow());
    let shown = format!("{flow:?}");
    assert!(shown.starts_with("SettingsFlow { id: ") && !shown.contains("secret-name"), "{shown}");
}

#[test]
fn the_other_flows_keep_their_members_in_the_order_of_the_wire() {
    let shared = &settings_flow()[..settings_flow().find(r#""identity""#).unwrap()];
    let registration = format!(
        r#"{shared}"organization_id":null,"transient_payload":{{}},"session_token_exchange_code":"x","state":"choose_method","identity_schema":"person"}}"#
    );
    let flow: RegistrationFlow = serde_json::from_str(&registration).unwrap();
    assert_eq!(serde_json::to_string(&flow).unwrap(), registration);
    let recovery =
        format!(r#"{shared}"state":"sent_email","continue_with":[{{"action":"set_ory_session_token","ory_session_token":"x"}}]}}"#);
    let flow: RecoveryFlow = serde_json::from_str(&recovery).unwrap();
    assert_eq!(serde_json::to_string(&flow).unwrap(), recovery);
    let verification = format!(r#"{shared}"state":"passed_challenge"}}"#);
    let flow: VerificationFlow = serde_json::from_str(&verification).unwrap();
    assert_eq!(serde_json::to_string(&flow).unwrap(), verification);
}
