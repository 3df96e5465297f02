//! Passkeys and security keys on the real binary, with an authenticator in software: signing up and in, second factors,
//! settings, and what proves nothing.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as BASE64URL};
use selfsame_testkit::selfservice::{
    Browser, Native, PASSWORD, config, create_person, has_node, messages, messages_on, node, submit_path, token,
};
use selfsame_testkit::{Authenticator, HttpClient, PostgresServer, Response, TestServer};
use serde_json::{Value, json};

const ADA: &str = "ada@example.org";
const ORIGIN: &str = "https://login.example.org";
const MANY: usize = 50;

const PASSKEYS: &str =
    r#"passkey: {enabled: true, config: {rp: {id: example.org, display_name: Example, origins: ["https://login.example.org"]}}}"#;
const FIRST_FACTOR: &str = r#"webauthn: {enabled: true, config: {passwordless: true, rp: {id: example.org, display_name: Example, origins: ["https://login.example.org"]}}}"#;
const SECOND_FACTOR: &str = r#"webauthn: {enabled: true, config: {passwordless: false, rp: {id: example.org, display_name: Example, origins: ["https://login.example.org"]}}}"#;
const FLOWS: &str = r#"settings: {ui_url: "http://app.example/settings", privileged_session_max_age: 1h}
registration: {ui_url: "http://app.example/registration", after: {passkey: {hooks: [{hook: session}]}, webauthn: {hooks: [{hook: session}]}}}"#;

fn server(methods: &str) -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&with_keys(methods)).start()
}

/// A configuration whose people are those of a server without one: their schema knows keys.
fn with_keys(methods: &str) -> String {
    let schema = format!("base64://{}", BASE64_STANDARD.encode(selfsame_core::schema::PERSON));
    config(methods, FLOWS).replace("file://{dir}/person.json", &schema)
}

/// The options in the node of this name.
fn options(flow: &Value, name: &str) -> Value {
    let text = node(flow, name)["attributes"]["value"].as_str().unwrap_or_else(|| panic!("no value of {name} in {flow}"));
    serde_json::from_str(text).expect("options")
}

/// A flow of a native app, with all methods in its form.
fn begin_sign_up(client: &mut HttpClient) -> Value {
    let flow = client.get("/self-service/registration/api").json();
    let traits = json!({ "method": "profile", "traits": { "email": ADA } });
    let chosen = client.post(&submit_path("registration", &flow), &traits);
    assert_eq!((chosen.status, messages(&chosen.json())), (400, vec![1040009]), "{}", chosen.body);
    chosen.json()
}

fn sign_up_body(authenticator: &mut Authenticator, flow: &Value) -> Value {
    let credential = authenticator.create(&options(flow, "passkey_create_data")["credentialOptions"]);
    json!({ "method": "passkey", "passkey_register": credential.to_string(), "traits": { "email": ADA } })
}

/// Signs up with a passkey; the path of the identity.
fn sign_up(server: &TestServer, authenticator: &mut Authenticator) -> String {
    let mut client = server.public();
    let flow = begin_sign_up(&mut client);
    let done = client.post(&submit_path("registration", &flow), &sign_up_body(authenticator, &flow));
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(methods_of(&done.json()["session"]), ["passkey"]);
    format!("/admin/identities/{}", done.json()["identity"]["id"].as_str().expect("an id"))
}

fn methods_of(session: &Value) -> Vec<String> {
    let steps = session["authentication_methods"].as_array().into_iter().flatten();
    steps.filter_map(|step| step["method"].as_str().map(str::to_owned)).collect()
}

fn begin_login(client: &mut HttpClient) -> Value {
    client.get("/self-service/login/api").json()
}

fn login_body(authenticator: &mut Authenticator, flow: &Value) -> Value {
    json!({ "method": "passkey", "passkey_login": authenticator.get(&options(flow, "passkey_challenge")).to_string() })
}

fn login(client: &mut HttpClient, authenticator: &mut Authenticator) -> Response {
    let flow = begin_login(client);
    client.post(&submit_path("login", &flow), &login_body(authenticator, &flow))
}

fn refused(response: &Response) -> Vec<u64> {
    assert_eq!(response.status, 400, "{}", response.body);
    messages(&response.json())
}

