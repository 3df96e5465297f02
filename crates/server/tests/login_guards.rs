//! What signing in guards against: floods of flows and errors, forged clients, and facts that change while a
//! password is checked.

use selfsame_testkit::{HttpClient, Response, TempFolder, TestServer, TestServerBuilder};
use serde_json::{Value, json};
use std::sync::Barrier;

const PASSWORD: &str = "a fine long secret 7";

/// A person whose address also gets codes.
const CODE_SCHEMA: &str = "base64://eyIkaWQiOiJwZXJzb24iLCIkc2NoZW1hIjoiaHR0cDovL2pzb24tc2NoZW1hLm9yZy9kcmFmdC0wNy9zY2hlbWEjIiwidGl0bGUiOiJQZXJzb24iLCJ0eXBlIjoib2JqZWN0IiwicHJvcGVydGllcyI6eyJ0cmFpdHMiOnsidHlwZSI6Im9iamVjdCIsInByb3BlcnRpZXMiOnsiZW1haWwiOnsidHlwZSI6InN0cmluZyIsImZvcm1hdCI6ImVtYWlsIiwib3J5LnNoL2tyYXRvcyI6eyJjcmVkZW50aWFscyI6eyJwYXNzd29yZCI6eyJpZGVudGlmaWVyIjp0cnVlfSwiY29kZSI6eyJpZGVudGlmaWVyIjp0cnVlLCJ2aWEiOiJlbWFpbCJ9fX19fX19fQ==";

fn builder() -> TestServerBuilder {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame"))
}

fn limited() -> TestServer {
    builder().environment("SELFSERVICE_FLOWS_MAX_OPEN_PER_CLIENT", "3").start()
}

fn create(server: &TestServer, email: &str) -> String {
    let credentials = json!({ "password": { "config": { "password": PASSWORD } } });
    let body = json!({ "schema_id": "person", "traits": { "email": email }, "credentials": credentials });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    created.json()["id"].as_str().expect("an id").to_owned()
}

fn begin(client: &mut HttpClient) -> Value {
    client.get("/self-service/login/api").json()
}

