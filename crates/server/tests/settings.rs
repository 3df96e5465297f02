//! Settings on the real binary: who may look, what each method changes, and what becomes of the session.

use selfsame_api::Timestamp;
use selfsame_core::credential::totp::TotpKey;
use selfsame_testkit::TestServer;
use selfsame_testkit::selfservice::{
    Browser, Native, PASSWORD, config, create_person, has_node, messages, messages_on, node, submit_path, token,
};
use serde_json::{Value, json};

const ADA: &str = "ada@example.org";
const SETTINGS: &str = r#"settings: {ui_url: "http://app.example/settings", privileged_session_max_age: 1h}"#;
const FACTORS: &str = "totp: {enabled: true, config: {issuer: Example}}\nlookup_secret: {enabled: true}";

fn server(methods: &str, flows: &str) -> TestServer {
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config(methods, flows)).start();
    create_person(&server, ADA);
    server
}

/// The code that an app shows for the key that a form offers.
fn code_of(flow: &Value) -> String {
    let secret = node(flow, "totp_secret_key")["attributes"]["text"]["text"].as_str().expect("a secret");
    let key = TotpKey::parse(&format!("otpauth://totp/x?secret={secret}")).expect("a key");
    #[expect(clippy::disallowed_methods, reason = "the server under test runs on the machine's clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time after 1970");
    let step = key.step_at(Timestamp::from_micros(i64::try_from(since.as_micros()).expect("a time before 290000")));
    key.code(step).to_string()
}

fn aal(native: &mut Native) -> String {
    native.get("/sessions/whoami").json()["authenticator_assurance_level"].as_str().unwrap_or("none").to_owned()
}

#[test]
fn nobody_without_a_session_sees_settings() {
    let server = server("", SETTINGS);
    let (mut browser, mut public) = (Browser::new(&server), server.public());
    assert_eq!(public.get("/self-service/settings/api").json()["error"]["id"], "session_inactive");
    let refused = browser.script("GET", "/self-service/settings/browser", None);
    assert_eq!((refused.status, &refused.json()["CredentialsMissing"]), (401, &json!(false)));
    let led = browser.visit("/self-service/settings/browser?return_to=http://app.example/x");
    let login = led.header("location").expect("a location");
    assert_eq!(led.status, 303);
    assert!(login.ends_with("/self-service/login/browser?return_to=http%3A%2F%2Fapp.example%2Fx"), "{login}");
    let flow = Native::sign_in(&server, ADA, PASSWORD).begin("settings");
    let path = submit_path("settings", &flow);
    assert_eq!(public.post(&path, &json!({ "method": "password", "password": "another fine secret" })).status, 401);
    assert_eq!(browser.form(&path, &[("method", "profile")]).header("location"), Some("http://app.example/login"));
}

#[test]
fn a_profile_is_replaced_and_shown() {
    let server = server("", SETTINGS);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    assert_eq!(flow["state"], "show_form");
    assert_eq!(node(&flow, "traits.email")["attributes"]["value"], ADA);
    let wrong = ada.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": "nope" } }));
    assert_eq!((wrong.status, messages_on(&wrong.json(), "traits.email")), (400, vec![4000040]));
    assert_eq!(node(&wrong.json(), "traits.email")["attributes"]["value"], "nope");
    let body = json!({ "method": "profile", "traits": { "email": ADA, "name": { "first": "Ada" } } });
    let done = ada.submit("settings", &flow, &body);
    assert_eq!((done.status, messages(&done.json())), (200, vec![1050001]), "{}", done.body);
    assert_eq!(done.json()["state"], "success");
    assert_eq!(done.json()["identity"]["traits"]["name"]["first"], "Ada");
    assert_eq!(done.json()["id"], flow["id"]);
    let fresh = done.json()["ui"]["action"].as_str().expect("an action").split_once("flow=").expect("a flow").1.to_owned();
    assert_ne!(fresh, flow["id"].as_str().expect("an id"), "the form goes to a fresh flow");
    let later = ada.submit("settings", &json!({ "id": fresh }), &json!({ "method": "profile", "traits": { "email": ADA } }));
    assert_eq!(later.status, 200, "{}", later.body);
}

#[test]
fn an_address_of_somebody_else_is_refused() {
    let server = server("", SETTINGS);
    create_person(&server, "bob@example.org");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let taken = ada.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": "bob@example.org" } }));
    assert_eq!((taken.status, messages(&taken.json())), (400, vec![4000007]), "{}", taken.body);
    assert_eq!(ada.get("/sessions/whoami").json()["identity"]["traits"]["email"], ADA);
}

#[test]
fn a_new_password_replaces_the_old_one() {
    let server = server("", SETTINGS);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let mut set = |password: &str| ada.submit("settings", &flow, &json!({ "method": "password", "password": password })).json();
    assert_eq!(messages_on(&set(PASSWORD), "password"), [4000039]);
    assert_eq!(messages_on(&set("short"), "password"), [4000032]);
    assert_eq!(messages_on(&set("ada@example.orG"), "password"), [4000031]);
    assert_eq!(set("another fine secret")["state"], "success");
    Native::sign_in(&server, ADA, "another fine secret");
}