fn stored(server: &TestServer, path: &str, kind: &str) -> Value {
    server.admin().get(&format!("{path}?include_credential={kind}")).json()["credentials"][kind].take()
}

#[test]
fn a_passkey_signs_up_and_in_and_says_whose_it_is() {
    let server = server(PASSKEYS);
    let mut authenticator = Authenticator::on(ORIGIN);
    let path = sign_up(&server, &mut authenticator);
    let credential = stored(&server, &path, "passkey");
    let handle = credential["identifiers"][0].as_str().expect("a handle");
    assert_eq!((handle.len(), &credential["version"]), (64, &json!(1)));
    assert_eq!(credential["config"]["user_handle"], BASE64_STANDARD.encode(handle));
    let key = &credential["config"]["credentials"][0];
    assert_eq!(key["id"], BASE64_STANDARD.encode(authenticator.latest_id()));
    assert_eq!((&key["is_passwordless"], &key["attestation_type"]), (&json!(true), &json!("none")));

    let done = login(&mut server.public(), &mut authenticator);
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(methods_of(&done.json()["session"]), ["passkey"]);
    assert_eq!(done.json()["session"]["authenticator_assurance_level"], "aal1");
    let mut ada = server.public();
    let bearer = done.json()["session_token"].as_str().expect("a token").to_owned();
    let me = ada.send("GET", "/sessions/whoami", &[("X-Session-Token", &bearer)], None);
    assert_eq!((me.status, me.json()["identity"]["traits"]["email"].as_str()), (200, Some(ADA)));
}

#[test]
fn replay_an_answer_to_a_challenge_signs_in_once_however_many_send_it() {
    replay(&server(PASSKEYS));
}

#[test]
fn replay_an_answer_to_a_challenge_signs_in_once_on_postgres() {
    let Some(postgres) = PostgresServer::shared() else { return };
    let database = postgres.create_database(None);
    let config = with_keys(PASSKEYS).replace("sqlite://{dir}/data.db?_fk=true", &postgres.url(&database));
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    replay(&server);
    drop(server);
    postgres.drop_database(&database);
}

fn replay(server: &TestServer) {
    let mut authenticator = Authenticator::on(ORIGIN);
    let path = sign_up(server, &mut authenticator);
    let flow = begin_login(&mut server.public());
    let body = login_body(&mut authenticator, &flow);
    let answers: Vec<Response> = std::thread::scope(|scope| {
        let one = |_| scope.spawn(|| server.public().post(&submit_path("login", &flow), &body));
        let all: Vec<_> = (0..MANY).map(one).collect();
        all.into_iter().map(|one| one.join().expect("a client")).collect()
    });
    let (done, others): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(done.len(), 1);
    for answer in others {
        assert_eq!(refused(answer), [4000043], "{}", answer.body);
    }
    // Nor does a mistake in the same flow make the challenge good again.
    let mut client = server.public();
    assert_eq!(refused(&client.post(&submit_path("login", &flow), &json!({ "method": "passkey", "passkey_login": "nope" }))), [4000001]);
    assert_eq!(refused(&client.post(&submit_path("login", &flow), &body)), [4000043]);
    let sessions = server.admin().get(&format!("{path}/sessions")).json();
    assert_eq!(sessions.as_array().map(Vec::len), Some(2), "of the sign-up and of one sign-in");
}

#[test]
fn replay_an_answer_makes_one_account_only() {
    let server = server(PASSKEYS);
    let (mut client, mut authenticator) = (server.public(), Authenticator::on(ORIGIN));
    let flow = begin_sign_up(&mut client);
    let body = sign_up_body(&mut authenticator, &flow);
    assert_eq!(client.post(&submit_path("registration", &flow), &body).status, 200);
    let mut other = body.clone();
    other["traits"]["email"] = json!("eve@example.org");
    assert_eq!(refused(&client.post(&submit_path("registration", &flow), &other)), [4000043]);
    assert_eq!(server.admin().get("/admin/identities").json().as_array().map(Vec::len), Some(1));
}