fn submit(client: &mut HttpClient, flow: &Value, body: &Value) -> Response {
    client.post(&format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow")), body)
}

fn sign_in(client: &mut HttpClient, flow: &Value, email: &str) -> Response {
    submit(client, flow, &json!({ "method": "password", "identifier": email, "password": PASSWORD }))
}

/// How large what is kept of all flows is, in bytes.
fn kept_bytes(server: &TestServer) -> u64 {
    let wal = server.database().with_extension("db-wal");
    [server.database(), wal].iter().map(|file| std::fs::metadata(file).map_or(0, |file| file.len())).sum()
}

#[test]
fn a_browser_with_too_many_flows_is_told_so_at_once() {
    let server = limited();
    let mut public = server.public();
    let html = [("Accept", "text/html")];
    for _ in 0..3 {
        assert_eq!(public.send("GET", "/self-service/login/browser", &html, None).status, 303);
    }
    for accept in ["text/html", "*/*"] {
        let refused = public.send("GET", "/self-service/login/browser", &[("Accept", accept)], None);
        assert_eq!((refused.status, refused.header("location")), (429, None), "{accept}: {}", refused.body);
        assert!(refused.header("retry-after").is_some());
    }
}

#[test]
fn a_client_fills_the_disk_with_errors_no_more_than_with_flows() {
    for (path, status) in [
        ("/self-service/login/browser?aal=x", 400),
        ("/self-service/login/browser?return_to=https://evil.example/", 400),
        ("/self-service/logout/browser", 401),
        ("/self-service/logout", 400),
        ("/self-service/login", 400),
    ] {
        let server = limited();
        let mut public = server.public();
        let mut get = || public.send("GET", path, &[("Accept", "text/html")], None);
        for _ in 0..3 {
            let shown = get();
            assert_eq!(shown.status, 303, "{path}: {}", shown.body);
            assert!(shown.header("location").is_some_and(|location| location.contains("?id=")), "{path}");
        }
        let plain = get();
        assert_eq!((plain.status, plain.header("location")), (status, None), "{path}: {}", plain.body);
        assert_eq!(plain.json()["error"]["code"], status);
    }
}

#[test]
fn what_anybody_can_leave_in_a_flow_is_bounded() {
    let server = builder().start();
    let mut public = server.public();
    let flow = begin(&mut public);
    let before = kept_bytes(&server);
    let long = format!("{}@example.org", "a".repeat(4 << 20));
    let refused = submit(&mut public, &flow, &json!({ "method": "password", "identifier": long }));
    assert_eq!(refused.status, 400);
    assert!(refused.body.len() < 10_000, "{} bytes", refused.body.len());
    let refused = sign_in(&mut public, &flow, &long);
    assert_eq!((refused.status, &refused.json()["ui"]["messages"][0]["id"]), (400, &json!(4000006)));
    assert!(refused.body.len() < 10_000, "{} bytes", refused.body.len());
    let too_large = format!("{{\"method\":\"password\",\"identifier\":\"{}\"}}", "a".repeat(5 << 20));
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    if let Ok(refused) = public.try_send("POST", &path, &[], Some(&too_large)) {
        assert_eq!(refused.status, 400);
    }
    let grown = kept_bytes(&server) - before;
    assert!(grown < 100_000, "{grown} bytes for one flow");

    let mut public = server.public();
    let long = "a".repeat(5000);
    for path in ["/self-service/login/api?x=", "/self-service/login/api?return_to=/", "/self-service/login/browser?return_to=/"] {
        assert_eq!(public.get(&format!("{path}{long}")).status, 400, "{path}");
    }
    let host = "h".repeat(256);
    assert_eq!(public.send("GET", "/self-service/login/api", &[("X-Forwarded-Host", &host)], None).status, 400);
}

#[test]
fn forwarded_headers_count_only_from_trusted_proxies() {
    let headers = [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9")];
    let (trusting, wary) = (builder().start(), builder().environment("SERVE_PUBLIC_TRUSTED_PROXIES", "10.0.0.0/8").start());
    for (server, host, address) in [
        (&trusting, "https://evil.example".to_owned(), "203.0.113.9"),
        (&wary, format!("http://127.0.0.1:{}", wary.public_port), "127.0.0.1"),
    ] {
        create(server, "ada@example.org");
        let mut public = server.public();
        let flow = public.send("GET", "/self-service/login/api", &headers, None).json();
        assert_eq!(flow["request_url"], format!("{host}/self-service/login/api"));
        let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
        let body = json!({ "method": "password", "identifier": "ada@example.org", "password": PASSWORD });
        let done = public.send("POST", &path, &headers, Some(&body)).json();
        assert_eq!(done["session"]["devices"][0]["ip_address"], address, "{done}");
    }
}

#[test]
fn no_session_survives_that_began_before_its_identity_was_locked_out() {
    // A check of a password that takes long enough to change the facts meanwhile.
    let server = builder().environment("HASHERS_ARGON2_MEMORY", "64MB").environment("HASHERS_ARGON2_ITERATIONS", "4").start();
    let id = create(&server, "ada@example.org");
    let path = format!("/admin/identities/{id}");
    let set_state = |admin: &mut HttpClient, state: &str| {
        let changed = admin.send("PATCH", &path, &[], Some(&json!([{ "op": "replace", "path": "/state", "value": state }])));
        assert_eq!(changed.status, 200, "{}", changed.body);
    };
    let (mut admin, mut public) = (server.admin(), server.public());
    for _ in 0..4 {
        let flow = begin(&mut public);
        let together = Barrier::new(2);
        let answer = std::thread::scope(|scope| {
            let login = scope.spawn(|| {
                together.wait();
                sign_in(&mut public, &flow, "ada@example.org")
            });
            together.wait();
            // The login reads its facts in the time of a few requests.
            for _ in 0..20 {
                admin.get(&path);
            }
            set_state(&mut admin, "inactive");
            admin.send("DELETE", &format!("{path}/sessions"), &[], None);
            login.join().expect("an answer")
        });
        set_state(&mut admin, "active");
        if answer.status == 200 {
            let token = answer.json()["session_token"].as_str().expect("a token").to_owned();
            let seen = public.send("GET", "/sessions/whoami", &[("X-Session-Token", &token)], None);
            assert_eq!(seen.status, 401, "a session outlived the revocation of all: {}", seen.body);
        } else {
            assert_eq!((answer.status, &answer.json()["ui"]["messages"][0]["id"]), (400, &json!(4010011)), "{}", answer.body);
        }
    }
}

#[test]
fn a_sign_in_finds_out_anew_which_factors_count() {
    let folder = TempFolder::new("factors");
    let start = |is_second_factor: &str| {
        let server = builder().data(folder.path()).environment("IDENTITY_SCHEMAS_0_URL", CODE_SCHEMA);
        server.environment("SELFSERVICE_METHODS_CODE_MFA_ENABLED", is_second_factor).start()
    };
    let session = |server: &TestServer| {
        let mut public = server.public();
        let flow = begin(&mut public);
        let done = sign_in(&mut public, &flow, "ada@example.org");
        assert_eq!(done.status, 200, "{}", done.body);
        let token = done.json()["session_token"].as_str().expect("a token").to_owned();
        (
            done.json()["session"]["identity"].is_object(),
            public.send("GET", "/sessions/whoami", &[("X-Session-Token", &token)], None).status,
        )
    };
    let mut server = start("false");
    create(&server, "ada@example.org");
    assert_eq!(session(&server), (true, 200));
    server.stop();
    let mut server = start("true");
    assert_eq!(session(&server), (false, 403), "codes are a second factor now");
    server.stop();
    assert_eq!(session(&start("false")), (true, 200));
}
