//! Signing in on the real binary, as native clients and browsers do it.

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
  flows:
    login: {ui_url: "http://app.example/login"}
    error: {ui_url: "http://app.example/error"}
    max_open_per_client: 3
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
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let body = json!({ "method": "password", "identifier": email, "password": password });
    client.send("POST", &path, &[("X-Forwarded-For", from)], Some(&body))
}

fn cookies(response: &Response) -> Vec<(String, String)> {
    let set = response.headers.iter().filter(|(name, _)| name == "set-cookie");
    set.filter_map(|(_, value)| value.split(';').next()?.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn node<'a>(flow: &'a Value, name: &str) -> &'a Value {
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes");
    nodes.iter().find(|node| node["attributes"]["name"] == name).unwrap_or_else(|| panic!("no node {name} in {flow}"))
}

#[test]
fn a_client_with_too_many_open_flows_is_told_to_wait_until_it_finishes_one() {
    let server = server();
    create(&server, "ada@example.org", &json!({ "password": PASSWORD }));
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
        assert_eq!(submit(&mut public, &first, "203.0.113.1", "ada@example.org", PASSWORD).status, 200);
    }
    assert_eq!(begin(&mut public, "203.0.113.1").status, 200);
    assert_eq!(begin(&mut public, "203.0.113.1").status, 429, "a flow makes room once, however often it is submitted");
}

#[test]
fn a_device_is_the_client_behind_the_proxy_without_a_port() {
    let server = server();
    create(&server, "ada@example.org", &json!({ "password": PASSWORD }));
    let mut public = server.public();
    let flow = begin(&mut public, "203.0.113.1").json();
    let done = submit(&mut public, &flow, "198.51.100.7:4455", "ada@example.org", PASSWORD).json();
    assert_eq!(done["session"]["devices"][0]["ip_address"], "198.51.100.7");
    let flow = begin(&mut public, "203.0.113.1").json();
    let done = submit(&mut public, &flow, "no address", "ada@example.org", PASSWORD).json();
    assert_eq!(done["session"]["devices"][0]["ip_address"], "127.0.0.1");
}

#[test]
fn unknown_people_wrong_and_missing_passwords_get_the_same_answer() {
    let server = server();
    create(&server, "ada@example.org", &json!({ "password": PASSWORD }));
    let hook = json!({ "use_password_migration_hook": true });
    create(&server, "hook@example.org", &hook);
    let mut public = server.public();
    for email in ["ada@example.org", "nobody@example.org", "hook@example.org"] {
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
    let id = create(&server, "ada@example.org", &json!({ "hashed_password": "$md5$Xr4ilOzQ4PCOq3aQ0qbuaQ==" }));
    let stored = || {
        let identity = server.admin().get(&format!("/admin/identities/{id}?include_credential=password")).json();
        identity["credentials"]["password"]["config"]["hashed_password"].as_str().expect("a hash").to_owned()
    };
    assert!(stored().starts_with("$md5$"), "{}", stored());
    let mut public = server.public();
    let flow = begin(&mut public, "203.0.113.1").json();
    assert_eq!(submit(&mut public, &flow, "203.0.113.1", "ada@example.org", "secret").status, 200);
    assert!(stored().starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{}", stored());
    assert_eq!(submit(&mut public, &flow, "203.0.113.1", "ada@example.org", "secret").status, 200);
}

#[test]
fn a_browser_signs_in_and_out_with_its_cookies() {
    let server = server();
    create(&server, "ada@example.org", &json!({ "password": PASSWORD }));
    let (mut public, json_please) = (server.public(), ("Accept", "application/json"));
    let begun = public.send("GET", "/self-service/login/browser", &[json_please], None);
    let [(csrf_name, csrf_value)] = cookies(&begun).try_into().expect("one cookie");
    let flow = begun.json();
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let cookie = format!("{csrf_name}={csrf_value}");
    let mut body = json!({ "method": "password", "identifier": "ada@example.org", "password": PASSWORD });
    let refused = public.send("POST", &path, &[json_please, ("Cookie", &cookie)], Some(&body));
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("security_csrf_violation")));
    body["csrf_token"] = node(&flow, "csrf_token")["attributes"]["value"].clone();
    let done = public.send("POST", &path, &[json_please, ("Cookie", &cookie)], Some(&body));
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(done.json()["session_token"].is_null(), "a browser never sees the token");
    let [(name, rotated), (session_name, session), (device_name, _)] = cookies(&done).try_into().expect("three cookies");
    assert_eq!(device_name, "selfsame_device");
    assert_eq!((name.as_str(), session_name.as_str()), (csrf_name.as_str(), "ory_kratos_session"));
    assert_ne!(rotated, csrf_value, "forms of before the sign-in are dead");
    let signed_in = format!("{csrf_name}={rotated}; ory_kratos_session={session}");
    assert_eq!(public.send("GET", "/sessions/whoami", &[("Cookie", &signed_in)], None).status, 200);
    let logout = public.send("GET", "/self-service/logout/browser", &[("Cookie", &signed_in)], None).json();
    let path = format!("/self-service/logout?token={}", logout["logout_token"].as_str().expect("a token"));
    let left = public.send("GET", &path, &[json_please, ("Cookie", &signed_in)], None);
    assert_eq!(left.status, 204, "{}", left.body);
    assert_eq!(public.send("GET", "/sessions/whoami", &[("Cookie", &signed_in)], None).status, 401);
}

#[test]
fn a_form_shown_to_another_browser_holds_none_of_its_owners_token() {
    let server = server();
    let mut public = server.public();
    let flow = public.send("GET", "/self-service/login/browser", &[("Accept", "application/json")], None).json();
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let shown = public.post(&path, &json!({ "method": "password" }));
    assert_eq!(shown.status, 400, "{}", shown.body);
    assert_eq!(node(&shown.json(), "csrf_token")["attributes"]["value"], "");
}
