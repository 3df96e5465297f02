//! The attacks of those who guess: what they learn is bounded by the account, whatever they begin anew and however much they
//! ask at once.

use selfsame_testkit::selfservice::{Browser, PASSWORD, config, create_person, messages, submit_path, token};
use selfsame_testkit::{HttpClient, Response, TestServer};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const ADA: &str = "ada@example.org";
const METHODS: &str = "code: {enabled: true}\ntotp: {enabled: true}";
const FLOWS: &str = r#"settings: {ui_url: "http://app.example/settings"}
recovery: {enabled: true, use: code, ui_url: "http://app.example/recovery"}
verification: {enabled: true, use: code, ui_url: "http://app.example/verification"}"#;
const LIMITS: &str = "
security:
  sign_in_attempts:
    per_account_and_network: {count: 3, window: 15m}
    per_account: {count: 7, window: 24h}
    per_network: {count: 1000, window: 1h}
    per_known_device: {count: 5, window: 50s}
";
const TOTP: &str = "otpauth://totp/x:y?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=x";

fn server() -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&(config(METHODS, FLOWS) + LIMITS)).start()
}

/// Signs in with the password: a second factor is asked for if there is one.
fn sign_in(browser: &mut Browser) -> Response {
    let flow = browser.script("GET", "/self-service/login/browser", None).json();
    browser.sign_in(&flow, ADA, PASSWORD)
}

/// A guess at the authenticator app's code by somebody who has given the password.
fn guess_totp(browser: &mut Browser) -> u16 {
    let flow = browser.script("GET", "/self-service/login/browser?aal=aal2", None).json();
    let body = json!({ "method": "totp", "totp_code": "000000", "csrf_token": token(&flow) });
    browser.script("POST", &submit_path("login", &flow), Some(&body)).status
}

fn heard(statuses: &[u16]) -> usize {
    assert!(statuses.iter().all(|status| matches!(status, 200 | 400 | 429)), "{statuses:?}");
    statuses.iter().filter(|status| **status != 429).count()
}

fn set_up_totp(server: &TestServer, path: &str) {
    let totp = json!({ "totp": { "config": { "totp_url": TOTP } } });
    let changes = json!({ "schema_id": "person", "traits": { "email": ADA }, "state": "active", "credentials": totp });
    let changed = server.admin().send("PUT", path, &[], Some(&changes));
    assert_eq!(changed.status, 200, "{}", changed.body);
}

#[test]
fn a_stolen_password_makes_no_browser_known_to_the_second_factor() {
    let server = server();
    let path = create_person(&server, ADA);
    // Some browsers are signed in with before there is a second factor, and are known to the password.
    let mut early: Vec<Browser> = (0..3).map(|number| Browser::at(&server, &format!("203.0.{number}.1"))).collect();
    for browser in &mut early {
        assert_eq!(sign_in(browser).status, 200);
        assert!(browser.cookies.contains_key("selfsame_device"));
    }
    set_up_totp(&server, &path);
    let mut statuses = Vec::new();
    for (number, known) in early.into_iter().map(Some).chain([None, None, None]).enumerate() {
        let mut browser = known.unwrap_or_else(|| Browser::at(&server, &format!("203.0.{number}.1")));
        browser.cookies.retain(|name, _| name == "selfsame_device");
        assert_eq!(sign_in(&mut browser).status, 422, "the password is right, and not enough");
        assert_eq!(browser.cookies.contains_key("selfsame_device"), number < 3, "half a sign-in makes no browser known");
        statuses.extend((0..4).map(|_| guess_totp(&mut browser)));
    }
    assert_eq!(heard(&statuses), 7, "{statuses:?}");
}

#[test]
fn a_stolen_password_makes_no_network_known_to_the_second_factor() {
    let server = server();
    let path = create_person(&server, ADA);
    let mut client = server.public();
    let mut guess = |from: &str| {
        let (mut from, begin) = (vec![("X-Forwarded-For", from)], "/self-service/login/api");
        let flow = client.send("GET", begin, &from, None).json();
        let body = json!({ "method": "password", "identifier": ADA, "password": PASSWORD });
        let done = client.send("POST", &submit_path("login", &flow), &from, Some(&body)).json();
        let session = done["session_token"].as_str().expect("a token").to_owned();
        from.push(("X-Session-Token", &session));
        let flow = client.send("GET", &format!("{begin}?aal=aal2"), &from, None);
        if flow.status != 200 {
            return flow.status;
        }
        let body = json!({ "method": "totp", "totp_code": "000000" });
        client.send("POST", &submit_path("login", &flow.json()), &from, Some(&body)).status
    };
    guess("203.0.113.1");
    set_up_totp(&server, &path);
    let networks = ["203.0.113.1"; 6].into_iter().chain(["203.0.114.1"; 6]);
    let statuses: Vec<u16> = networks.map(guess).collect();
    assert_eq!(heard(&statuses), 6, "three from each network: {statuses:?}");
}

/// Begins a native flow for an address, and guesses once.
fn guess_code(client: &mut HttpClient, kind: &str, from: &str, email: &str) -> Response {
    let from = [("X-Forwarded-For", from)];
    let flow = client.send("GET", &format!("/self-service/{kind}/api"), &from, None).json();
    let sent = client.send("POST", &submit_path(kind, &flow), &from, Some(&json!({ "method": "code", "email": email })));
    assert_eq!(sent.json()["state"], "sent_email", "{}", sent.body);
    client.send("POST", &submit_path(kind, &flow), &from, Some(&json!({ "method": "code", "code": "x" })))
}