#[test]
fn an_authenticator_app_is_set_up_and_removed() {
    let server = server(FACTORS, SETTINGS);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let image = node(&flow, "totp_qr")["attributes"]["src"].as_str().expect("an image").to_owned();
    assert!(image.starts_with("data:image/png;base64,"), "{image}");
    let fetched = ada.get(&format!("/self-service/settings/flows?id={}", flow["id"].as_str().expect("an id"))).json();
    assert_eq!(code_of(&fetched), code_of(&flow), "the flow keeps the key that it offers");
    let missing = ada.submit("settings", &flow, &json!({ "method": "totp" }));
    assert_eq!(messages_on(&missing.json(), "totp_code"), [4000002]);
    let wrong = ada.submit("settings", &flow, &json!({ "method": "totp", "totp_code": "000000" }));
    assert_eq!(messages_on(&wrong.json(), "totp_code"), [4000008]);
    let done = ada.submit("settings", &flow, &json!({ "method": "totp", "totp_code": code_of(&flow) }));
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(has_node(&done.json(), "totp_unlink") && !has_node(&done.json(), "totp_code"));
    assert_eq!(aal(&mut ada), "aal2", "who sets a factor up has it");
    let mut other = Native::sign_in(&server, ADA, PASSWORD);
    let refused = other.get("/self-service/settings/api");
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("session_aal2_required")));
    let flow = ada.begin("settings");
    assert_eq!(ada.submit("settings", &flow, &json!({ "method": "totp", "totp_unlink": true })).status, 200);
    assert_eq!(other.get("/self-service/settings/api").status, 200, "nothing more is demanded than there is");
}

#[test]
fn backup_codes_count_once_they_are_confirmed() {
    let server = server(FACTORS, SETTINGS);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let mut ask = |action: &str| ada.submit("settings", &flow, &json!({ "method": "lookup_secret", action: true }));
    assert_eq!(messages(&ask("lookup_secret_confirm").json()), [4000001]);
    assert_eq!(messages(&ask("lookup_secret_reveal").json()), [4000001]);
    let made = ask("lookup_secret_regenerate");
    assert_eq!((made.status, &made.json()["state"]), (200, &json!("show_form")));
    let codes = |flow: &Value| node(flow, "lookup_secret_codes")["attributes"]["text"]["context"]["secrets"].clone();
    assert_eq!(codes(&made.json()).as_array().map(Vec::len), Some(12));
    let saved = ask("lookup_secret_confirm");
    assert_eq!((saved.status, &saved.json()["state"]), (200, &json!("success")), "{}", saved.body);
    assert_eq!(messages(&ask("lookup_secret_confirm").json()), [4000001], "codes are confirmed once");
    assert_eq!(codes(&ask("lookup_secret_reveal").json()), codes(&made.json()));
    assert_eq!(ask("lookup_secret_disable").status, 200);
    assert_eq!(aal(&mut ada), "aal2");
}

#[test]
fn what_is_switched_off_is_neither_shown_nor_heard() {
    let server = server("profile: {enabled: false}\ntotp: {enabled: false}", SETTINGS);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    assert!(!has_node(&flow, "traits.email") && !has_node(&flow, "totp_code") && has_node(&flow, "password"));
    for method in ["profile", "totp"] {
        assert_eq!(ada.submit("settings", &flow, &json!({ "method": method })).status, 404);
    }
    assert_eq!(messages(&ada.submit("settings", &flow, &json!({ "method": "magic" })).json()), [4010004]);
}

#[test]
fn a_browser_goes_where_it_wished_to() {
    let server = server("", SETTINGS);
    let mut ada = Browser::signed_in(&server, ADA, PASSWORD);
    let flow = ada.script("GET", "/self-service/settings/browser?return_to=http://app.example/back", None).json();
    let path = submit_path("settings", &flow);
    let fields = [("csrf_token", &*token(&flow)), ("method", "profile"), ("traits.email", ADA), ("traits.name.first", "Ada")];
    let done = ada.form(&path, &fields);
    assert_eq!((done.status, done.header("location")), (303, Some("http://app.example/back")), "{}", done.body);
    let body = json!({ "csrf_token": token(&flow), "method": "password", "password": "another fine secret" });
    let done = ada.script("POST", &path, Some(&body)).json();
    let next = json!([{ "action": "redirect_browser_to", "redirect_browser_to": "http://app.example/back" }]);
    assert_eq!(done["continue_with"], next, "{done}");
}

#[test]
fn an_expired_flow_is_followed_by_a_fresh_one() {
    let server = server("", r#"settings: {ui_url: "http://app.example/settings", lifespan: 1s}"#);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let gone = ada.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": ADA } }));
    assert_eq!((gone.status, &gone.json()["error"]["id"]), (410, &json!("self_service_flow_expired")));
    let fresh = ada.get(&format!("/self-service/settings/flows?id={}", gone.json()["use_flow_id"].as_str().expect("an id"))).json();
    assert_eq!(messages(&fresh), [4050001]);
    let looked = ada.get(&format!("/self-service/settings/flows?id={}", flow["id"].as_str().expect("an id")));
    assert_eq!((looked.status, &looked.json()["error"]["id"]), (410, &Value::Null));
}

#[test]
fn a_change_ends_other_sessions_where_the_hook_says_so() {
    let hooked = r#"settings: {ui_url: "http://app.example/settings", after: {password: {hooks: [{hook: revoke_active_sessions}]}}}"#;
    let server = server("", hooked);
    let (mut ada, mut other) = (Native::sign_in(&server, ADA, PASSWORD), Native::sign_in(&server, ADA, PASSWORD));
    let flow = ada.begin("settings");
    assert_eq!(ada.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": ADA } })).status, 200);
    assert_eq!(other.get("/sessions/whoami").status, 200);
    assert_eq!(ada.submit("settings", &flow, &json!({ "method": "password", "password": "another fine secret" })).status, 200);
    assert_eq!((ada.get("/sessions/whoami").status, other.get("/sessions/whoami").status), (200, 401));
}