#[test]
fn what_proves_nothing_is_told_and_changes_nothing() {
    let server = server(PASSKEYS);
    let mut authenticator = Authenticator::on(ORIGIN);
    let path = sign_up(&server, &mut authenticator);
    let before = stored(&server, &path, "passkey");
    let mut client = server.public();
    let flow = begin_login(&mut client);
    let other_flow = begin_login(&mut client);
    let mut submit = |credential: &Value| {
        let body = json!({ "method": "passkey", "passkey_login": credential.to_string() });
        client.post(&submit_path("login", &flow), &body)
    };
    let options = options(&flow, "passkey_challenge");
    let right = authenticator.get(&options);
    for junk in [json!({}), json!("x"), json!({ "id": "AA", "type": "public-key", "response": { "signature": 1 } })] {
        assert_eq!(refused(&submit(&junk)), [4000001], "{junk}");
    }
    let with = |member: &str, value: Value| {
        let mut credential = right.clone();
        credential["response"][member] = value;
        credential
    };
    assert_eq!(refused(&submit(&with("userHandle", json!(BASE64URL.encode("nobody"))))), [4000015]);
    assert_eq!(refused(&submit(&with("userHandle", Value::Null))), [4000015]);
    assert_eq!(refused(&submit(&with("signature", json!("AAAA")))), [4000043]);
    assert_eq!(refused(&submit(&with("authenticatorData", json!("AAAA")))), [4000043]);
    assert_eq!(refused(&submit(&with("clientDataJSON", json!("AAAA")))), [4000043]);
    let foreign = authenticator.get(&self::options(&other_flow, "passkey_challenge"));
    assert_eq!(refused(&submit(&foreign)), [4000043], "the challenge of another flow");
    authenticator.origin = "https://login.example.net".into();
    assert_eq!(refused(&submit(&authenticator.get(&options))), [4000043], "another origin");
    authenticator.origin = ORIGIN.into();
    authenticator.rp_id = Some("example.net".into());
    assert_eq!(refused(&submit(&authenticator.get(&options))), [4000043], "another relying party");
    assert_eq!(stored(&server, &path, "passkey"), before);
    assert_eq!(submit(&right).status, 200, "mistakes do not cost the challenge");
}

#[test]
fn what_proves_nothing_signs_nobody_up() {
    let server = server(&format!("{PASSKEYS}\n{FIRST_FACTOR}"));
    let (mut client, mut authenticator) = (server.public(), Authenticator::on("https://evil.example"));
    let flow = begin_sign_up(&mut client);
    let path = submit_path("registration", &flow);
    assert_eq!(refused(&client.post(&path, &sign_up_body(&mut authenticator, &flow))), [4000043]);
    let mut other = begin_sign_up(&mut client);
    authenticator.origin = ORIGIN.into();
    let foreign = sign_up_body(&mut authenticator, &other);
    assert_eq!(refused(&client.post(&path, &foreign)), [4000043], "the challenge of another flow");
    let mut junk = foreign.clone();
    junk["passkey_register"] = json!("{}");
    assert_eq!(refused(&client.post(&path, &junk)), [4000001]);
    other["id"] = flow["id"].clone();
    assert_eq!(server.admin().get("/admin/identities").json(), json!([]));
}

#[test]
fn a_counter_that_goes_back_leaves_a_warning_and_signs_in() {
    let server = server(PASSKEYS);
    let mut authenticator = Authenticator::on(ORIGIN);
    authenticator.sign_count = 5;
    let path = sign_up(&server, &mut authenticator);
    let mut use_at = |count| {
        authenticator.sign_count = count;
        assert_eq!(login(&mut server.public(), &mut authenticator).status, 200);
        stored(&server, &path, "passkey")["config"]["credentials"][0]["authenticator"].take()
    };
    let forward = use_at(8);
    assert_eq!((&forward["sign_count"], &forward["clone_warning"]), (&json!(8), &json!(false)));
    let back = use_at(7);
    assert_eq!((&back["sign_count"], &back["clone_warning"]), (&json!(8), &json!(true)));
}

#[test]
fn an_inactive_account_is_told_only_after_its_passkey_was_right() {
    let server = server(PASSKEYS);
    let mut authenticator = Authenticator::on(ORIGIN);
    let path = sign_up(&server, &mut authenticator);
    let off = json!([{ "op": "replace", "path": "/state", "value": "inactive" }]);
    assert_eq!(server.admin().send("PATCH", &path, &[], Some(&off)).status, 200);
    assert_eq!(refused(&login(&mut server.public(), &mut authenticator)), [4010011]);
    authenticator.origin = "https://evil.example".into();
    assert_eq!(refused(&login(&mut server.public(), &mut authenticator)), [4000043]);
}

