//! Verification and recovery on the real binary: the attacks on them, which recordings do not show.

use selfsame_testkit::selfservice::{Browser, PASSWORD, config, create_person, messages, submit_path, token};
use selfsame_testkit::{HttpClient, Response, TestServer};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const ADA: &str = "ada@example.org";
const METHODS: &str = "code: {enabled: true, config: {max_submissions: 200}}";
const FLOWS: &str = r#"settings: {ui_url: "http://app.example/settings"}
recovery: {enabled: true, use: code, ui_url: "http://app.example/recovery"}
verification: {enabled: true, use: code, ui_url: "http://app.example/verification"}"#;

fn server(flows: &str) -> TestServer {
    let text = config(METHODS, flows) + "feature_flags: {use_continue_with_transitions: true}\n";
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&text).start();
    create_person(&server, ADA);
    server
}

/// A native flow of this kind.
fn begin(client: &mut HttpClient, kind: &str) -> Value {
    let begun = client.get(&format!("/self-service/{kind}/api"));
    assert_eq!(begun.status, 200, "{}", begun.body);
    begun.json()
}

fn submit(client: &mut HttpClient, kind: &str, flow: &Value, field: &str, value: &str) -> Response {
    client.post(&submit_path(kind, flow), &json!({ "method": "code", field: value }))
}

/// A native flow that has mailed its code, and that code.
fn asked(server: &TestServer, client: &mut HttpClient, kind: &str) -> (Value, String) {
    let flow = begin(client, kind);
    let before = mails(server).len();
    let sent = submit(client, kind, &flow, "email", ADA);
    assert_eq!((sent.status, &sent.json()["state"]), (200, &json!("sent_email")), "{}", sent.body);
    (flow, newest_code(server, before))
}

/// The newest code that went to Ada, once there are more messages than `before`.
fn newest_code(server: &TestServer, before: usize) -> String {
    code_in(&newest_mail(server, before))
}

