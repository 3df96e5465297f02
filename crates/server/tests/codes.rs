//! Signing in and up by codes, on the real binary: what recordings do not show, and the attacks on it.

use selfsame_testkit::{HttpClient, Late, Response, TestServer};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

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
    code: {enabled: true, passwordless_enabled: true, config: {lifespan: 1h, max_submissions: 5}}
  flows:
    login: {ui_url: "http://app.example/login"}
    registration: {ui_url: "http://app.example/registration", style: unified, after: {code: {hooks: [{hook: session}]}}}
    error: {ui_url: "http://app.example/error"}
    max_open_per_client: 0
security: {account_enumeration: {mitigate: false}}
secrets:
  cookie: [a-cookie-secret-that-tests-use-only]
  cipher: [a-cipher-secret-of-32-characters]
hashers: {algorithm: argon2, argon2: {memory: 64KB, iterations: 1, parallelism: 1, salt_length: 16, key_length: 32}}
identity:
  default_schema_id: person
  schemas: [{id: person, url: "file://{dir}/person.json"}]
courier: {smtp: {connection_uri: "smtp://127.0.0.1:1/?disable_starttls=true"}}
log: {level: error}
"#;

/// Codes go to two kinds of addresses, and a user name is an identifier of passwords only.
fn schema() -> Value {
    let code = |via: &str| json!({"password": {"identifier": true}, "code": {"identifier": true, "via": via}});
    json!({
        "$id": "https://tests.example/person.json", "type": "object",
        "properties": {"traits": {"type": "object", "properties": {
            "email": {"type": "string", "format": "email",
                "ory.sh/kratos": {"credentials": code("email"), "verification": {"via": "email"}}},
            "other": {"type": "string", "format": "email", "ory.sh/kratos": {"credentials": code("email")}},
            "phone": {"type": "string", "format": "tel",
                "ory.sh/kratos": {"credentials": code("sms"), "verification": {"via": "sms"}}},
            "user": {"type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}},
        }}},
    })
}

struct World {
    server: TestServer,
    public: HttpClient,
}

impl World {
    fn with(config: &str) -> Self {
        let schema = format!("base64://{}", base64(&schema().to_string()));
        let config = config.replace("file://{dir}/person.json", &schema);
        let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
        Self { public: server.public(), server }
    }

    fn new() -> Self {
        Self::with(CONFIG)
    }

    fn create(&self, traits: &Value) -> String {
        let body = json!({"schema_id": "person", "traits": traits, "credentials": {"password": {"config": {"password": PASSWORD}}}});
        let created = self.server.admin().post("/admin/identities", &body);
        assert_eq!(created.status, 201, "{}", created.body);
        created.json()["id"].as_str().expect("an id").to_owned()
    }

    fn begin(&mut self, kind: &str) -> String {
        let begun = self.public.get(&format!("/self-service/{kind}/api"));
        assert_eq!(begun.status, 200, "{}", begun.body);
        begun.json()["id"].as_str().expect("a flow").to_owned()
    }

    fn post(&mut self, kind: &str, flow: &str, body: &Value) -> Response {
        self.public.post(&format!("/self-service/{kind}?flow={flow}"), body)
    }

    /// Asks for a code for this identifier in a flow of its own.
    fn ask(&mut self, identifier: &str) -> (String, Response) {
        let flow = self.begin("login");
        let asked = self.post("login", &flow, &json!({"method": "code", "identifier": identifier}));
        (flow, asked)
    }

    /// All messages to an address, newest first.
    fn mails(&self, to: &str) -> Vec<Value> {
        let to = to.replace('+', "%2B");
        let found = self.server.admin().get(&format!("/admin/courier/messages?recipient={to}"));
        found.json().as_array().cloned().unwrap_or_default()
    }

    /// The newest code that went to an address.
    fn code(&self, to: &str) -> String {
        self.codes(to, 1).swap_remove(0)
    }

    /// All codes that went to an address, once there are so many, newest first.
    fn codes(&self, to: &str, count: usize) -> Vec<String> {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let mails = self.mails(to);
            if mails.len() >= count {
                let code = |mail: &Value| {
                    let text = mail["body"].as_str().expect("a body");
                    let code = text.split(|character: char| !character.is_ascii_digit()).find(|word| word.len() == 6);
                    code.unwrap_or_else(|| panic!("no code in {text}")).to_owned()
                };
                return mails.iter().map(code).collect();
            }
            assert!(Instant::now() < until, "no {count} messages to {to}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn submit(&mut self, flow: &str, identifier: &str, code: &str) -> Response {
        self.post("login", flow, &json!({"method": "code", "identifier": identifier, "code": code}))
    }
}

fn base64(text: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = text.as_bytes().chunks(3).map(|chunk| {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        let digits = (0..4).map(|place| {
            let digit = char::from(ALPHABET[(bits >> (18 - 6 * place) & 63) as usize]);
            if place <= chunk.len() { digit } else { '=' }
        });
        digits.collect::<String>()
    });
    groups.collect()
}

fn message(response: &Response) -> u64 {
    response.json()["ui"]["messages"][0]["id"].as_u64().unwrap_or_default()
}

#[test]
fn an_address_gets_its_own_code_and_each_is_verified_by_its_own() {
    let mut world = World::new();
    let id = world.create(&json!({"email": "ann@example.org", "phone": "+14155552671", "user": "ann"}));
    let (flow, asked) = world.ask("+1 415 555 2671");
    assert_eq!((asked.status, message(&asked)), (400, 1_010_014), "{}", asked.body);
    let code = world.code("+14155552671");
    assert!(world.mails("ann@example.org").is_empty());
    let done = world.submit(&flow, "+14155552671", &code);
    assert_eq!(done.status, 200, "{}", done.body);
    let stored = world.server.admin().get(&format!("/admin/identities/{id}")).json();
    let verified: Vec<(Value, Value)> = stored["verifiable_addresses"]
        .as_array()
        .expect("addresses")
        .iter()
        .map(|address| (address["via"].clone(), address["verified"].clone()))
        .collect();
    assert!(verified.contains(&(json!("sms"), json!(true))) && verified.contains(&(json!("email"), json!(false))), "{verified:?}");
}

#[test]
fn another_identifier_serves_only_with_the_fallback_and_sends_to_all_addresses() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org", "other": "ann@home.example", "user": "ann"}));
    let (_, refused) = world.ask("ann");
    assert_eq!((refused.status, message(&refused)), (400, 4_000_035));
    let mut world = World::with(&CONFIG.replace("max_submissions: 5", "max_submissions: 5, missing_credential_fallback_enabled: true"));
    world.create(&json!({"email": "ann@example.org", "other": "ann@home.example", "user": "ann"}));
    let (flow, asked) = world.ask("ann");
    assert_eq!(message(&asked), 1_010_014, "{}", asked.body);
    let (one, two) = (world.code("ann@example.org"), world.code("ann@home.example"));
    assert_ne!(one, two, "each address has a code of its own");
    assert_eq!(world.submit(&flow, "ann", &two).status, 200);
}

#[test]
fn a_message_speaks_the_language_of_the_request_that_causes_it() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org", "phone": "+14155552671"}));
    for (to, headers, text) in [
        ("ann@example.org", &[("accept-language", "de-AT, en;q=0.5")][..], "Mit diesem Code melden Sie sich an:"),
        ("+14155552671", &[("accept-language", "pl")], "Kod logowania"),
        ("ann@example.org", &[("accept-language", "xx")], "Enter this code to sign in:"),
    ] {
        let flow = world.begin("login");
        let (path, body) = (format!("/self-service/login?flow={flow}"), json!({"method": "code", "identifier": to}));
        let asked = world.public.send("POST", &path, headers, Some(&body));
        assert_eq!(message(&asked), 1_010_014, "{}", asked.body);
        let mail = world.mails(to).remove(0);
        assert!(mail["body"].as_str().expect("a body").contains(text), "{headers:?}: {mail}");
    }
}

