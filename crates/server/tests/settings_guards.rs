//! Attacks on settings, each test named after its class: none changes anything.

use selfsame_api::Timestamp;
use selfsame_core::credential::totp::TotpKey;
use selfsame_testkit::selfservice::{Browser, Native, PASSWORD, config, create_person, messages, messages_on, node, submit_path, token};
use selfsame_testkit::{Late, Response, TestServer};
use serde_json::{Value, json};
use std::time::Duration;

const ADA: &str = "ada@example.org";
const NEW: &str = "another fine secret";
const FACTORS: &str = "totp: {enabled: true}\nlookup_secret: {enabled: true}";
const MANY: usize = 100;

/// `age` is how long a sign-in counts as recent.
fn server(age: &str) -> TestServer {
    let settings = format!(r#"settings: {{ui_url: "http://app.example/settings", privileged_session_max_age: {age}}}"#);
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config(FACTORS, &settings)).start();
    create_person(&server, ADA);
    server
}

fn can_sign_in(server: &TestServer, password: &str) -> bool {
    let mut client = server.public();
    let flow = client.get("/self-service/login/api").json();
    client.post(&submit_path("login", &flow), &json!({ "method": "password", "identifier": ADA, "password": password })).status == 200
}

fn code_of(flow: &Value) -> String {
    let secret = node(flow, "totp_secret_key")["attributes"]["text"]["text"].as_str().expect("a secret");
    let key = TotpKey::parse(&format!("otpauth://totp/x?secret={secret}")).expect("a key");
    #[expect(clippy::disallowed_methods, reason = "the server under test runs on the machine's clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time after 1970");
    let step = key.step_at(Timestamp::from_micros(i64::try_from(since.as_micros()).expect("a time before 290000")));
    key.code(step).to_string()
}

/// The answers to the same submission, sent by all of them at once.
fn at_once(clients: &mut [Native], kind: &str, flow: &Value, body: &Value) -> Vec<Response> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = clients.iter_mut().map(|client| scope.spawn(move || client.submit(kind, flow, body))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    })
}

#[test]
fn mass_assignment_of_verified() {
    let server = server("1h");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let body = json!({
        "method": "profile",
        "traits": { "email": "eve@example.org" },
        "verifiable_addresses": [{ "value": "eve@example.org", "via": "email", "verified": true, "status": "completed" }],
        "verified_addresses": [{ "value": "eve@example.org", "via": "email" }],
        "state": "inactive",
        "metadata_admin": { "role": "root" },
        "metadata_public": { "role": "root" },
        "credentials": { "password": { "config": { "hashed_password": "x" } } },
    });
    let done = ada.submit("settings", &flow, &body);
    assert_eq!(done.status, 200, "{}", done.body);
    let who = ada.get("/sessions/whoami").json();
    let address = &who["identity"]["verifiable_addresses"][0];
    assert_eq!(
        (&address["value"], &address["verified"], &address["verified_at"]),
        (&json!("eve@example.org"), &json!(false), &Value::Null)
    );
    assert_eq!((&who["identity"]["state"], &who["identity"]["metadata_public"]), (&json!("active"), &Value::Null));
}

#[test]
fn an_address_that_was_verified_loses_that_with_its_value() {
    let server = server("1h");
    let email = "bob@example.org";
    let body = json!({
        "schema_id": "person",
        "traits": { "email": email },
        "credentials": { "password": { "config": { "password": PASSWORD } } },
        "verifiable_addresses": [{ "value": email, "via": "email", "verified": true, "status": "completed" }],
    });
    assert_eq!(server.admin().post("/admin/identities", &body).status, 201);
    let mut bob = Native::sign_in(&server, email, PASSWORD);
    let flow = bob.begin("settings");
    let verified = |answer: &Response| answer.json()["identity"]["verifiable_addresses"][0]["verified"].clone();
    let same = bob.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": "BOB@example.org" } }));
    assert_eq!(verified(&same), true, "{}", same.body);
    let other = bob.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": "rob@example.org" } }));
    assert_eq!(verified(&other), false, "{}", other.body);
}

#[test]
fn csrf() {
    let server = server("1h");
    let mut ada = Browser::signed_in(&server, ADA, PASSWORD);
    let flow = ada.script("GET", "/self-service/settings/browser", None).json();
    let path = submit_path("settings", &flow);
    let mallory = Browser::new(&server).script("GET", "/self-service/login/browser", None).json();
    for wrong in [None, Some("eA==".to_owned()), Some(token(&mallory))] {
        let mut body = json!({ "method": "password", "password": NEW });
        if let Some(wrong) = &wrong {
            body["csrf_token"] = json!(wrong);
        }
        let refused = ada.script("POST", &path, Some(&body));
        assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("security_csrf_violation")), "{wrong:?}");
    }
    assert_eq!(ada.form(&path, &[("method", "password"), ("password", NEW)]).status, 303);
    assert!(!can_sign_in(&server, NEW));
}