#[test]
fn a_passkey_proves_once_more_who_is_signed_in() {
    let server = server(PASSKEYS);
    let mut authenticator = Authenticator::on(ORIGIN);
    sign_up(&server, &mut authenticator);
    let mut client = server.public();
    let done = login(&mut client, &mut authenticator).json();
    let header = [("X-Session-Token", done["session_token"].as_str().expect("a token"))];
    let flow = client.send("GET", "/self-service/login/api?refresh=true", &header, None).json();
    let allowed = options(&flow, "passkey_challenge")["publicKey"]["allowCredentials"].take();
    assert_eq!(allowed[0]["id"], BASE64URL.encode(authenticator.latest_id()));
    assert!(node(&flow, "passkey_login")["attributes"].get("onloadTrigger").is_none());
    let body = login_body(&mut authenticator, &flow);
    let again = client.send("POST", &submit_path("login", &flow), &header, Some(&body));
    assert_eq!((again.status, &again.json()["session"]["id"]), (200, &done["session"]["id"]), "{}", again.body);
    assert_eq!(methods_of(&again.json()["session"]), ["passkey", "passkey"]);
}

#[test]
fn csrf_a_passkey_of_this_browser_is_not_for_another_site() {
    let server = server(PASSKEYS);
    let mut authenticator = Authenticator::on(ORIGIN);
    sign_up(&server, &mut authenticator);
    let mut browser = Browser::new(&server);
    let flow = browser.script("GET", "/self-service/login/browser", None).json();
    let mut body = login_body(&mut authenticator, &flow);
    assert_eq!(browser.script("POST", &submit_path("login", &flow), Some(&body)).status, 403);
    body["csrf_token"] = json!(token(&flow));
    let done = browser.script("POST", &submit_path("login", &flow), Some(&body));
    assert_eq!((done.status, &done.json()["continue_with"][0]["action"]), (200, &json!("redirect_browser_to")), "{}", done.body);
}

/// Signs up with a security key in a browser.
fn sign_up_in_browser(server: &TestServer, authenticator: &mut Authenticator) -> Browser {
    let mut browser = Browser::new(server);
    let flow = browser.script("GET", "/self-service/registration/browser", None).json();
    let mut body = json!({ "csrf_token": token(&flow), "method": "profile", "traits": { "email": ADA } });
    let flow = browser.script("POST", &submit_path("registration", &flow), Some(&body)).json();
    let credential = authenticator.create(&options(&flow, "webauthn_register_trigger"));
    body["method"] = json!("webauthn");
    body["webauthn_register"] = json!(credential.to_string());
    body["webauthn_register_displayname"] = json!("desk");
    let done = browser.script("POST", &submit_path("registration", &flow), Some(&body));
    assert_eq!((done.status, methods_of(&done.json()["session"])), (200, vec!["webauthn".to_owned()]), "{}", done.body);
    browser
}

#[test]
fn a_security_key_signs_up_and_in_after_the_identifier() {
    let server = server(FIRST_FACTOR);
    let mut authenticator = Authenticator::on(ORIGIN);
    sign_up_in_browser(&server, &mut authenticator);
    let mut browser = Browser::new(&server);
    let flow = browser.script("GET", "/self-service/login/browser", None).json();
    let path = submit_path("login", &flow);
    let mut body = json!({ "csrf_token": token(&flow), "method": "webauthn", "identifier": "ADA@example.org" });
    let led = browser.script("POST", &path, Some(&body));
    assert_eq!((led.status, &led.json()["error"]["id"]), (422, &json!("browser_location_change_required")));
    let page = led.json()["redirect_browser_to"].as_str().expect("a page").to_owned();
    assert!(page.starts_with("http://app.example/login?flow="), "{page}");
    let id = flow["id"].as_str().expect("a flow");
    let asked = browser.script("GET", &format!("/self-service/login/flows?id={id}"), None).json();
    assert_eq!(messages(&asked), [1010012]);
    assert!(!has_node(&asked, "password") && has_node(&asked, "webauthn_login"));
    let options = options(&asked, "webauthn_login_trigger");
    body["webauthn_login"] = json!("{}");
    assert_eq!(refused(&browser.script("POST", &path, Some(&body))), [4000001]);
    authenticator.origin = "https://evil.example".into();
    body["webauthn_login"] = json!(authenticator.get(&options).to_string());
    assert_eq!(refused(&browser.script("POST", &path, Some(&body))), [4000043]);
    authenticator.origin = ORIGIN.into();
    body["webauthn_login"] = json!(authenticator.get(&options).to_string());
    let done = browser.script("POST", &path, Some(&body));
    assert_eq!((done.status, methods_of(&done.json()["session"])), (200, vec!["webauthn".to_owned()]), "{}", done.body);
}