#[test]
fn code_replay() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org"}));
    let (flow, _) = world.ask("ann@example.org");
    let code = world.code("ann@example.org");
    assert_eq!(world.submit(&flow, "ann@example.org", &code).status, 200);
    let again = world.submit(&flow, "ann@example.org", &code);
    assert_eq!((again.status, message(&again)), (400, 4_010_002));
}

#[test]
fn cross_flow_use_of_a_code() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org"}));
    let (first, _) = world.ask("ann@example.org");
    let code = world.code("ann@example.org");
    let (second, _) = world.ask("ann@example.org");
    let crossed = world.submit(&second, "ann@example.org", &code);
    // A one in a million chance gives both flows one code.
    assert!(code == world.code("ann@example.org") || (crossed.status, message(&crossed)) == (400, 4_010_008), "{}", crossed.body);
    assert_eq!(world.submit(&first, "ann@example.org", &code).status, 200, "and in its own flow it is right");
    let registration = world.begin("registration");
    let traits = json!({"email": "new@example.org"});
    world.post("registration", &registration, &json!({"method": "code", "traits": traits}));
    let sign_up = world.code("new@example.org");
    let (login, _) = world.ask("ann@example.org");
    let crossed = world.submit(&login, "ann@example.org", &sign_up);
    assert!(sign_up == world.code("ann@example.org") || message(&crossed) == 4_010_008, "a sign-up's code signs nobody in");
}

