//! The hook `verify_new_address` on the real binary: an address counts once it is verified, and what it waits for is made
//! only as long as nothing else has changed. One test for each way around it.

use selfsame_testkit::selfservice::{Browser, Native, PASSWORD, config, create_person, messages, messages_on, submit_path, token};
use selfsame_testkit::{Response, TempFolder, TestServer};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const ADA: &str = "ada@example.org";
const NEW: &str = "countess@example.org";

/// `age` is how long a sign-in counts as recent.
fn server(age: &str, verification: &str) -> TestServer {
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&text(age, verification)).start();
    create_person(&server, ADA);
    server
}

fn text(age: &str, verification: &str) -> String {
    let hooks = "after: {profile: {hooks: [{hook: verify_new_address}, {hook: notify_previous_addresses}]}}";
    let flows = format!(
        r#"settings: {{ui_url: "http://app.example/settings", privileged_session_max_age: {age}, {hooks}}}
verification: {{{verification}, ui_url: "http://app.example/verification"}}"#
    );
    let methods = "code: {enabled: true, config: {max_submissions: 200}}\nlink: {enabled: true}";
    config(methods, &flows)
}

fn by_code() -> TestServer {
    server("1h", "enabled: true, use: code")
}

fn profile(email: &str) -> Value {
    json!({ "method": "profile", "traits": { "email": email, "name": { "first": "Ada" } } })
}

/// Asks for a new address; the flow that verifies it.
fn ask(ada: &mut Native, email: &str) -> Value {
    let flow = ada.begin("settings");
    let held = ada.submit("settings", &flow, &profile(email));
    assert_eq!((held.status, &held.json()["state"]), (200, &json!("show_form")), "{}", held.body);
    let next = &held.json()["continue_with"][0];
    assert_eq!((&next["action"], &next["flow"]["verifiable_address"]), (&json!("show_verification_ui"), &json!(email)));
    json!({ "id": next["flow"]["id"] })
}

