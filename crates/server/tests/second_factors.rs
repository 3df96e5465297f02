//! Second factors on the real binary: each one-time secret is worth one login, however many ask at once.

use selfsame_api::Timestamp;
use selfsame_core::credential::totp::TotpKey;
use selfsame_testkit::selfservice::{Native, PASSWORD, config, has_node, messages, node};
use selfsame_testkit::{Response, TestServer};
use serde_json::{Value, json};

const EMAIL: &str = "ada@example.org";
const URL: &str = "otpauth://totp/Selfsame:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Selfsame";
const MANY: usize = 100;

fn server() -> TestServer {
    server_with("totp: {enabled: true}\nlookup_secret: {enabled: true}")
}

fn server_with(methods: &str) -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config(methods, "")).start()
}

fn import(server: &TestServer, mut credentials: Value) -> String {
    credentials["password"] = json!({ "config": { "password": PASSWORD } });
    let body = json!({ "schema_id": "person", "traits": { "email": EMAIL }, "credentials": credentials });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    format!("/admin/identities/{}", created.json()["id"].as_str().expect("an id"))
}

fn with_app() -> Value {
    json!({ "totp": { "config": { "totp_url": URL } } })
}

/// A session that the password began, and a flow for the second factor.
struct Attempt {
    native: Native,
    flow: Value,
}

impl Attempt {
    fn begin(server: &TestServer) -> Self {
        let mut native = Native::sign_in(server, EMAIL, PASSWORD);
        let flow = native.get("/self-service/login/api?aal=aal2");
        assert_eq!(flow.status, 200, "{}", flow.body);
        Self { flow: flow.json(), native }
    }

    fn submit(&mut self, body: &Value) -> Response {
        self.native.submit("login", &self.flow, body)
    }

    fn whoami(&mut self) -> Response {
        self.native.get("/sessions/whoami")
    }
}

fn totp_now() -> Value {
    #[expect(clippy::disallowed_methods, reason = "the server under test runs on the machine's clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time after 1970");
    let key = TotpKey::parse(URL).expect("a key");
    let step = key.step_at(Timestamp::from_micros(i64::try_from(since.as_micros()).expect("a time before 290000")));
    json!({ "method": "totp", "totp_code": *key.code(step) })
}

fn message(response: &Response) -> u64 {
    *messages(&response.json()).first().unwrap_or_else(|| panic!("no message: {}", response.body))
}

/// How many of the attempts succeed with this body at once; all others must be refused with the message `otherwise`.
fn race(attempts: &mut [Attempt], body: &Value, otherwise: u64) -> usize {
    let answers: Vec<Response> = std::thread::scope(|scope| {
        let threads: Vec<_> = attempts.iter_mut().map(|attempt| scope.spawn(move || attempt.submit(body))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    });
    let (done, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    for answer in refused {
        assert_eq!((answer.status, message(answer)), (400, otherwise), "{}", answer.body);
    }
    done.len()
}

#[test]
fn of_a_hundred_sign_ins_with_one_totp_code_one_succeeds() {
    let server = server();
    import(&server, with_app());
    let mut attempts: Vec<Attempt> = (0..MANY).map(|_| Attempt::begin(&server)).collect();
    assert_eq!(race(&mut attempts, &totp_now(), 4000008), 1);
    let raised = attempts.iter_mut().filter_map(|attempt| (attempt.whoami().status == 200).then_some(())).count();
    assert_eq!(raised, 1, "one session reached the second level");
}

#[test]
fn of_a_hundred_sign_ins_with_one_backup_code_one_succeeds() {
    let server = server();
    let codes = json!({ "lookup_secret": { "config": { "codes": [{ "code": "code-one" }, { "code": "code-two" }] } } });
    let path = import(&server, codes);
    let mut attempts: Vec<Attempt> = (0..MANY).map(|_| Attempt::begin(&server)).collect();
    let body = json!({ "method": "lookup_secret", "lookup_secret": "code-one" });
    assert_eq!(race(&mut attempts, &body, 4000012), 1);
    let stored = server.admin().get(&format!("{path}?include_credential=lookup_secret")).json();
    let codes = &stored["credentials"]["lookup_secret"]["config"]["recovery_codes"];
    assert!(codes[0]["used_at"].is_string() && codes[1]["used_at"].is_null(), "{codes}");
}

#[test]
fn a_used_totp_code_stays_used_after_a_restart_and_an_update_but_not_after_an_import() {
    let mut server = server();
    let path = import(&server, with_app());
    let body = totp_now();
    let mut first = Attempt::begin(&server);
    let done = first.submit(&body);
    assert_eq!((done.status, &done.json()["session"]["authenticator_assurance_level"]), (200, &json!("aal2")), "{}", done.body);
    assert_eq!(first.whoami().status, 200);

    server.restart();
    assert_eq!(message(&Attempt::begin(&server).submit(&body)), 4000008);
    let changes = json!({ "schema_id": "person", "traits": { "email": EMAIL }, "state": "active" });
    assert_eq!(server.admin().send("PUT", &path, &[], Some(&changes)).status, 200);
    assert_eq!(message(&Attempt::begin(&server).submit(&body)), 4000008);
    let shown = server.admin().get(&format!("{path}?include_credential=totp")).json();
    assert_eq!(shown["credentials"]["totp"]["config"], json!({ "totp_url": URL }), "only the URL is shown");

    let mut replaced = changes;
    replaced["credentials"] = with_app();
    assert_eq!(server.admin().send("PUT", &path, &[], Some(&replaced)).status, 200);
    assert_eq!(Attempt::begin(&server).submit(&body).status, 200);
}

#[test]
fn a_mistake_does_not_cost_the_code() {
    let server = server();
    let mut credentials = with_app();
    credentials["lookup_secret"] = json!({ "config": { "codes": [{ "code": "code-one" }] } });
    import(&server, credentials);
    let mut attempt = Attempt::begin(&server);
    assert!(has_node(&attempt.flow, "totp_code") && has_node(&attempt.flow, "lookup_secret"));
    assert_eq!(message(&attempt.submit(&json!({ "method": "lookup_secret", "lookup_secret": "code-two" }))), 4000016);
    let short = attempt.submit(&json!({ "method": "totp", "totp_code": "12345" })).json();
    let field = node(&short, "totp_code");
    assert_eq!(field["messages"][0]["id"], 4000003);
    assert_eq!(field["messages"][0]["context"], json!({ "min_length": 6, "actual_length": 5 }));
    assert!(field["attributes"]["value"].is_null());
    assert_eq!(attempt.submit(&json!({ "method": "lookup_secret", "lookup_secret": "code-one" })).status, 200);
    let devices = attempt.whoami().json();
    assert_eq!(devices["authenticator_assurance_level"], "aal2");
}

#[test]
fn a_factor_that_is_switched_off_is_neither_offered_nor_heard() {
    let server = server_with("lookup_secret: {enabled: true}");
    import(&server, with_app());
    let mut attempt = Attempt::begin(&server);
    assert!(!has_node(&attempt.flow, "totp_code"));
    assert_eq!(message(&attempt.submit(&totp_now())), 4010002);
}