#[test]
fn a_hundred_submissions_of_one_code_make_one_session() {
    let mut world = World::with(&CONFIG.replace("max_submissions: 5", "max_submissions: 200"));
    let id = world.create(&json!({"email": "ann@example.org"}));
    let (flow, _) = world.ask("ann@example.org");
    let code = world.code("ann@example.org");
    let body = json!({"method": "code", "identifier": "ann@example.org", "code": code});
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let submissions: Vec<_> = (0..100)
            .map(|_| {
                let (mut client, flow, body) = (world.server.public(), &flow, &body);
                scope.spawn(move || client.post(&format!("/self-service/login?flow={flow}"), body).status)
            })
            .collect();
        submissions.into_iter().map(|submission| submission.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 400 | 429)), "{statuses:?}");
    let sessions = world.server.admin().get(&format!("/admin/identities/{id}/sessions")).json();
    assert_eq!(sessions.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_hundred_wrong_codes_at_once_are_five_tries() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org"}));
    let (flow, _) = world.ask("ann@example.org");
    let code = world.code("ann@example.org");
    let messages: Vec<u64> = std::thread::scope(|scope| {
        let submissions: Vec<_> = (0..100)
            .map(|number| {
                let (mut client, flow) = (world.server.public(), &flow);
                let body = json!({"method": "code", "identifier": "ann@example.org", "code": format!("x{number}")});
                scope.spawn(move || message(&client.post(&format!("/self-service/login?flow={flow}"), &body)))
            })
            .collect();
        submissions.into_iter().map(|submission| submission.join().expect("an answer")).collect()
    });
    let told_wrong = messages.iter().filter(|id| **id == 4_010_008).count();
    assert!(told_wrong <= 5, "{told_wrong}: {messages:?}");
    let right = world.submit(&flow, "ann@example.org", &code);
    assert_ne!(right.status, 200, "the flow's codes are spent: {}", right.body);
}

#[test]
fn an_expired_code_is_wrong() {
    let mut world = World::with(&CONFIG.replace("lifespan: 1h", "lifespan: 1s"));
    world.create(&json!({"email": "ann@example.org"}));
    let (flow, _) = world.ask("ann@example.org");
    let code = world.code("ann@example.org");
    std::thread::sleep(Duration::from_millis(1100));
    let late = world.submit(&flow, "ann@example.org", &code);
    assert_eq!((late.status, message(&late)), (400, 4_010_008));
}