/// The newest message to somebody, of so many.
fn mail(server: &TestServer, to: &str, count: usize) -> Value {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let found = server.admin().get(&format!("/admin/courier/messages?page_size=500&recipient={to}")).json();
        let all = found.as_array().cloned().unwrap_or_default();
        if all.len() == count {
            return all[0].clone();
        }
        assert!(all.len() < count && Instant::now() < until, "{} messages to {to}, expected {count}", all.len());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn code(server: &TestServer, to: &str, count: usize) -> String {
    let text = mail(server, to, count)["body"].as_str().expect("a body").to_owned();
    let code = text.split(|character: char| !character.is_ascii_digit()).find(|word| word.len() == 6);
    code.unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

fn submit(server: &TestServer, flow: &Value, code: &str) -> Response {
    server.public().post(&submit_path("verification", flow), &json!({ "method": "code", "code": code }))
}

fn is_passed(answer: &Response) -> bool {
    answer.json()["state"] == "passed_challenge"
}

/// Addresses and names as an administrator sees them.
fn traits(server: &TestServer) -> Value {
    server.admin().get("/admin/identities").json()[0]["traits"].clone()
}

#[test]
fn a_new_address_counts_once_its_code_was_right_and_the_former_one_hears_of_it() {
    let server = by_code();
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ask(&mut ada, NEW);
    let code = code(&server, NEW, 1);
    assert_eq!(traits(&server), json!({ "email": ADA }));
    let wrong = submit(&server, &flow, if code == "000000" { "000001" } else { "000000" });
    assert_eq!((wrong.status, messages(&wrong.json())), (200, vec![4_070_006]));
    assert_eq!(traits(&server), json!({ "email": ADA }));
    let right = submit(&server, &flow, &code);
    assert!(is_passed(&right), "{}", right.body);
    assert_eq!((&traits(&server)["email"], &traits(&server)["name"]["first"]), (&json!(NEW), &json!("Ada")), "the whole change");
    let address = &server.admin().get("/admin/identities").json()[0]["verifiable_addresses"];
    assert_eq!((&address[0]["value"], &address[0]["verified"], &address[1]), (&json!(NEW), &json!(true), &Value::Null));
    assert_eq!(mail(&server, ADA, 1)["template_type"], "verifiable_address_changed");
    Native::sign_in(&server, NEW, PASSWORD);
    assert!(!is_passed(&submit(&server, &flow, &code)), "a code is good once");
}

#[test]
fn a_change_without_a_new_address_is_made_at_once() {
    let server = by_code();
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let done = ada.submit("settings", &flow, &profile(ADA));
    assert_eq!((done.status, &done.json()["state"]), (200, &json!("success")), "{}", done.body);
}

#[test]
fn another_code_goes_to_the_new_address_and_to_no_other() {
    let server = by_code();
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ask(&mut ada, NEW);
    let first = code(&server, NEW, 1);
    let resend = |address: &str| server.public().post(&submit_path("verification", &flow), &json!({ "method": "code", "email": address }));
    assert_eq!(resend(NEW).json()["state"], "sent_email");
    let second = code(&server, NEW, 2);
    assert!(first == second || !is_passed(&submit(&server, &flow, &first)));
    // Asked for another address, the flow verifies that one and changes nothing.
    assert_eq!(resend(ADA).json()["state"], "sent_email");
    let own = code(&server, ADA, 1);
    assert!(second == own || !is_passed(&submit(&server, &flow, &second)));
    assert!(is_passed(&submit(&server, &flow, &own)));
    assert_eq!(traits(&server), json!({ "email": ADA }));
}

#[test]
fn the_last_change_that_was_asked_for_counts() {
    let server = by_code();
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let former = ask(&mut ada, "first@example.org");
    let latter = ask(&mut ada, NEW);
    let refused = submit(&server, &former, &code(&server, "first@example.org", 1));
    assert_eq!((refused.status, messages(&refused.json())), (200, vec![4_070_006]));
    assert!(is_passed(&submit(&server, &latter, &code(&server, NEW, 1))));
    assert_eq!(traits(&server)["email"], NEW);
}

#[test]
fn a_change_counts_only_as_long_as_its_session_and_the_traits_that_it_was_made_upon() {
    let server = by_code();
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ask(&mut ada, NEW);
    let session = ada.get("/sessions/whoami").json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(server.admin().send("DELETE", &format!("/admin/sessions/{session}"), &[], None).status, 204);
    let refused = submit(&server, &flow, &code(&server, NEW, 1));
    assert_eq!((refused.status, messages(&refused.json())), (200, vec![4_070_006]), "{}", refused.body);

    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ask(&mut ada, NEW);
    let other = ada.begin("settings");
    let body = json!({ "method": "profile", "traits": { "email": ADA, "name": { "first": "Augusta" } } });
    assert_eq!(ada.submit("settings", &other, &body).status, 200);
    let refused = submit(&server, &flow, &code(&server, NEW, 2));
    assert_eq!((refused.status, messages(&refused.json())), (200, vec![4_070_006]), "{}", refused.body);
    assert_eq!((&traits(&server)["email"], &traits(&server)["name"]["first"]), (&json!(ADA), &json!("Augusta")));
}

#[test]
fn an_address_that_somebody_else_has_is_refused_when_it_is_asked_for_and_when_it_counts() {
    let server = by_code();
    create_person(&server, "bob@example.org");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let settings = ada.begin("settings");
    let refused = ada.submit("settings", &settings, &profile("bob@example.org"));
    assert_eq!((refused.status, messages(&refused.json())), (400, vec![4_000_007]), "{}", refused.body);
    let flow = ask(&mut ada, NEW);
    let code = code(&server, NEW, 1);
    let taken = create_person(&server, NEW);
    let refused = submit(&server, &flow, &code);
    assert_eq!((refused.status, messages(&refused.json())), (400, vec![4_000_007]), "{}", refused.body);
    assert_eq!(refused.json()["state"], "sent_email");
    assert_eq!(server.admin().send("DELETE", &taken, &[], None).status, 204);
    assert!(is_passed(&submit(&server, &flow, &code)), "the code stays good");
}

#[test]
fn one_code_of_many_submissions_changes_the_account_once() {
    let server = by_code();
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ask(&mut ada, NEW);
    let code = code(&server, NEW, 1);
    let answers: Vec<Response> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..50).map(|_| scope.spawn(|| submit(&server, &flow, &code))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    });
    assert_eq!(answers.iter().filter(|answer| is_passed(answer)).count(), 1);
    assert!(answers.iter().all(|answer| answer.status < 500));
    assert_eq!(mail(&server, ADA, 1)["template_type"], "verifiable_address_changed");
}