#[test]
fn guesses_at_mailed_codes_add_up_over_flows_and_networks() {
    let server = server();
    create_person(&server, ADA);
    let mut client = server.public();
    for kind in ["recovery", "verification"] {
        for email in [ADA, "nobody@example.org"] {
            let mut guesses = |network: usize| -> Vec<u16> {
                (0..5).map(|_| guess_code(&mut client, kind, &format!("203.0.{network}.1"), email).status).collect()
            };
            let statuses: Vec<u16> = (1..=4).flat_map(&mut guesses).collect();
            assert_eq!(heard(&statuses), 7, "{kind} {email}: {statuses:?}");
        }
        let refused = guess_code(&mut client, kind, "203.0.99.1", ADA);
        assert_eq!((refused.status, &refused.json()["error"]["id"]), (429, &json!("too_many_attempts")));
        assert!(refused.header("retry-after").is_some());
    }
}

#[test]
fn guesses_at_an_administrators_code_add_up_over_flows() {
    let server = server();
    let path = create_person(&server, ADA);
    let id = path.rsplit('/').next().expect("an id");
    let mut client = server.public();
    let mut statuses = Vec::new();
    for _ in 0..5 {
        let body = json!({ "identity_id": id, "flow_type": "api" });
        let made = server.admin().post("/admin/recovery/code", &body);
        assert_eq!(made.status, 201, "{}", made.body);
        let link = made.json()["recovery_link"].as_str().expect("a link").to_owned();
        let flow = json!({ "id": link.split("flow=").nth(1).expect("a flow") });
        statuses.push(client.post(&submit_path("recovery", &flow), &json!({ "method": "code", "code": "x" })).status);
    }
    assert_eq!(heard(&statuses), 3, "{statuses:?}");
}

#[test]
fn a_page_is_told_how_long_to_wait_for_another_guess_at_a_mailed_code() {
    let server = server();
    create_person(&server, ADA);
    let mut client = server.public();
    for kind in ["recovery", "verification"] {
        for _ in 0..3 {
            guess_code(&mut client, kind, "203.0.113.1", ADA);
        }
        let mut browser = Browser::at(&server, "203.0.113.1");
        let flow = browser.script("GET", &format!("/self-service/{kind}/browser"), None).json();
        let csrf = token(&flow);
        let path = submit_path(kind, &flow);
        assert_eq!(browser.form(&path, &[("method", "code"), ("email", ADA), ("csrf_token", &csrf)]).status, 303);
        assert_eq!(browser.form(&path, &[("method", "code"), ("code", "123456"), ("csrf_token", &csrf)]).status, 303);
        let shown = browser.script("GET", &format!("/self-service/{kind}/flows?id={}", flow["id"].as_str().expect("an id")), None);
        assert_eq!(messages(&shown.json()), [4_900_001], "{kind}: {}", shown.body);
    }
}

#[test]
fn a_known_network_hears_no_more_at_once_than_its_limit() {
    let server = server();
    create_person(&server, ADA);
    assert_eq!(guess_password(&mut server.public(), PASSWORD), 200);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let guesses: Vec<_> = (0..100).map(|_| scope.spawn(|| guess_password(&mut server.public(), "wrong"))).collect();
        guesses.into_iter().map(|guess| guess.join().expect("an answer")).collect()
    });
    // As many as from a network that is not known, and then as many as from a known one; one more drains in ten seconds.
    assert!((8..=9).contains(&heard(&statuses)), "{statuses:?}");
}

fn guess_password(client: &mut HttpClient, password: &str) -> u16 {
    let flow = client.get("/self-service/login/api").json();
    client.post(&submit_path("login", &flow), &json!({ "method": "password", "identifier": ADA, "password": password })).status
}

/// All of them are judged before the limit is reached, as their hashes take a while; the right one, hashed last, finds it
/// reached in its commit.
#[test]
fn a_right_guess_among_many_at_once_is_not_heard_beyond_the_limit() {
    let slow = config(METHODS, FLOWS).replace("memory: 64KB, iterations: 1", "memory: 32MB, iterations: 3") + LIMITS;
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&slow).start();
    create_person(&server, ADA);
    // One hash for each thread of the pool, and these wait.
    let waiting = 8;
    let wrong = waiting + std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut client = server.public();
    let mut begin = || client.get("/self-service/login/api").json();
    let (flows, last): (Vec<Value>, Value) = ((0..wrong).map(|_| begin()).collect(), begin());
    let mut asked: Vec<TcpStream> = flows.iter().map(|flow| ask(&server, flow, "wrong")).collect();
    await_hash_jobs(&server, waiting);
    asked.push(ask(&server, &last, PASSWORD));
    let answers = asked.into_iter().map(|mut stream| {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer.get(9..12).and_then(|status| status.parse().ok()).expect("a status")
    });
    let statuses: Vec<u16> = answers.collect();
    assert!(heard(&statuses) <= 3, "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

/// Submits a password, and leaves its answer to be read.
fn ask(server: &TestServer, flow: &Value, password: &str) -> TcpStream {
    let body = json!({ "method": "password", "identifier": ADA, "password": password }).to_string();
    let mut stream = TcpStream::connect(("127.0.0.1", server.public_port)).expect("a connection");
    let (path, length) = (submit_path("login", flow), body.len());
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}");
    write!(stream, "{head}\r\n\r\n{body}").expect("a request");
    stream
}

/// Waits until so many hashes wait for the pool. On a machine too slow to see them wait they are done after a while.
fn await_hash_jobs(server: &TestServer, count: usize) {
    let mut admin = server.admin();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(3) {
        let figures = admin.get("/admin/metrics/prometheus").body;
        let waiting = figures.lines().find_map(|line| line.strip_prefix("selfsame_hash_jobs_waiting ")?.parse().ok());
        if waiting.unwrap_or(0) >= count {
            return;
        }
    }
}