#[test]
fn wrong_codes_are_counted_over_flows_and_a_resend_does_not_help() {
    let config = CONFIG.replace("security: {", "security: {sign_in_attempts: {per_account_and_network: {count: 6, window: 15m}}, ");
    let mut world = World::with(&config);
    world.create(&json!({"email": "ann@example.org"}));
    let mut statuses = Vec::new();
    for round in 0..3 {
        let (flow, _) = world.ask("ann@example.org");
        for number in 0..3 {
            statuses.push(world.submit(&flow, "ann@example.org", &format!("y{round}{number}")).status);
        }
    }
    assert_eq!(statuses, [400, 400, 400, 400, 400, 400, 429, 429, 429]);
}

#[test]
fn with_mitigation_nobody_is_answered_as_somebody() {
    let mut world = World::with(&CONFIG.replace("mitigate: false", "mitigate: true"));
    world.create(&json!({"email": "ann@example.org"}));
    let mut answers = Vec::new();
    for identifier in ["ann@example.org", "bob@example.org"] {
        let (flow, asked) = world.ask(identifier);
        let mut wrong: Vec<Response> = (0..6).map(|number| world.submit(&flow, identifier, &format!("z{number}"))).collect();
        wrong.insert(0, asked);
        let shapes = wrong.iter().map(|answer| {
            let mut names: Vec<&str> =
                answer.headers.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "x-request-id").collect();
            names.sort_unstable();
            let mut body = answer.json();
            for name in ["id", "expires_at", "issued_at", "created_at", "updated_at", "request_url"] {
                body[name] = Value::Null;
            }
            body["ui"]["action"] = Value::Null;
            let text = body.to_string().replace(identifier, "WHO");
            (answer.status, names.join(","), text)
        });
        answers.push(shapes.collect::<Vec<_>>());
    }
    assert_eq!(answers[0], answers[1]);
    assert!(world.mails("bob@example.org").is_empty());
}

#[test]
fn mass_assignment_of_verified() {
    let mut world = World::new();
    let flow = world.begin("registration");
    let addresses = json!([{"value": "ann@example.org", "verified": true, "via": "email", "status": "completed"}]);
    let body = json!({
        "method": "password", "password": PASSWORD, "traits": {"email": "ann@example.org"},
        "verifiable_addresses": addresses, "verified": true, "state": "passed_challenge",
    });
    let done = world.post("registration", &flow, &body);
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(done.json()["identity"]["verifiable_addresses"][0]["verified"], false);
}

#[test]
fn a_sign_up_by_code_proves_each_address_that_its_code_went_to() {
    let mut world = World::new();
    let flow = world.begin("registration");
    let traits = json!({"email": "ann@example.org", "phone": "+14155552671"});
    let sent = world.post("registration", &flow, &json!({"method": "code", "traits": traits}));
    assert_eq!((sent.status, message(&sent)), (400, 1_040_005), "{}", sent.body);
    let code = world.code("+14155552671");
    let done = world.post("registration", &flow, &json!({"method": "code", "traits": traits, "code": code}));
    assert_eq!(done.status, 200, "{}", done.body);
    let addresses = done.json()["identity"]["verifiable_addresses"].as_array().cloned().expect("addresses");
    let is_verified = |via: &str| addresses.iter().any(|address| address["via"] == via && address["verified"] == true);
    assert!(is_verified("sms") && !is_verified("email"), "{addresses:?}");
}

#[test]
fn session_fixation() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org"}));
    world.create(&json!({"email": "eve@example.org"}));
    let (flow, _) = world.ask("eve@example.org");
    let code = world.code("eve@example.org");
    let eve = world.submit(&flow, "eve@example.org", &code).json()["session_token"].as_str().expect("a token").to_owned();
    // Ann signs in where Eve's session is presented: she gets one of her own, and Eve's stays Eve's.
    let headers = [("X-Session-Token", eve.as_str())];
    let begun = world.public.send("GET", "/self-service/login/api?refresh=true", &headers, None).json();
    let path = format!("/self-service/login?flow={}", begun["id"].as_str().expect("a flow"));
    let body = json!({"method": "password", "identifier": "ann@example.org", "password": PASSWORD});
    let done = world.public.send("POST", &path, &headers, Some(&body));
    assert_eq!(done.status, 200, "{}", done.body);
    let ann = done.json()["session_token"].as_str().expect("a token").to_owned();
    assert_ne!(ann, eve);
    let whoami = world.public.send("GET", "/sessions/whoami", &headers, None).json();
    assert_eq!(whoami["identity"]["traits"]["email"], "eve@example.org");
}