#[test]
fn a_browser_goes_to_the_verification_and_a_link_makes_the_change() {
    let server = server("1h", "enabled: true, use: link");
    let mut ada = Browser::signed_in(&server, ADA, PASSWORD);
    let flow = ada.script("GET", "/self-service/settings/browser", None).json();
    let csrf = token(&flow);
    let held = ada.form(&submit_path("settings", &flow), &[("csrf_token", &csrf), ("method", "profile"), ("traits.email", NEW)]);
    let page = held.header("location").expect("a location").to_owned();
    assert!(held.status == 303 && page.starts_with("http://app.example/verification?flow="), "{page}");
    let body = mail(&server, NEW, 1)["body"].as_str().expect("a body").to_owned();
    let link = body.split_whitespace().find(|word| word.contains("token=")).unwrap_or_else(|| panic!("no link in {body}")).to_owned();
    assert_eq!(traits(&server)["email"], ADA);
    Browser::new(&server).visit(&link);
    assert_eq!(traits(&server)["email"], NEW);
}

#[test]
fn several_new_addresses_at_once_are_told_apart_by_nobody_so_nothing_is_changed() {
    let schema = r#"{"$id":"many","type":"object","properties":{"traits":{"type":"object","properties":{"emails":{"type":"array",
        "items":{"type":"string","format":"email","ory.sh/kratos":{"credentials":{"password":{"identifier":true}},
        "verification":{"via":"email"}}}}}}}}"#;
    let folder = TempFolder::new("schemas");
    std::fs::write(folder.path().join("many.json"), schema).expect("a schema");
    let schemas = format!("  schemas:\n    - {{id: many, url: \"file://{}/many.json\"}}", folder.path().display());
    let config = text("1h", "enabled: true, use: code").replace("  schemas:", &schemas);
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    let credentials = json!({ "password": { "config": { "password": PASSWORD } } });
    let body = json!({ "schema_id": "many", "traits": { "emails": [ADA] }, "credentials": credentials });
    assert_eq!(server.admin().post("/admin/identities", &body).status, 201);
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let many = ada.submit("settings", &flow, &json!({ "method": "profile", "traits": { "emails": [NEW, "third@example.org"] } }));
    assert_eq!((many.status, messages(&many.json())), (200, vec![4_050_002]), "{}", many.body);
    assert_eq!(traits(&server), json!({ "emails": [ADA] }));
}

#[test]
fn a_sign_in_long_ago_is_not_enough_and_wrong_traits_are_told_first() {
    let server = server("1ms", "enabled: true, use: code");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let wrong = ada.submit("settings", &flow, &profile("nope"));
    assert_eq!((wrong.status, messages_on(&wrong.json(), "traits.email")), (400, vec![4_000_040]));
    let refused = ada.submit("settings", &flow, &profile(NEW));
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("session_refresh_required")), "{}", refused.body);
}

#[test]
fn where_nothing_can_be_verified_no_address_can_be_changed() {
    let server = server("1h", "enabled: false");
    let mut ada = Native::sign_in(&server, ADA, PASSWORD);
    let flow = ada.begin("settings");
    let refused = ada.submit("settings", &flow, &profile(NEW));
    assert_eq!((refused.status, messages(&refused.json())), (400, vec![4_000_001]), "{}", refused.body);
    assert_eq!(traits(&server), json!({ "email": ADA }));
}
