//! Signing in on the real binary, as native clients and browsers do it.

use selfsame_testkit::selfservice::{Browser, PASSWORD, config, node, submit_path};
use selfsame_testkit::{HttpClient, Response, TestServer};
use serde_json::{Value, json};

const ADA: &str = "ada@example.org";

fn server() -> TestServer {
    let config = config("", "").replace("max_open_per_client: 0", "max_open_per_client: 3");
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start()
}

fn create(server: &TestServer, email: &str, password: &Value) -> String {
    let body = json!({ "schema_id": "person", "traits": { "email": email }, "credentials": { "password": { "config": password } } });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    created.json()["id"].as_str().expect("an id").to_owned()
}

fn begin(client: &mut HttpClient, from: &str) -> Response {
    client.send("GET", "/self-service/login/api", &[("X-Forwarded-For", from)], None)
}

fn submit(client: &mut HttpClient, flow: &Value, from: &str, email: &str, password: &str) -> Response {
    let body = json!({ "method": "password", "identifier": email, "password": password });
    client.send("POST", &submit_path("login", flow), &[("X-Forwarded-For", from)], Some(&body))
}

#[test]
fn a_client_with_too_many_open_flows_is_told_to_wait_until_it_finishes_one() {
    let server = server();
    create(&server, ADA, &json!({ "password": PASSWORD }));
    let mut public = server.public();
    let first = begin(&mut public, "203.0.113.1").json();
    for _ in 0..2 {
        assert_eq!(begin(&mut public, "203.0.113.1").status, 200);
    }
    let refused = begin(&mut public, "203.0.113.1");
    assert_eq!(refused.status, 429, "{}", refused.body);
    let wait: u64 = refused.header("retry-after").and_then(|seconds| seconds.parse().ok()).expect("seconds to wait");
    assert!((3601..=90_000).contains(&wait), "a flow counts until it may be deleted: {wait}");
    assert_eq!(begin(&mut public, "203.0.113.2").status, 200, "another client is not affected");
    for _ in 0..2 {
        assert_eq!(submit(&mut public, &first, "203.0.113.1", ADA, PASSWORD).status, 200);
    }
    assert_eq!(begin(&mut public, "203.0.113.1").status, 200);
    assert_eq!(begin(&mut public, "203.0.113.1").status, 429, "a flow makes room once, however often it is submitted");
}

#[test]
fn a_device_is_the_client_behind_the_proxy_without_a_port() {
    let server = server();
    create(&server, ADA, &json!({ "password": PASSWORD }));
    let mut public = server.public();
    let flow = begin(&mut public, "203.0.113.1").json();
    let done = submit(&mut public, &flow, "198.51.100.7:4455", ADA, PASSWORD).json();
    assert_eq!(done["session"]["devices"][0]["ip_address"], "198.51.100.7");
    let flow = begin(&mut public, "203.0.113.1").json();
    let done = submit(&mut public, &flow, "no address", ADA, PASSWORD).json();
    assert_eq!(done["session"]["devices"][0]["ip_address"], "127.0.0.1");
}

#[test]
fn unknown_people_wrong_and_missing_passwords_get_the_same_answer() {
    let server = server();
    create(&server, ADA, &json!({ "password": PASSWORD }));
    let hook = json!({ "use_password_migration_hook": true });
    create(&server, "hook@example.org", &hook);
    let mut public = server.public();
    for email in [ADA, "nobody@example.org", "hook@example.org"] {
        let from = format!("203.0.113.{}", email.len());
        let flow = begin(&mut public, &from).json();
        let refused = submit(&mut public, &flow, &from, email, "another secret");
        assert_eq!((refused.status, &refused.json()["ui"]["messages"][0]["id"]), (400, &json!(4000006)), "{email}: {}", refused.body);
        assert_eq!(node(&refused.json(), "identifier")["attributes"]["value"], email);
        assert!(node(&refused.json(), "password")["attributes"]["value"].is_null());
    }
}

#[test]
fn a_hash_of_another_kind_is_renewed_at_sign_in() {
    let server = server();
    // MD5 of "secret", as some older systems kept it.
    let id = create(&server, ADA, &json!({ "hashed_password": "$md5$Xr4ilOzQ4PCOq3aQ0qbuaQ==" }));
    let stored = || {
        let identity = server.admin().get(&format!("/admin/identities/{id}?include_credential=password")).json();
        identity["credentials"]["password"]["config"]["hashed_password"].as_str().expect("a hash").to_owned()
    };
    assert!(stored().starts_with("$md5$"), "{}", stored());
    let mut public = server.public();
    let flow = begin(&mut public, "203.0.113.1").json();
    assert_eq!(submit(&mut public, &flow, "203.0.113.1", ADA, "secret").status, 200);
    assert!(stored().starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{}", stored());
    assert_eq!(submit(&mut public, &flow, "203.0.113.1", ADA, "secret").status, 200);
}

#[test]
fn a_browser_signs_in_and_out_with_its_cookies() {
    let server = server();
    create(&server, ADA, &json!({ "password": PASSWORD }));
    let mut browser = Browser::new(&server);
    let flow = browser.script("GET", "/self-service/login/browser", None).json();
    let [(csrf_name, csrf_value)]: [(String, String); 1] = Vec::from_iter(browser.cookies.clone()).try_into().expect("one cookie");
    let body = json!({ "method": "password", "identifier": ADA, "password": PASSWORD });
    let refused = browser.script("POST", &submit_path("login", &flow), Some(&body));
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("security_csrf_violation")));
    let done = browser.sign_in(&flow, ADA, PASSWORD);
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(done.json()["session_token"].is_null(), "a browser never sees the token");
    let names: Vec<&str> = browser.cookies.keys().map(String::as_str).collect();
    assert_eq!(names, [csrf_name.as_str(), "ory_kratos_session", "selfsame_device"]);
    assert_ne!(browser.cookies[&csrf_name], csrf_value, "forms of before the sign-in are dead");
    assert_eq!(browser.script("GET", "/sessions/whoami", None).status, 200);
    let logout = browser.script("GET", "/self-service/logout/browser", None).json();
    let session = browser.cookies["ory_kratos_session"].clone();
    let left = browser.script("GET", &format!("/self-service/logout?token={}", logout["logout_token"].as_str().expect("a token")), None);
    assert_eq!(left.status, 204, "{}", left.body);
    browser.cookies.insert("ory_kratos_session".to_owned(), session);
    assert_eq!(browser.script("GET", "/sessions/whoami", None).status, 401, "not even who kept the cookie is signed in");
}

#[test]
fn a_form_shown_to_another_browser_holds_none_of_its_owners_token() {
    let server = server();
    let flow = Browser::new(&server).script("GET", "/self-service/login/browser", None).json();
    let shown = server.public().post(&submit_path("login", &flow), &json!({ "method": "password" }));
    assert_eq!(shown.status, 400, "{}", shown.body);
    assert_eq!(node(&shown.json(), "csrf_token")["attributes"]["value"], "");
}
