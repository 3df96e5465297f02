//! Signing up on the real binary: native and browser clients, what is refused, and races.

use selfsame_testkit::selfservice::{Native, PASSWORD, submit_path};
use selfsame_testkit::{HttpClient, Response, TestServer};
use serde_json::{Value, json};

/// Without a configuration a registration signs in at once.
fn server() -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).without_config().start()
}

fn begin(client: &mut HttpClient) -> Value {
    let begun = client.get("/self-service/registration/api");
    assert_eq!(begun.status, 200, "{}", begun.body);
    begun.json()
}

fn submit(client: &mut HttpClient, flow: &Value, body: &Value) -> Response {
    client.post(&submit_path("registration", flow), body)
}

fn sign_up(email: &str, password: &str) -> Value {
    json!({ "method": "password", "password": password, "traits": { "email": email } })
}

fn messages(flow: &Value) -> Vec<u64> {
    let of = |value: &Value| value.as_array().into_iter().flatten().filter_map(|one| one["id"].as_u64()).collect::<Vec<_>>();
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes").iter().flat_map(|node| of(&node["messages"]));
    of(&flow["ui"]["messages"]).into_iter().chain(nodes).collect()
}

#[test]
fn whoever_signs_up_is_signed_in_and_can_sign_in_again() {
    let server = server();
    let mut client = server.public();
    let flow = begin(&mut client);
    let made = submit(&mut client, &flow, &sign_up("Ada@Example.org", PASSWORD));
    assert_eq!(made.status, 200, "{}", made.body);
    let made = made.json();
    let token = made["session_token"].as_str().expect("a token");
    assert_eq!(made["continue_with"], json!([{ "action": "set_ory_session_token", "ory_session_token": token }]));
    let me = client.send("GET", "/sessions/whoami", &[("X-Session-Token", token)], None);
    assert_eq!((me.status, &me.json()["identity"]["id"]), (200, &made["identity"]["id"]));

    Native::sign_in(&server, "ada@example.org", PASSWORD);
    assert!(!server.log().contains(PASSWORD), "no password stands in the log");
}

#[test]
fn what_does_not_fit_is_told_where_it_stands_and_makes_nobody() {
    let server = server();
    let mut client = server.public();
    let flow = begin(&mut client);
    for (body, told) in [
        (json!({ "method": "password", "traits": {} }), vec![4_000_002, 4_000_002]),
        (sign_up("ada@example.org", "short"), vec![4_000_032]),
        (sign_up("ada@example.org", "ada@example.org"), vec![4_000_031]),
        (json!({ "method": "nothing", "traits": { "email": "ada@example.org" } }), vec![4_010_003]),
    ] {
        let refused = submit(&mut client, &flow, &body);
        assert_eq!((refused.status, messages(&refused.json())), (400, told), "{body}: {}", refused.body);
    }
    assert_eq!(server.admin().get("/admin/identities").json(), json!([]));
    // The flow is still good.
    assert_eq!(submit(&mut client, &flow, &sign_up("ada@example.org", PASSWORD)).status, 200);
    let again = begin(&mut client);
    let taken = submit(&mut client, &again, &sign_up("ADA@example.org", PASSWORD));
    assert_eq!((taken.status, messages(&taken.json())), (400, vec![4_000_007]));
}

#[test]
fn of_many_who_want_one_address_one_gets_it() {
    let server = server();
    let outcomes: Vec<u16> = std::thread::scope(|scope| {
        let one = |_| {
            scope.spawn(|| {
                let mut client = server.public();
                let flow = begin(&mut client);
                submit(&mut client, &flow, &sign_up("ada@example.org", PASSWORD)).status
            })
        };
        let all: Vec<_> = (0..8).map(one).collect();
        all.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(outcomes.iter().filter(|status| **status == 200).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|status| matches!(status, 200 | 400)), "{outcomes:?}");
    assert_eq!(server.admin().get("/admin/identities").json().as_array().map(Vec::len), Some(1));
}

#[test]
fn csrf_a_form_of_another_site_signs_nobody_up() {
    let server = server();
    let mut client = server.public();
    let begun = client.send("GET", "/self-service/registration/browser", &[("Accept", "application/json")], None);
    assert_eq!(begun.status, 200, "{}", begun.body);
    let flow = begun.json();
    let foreign = submit(&mut client, &flow, &sign_up("ada@example.org", PASSWORD));
    assert_eq!((foreign.status, &foreign.json()["error"]["id"]), (403, &json!("security_csrf_violation")));
    // A native flow is not for browsers.
    let native = begin(&mut client);
    let body = sign_up("ada@example.org", PASSWORD);
    let from_a_page = client.send("POST", &submit_path("registration", &native), &[("Origin", "https://evil.example")], Some(&body));
    assert_eq!((from_a_page.status, messages(&from_a_page.json())), (400, vec![4_000_001]));
    assert_eq!(server.admin().get("/admin/identities").json(), json!([]));
}

#[test]
fn mass_assignment_nobody_signs_up_verified_or_as_somebody_else() {
    let server = server();
    let mut client = server.public();
    let flow = begin(&mut client);
    let mut body = sign_up("ada@example.org", PASSWORD);
    for (name, value) in [
        ("verifiable_addresses", json!([{ "value": "ada@example.org", "via": "email", "verified": true, "status": "completed" }])),
        ("metadata_admin", json!({ "role": "admin" })),
        ("metadata_public", json!({ "plan": "gold" })),
        ("id", json!("0190c0de-0000-4000-8000-000000000000")),
        ("state", json!("inactive")),
        ("external_id", json!("crm-1")),
    ] {
        body[name] = value;
    }
    let made = submit(&mut client, &flow, &body);
    assert_eq!(made.status, 200, "{}", made.body);
    let id = made.json()["identity"]["id"].as_str().expect("an id").to_owned();
    assert_ne!(id, "0190c0de-0000-4000-8000-000000000000");
    let stored = server.admin().get(&format!("/admin/identities/{id}")).json();
    assert_eq!((&stored["state"], &stored["metadata_admin"], &stored["external_id"]), (&json!("active"), &Value::Null, &Value::Null));
    assert_eq!(stored["verifiable_addresses"][0]["verified"], json!(false));
}