#[test]
fn a_native_flow_submitted_by_a_browser() {
    let server = server("1h");
    let flow = Native::sign_in(&server, ADA, PASSWORD).begin("settings");
    let mut browser = Browser::signed_in(&server, ADA, PASSWORD);
    let refused = browser.script("POST", &submit_path("settings", &flow), Some(&json!({ "method": "password", "password": NEW })));
    assert_eq!((refused.status, messages(&refused.json())), (400, vec![4000001]), "{}", refused.body);
    assert!(!can_sign_in(&server, NEW));
}

#[test]
fn flow_of_another_identity() {
    let server = server("1h");
    create_person(&server, "mallory@example.org");
    let flow = Native::sign_in(&server, ADA, PASSWORD).begin("settings");
    let mut mallory = Native::sign_in(&server, "mallory@example.org", PASSWORD);
    let looked = mallory.get(&format!("/self-service/settings/flows?id={}", flow["id"].as_str().expect("an id")));
    let submitted = mallory.submit("settings", &flow, &json!({ "method": "password", "password": NEW }));
    for refused in [looked, submitted] {
        assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("security_identity_mismatch")));
        assert!(!refused.body.contains(ADA));
    }
    assert!(!can_sign_in(&server, NEW));
}

#[test]
fn stale_privileged_session() {
    let server = server("1s");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    std::thread::sleep(Duration::from_millis(1100));
    for body in [
        json!({ "method": "password", "password": NEW }),
        json!({ "method": "totp", "totp_code": code_of(&flow) }),
        json!({ "method": "lookup_secret", "lookup_secret_regenerate": true }),
        json!({ "method": "lookup_secret", "lookup_secret_reveal": true }),
        json!({ "method": "profile", "traits": { "email": "eve@example.org" } }),
    ] {
        let refused = ada.submit("settings", &flow, &body);
        assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("session_refresh_required")), "{body}");
    }
    let harmless = ada.submit("settings", &flow, &json!({ "method": "profile", "traits": { "email": ADA, "name": { "first": "Ada" } } }));
    assert_eq!(harmless.status, 200, "{}", harmless.body);
    assert!(!can_sign_in(&server, NEW));
}

#[test]
fn a_change_that_waited_is_made_by_its_browser_once() {
    let server = server("1s");
    let mut ada = Browser::signed_in(&server, ADA, PASSWORD);
    let flow = ada.script("GET", "/self-service/settings/browser", None).json();
    let path = submit_path("settings", &flow);
    std::thread::sleep(Duration::from_millis(1100));
    let led = ada.form(&path, &[("csrf_token", &token(&flow)), ("method", "password"), ("password", NEW)]);
    let login = led.header("location").expect("a location").to_owned();
    assert!(login.contains("/self-service/login/browser?refresh=true&return_to="), "{login}");
    assert!(led.headers.iter().any(|(name, value)| name == "set-cookie" && value.starts_with("ory_kratos_continuity=")));
    let mut thief = Browser::new(&server);
    thief.cookies.clone_from(&ada.cookies);
    thief.cookies.remove("ory_kratos_continuity");
    let login = ada.script("GET", &login, None).json();
    // The session is the same one, so that the thief's copy of its cookie is as fresh.
    assert_eq!(ada.sign_in(&login, ADA, PASSWORD).status, 200);
    assert_eq!(thief.visit(&path).header("location"), Some(&*format!("http://app.example/settings?flow={}", flow["id"].as_str().unwrap())));
    assert!(!can_sign_in(&server, NEW), "nobody but the browser that left the change resumes it");
    let login = ada.script("GET", "/self-service/login/browser?refresh=true", None).json();
    assert_eq!(ada.sign_in(&login, ADA, PASSWORD).status, 200);
    let done = ada.visit(&path);
    assert_eq!(done.status, 303);
    assert!(can_sign_in(&server, NEW));
    let body = json!({ "csrf_token": token(&flow), "method": "password", "password": "a third fine secret" });
    assert_eq!(ada.script("POST", &path, Some(&body)).status, 200);
    ada.visit(&path);
    assert!(can_sign_in(&server, "a third fine secret"), "the change that waited is not made again");
}

