//! The admin API beside identities and sessions, and what surrounds every route, on the real binary.

use rusqlite::params;
use selfsame_testkit::{Response, TestServer};
use serde_json::json;

fn start() -> TestServer {
    TestServer::start(env!("CARGO_BIN_EXE_selfsame"))
}

fn create(server: &TestServer) -> String {
    let response = server.admin().post("/admin/identities", &json!({ "schema_id": "person", "traits": { "email": "a@example.org" } }));
    assert_eq!(response.status, 201, "{}", response.body);
    response.json()["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_recovery_code_stands_nowhere_in_the_database() {
    let mut server = start();
    let id = create(&server);
    let response = server.admin().post("/admin/recovery/code", &json!({ "identity_id": id, "expires_in": "90s" }));
    assert_eq!(response.status, 201, "{}", response.body);
    let body = response.json();
    let (code, link) = (body["recovery_code"].as_str().unwrap(), body["recovery_link"].as_str().unwrap());
    assert!(code.len() == 6 && link.contains("?flow="), "{body}");
    server.stop();
    let connection = rusqlite::Connection::open(server.database()).unwrap();
    let query = "SELECT f.document, f.expires_at - f.created_at, s.expires_at = f.expires_at, s.purpose, length(s.hash)
                 FROM flow f JOIN one_time_secret s ON s.flow_id = f.id";
    let (document, life, same_end, purpose, hash): (String, i64, bool, String, i64) = connection
        .query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .expect("one flow with one secret");
    assert!(!document.contains(code), "{document}");
    assert_eq!((life, same_end, purpose.as_str(), hash), (90_000_000, true, "recovery_code", 32));
}

#[test]
fn a_recovery_of_a_deleted_identity_keeps_no_secret() {
    let mut server = start();
    let id = create(&server);
    assert_eq!(server.admin().post("/admin/recovery/code", &json!({ "identity_id": id })).status, 201);
    assert_eq!(server.admin().send("DELETE", &format!("/admin/identities/{id}"), &[], None).status, 204);
    assert_eq!(server.admin().post("/admin/recovery/code", &json!({ "identity_id": id })).status, 404);
    server.stop();
    let connection = rusqlite::Connection::open(server.database()).expect("the database opens");
    let secrets: i64 = connection.query_row("SELECT count(*) FROM one_time_secret", [], |row| row.get(0)).expect("the database opens");
    assert_eq!(secrets, 0);
}

/// Puts 23 messages into the database, numbered by their tries, every third one sent. None is due.
fn add_messages(server: &TestServer) {
    let connection = rusqlite::Connection::open(server.database()).expect("the database opens");
    connection.busy_timeout(std::time::Duration::from_secs(5)).expect("the database opens");
    for number in 1..=23_i64 {
        let status = if number % 3 == 0 { "sent" } else { "queued" };
        let recipient = format!("{}@example.org", number % 2);
        let dispatches = r#"[{"id":"x","status":"success"}]"#;
        connection
            .execute(
                "INSERT INTO message (key, tenant, id, status, type, recipient, receiver, template_type, channel, content,
                     send_count, dispatches, created_at, updated_at)
                 VALUES (?1, (SELECT tenant FROM identity), randomblob(16), ?2, 'email', ?3, '', 'recovery_valid', 'email', x'00', ?1, ?4, 0, 0)",
                params![number, status, recipient, dispatches],
            )
            .expect("a message");
    }
}

fn numbers(response: &Response) -> Vec<i64> {
    assert_eq!(response.status, 200, "{}", response.body);
    let messages = response.json().as_array().cloned().unwrap_or_default();
    messages.iter().map(|message| message["send_count"].as_i64().unwrap_or_default()).collect()
}

#[test]
fn all_pages_of_messages_together_are_all_messages_newest_first() {
    let server = start();
    create(&server);
    add_messages(&server);
    let mut admin = server.admin();
    let (mut all, mut next) = (Vec::new(), Some("/admin/courier/messages".to_owned()));
    while let Some(path) = next {
        let response = admin.get(&path);
        all.extend(numbers(&response));
        next = response.link("next");
    }
    assert_eq!(all, (1..=23).rev().collect::<Vec<_>>());
    let sent = numbers(&admin.get("/admin/courier/messages?status=sent&recipient=0@example.org&page_size=2"));
    assert_eq!(sent, [18, 12]);
}

#[test]
fn only_a_single_message_tells_its_dispatches() {
    let server = start();
    create(&server);
    add_messages(&server);
    let listed = server.admin().get("/admin/courier/messages?page_size=1").json()[0].clone();
    assert!(listed.get("dispatches").is_none(), "{listed}");
    let id = listed["id"].as_str().expect("an id");
    let single = server.admin().get(&format!("/courier/messages/{id}")).json();
    assert_eq!(single["dispatches"][0]["status"], "success", "{single}");
}

#[test]
fn metrics_count_routes_and_never_name_paths() {
    let server = start();
    let id = create(&server);
    server.admin().get(&format!("/admin/identities/{id}"));
    server.admin().get("/no/such/secret-path");
    let response = server.admin().get("/metrics/prometheus");
    assert_eq!(response.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let line = r#"http_request_duration_seconds_count{listener="admin",route="/admin/identities/{id}",method="GET",status="2xx"} 1"#;
    assert!(response.body.contains(line), "{}", response.body);
    assert!(response.body.contains(r#"route="unmatched""#), "{}", response.body);
    assert!(!response.body.contains("secret-path") && !response.body.contains(&id), "{}", response.body);
    for figure in ["selfsame_store_commits_total ", "selfsame_build_info{version=", "process_resident_memory_bytes "] {
        assert!(response.body.contains(&format!("\n{figure}")), "no {figure} in {}", response.body);
    }
    let headers = [("accept", "application/openmetrics-text; version=1.0.0")];
    assert!(server.admin().send("GET", "/metrics/prometheus", &headers, None).body.ends_with("# EOF\n"));
}

#[test]
fn the_configuration_in_force_has_a_name() {
    let server = start();
    let response = server.admin().get("/health/config");
    assert_eq!((response.status, response.header("content-type")), (200, Some("text/plain; charset=utf-8")));
    assert!(response.body.len() == 64 && response.body.bytes().all(|byte| byte.is_ascii_hexdigit()), "{}", response.body);
    assert_eq!(server.public().get("/health/config").status, 404);
}

#[test]
fn a_log_line_of_a_request_holds_no_query_and_no_path() {
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).environment("LOG_LEVEL", "info").start();
    server.admin().get("/admin/identities?credentials_identifier=secret@example.org");
    server.public().get("/self-service/login/flows?id=secret-id");
    server.public().get("/secret-path");
    let log = server.log();
    assert!(!log.contains("secret"), "{log}");
    assert!(log.contains("/admin/identities"), "{log}");
}
