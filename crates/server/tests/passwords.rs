//! Passwords that other systems know, on the real binary: those of data breaches, which nobody may choose, and those that were
//! not imported, which are asked about at the first sign-in.

use selfsame_testkit::selfservice::{Native, PASSWORD, config, create_person, messages, messages_on, submit_path};
use selfsame_testkit::{Response, TestServer, WebService};
use serde_json::{Value, json};

const ADA: &str = "ada@example.org";
const HOST: &str = "SELFSERVICE_METHODS_PASSWORD_CONFIG_HAVEIBEENPWNED_HOST";
/// `untangle mango` begins with other digits.
const BREACHED: &str = "1E4C9B93F3F0682250B6CF8331B7EE68FD8:7";

fn with_password_config(rules: &str) -> String {
    let flows = r#"settings: {ui_url: "http://app.example/settings"}
registration: {ui_url: "http://app.example/registration", style: unified}"#;
    config("", flows).replace("{haveibeenpwned_enabled: false}", rules)
}

fn sign_up(server: &TestServer, email: &str, password: &str) -> Response {
    let mut client = server.public();
    let flow = client.get("/self-service/registration/api").json();
    client.post(&submit_path("registration", &flow), &json!({ "method": "password", "password": password, "traits": { "email": email } }))
}

#[test]
fn a_password_known_from_breaches_is_chosen_neither_at_sign_up_nor_in_settings() {
    let service = WebService::start();
    service.answer(200, BREACHED);
    let config = with_password_config("{haveibeenpwned_enabled: true}");
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).environment(HOST, &service.url).start();
    let refused = sign_up(&server, ADA, "password");
    assert_eq!((refused.status, messages_on(&refused.json(), "password")), (400, vec![4_000_034]), "{}", refused.body);
    assert!(service.calls()[0].starts_with("GET /range/5BAA6 HTTP/1.1"), "{:?}", service.calls());
    assert_eq!(sign_up(&server, ADA, PASSWORD).status, 200);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let refused = ada.submit("settings", &flow, &json!({ "method": "password", "password": "password" }));
    assert_eq!((refused.status, messages_on(&refused.json(), "password")), (400, vec![4_000_034]), "{}", refused.body);
    assert_eq!(service.calls().len(), 2, "an answer is kept: {:?}", service.calls());
    let sent = service.calls().concat();
    assert!(!sent.contains(PASSWORD) && !sent.contains("1E4C9B"), "{sent}");
}

#[test]
fn where_nobody_can_be_asked_common_passwords_are_refused_or_all() {
    let config = with_password_config("{haveibeenpwned_enabled: true}");
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    assert_eq!(messages_on(&sign_up(&server, ADA, "Password123!").json(), "password"), [4_000_034]);
    assert_eq!(sign_up(&server, ADA, PASSWORD).status, 200);
    let config = with_password_config("{haveibeenpwned_enabled: true, ignore_network_errors: false}");
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    let refused = sign_up(&server, ADA, PASSWORD);
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (502, &json!(502)), "{}", refused.body);
}

#[test]
fn a_host_that_is_none_stops_the_start() {
    let config = with_password_config("{haveibeenpwned_enabled: true}");
    let builder = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config);
    let (status, log) = builder.environment(HOST, "ftp://host").start_to_fail();
    assert!(!status.success() && log.contains("haveibeenpwned_host"), "{log}");
}

/// A server that asks `service`, and Ada, whose password is known there alone.
fn migrating(service: &WebService, rest: &str) -> TestServer {
    let rules =
        format!("{{haveibeenpwned_enabled: false, migrate_hook: {{enabled: true, config: {{url: \"{}/check?a=b\"{rest}}}}}}}", service.url);
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&with_password_config(&rules)).start();
    let credentials = json!({ "password": { "config": { "use_password_migration_hook": true } } });
    let body = json!({ "schema_id": "person", "traits": { "email": ADA }, "credentials": credentials });
    assert_eq!(server.admin().post("/admin/identities", &body).status, 201);
    server
}