#[test]
fn a_form_goes_on_to_the_key_by_a_redirect() {
    let server = server(FIRST_FACTOR);
    sign_up_in_browser(&server, &mut Authenticator::on(ORIGIN));
    let mut browser = Browser::new(&server);
    let flow = browser.script("GET", "/self-service/login/browser", None).json();
    let fields = [("csrf_token", &*token(&flow)), ("method", "webauthn"), ("identifier", ADA)];
    let led = browser.form(&submit_path("login", &flow), &fields);
    let page = format!("http://app.example/login?flow={}", flow["id"].as_str().expect("a flow"));
    assert_eq!((led.status, led.header("location")), (303, Some(page.as_str())), "{}", led.body);
}

fn settings_of(browser: &mut Browser) -> Value {
    let begun = browser.script("GET", "/self-service/settings/browser", None);
    assert_eq!(begun.status, 200, "{}", begun.body);
    begun.json()
}

fn change(browser: &mut Browser, flow: &Value, mut body: Value) -> Response {
    body["csrf_token"] = json!(token(flow));
    browser.script("POST", &submit_path("settings", flow), Some(&body))
}

/// Adds a security key called `desk`; the flow afterwards.
fn add_key(browser: &mut Browser, authenticator: &mut Authenticator) -> Value {
    let flow = settings_of(browser);
    let credential = authenticator.create(&options(&flow, "webauthn_register_trigger"));
    let body = json!({ "webauthn_register": credential.to_string(), "webauthn_register_displayname": "desk" });
    let done = change(browser, &flow, body);
    assert_eq!((done.status, messages(&done.json())), (200, vec![1050001]), "{}", done.body);
    done.json()
}

#[test]
fn a_security_key_becomes_a_second_factor_and_is_asked_for() {
    let server = server(SECOND_FACTOR);
    let path = create_person(&server, ADA);
    let mut authenticator = Authenticator::on(ORIGIN);
    let mut browser = Browser::signed_in(&server, ADA, PASSWORD);
    let shown = add_key(&mut browser, &mut authenticator);
    let label = &node(&shown, "webauthn_remove")["meta"]["label"];
    assert_eq!((&label["id"], &label["context"]["display_name"]), (&json!(1050018), &json!("desk")));
    let session = browser.script("GET", "/sessions/whoami", None).json();
    assert_eq!(session["authenticator_assurance_level"], "aal2", "whoever set it up has proven it");

    let mut other = Browser::new(&server);
    let flow = other.script("GET", "/self-service/login/browser", None).json();
    assert_eq!(other.sign_in(&flow, ADA, PASSWORD).status, 422, "the second factor is missing");
    let flow = other.script("GET", "/self-service/login/browser?aal=aal2", None).json();
    let answer = authenticator.get(&options(&flow, "webauthn_login_trigger"));
    let mut body = json!({ "csrf_token": token(&flow), "method": "webauthn", "webauthn_login": answer.to_string() });
    let lacking = other.script("POST", &submit_path("login", &flow), Some(&body));
    assert_eq!((lacking.status, messages_on(&lacking.json(), "identifier")), (400, vec![4000002]));
    body["identifier"] = json!(ADA);
    let done = other.script("POST", &submit_path("login", &flow), Some(&body));
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(methods_of(&done.json()["session"]), ["password", "webauthn"]);
    assert_eq!(done.json()["session"]["authenticator_assurance_level"], "aal2");

    let flow = settings_of(&mut browser);
    assert_eq!(refused(&change(&mut browser, &flow, json!({ "webauthn_remove": "00" }))), [4000001]);
    let id = node(&flow, "webauthn_remove")["attributes"]["value"].clone();
    assert_eq!(change(&mut browser, &flow, json!({ "webauthn_remove": id })).status, 200);
    let config = stored(&server, &path, "webauthn")["config"].take();
    assert!(config.get("credentials").is_none() && config["user_handle"].is_string(), "{config}");
    let mut third = Browser::new(&server);
    let flow = third.script("GET", "/self-service/login/browser", None).json();
    assert_eq!(third.sign_in(&flow, ADA, PASSWORD).status, 200, "no second factor any more");
}