#[test]
fn header_poisoning() {
    let config = CONFIG.replace("port: {public_port}}", "port: {public_port}, trusted_proxies: [10.0.0.0/8]}");
    let mut world = World::with(&config);
    world.create(&json!({"email": "ann@example.org"}));
    let headers = [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "6.6.6.6")];
    let begun = world.public.send("GET", "/self-service/login/api", &headers, None).json();
    assert!(!begun.to_string().contains("evil.example"), "{begun}");
    let path = format!("/self-service/login?flow={}", begun["id"].as_str().expect("a flow"));
    let sent = world.public.send("POST", &path, &headers, Some(&json!({"method": "code", "identifier": "ann@example.org"})));
    assert_eq!(sent.status, 400);
    world.code("ann@example.org");
    assert!(!world.mails("ann@example.org")[0].to_string().contains("evil.example"));
}

#[test]
fn guesses_at_a_sign_ups_codes_add_up_over_flows() {
    let config = CONFIG.replace("security: {", "security: {sign_in_attempts: {per_account_and_network: {count: 3, window: 15m}}, ");
    let mut world = World::with(&config);
    let mut statuses = Vec::new();
    for number in 0..5 {
        let flow = world.begin("registration");
        // Another address of one's own beside it makes no other account of it.
        let traits = json!({"email": "ann@example.org", "other": format!("eve{number}@example.org")});
        let mut body = json!({"method": "code", "traits": traits});
        assert_eq!(message(&world.post("registration", &flow, &body)), 1_040_005);
        body["code"] = json!("x");
        statuses.push(world.post("registration", &flow, &body).status);
    }
    assert_eq!(statuses, [400, 400, 400, 429, 429]);
    let flow = world.begin("registration");
    let mut body = json!({"method": "code", "traits": {"email": "bob@example.org"}});
    world.post("registration", &flow, &body);
    body["code"] = json!(world.code("bob@example.org"));
    assert_eq!(world.post("registration", &flow, &body).status, 200, "another address is another account");
}

/// The flow is loaded before the body is there: meanwhile it sends its code elsewhere.
#[test]
fn a_sign_ups_code_proves_no_address_but_the_one_it_went_to() {
    let mut world = World::new();
    let flow = world.begin("registration");
    let of = |email: &str| json!({"method": "code", "traits": {"email": email}});
    world.post("registration", &flow, &of("victim@example.org"));
    let mut body = of("victim@example.org");
    body["code"] = json!("000000");
    let late = Late::begin(&world.server, &format!("/self-service/registration?flow={flow}"), &[], body.to_string().len());
    let mut resend = of("mallory@example.org");
    resend["resend"] = json!("code");
    assert_eq!(message(&world.post("registration", &flow, &resend)), 1_040_005);
    body["code"] = json!(world.code("mallory@example.org"));
    let (status, answer) = late.finish(&body.to_string());
    assert_eq!(status, 400, "{answer}");
    assert_eq!(world.server.admin().get("/admin/identities").json(), json!([]), "nobody has an account with an address of others");
}

#[test]
fn a_code_is_worth_nothing_once_the_address_it_went_to_is_another_ones() {
    let mut world = World::new();
    let id = world.create(&json!({"email": "old@example.org", "user": "ann"}));
    let (flow, _) = world.ask("old@example.org");
    let code = world.code("old@example.org");
    let changes = json!({"schema_id": "person", "state": "active", "traits": {"email": "new@example.org", "user": "ann"}});
    assert_eq!(world.server.admin().send("PUT", &format!("/admin/identities/{id}"), &[], Some(&changes)).status, 200);
    let refused = world.submit(&flow, "new@example.org", &code);
    assert_eq!((refused.status, message(&refused)), (400, 4_010_008), "{}", refused.body);
}