fn sign_in(server: &TestServer, password: &str) -> Response {
    let mut client = server.public();
    let flow = client.get("/self-service/login/api").json();
    client.post(&submit_path("login", &flow), &json!({ "method": "password", "identifier": ADA, "password": password }))
}

#[test]
fn a_password_that_was_not_imported_is_asked_for_once() {
    let service = WebService::start();
    let server = migrating(&service, "");
    service.answer(200, r#"{"status":"no"}"#);
    let refused = sign_in(&server, "a");
    assert_eq!((refused.status, messages(&refused.json())), (400, vec![4_000_006]), "{}", refused.body);
    service.answer(403, r#"{"status":"password_match"}"#);
    assert_eq!(sign_in(&server, "a").status, 400);
    service.answer(200, r#"{"status":"password_match"}"#);
    // No rule for new passwords holds for it.
    assert_eq!(sign_in(&server, "a").status, 200);
    let calls = service.calls();
    let call = calls.last().expect("a call");
    assert!(
        call.starts_with("POST /check?a=b HTTP/1.1\r\n") && call.ends_with(r#"{"identifier":"ada@example.org","password":"a"}"#),
        "{call}"
    );
    let head = call.to_lowercase();
    assert!(head.contains("content-type: application/json\r\n") && head.contains("ory-webhook-trigger-id: "), "{call}");
    service.answer(500, "");
    assert_eq!((sign_in(&server, "a").status, sign_in(&server, "b").status), (200, 400), "it is known here now");
    assert_eq!(service.calls().len(), calls.len());
    assert!(!server.log().contains("password_match"));
}

#[test]
fn an_answer_that_is_none_is_the_other_systems_fault() {
    let service = WebService::start();
    let server = migrating(&service, ", emit_analytics_event: false");
    service.answer(404, "");
    let refused = sign_in(&server, "a");
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (502, &Value::Null), "{}", refused.body);
    let calls = service.calls();
    assert!(calls.len() == 1 && !calls[0].to_lowercase().contains("ory-webhook"), "{calls:?}");
    service.answer(200, r#"{"status":"password_match"}"#);
    assert_eq!(sign_in(&server, "a").status, 200, "nothing was decided");
}

#[test]
fn the_question_is_what_the_jsonnet_makes() {
    let service = WebService::start();
    // function(ctx) {name: ctx.identifier, word: ctx.password, who: ctx.identity.traits.email, kind: ctx.flow.type,
    //   how: ctx.request_method, agent: ctx.request_headers['Content-Type'][0]}
    let body = "base64://ZnVuY3Rpb24oY3R4KSB7bmFtZTogY3R4LmlkZW50aWZpZXIsIHdvcmQ6IGN0eC5wYXNzd29yZCwgd2hvOiBjdHguaWRlbnRpdHkudHJhaXRzLmVtYWlsLCBraW5kOiBjdHguZmxvdy50eXBlLCBob3c6IGN0eC5yZXF1ZXN0X21ldGhvZCwgYWdlbnQ6IGN0eC5yZXF1ZXN0X2hlYWRlcnNbJ0NvbnRlbnQtVHlwZSddWzBdfQ==";
    let rest = format!(", body: \"{body}\", headers: {{X-From: selfsame}}, auth: {{type: basic_auth, config: {{user: u, password: p}}}}");
    let server = migrating(&service, &rest);
    service.answer(200, r#"{"status":"password_match"}"#);
    assert_eq!(sign_in(&server, "long ago").status, 200);
    let call = service.calls().remove(0);
    let asked: Value = serde_json::from_str(call.split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    let expected = json!({
        "name": ADA, "word": "long ago", "who": ADA, "kind": "api", "how": "POST", "agent": "application/json",
    });
    assert_eq!(asked, expected);
    let head = call.to_lowercase();
    assert!(head.contains("x-from: selfsame\r\n") && head.contains("authorization: basic dtpw\r\n"), "{call}");
}

#[test]
fn a_person_with_a_password_here_is_never_asked_for_elsewhere() {
    let service = WebService::start();
    let server = migrating(&service, "");
    create_person(&server, "bob@example.org");
    Native::sign_in(&server, "bob@example.org", PASSWORD);
    assert!(service.calls().is_empty());
}