#[test]
fn a_key_needs_a_name_and_is_added_once() {
    let server = server(SECOND_FACTOR);
    create_person(&server, ADA);
    let mut authenticator = Authenticator::on(ORIGIN);
    let mut browser = Browser::signed_in(&server, ADA, PASSWORD);
    let flow = settings_of(&mut browser);
    let credential = authenticator.create(&options(&flow, "webauthn_register_trigger")).to_string();
    let nameless = change(&mut browser, &flow, json!({ "webauthn_register": credential }));
    assert_eq!((nameless.status, messages_on(&nameless.json(), "webauthn_register_displayname")), (400, vec![4000002]));
    let body = json!({ "webauthn_register": credential, "webauthn_register_displayname": "desk" });
    assert_eq!(change(&mut browser, &flow, body.clone()).status, 200);
    // The challenge went with the success, so the same answer is worth nothing, be the key there or not.
    assert_eq!(refused(&change(&mut browser, &flow, body)), [4000043]);
    // A native app has no place for security keys.
    let mut native = Native::sign_in(&server, ADA, PASSWORD);
    let begun = native.get("/self-service/settings/api");
    assert_eq!(begun.status, 403, "the second factor is asked for: {}", begun.body);
}

#[test]
fn passkeys_are_added_beside_each_other_and_the_last_way_in_stays() {
    let server = server(&format!("{PASSKEYS}\n{FIRST_FACTOR}"));
    let (mut first, mut second) = (Authenticator::on(ORIGIN), Authenticator::on(ORIGIN));
    let path = sign_up(&server, &mut first);
    let done = login(&mut server.public(), &mut first).json();
    let bearer = done["session_token"].as_str().expect("a token");
    let (mut client, header) = (server.public(), [("X-Session-Token", bearer)]);
    let flow = client.send("GET", "/self-service/settings/api", &header, None).json();
    let remove = node(&flow, "passkey_remove")["attributes"].clone();
    assert_eq!(remove["disabled"], true, "it is the only way to sign in");
    let mut submit = |flow: &Value, body: Value| client.send("POST", &submit_path("settings", flow), &header, Some(&body));
    let kept = submit(&flow, json!({ "passkey_remove": remove["value"] }));
    assert_eq!((kept.status, messages_on(&kept.json(), "webauthn_remove")), (400, vec![4000001]), "{}", kept.body);
    assert_eq!(refused(&submit(&flow, json!({ "passkey_settings_register": "{}" }))), [4000001]);
    let options = options(&flow, "passkey_create_data");
    assert_eq!(options["publicKey"]["user"]["name"], ADA);
    assert_eq!(options["publicKey"]["excludeCredentials"].as_array().map(Vec::len), Some(1));
    let added = submit(&flow, json!({ "passkey_settings_register": second.create(&options).to_string() }));
    assert_eq!(added.status, 200, "{}", added.body);
    for authenticator in [&mut first, &mut second] {
        assert_eq!(login(&mut server.public(), authenticator).status, 200, "both work");
    }
    assert_eq!(stored(&server, &path, "passkey")["identifiers"].as_array().map(Vec::len), Some(2));
    let flow = server.public().send("GET", "/self-service/settings/api", &header, None).json();
    let gone = submit(&flow, json!({ "passkey_remove": remove["value"] }));
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert_eq!(refused(&login(&mut server.public(), &mut first)), [4000043]);
    assert_eq!(login(&mut server.public(), &mut second).status, 200);
}
