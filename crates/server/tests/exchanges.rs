//! Codes that are exchanged for a session, and schemas that people choose, on the real binary: what a client is told at the
//! beginning of a flow. What becomes of the codes is tested in the store.

use selfsame_testkit::TestServer;
use selfsame_testkit::selfservice::{PASSWORD, config, has_node, submit_path};
use serde_json::{Value, json};

const FLAG: &str = "return_session_token_exchange_code=true";

fn server() -> TestServer {
    let flows = r#"registration: {ui_url: "http://app.example/registration", style: unified}"#;
    let others = ["open", "closed"].map(|id| {
        let is_selectable = id == "open";
        format!("    - {{id: {id}, url: \"file://{{dir}}/person.json\", selfservice_selectable: {is_selectable}}}\n")
    });
    let config = config("", flows).replace("log: {level: warning}", &(others.concat() + "log: {level: warning}"));
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start()
}

#[test]
fn only_who_begins_a_native_flow_gets_its_code() {
    let server = server();
    let mut client = server.public();
    for kind in ["login", "registration"] {
        let begun = client.get(&format!("/self-service/{kind}/api?{FLAG}"));
        let code = begun.json()["session_token_exchange_code"].as_str().unwrap_or_default().to_owned();
        assert!(begun.status == 200 && code.len() == 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{}", begun.body);
        let shown = client.get(&format!("/self-service/{kind}/flows?id={}", begun.json()["id"].as_str().expect("an id")));
        assert!(!shown.body.contains("exchange_code\""), "{}", shown.body);
        let plain = client.get(&format!("/self-service/{kind}/api")).json();
        assert_eq!(plain["session_token_exchange_code"], Value::Null);
        let header = [("Accept", "application/json")];
        let browser = server.public().send("GET", &format!("/self-service/{kind}/browser?{FLAG}"), &header, None).json();
        assert_eq!(browser["session_token_exchange_code"], Value::Null);
        assert!(!server.log().contains(&code));
    }
    // As a Go program reads the parameter: at sign-in in several spellings, at sign-up in one.
    for (kind, has_code) in [("login", true), ("registration", false)] {
        let begun = client.get(&format!("/self-service/{kind}/api?return_session_token_exchange_code=1")).json();
        assert_eq!(begun["session_token_exchange_code"].is_string(), has_code, "{kind}");
    }
}

#[test]
fn codes_without_a_finished_sign_in_give_nothing() {
    let server = server();
    let mut client = server.public();
    let begun = client.get(&format!("/self-service/login/api?{FLAG}")).json();
    let code = begun["session_token_exchange_code"].as_str().expect("a code");
    let mut exchange = |query: &str| client.get(&format!("/sessions/token-exchange?{query}")).status;
    for missing in ["", &format!("init_code={code}"), &format!("return_to_code={code}"), &format!("init_code={code}&return_to_code=")] {
        assert_eq!(exchange(missing), 400, "{missing}");
    }
    for unknown in [&format!("init_code={code}&return_to_code={code}"), "init_code=x&return_to_code=y"] {
        assert_eq!(exchange(unknown), 404, "{unknown}");
    }
}

#[test]
fn a_person_chooses_a_schema_that_may_be_chosen() {
    let server = server();
    let mut client = server.public();
    for kind in ["login", "registration"] {
        for (id, status) in [("person", 200), ("open", 200), ("closed", 400), ("none", 400)] {
            let begun = client.get(&format!("/self-service/{kind}/api?identity_schema={id}"));
            assert_eq!(begun.status, status, "{kind} {id}: {}", begun.body);
            if status == 200 {
                assert_eq!(begun.json()["identity_schema"], id);
            }
        }
    }
    let flow = client.get("/self-service/registration/api?identity_schema=open").json();
    assert!(has_node(&flow, "traits.email"));
    let body = json!({ "method": "password", "password": PASSWORD, "traits": { "email": "ada@example.org" } });
    let made = client.post(&submit_path("registration", &flow), &body);
    assert_eq!((made.status, &made.json()["identity"]["schema_id"]), (200, &json!("open")), "{}", made.body);
}