/// The code goes to an address that nobody verifies: it proves none that the hook asks for.
#[test]
fn a_code_to_an_address_that_is_not_verified_does_not_stand_for_a_verified_one() {
    let hook = r#"login: {ui_url: "http://app.example/login", after: {hooks: [{hook: require_verified_address}]}}
    verification: {enabled: true, ui_url: "http://app.example/verification"}"#;
    let mut world = World::with(&CONFIG.replace(r#"login: {ui_url: "http://app.example/login"}"#, hook));
    world.create(&json!({"email": "ann@example.org", "other": "ann@home.example"}));
    let (flow, _) = world.ask("ann@home.example");
    let code = world.code("ann@home.example");
    let refused = world.submit(&flow, "ann@home.example", &code);
    assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("session_verified_address_required")), "{}", refused.body);
    let (flow, _) = world.ask("ann@example.org");
    // Of two messages there, one is the verification's.
    let codes = world.codes("ann@example.org", 2);
    let statuses: Vec<u16> = codes.iter().map(|code| world.submit(&flow, "ann@example.org", code).status).collect();
    assert!(statuses.contains(&200), "{statuses:?}");
    let (flow, _) = world.ask("ann@home.example");
    let codes = world.codes("ann@home.example", 2);
    let done = world.submit(&flow, "ann@home.example", &codes[0]);
    assert_eq!(done.status, 200, "once an address is verified any code signs in: {}", done.body);
}

#[test]
fn flooding_the_disk_by_one_flow() {
    let mut world = World::new();
    world.create(&json!({"email": "ann@example.org"}));
    let (flow, _) = world.ask("ann@example.org");
    let again = json!({"method": "code", "identifier": "ann@example.org", "resend": "code"});
    let statuses: Vec<u16> = (0..11).map(|_| world.post("login", &flow, &again).status).collect();
    assert_eq!(statuses, [[400; 9].as_slice(), &[429; 2]].concat());
    let flow = world.begin("registration");
    let again = json!({"method": "code", "traits": {"email": "new@example.org"}, "resend": "code"});
    let statuses: Vec<u16> = (0..12).map(|_| world.post("registration", &flow, &again).status).collect();
    assert_eq!(statuses, [[400; 10].as_slice(), &[429; 2]].concat());
}

/// Signing in again and again in one flow, between codes that it sends, makes room once.
#[test]
fn making_room_for_flows_without_end() {
    let mut world = World::with(&CONFIG.replace("max_open_per_client: 0", "max_open_per_client: 3"));
    world.create(&json!({"email": "ann@example.org"}));
    let (flow, _) = world.ask("ann@example.org");
    world.begin("login");
    world.begin("login");
    for _ in 0..3 {
        let done = world.post("login", &flow, &json!({"method": "password", "identifier": "ann@example.org", "password": PASSWORD}));
        assert_eq!(done.status, 200, "{}", done.body);
    }
    let statuses: Vec<u16> = (0..3).map(|_| world.public.get("/self-service/login/api").status).collect();
    assert_eq!(statuses, [200, 429, 429]);
}

#[test]
fn identifiers_without_end_are_nobodys_and_kept_nowhere() {
    let mut world = World::with(&CONFIG.replace("mitigate: false", "mitigate: true"));
    let long = format!("{}@example.org", "long".repeat(1000));
    let (flow, asked) = world.ask(&long);
    assert_eq!((asked.status, message(&asked)), (400, 1_010_014), "as for anybody: {}", asked.body);
    let wrong = world.submit(&flow, &long, "000000");
    assert_eq!((wrong.status, message(&wrong)), (400, 4_010_008), "{}", wrong.body);
    let shown = world.public.get(&format!("/self-service/login/flows?id={flow}"));
    assert!([asked, wrong, shown].iter().all(|answer| !answer.body.contains("longlong")), "what nobody is called is not kept");
    let body = json!({"schema_id": "person", "traits": {"user": "u".repeat(1025)}});
    let refused = world.server.admin().post("/admin/identities", &body);
    assert!(refused.status == 400 && refused.body.contains("/traits/user"), "{}", refused.body);
}
