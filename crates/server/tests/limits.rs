//! Wrong passwords and codes are counted: whoever guesses is slowed down, and an owner is not kept out of what the account
//! knows.

use selfsame_testkit::{HttpClient, Response, TestServer};
use serde_json::{Value, json};

const PASSWORD: &str = "a fine long secret 7";

const CONFIG: &str = r#"
dsn: sqlite://{dir}/data.db?_fk=true
serve:
  public: {base_url: "http://127.0.0.1:{public_port}/", host: 127.0.0.1, port: {public_port}}
  admin: {base_url: "http://127.0.0.1:{admin_port}/", host: 127.0.0.1, port: {admin_port}}
selfservice:
  default_browser_return_url: http://app.example/home
  methods:
    password: {enabled: true, config: {haveibeenpwned_enabled: false}}
    totp: {enabled: true}
  flows:
    login: {ui_url: "http://app.example/login"}
    error: {ui_url: "http://app.example/error"}
    max_open_per_client: 0
security:
  sign_in_attempts:
    per_account_and_network: {count: 3, window: 15m}
    per_account: {count: 7, window: 24h}
    per_network: {count: 30, window: 1h}
    per_known_device: {count: 5, window: 50s}
secrets:
  cookie: [a-cookie-secret-that-tests-use-only]
  cipher: [a-cipher-secret-of-32-characters]
hashers: {algorithm: argon2, argon2: {memory: 64KB, iterations: 1, parallelism: 1, salt_length: 16, key_length: 32}}
identity:
  default_schema_id: person
  schemas:
    - {id: person, url: "file://{dir}/person.json"}
log: {level: warning}
"#;

fn server() -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(CONFIG).start()
}

fn create(server: &TestServer, email: &str) {
    let password = json!({ "password": { "config": { "password": PASSWORD } } });
    create_with(server, email, &password);
}

fn create_with(server: &TestServer, email: &str, credentials: &Value) {
    let body = json!({ "schema_id": "person", "traits": { "email": email }, "credentials": credentials });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
}

/// Signs in natively from an address, with a flow of its own.
fn attempt(client: &mut HttpClient, from: &str, email: &str, password: &str) -> Response {
    let flow = client.send("GET", "/self-service/login/api", &[("X-Forwarded-For", from)], None).json();
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let body = json!({ "method": "password", "identifier": email, "password": password });
    client.send("POST", &path, &[("X-Forwarded-For", from)], Some(&body))
}

fn statuses(client: &mut HttpClient, from: &str, email: &str, times: usize) -> Vec<u16> {
    (0..times).map(|_| attempt(client, from, email, "wrong").status).collect()
}

/// Cookies as a browser keeps them.
#[derive(Default)]
struct Jar(Vec<(String, String)>);

