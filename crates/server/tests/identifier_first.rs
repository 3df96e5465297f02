//! The identifier first: what the next form tells, and what it does not where accounts are to be hidden.

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
    code: {enabled: true, passwordless_enabled: CODE}
  flows:
    login: {ui_url: "http://app.example/login", style: identifier_first}
    error: {ui_url: "http://app.example/error"}
    max_open_per_client: 0
security: {account_enumeration: {mitigate: HIDES}}
secrets:
  cookie: [a-cookie-secret-that-tests-use-only]
  cipher: [a-cipher-secret-of-32-characters]
hashers: {algorithm: argon2, argon2: {memory: MEMORY, iterations: 1, parallelism: 1, salt_length: 16, key_length: 32}}
identity:
  default_schema_id: person
  schemas: [{id: person, url: "file://{dir}/person.json"}]
courier: {smtp: {connection_uri: "smtp://127.0.0.1:1/?disable_starttls=true"}}
log: {level: error}
"#;

fn server(code: &str, hides: &str) -> TestServer {
    server_with(code, hides, "64KB")
}

fn server_with(code: &str, hides: &str, memory: &str) -> TestServer {
    let config = CONFIG.replace("CODE", code).replace("HIDES", hides).replace("MEMORY", memory);
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start()
}

fn create(server: &TestServer, email: &str, credentials: &Value) {
    let body = json!({ "schema_id": "person", "traits": { "email": email }, "credentials": credentials });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
}

fn with_password() -> Value {
    json!({ "password": { "config": { "password": PASSWORD } } })
}

fn begin(public: &mut HttpClient) -> String {
    public.get("/self-service/login/api").json()["id"].as_str().expect("a flow").to_owned()
}

fn submit(public: &mut HttpClient, flow: &str, body: &Value) -> Response {
    public.post(&format!("/self-service/login?flow={flow}"), body)
}

/// Group, name and value of every node.
fn nodes(response: &Response) -> Vec<String> {
    let flow = response.json();
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes").iter();
    nodes.map(|node| format!("{}/{}={}", node["group"], node["attributes"]["name"], node["attributes"]["value"])).collect()
}

#[test]
fn the_next_form_offers_what_the_account_has() {
    let server = server("false", "false");
    create(&server, "ann@example.org", &with_password());
    create(&server, "bob@example.org", &json!({}));
    let mut public = server.public();
    let flow = begin(&mut public);
    let next = submit(&mut public, &flow, &json!({"identifier": "ann@example.org"}));
    assert_eq!(next.status, 400);
    assert!(nodes(&next).iter().any(|node| node.starts_with("\"password\"/\"password\"")), "{:?}", nodes(&next));
    for email in ["bob@example.org", "nobody@example.org"] {
        let flow = begin(&mut public);
        let refused = submit(&mut public, &flow, &json!({"identifier": email}));
        let identifier = refused.json()["ui"]["nodes"][0].clone();
        assert_eq!(identifier["messages"][0]["id"], 4_000_037, "{}", refused.body);
    }
}

#[test]
fn with_mitigation_everybody_gets_the_same_form() {
    for code in ["false", "true"] {
        let server = server(code, "true");
        create(&server, "ann@example.org", &with_password());
        create(&server, "bob@example.org", &json!({}));
        let mut public = server.public();
        let mut shown = Vec::new();
        for email in ["ann@example.org", "bob@example.org", "nobody@example.org"] {
            let flow = begin(&mut public);
            let next = submit(&mut public, &flow, &json!({"identifier": email}));
            let answer = next.json();
            let nodes: Vec<String> = nodes(&next).iter().map(|node| node.replace(email, "WHO")).collect();
            shown.push((next.status, answer["active"].clone(), answer["state"].clone(), answer["ui"]["messages"].clone(), nodes));
        }
        assert_eq!(shown[0], shown[1], "code: {code}");
        assert_eq!(shown[0], shown[2], "code: {code}");
    }
}

#[test]
fn csrf_of_the_identifier_step() {
    let server = server("true", "false");
    let mut public = server.public();
    let json_please = ("Accept", "application/json");
    let begun = public.send("GET", "/self-service/login/browser", &[json_please], None);
    let cookie = begun.header("set-cookie").and_then(|value| value.split(';').next()).expect("a cookie").to_owned();
    let path = format!("/self-service/login?flow={}", begun.json()["id"].as_str().expect("a flow"));
    let refused = public.send("POST", &path, &[json_please, ("Cookie", &cookie)], Some(&json!({"identifier": "ann@example.org"})));
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("security_csrf_violation")));
}

/// The t statistic of two samples (Welch): below 4.5 they are told apart by chance only.
fn welch(one: &[f64], two: &[f64]) -> f64 {
    let mean = |sample: &[f64]| sample.iter().sum::<f64>() / sample.len() as f64;
    let spread = |sample: &[f64], mean: f64| {
        sample.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (sample.len() - 1) as f64 / sample.len() as f64
    };
    let (first, second) = (mean(one), mean(two));
    (first - second) / (spread(one, first) + spread(two, second)).sqrt()
}

/// The faster nine tenths: what the machine does besides is none of the server's telling.
fn trimmed(mut sample: Vec<f64>) -> Vec<f64> {
    sample.sort_by(f64::total_cmp);
    sample.truncate(sample.len() * 9 / 10);
    sample
}

fn median(sample: &[f64]) -> f64 {
    sample[sample.len() / 2]
}

/// Thousands of tries, each identifier once, known and unknown in turns, each from a network of its own.
fn compare(what: &str, server: &TestServer, tries: usize, body: impl Fn(&str) -> Value) -> f64 {
    let mut public = server.public();
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..tries {
        // Who comes first takes turns: a request is slower or faster for what came before it.
        let mut turns = [(0, "known"), (1, "nobody")];
        turns.rotate_left(number % 2);
        for (kind, name) in turns {
            let network = format!("{}.{}.{}.1", 20 + kind * 50 + number / 65_536, number / 256 % 256, number % 256);
            let headers = [("X-Forwarded-For", network.as_str())];
            let flow = public.send("GET", "/self-service/login/api", &headers, None).json();
            let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
            let body = body(&format!("{name}{number}@example.org"));
            let begun = std::time::Instant::now();
            let answer = public.send("POST", &path, &headers, Some(&body));
            times[kind].push(begun.elapsed().as_secs_f64() * 1e6);
            assert_eq!(answer.status, 400, "{}", answer.body);
        }
    }
    let [known, nobody] = times.map(trimmed);
    let t = welch(&known, &nobody);
    println!("{what}: {tries} tries each; median known {:.1} us, nobody {:.1} us; t = {t:.2}", median(&known), median(&nobody));
    t
}

/// Not part of the usual run: it takes minutes and a machine with nothing else to do.
#[test]
#[ignore = "statistics over thousands of tries"]
fn time_tells_nothing_about_who_exists() {
    let server = server_with("true", "true", "16MB");
    let tries = 3000;
    for number in 0..tries {
        create(&server, &format!("known{number}@example.org"), &with_password());
    }
    let password = |email: &str| json!({"method": "password", "identifier": email, "password": "a wrong one, always"});
    let code = |email: &str| json!({"method": "code", "identifier": email});
    let first = |email: &str| json!({"method": "identifier_first", "identifier": email});
    let found = [
        compare("password", &server, tries, password),
        compare("code", &server, tries, code),
        compare("identifier first", &server, tries, first),
    ];
    assert!(found.iter().all(|t| t.abs() < 4.5), "{found:?}");
}