#[test]
fn replay_of_the_code_that_set_the_app_up() {
    let server = server("1h");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let code = code_of(&flow);
    assert_eq!(ada.submit("settings", &flow, &json!({ "method": "totp", "totp_code": code })).status, 200);
    let mut thief = Native::sign_in(&server, ADA, PASSWORD);
    let second = thief.get("/self-service/login/api?aal=aal2").json();
    let refused = thief.submit("login", &second, &json!({ "method": "totp", "totp_code": code }));
    assert_eq!((refused.status, messages(&refused.json())), (400, vec![4000008]), "{}", refused.body);
}

#[test]
fn an_offered_key_dies_with_the_change_that_used_it() {
    let server = server("1h");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let code = code_of(&flow);
    for body in [json!({ "method": "totp", "totp_code": code }), json!({ "method": "totp", "totp_unlink": true })] {
        assert_eq!(ada.submit("settings", &flow, &body).status, 200);
    }
    let again = ada.submit("settings", &flow, &json!({ "method": "totp", "totp_code": code }));
    assert_eq!((again.status, messages_on(&again.json(), "totp_code")), (400, vec![4000008]), "{}", again.body);
}

#[test]
fn a_backup_code_used_by_a_hundred_at_once_is_worth_one_login() {
    let server = server("1h");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let made = ada.submit("settings", &flow, &json!({ "method": "lookup_secret", "lookup_secret_regenerate": true })).json();
    let code =
        node(&made, "lookup_secret_codes")["attributes"]["text"]["context"]["secrets"][0]["text"].as_str().expect("a code").to_owned();
    let mut clients: Vec<Native> = (0..MANY).map(|_| ada.again(&server)).collect();
    let confirmed = at_once(&mut clients, "settings", &flow, &json!({ "method": "lookup_secret", "lookup_secret_confirm": true }));
    let done = confirmed.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(done, 1, "codes are confirmed once: {:?}", confirmed.iter().map(|answer| answer.status).collect::<Vec<_>>());
    let mut clients: Vec<Native> = (0..MANY).map(|_| Native::sign_in(&server, ADA, PASSWORD)).collect();
    let second = clients[0].get("/self-service/login/api?aal=aal2").json();
    let answers = at_once(&mut clients, "login", &second, &json!({ "method": "lookup_secret", "lookup_secret": code }));
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!((refused.status, messages(&refused.json())), (400, vec![4000012]), "{}", refused.body);
    }
}

#[test]
fn secrets_that_wait_in_a_flow_are_not_readable_in_the_database() {
    let server = server("1s");
    let mut ada = Browser::signed_in(&server, ADA, PASSWORD);
    let flow = ada.script("GET", "/self-service/settings/browser", None).json();
    let secret = node(&flow, "totp_secret_key")["attributes"]["text"]["text"].as_str().expect("a secret").to_owned();
    std::thread::sleep(Duration::from_millis(1100));
    ada.form(&submit_path("settings", &flow), &[("csrf_token", &token(&flow)), ("method", "password"), ("password", NEW)]);
    let holds = |needle: &str| {
        let files = std::fs::read_dir(server.data()).expect("the data folder").filter_map(Result::ok);
        files
            .filter_map(|file| std::fs::read(file.path()).ok())
            .any(|bytes| bytes.windows(needle.len()).any(|part| part == needle.as_bytes()))
    };
    assert!(holds(ADA), "the files are those of the database");
    assert!(!holds(&secret) && !holds(NEW));
}

#[test]
fn a_session_that_waited_with_its_body_is_judged_by_the_factors_of_now() {
    let settings = r#"settings: {ui_url: "http://app.example/settings", required_aal: highest_available}"#;
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config(FACTORS, settings)).start();
    let path = create_person(&server, ADA);
    let mut eve = Native::sign_in(&server, ADA, PASSWORD);
    let flow = eve.begin("settings");
    let body = json!({ "method": "password", "password": NEW }).to_string();
    let late = Late::begin(&server, &submit_path("settings", &flow), &[("X-Session-Token", &eve.token)], body.len());
    let totp = json!({ "totp": { "config": { "totp_url": "otpauth://totp/x:y?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=x" } } });
    let changes = json!({ "schema_id": "person", "traits": { "email": ADA }, "state": "active", "credentials": totp });
    assert_eq!(server.admin().send("PUT", &path, &[], Some(&changes)).status, 200);
    let (status, answer) = late.finish(&body);
    assert!(status == 403 && answer.contains("session_aal2_required"), "{answer}");
    assert!(can_sign_in(&server, PASSWORD) && !can_sign_in(&server, NEW));
}