impl Jar {
    fn take(&mut self, response: &Response) {
        for (_, value) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = value.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.0.retain(|(known, _)| known != name);
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

/// One browser sign-in with the cookies of `jar`, which are kept, as JSON or as a form.
fn browse(client: &mut HttpClient, jar: &mut Jar, from: &str, email: &str, password: &str, accept: &str) -> Response {
    let cookies = jar.header();
    let headers = [("X-Forwarded-For", from), ("Accept", "application/json"), ("Cookie", &cookies)];
    let begun = client.send("GET", "/self-service/login/browser", &headers, None);
    jar.take(&begun);
    let flow = begun.json();
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes");
    let csrf = nodes.iter().find(|node| node["attributes"]["name"] == "csrf_token").expect("a token")["attributes"]["value"].clone();
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let body = json!({ "method": "password", "identifier": email, "password": password, "csrf_token": csrf });
    let cookies = jar.header();
    let answer = client.send("POST", &path, &[("X-Forwarded-For", from), ("Accept", accept), ("Cookie", &cookies)], Some(&body));
    jar.take(&answer);
    answer
}

#[test]
fn guessing_is_refused_with_the_time_to_wait_alike_for_known_and_unknown_identifiers() {
    let server = server();
    create(&server, "ada@example.org");
    let mut public = server.public();
    for (from, email) in [("203.0.113.1", "ada@example.org"), ("203.0.114.1", "nobody@example.org")] {
        assert_eq!(statuses(&mut public, from, email, 5), [400, 400, 400, 429, 429], "{email}");
        let refused = attempt(&mut public, from, email, PASSWORD);
        assert_eq!(refused.status, 429, "the right password is not heard either: {}", refused.body);
        let wait: u64 = refused.header("retry-after").and_then(|seconds| seconds.parse().ok()).expect("seconds to wait");
        assert!((1..=300).contains(&wait), "{wait}");
        assert_eq!(refused.json()["error"]["id"], "too_many_attempts");
    }
    assert_eq!(statuses(&mut public, "203.0.113.200", "ADA@example.org ", 1), [429], "the same network, another spelling");
    assert_eq!(attempt(&mut public, "198.51.100.1", "ada@example.org", PASSWORD).status, 200, "another network");
}

#[test]
fn many_networks_together_are_bounded_for_an_account() {
    let server = server();
    create(&server, "ada@example.org");
    let mut public = server.public();
    for network in 1..=7 {
        assert_eq!(statuses(&mut public, &format!("203.0.{network}.1"), "ada@example.org", 1), [400]);
    }
    assert_eq!(attempt(&mut public, "203.0.99.1", "ada@example.org", PASSWORD).status, 429);
}

#[test]
fn one_network_is_bounded_whatever_accounts_it_tries() {
    let server = server();
    let mut public = server.public();
    for number in 0..30 {
        assert_eq!(statuses(&mut public, "203.0.113.1", &format!("{number}@example.org"), 1), [400]);
    }
    assert_eq!(statuses(&mut public, "203.0.113.2", "another@example.org", 1), [429]);
}

#[test]
fn a_network_from_which_the_account_signed_in_is_not_held_up() {
    let server = server();
    create(&server, "ada@example.org");
    let mut public = server.public();
    assert_eq!(attempt(&mut public, "198.51.100.1", "ada@example.org", PASSWORD).status, 200);
    for network in 1..=9 {
        statuses(&mut public, &format!("203.0.{network}.1"), "ada@example.org", 1);
    }
    assert_eq!(attempt(&mut public, "203.0.99.1", "ada@example.org", PASSWORD).status, 429, "strangers are held up");
    assert_eq!(attempt(&mut public, "198.51.100.77", "ada@example.org", PASSWORD).status, 200);
    // Nor is it free to guess: after its own limit it is slowed to one attempt in ten seconds.
    let guessed = statuses(&mut public, "198.51.100.1", "ada@example.org", 12);
    assert_eq!(guessed.iter().filter(|status| **status == 400).count(), 5, "{guessed:?}");
    let wait: u64 =
        attempt(&mut public, "198.51.100.1", "ada@example.org", "wrong").header("retry-after").expect("a wait").parse().expect("seconds");
    assert!(wait <= 10, "{wait}");
}

#[test]
fn a_known_browser_is_not_held_up_and_forged_cookies_are_nobodys() {
    let server = server();
    create(&server, "ada@example.org");
    create(&server, "bob@example.org");
    let (mut public, mut jar) = (server.public(), Jar::default());
    let (json_please, home, away) = ("application/json", "198.51.100.1", "203.0.113.1");
    assert_eq!(browse(&mut public, &mut jar, home, "ada@example.org", PASSWORD, json_please).status, 200);
    jar.0.retain(|(name, _)| name == "selfsame_device");
    assert_eq!(jar.0.len(), 1, "the device is remembered");
    for _ in 0..4 {
        statuses(&mut public, away, "ada@example.org", 1);
        statuses(&mut public, away, "bob@example.org", 1);
    }
    let mut stranger = Jar::default();
    assert_eq!(browse(&mut public, &mut stranger, away, "ada@example.org", PASSWORD, json_please).status, 429);
    let mut forged = Jar(vec![("selfsame_device".to_owned(), "A".repeat(160))]);
    assert_eq!(browse(&mut public, &mut forged, away, "ada@example.org", PASSWORD, json_please).status, 429);
    let mut others = Jar(jar.0.clone());
    assert_eq!(browse(&mut public, &mut others, away, "bob@example.org", PASSWORD, json_please).status, 429, "Ada's browser, not Bob's");
    assert_eq!(browse(&mut public, &mut jar, away, "ada@example.org", PASSWORD, json_please).status, 200);
}

#[test]
fn a_page_shows_the_flow_with_a_message_of_our_own() {
    let server = server();
    let (mut public, mut jar) = (server.public(), Jar::default());
    statuses(&mut public, "203.0.113.1", "ada@example.org", 3);
    let refused = browse(&mut public, &mut jar, "203.0.113.1", "ada@example.org", "wrong", "text/html");
    // A JSON body is answered with JSON, whatever is accepted.
    assert_eq!(refused.status, 429);
    let cookies = jar.header();
    let headers = [("X-Forwarded-For", "203.0.113.1"), ("Accept", "application/json"), ("Cookie", cookies.as_str())];
    let flow = public.send("GET", "/self-service/login/browser", &headers, None).json();
    let id = flow["id"].as_str().expect("a flow");
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes");
    let csrf = nodes.iter().find(|node| node["attributes"]["name"] == "csrf_token").expect("a token")["attributes"]["value"].clone();
    let form = format!(
        "method=password&identifier=ada%40example.org&password=wrong&csrf_token={}",
        csrf.as_str().expect("text").replace('+', "%2B").replace('=', "%3D")
    );
    let headers = [
        ("X-Forwarded-For", "203.0.113.1"),
        ("Accept", "text/html"),
        ("Cookie", cookies.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let answer = public.try_send("POST", &format!("/self-service/login?flow={id}"), &headers, Some(&form)).expect("an answer");
    assert_eq!(answer.status, 303, "{}", answer.body);
    let shown = public.send("GET", &format!("/self-service/login/flows?id={id}"), &[("Cookie", cookies.as_str())], None).json();
    assert_eq!(shown["ui"]["messages"][0]["id"], 4_900_001, "{shown}");
    assert!(shown["ui"]["messages"][0]["context"]["retry_after"].as_u64().is_some_and(|wait| wait > 0));
}

#[test]
fn what_was_counted_survives_a_restart_and_a_right_password_forgets_it() {
    let mut server = server();
    create(&server, "ada@example.org");
    let mut public = server.public();
    assert_eq!(statuses(&mut public, "203.0.113.1", "ada@example.org", 2), [400, 400]);
    assert_eq!(attempt(&mut public, "203.0.113.1", "ada@example.org", PASSWORD).status, 200);
    assert_eq!(statuses(&mut public, "203.0.114.1", "ada@example.org", 3), [400, 400, 400]);
    server.restart();
    let mut public = server.public();
    assert_eq!(attempt(&mut public, "203.0.114.1", "ada@example.org", PASSWORD).status, 429);
}

#[test]
fn codes_of_second_factors_are_counted_too() {
    let server = server();
    let credentials = json!({
        "password": { "config": { "password": PASSWORD } },
        "totp": { "config": { "totp_url": "otpauth://totp/x:y?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=x" } },
    });
    create_with(&server, "ada@example.org", &credentials);
    let mut public = server.public();
    let token =
        attempt(&mut public, "198.51.100.1", "ada@example.org", PASSWORD).json()["session_token"].as_str().expect("a token").to_owned();
    let mut submit = |from: &str| {
        let headers = [("X-Forwarded-For", from), ("X-Session-Token", token.as_str())];
        let flow: Value = public.send("GET", "/self-service/login/api?aal=aal2", &headers, None).json();
        let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
        public.send("POST", &path, &headers, Some(&json!({ "method": "totp", "totp_code": "000000" }))).status
    };
    let statuses: Vec<u16> = (0..5).map(|_| submit("203.0.113.1")).collect();
    assert_eq!(statuses, [400, 400, 400, 429, 429]);
    assert_eq!(submit("198.51.100.1"), 400, "the network of the sign-in");
}

#[test]
fn a_hundred_wrong_passwords_at_once_are_counted_one_by_one() {
    let server = server();
    create(&server, "ada@example.org");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> =
            (0..100).map(|_| scope.spawn(|| attempt(&mut server.public(), "203.0.113.1", "ada@example.org", "wrong").status)).collect();
        tries.into_iter().map(|attempt| attempt.join().expect("an answer")).collect()
    });
    let told = |status: u16| statuses.iter().filter(|found| **found == status).count();
    assert_eq!((told(400), told(429)), (3, 97), "{statuses:?}");
}

#[test]
fn forwarded_headers_count_from_trusted_proxies_only() {
    let config = CONFIG.replace("port: {public_port}}", "port: {public_port}, trusted_proxies: [10.0.0.0/8]}");
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    create(&server, "ada@example.org");
    let mut public = server.public();
    let statuses: Vec<u16> = (1..=4).map(|network| statuses(&mut public, &format!("203.0.{network}.1"), "ada@example.org", 1)[0]).collect();
    assert_eq!(statuses, [400, 400, 400, 429], "whatever address it claims, it is one client");
}