fn code_in(text: &str) -> String {
    let code = text.split(|character: char| !character.is_ascii_digit()).find(|word| word.len() == 6);
    code.unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

fn newest_mail(server: &TestServer, before: usize) -> String {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let mails = mails(server);
        if mails.len() > before {
            return mails[0]["body"].as_str().expect("a body").to_owned();
        }
        assert!(Instant::now() < until, "no message to {ADA}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// All messages to Ada, newest first.
fn mails(server: &TestServer) -> Vec<Value> {
    let found = server.admin().get(&format!("/admin/courier/messages?page_size=500&recipient={ADA}"));
    found.json().as_array().cloned().unwrap_or_default()
}

fn is_passed(answer: &Response) -> bool {
    answer.json()["state"] == "passed_challenge"
}

/// Whether a recovery handed out a session.
fn gives_session(answer: &Response) -> bool {
    let answer = answer.json();
    answer["continue_with"].as_array().into_iter().flatten().any(|next| next["action"] == "set_ory_session_token")
}

#[test]
fn replay_of_a_used_code() {
    let server = server(FLOWS);
    let mut client = server.public();
    let (flow, code) = asked(&server, &mut client, "recovery");
    let first = submit(&mut client, "recovery", &flow, "code", &code);
    assert!(gives_session(&first), "{}", first.body);
    for _ in 0..3 {
        let again = submit(&mut client, "recovery", &flow, "code", &code);
        assert!(!gives_session(&again), "{}", again.body);
    }
    let (flow, code) = asked(&server, &mut client, "verification");
    assert!(is_passed(&submit(&mut client, "verification", &flow, "code", &code)));
    let other = begin(&mut client, "verification");
    assert!(!is_passed(&submit(&mut client, "verification", &other, "code", &code)));
}

#[test]
fn cross_flow_use_of_a_code() {
    let server = server(FLOWS);
    let mut client = server.public();
    let (_, verifying) = asked(&server, &mut client, "verification");
    let (flow, own) = asked(&server, &mut client, "recovery");
    let (other, _) = asked(&server, &mut client, "recovery");
    for (flow, code) in [(&flow, &verifying), (&other, &own)] {
        let refused = submit(&mut client, "recovery", flow, "code", code);
        assert!(!gives_session(&refused) && !is_passed(&refused), "{}", refused.body);
    }
    assert!(gives_session(&submit(&mut client, "recovery", &flow, "code", &own)));
}

#[test]
fn one_code_of_a_hundred_submissions_counts_once() {
    let server = server(FLOWS);
    let (flow, code) = asked(&server, &mut server.public(), "recovery");
    let answers: Vec<Response> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|_| {
                let mut client = server.public();
                let (flow, code) = (&flow, &code);
                scope.spawn(move || submit(&mut client, "recovery", flow, "code", code))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    });
    assert_eq!(answers.iter().filter(|answer| gives_session(answer)).count(), 1);
    assert!(answers.iter().all(|answer| answer.status < 500), "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
}

/// A flow is shown to its own browser alone, and what another one's form says counts for nothing.
#[test]
fn flow_swapping_between_browsers() {
    let server = server(FLOWS);
    for kind in ["recovery", "verification"] {
        let (mut victim, mut attacker) = (Browser::new(&server), Browser::new(&server));
        let begin = format!("/self-service/{kind}/browser");
        let flow = victim.script("GET", &begin, None).json();
        attacker.script("GET", &begin, None);
        let path = format!("/self-service/{kind}/flows?id={}", flow["id"].as_str().expect("an id"));
        assert_eq!((victim.script("GET", &path, None).status, attacker.script("GET", &path, None).status), (200, 403));
        let body = json!({ "method": "code", "email": ADA, "csrf_token": token(&flow) });
        let refused = attacker.script("POST", &submit_path(kind, &flow), Some(&body));
        assert_ne!(refused.json()["state"], "sent_email", "{}", refused.body);
        assert!(mails(&server).is_empty());
    }
}

#[test]
fn known_and_unknown_addresses_look_alike() {
    let server = server(FLOWS);
    for kind in ["recovery", "verification"] {
        let ask = |email: &str| {
            let mut client = server.public();
            let flow = begin(&mut client, kind);
            let sent = submit(&mut client, kind, &flow, "email", email);
            let id = flow["id"].as_str().expect("an id");
            let stamps = ["issued_at", "expires_at"].map(|name| flow[name].as_str().expect("a time").to_owned());
            let body = stamps.iter().fold(sent.body.replace(email, "EMAIL").replace(id, "ID"), |body, stamp| body.replace(stamp, "TIME"));
            let names: Vec<String> = sent.headers.iter().map(|(name, _)| name.clone()).collect();
            (sent.status, body, names)
        };
        assert_eq!(ask(ADA), ask("nobody@example.org"), "{kind}");
    }
}

#[test]
fn a_sign_in_waits_for_a_verified_address() {
    let hook = r#"login: {ui_url: "http://app.example/login", after: {password: {hooks: [{hook: require_verified_address}]}}}"#;
    let text = config(METHODS, FLOWS).replace(r#"login: {ui_url: "http://app.example/login"}"#, hook);
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&text).start();
    create_person(&server, ADA);
    let mut client = server.public();
    let sign_in = |client: &mut HttpClient| {
        let flow = begin(client, "login");
        client.post(&submit_path("login", &flow), &json!({ "method": "password", "identifier": ADA, "password": PASSWORD }))
    };
    let refused = sign_in(&mut client);
    assert!(refused.status >= 400 && refused.json()["session_token"].is_null(), "{}", refused.body);
    let (flow, code) = asked(&server, &mut client, "verification");
    let passed = submit(&mut client, "verification", &flow, "code", &code);
    assert!(is_passed(&passed) && messages(&passed.json()) == [1080002], "{}", passed.body);
    let done = sign_in(&mut client);
    assert_eq!(done.status, 200, "{}", done.body);
}

#[test]
fn a_browser_that_is_turned_away_verifies_its_address_and_signs_in() {
    let hook = r#"login: {ui_url: "http://app.example/login", after: {password: {hooks: [{hook: require_verified_address}]}}}"#;
    let text = config(METHODS, FLOWS).replace(r#"login: {ui_url: "http://app.example/login"}"#, hook);
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&text).start();
    create_person(&server, ADA);
    let mut browser = Browser::new(&server);
    let sign_in = |browser: &mut Browser| {
        let flow = browser.script("GET", "/self-service/login/browser", None).json();
        browser.sign_in(&flow, ADA, PASSWORD)
    };
    let refused = sign_in(&mut browser);
    assert_eq!(refused.status, 403, "{}", refused.body);
    let next = refused.json()["error"]["details"]["continue_with"][0]["flow"].clone();
    let shown = browser.script("GET", &format!("/self-service/verification/flows?id={}", next["id"].as_str().expect("a flow")), None);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let flow = shown.json();
    let body = json!({ "method": "code", "code": newest_code(&server, 0), "csrf_token": token(&flow) });
    let passed = browser.script("POST", &submit_path("verification", &flow), Some(&body));
    assert!(is_passed(&passed), "{}", passed.body);
    assert_eq!(sign_in(&mut browser).status, 200);
}

/// Whoever read an address of former times reads what was sent there, and gets nothing for it.
#[test]
fn a_code_or_link_is_worth_nothing_once_the_account_has_another_address() {
    for by_link in [false, true] {
        let flows = if by_link { FLOWS.replace("use: code", "use: link") } else { FLOWS.to_owned() };
        let text = config(&format!("{METHODS}\nlink: {{enabled: true}}"), &flows);
        let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&text).start();
        let path = create_person(&server, ADA);
        let mut client = server.public();
        let flow = begin(&mut client, "recovery");
        let method = if by_link { "link" } else { "code" };
        client.post(&submit_path("recovery", &flow), &json!({ "method": method, "email": ADA }));
        let mail = newest_mail(&server, 0);
        let changes = json!({ "schema_id": "person", "traits": { "email": "new@example.org" }, "state": "active" });
        assert_eq!(server.admin().send("PUT", &path, &[], Some(&changes)).status, 200);
        if by_link {
            let at = mail.find("/self-service/recovery?").expect("a link");
            let link = mail[at..].split_whitespace().next().expect("a link");
            client.send("GET", link, &[("Accept", "text/html")], None);
        } else {
            let refused = submit(&mut client, "recovery", &flow, "code", &code_in(&mail));
            assert!(!gives_session(&refused), "{}", refused.body);
        }
        let sessions = server.admin().get(&format!("{path}/sessions"));
        assert_eq!(sessions.json(), json!([]), "{}", sessions.body);
    }
}

/// Each message is a row that is kept, with what the client sent along.
#[test]
fn flooding_the_disk_by_one_flow() {
    let server = server(FLOWS);
    let mut client = server.public();
    for kind in ["recovery", "verification"] {
        let flow = begin(&mut client, kind);
        let payload = json!({ "method": "code", "email": ADA, "transient_payload": { "x": "x".repeat(17_000) } });
        let refused = client.post(&submit_path(kind, &flow), &payload);
        assert!(refused.status == 400 && refused.body.contains("transient_payload"), "{kind}: {}", refused.body);
        let statuses: Vec<u16> = (0..12).map(|_| submit(&mut client, kind, &flow, "email", ADA).status).collect();
        assert_eq!(statuses, [[200; 10].as_slice(), &[429; 2]].concat(), "{kind}");
    }
    assert_eq!(mails(&server).len(), 20);
}
