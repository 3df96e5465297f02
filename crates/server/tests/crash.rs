//! `kill -9` under load: every write that was acknowledged is there after the restart, the file is whole.
//!
//! The default run plays a few rounds; `cargo test --release -p selfsame --test crash -- --ignored` plays fifty.

use selfsame_testkit::{HttpClient, TestServer};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const WRITERS: usize = 64;

/// What one writer knows of one identity of its own.
struct Written {
    id: String,
    email: String,
    /// What the last acknowledged write left.
    known: Left,
    /// What a write that was never answered may have left instead.
    possible: Option<Left>,
}

/// What a write leaves of an identity.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Left {
    Counter(i64),
    Nothing,
}

#[test]
fn acknowledged_writes_survive_a_kill() {
    play(3, Duration::from_millis(400));
}

#[test]
#[ignore = "takes a minute or two; CI asks for it by --ignored"]
fn acknowledged_writes_survive_fifty_kills() {
    play(50, Duration::from_millis(300));
}

fn play(rounds: u64, length: Duration) {
    let mut server = TestServer::start(env!("CARGO_BIN_EXE_selfsame"));
    let mut all = Vec::new();
    for round in 0..rounds {
        let written = write_until_killed(&mut server, round, length);
        server.restart();
        assert_eq!(integrity(&server), "ok", "round {round}");
        assert!(!written.is_empty(), "round {round}: nothing was acknowledged");
        check(&server, &written, round);
        all.extend(written);
    }
    check(&server, &all, rounds);
    println!("{rounds} rounds, {} identities, {WRITERS} writers", all.len());
}

/// All writers work until the server is gone; what each of them was told.
fn write_until_killed(server: &mut TestServer, round: u64, length: Duration) -> Vec<Written> {
    let killed = AtomicBool::new(false);
    let admin_port = server.admin_port;
    std::thread::scope(|scope| {
        let killed = &killed;
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| scope.spawn(move || write(HttpClient::new(admin_port), &format!("r{round}-w{writer}"), killed)))
            .collect();
        // Rounds end at different moments of the writer's groups and checkpoints.
        std::thread::sleep(length + Duration::from_millis(round * 7 % 50));
        killed.store(true, Ordering::Relaxed);
        server.kill();
        writers.into_iter().flat_map(|writer| writer.join().expect("a writer notices the kill")).collect()
    })
}

fn write(mut admin: HttpClient, name: &str, killed: &AtomicBool) -> Vec<Written> {
    let mut written = Vec::new();
    for number in 0.. {
        let email = format!("{name}-{number}@example.org");
        let body = json!({ "schema_id": "person", "traits": { "email": email, "counter": 0 }, "credentials": { "password": { "config": {
            "hashed_password": "$2a$04$zRYXUhJb2xxUUUIDQFqfIe2dYeaDVRW4.m7qBaLTZgJ6MZrqDnzsG" } } } });
        let Some((status, answer)) = attempt(&mut admin, killed, "POST", "/admin/identities", Some(&body)) else { break };
        assert_eq!(status, 201, "{answer}");
        let id = answer["id"].as_str().expect("an id").to_owned();
        written.push(Written { id, email, known: Left::Counter(0), possible: None });
        let one = written.last_mut().expect("just pushed");
        let path = format!("/admin/identities/{}", one.id);
        if number % 2 == 0 {
            let patch = json!([{ "op": "replace", "path": "/traits/counter", "value": number + 1 }]);
            one.possible = Some(Left::Counter(number + 1));
            let Some((status, answer)) = attempt(&mut admin, killed, "PATCH", &path, Some(&patch)) else { break };
            assert_eq!(status, 200, "{answer}");
            (one.known, one.possible) = (Left::Counter(number + 1), None);
        }
        if number % 5 == 0 {
            one.possible = Some(Left::Nothing);
            let Some((status, answer)) = attempt(&mut admin, killed, "DELETE", &path, None) else { break };
            assert_eq!(status, 204, "{answer}");
            (one.known, one.possible) = (Left::Nothing, None);
        }
    }
    written
}

/// One request; none once the server has been killed.
fn attempt(admin: &mut HttpClient, killed: &AtomicBool, method: &str, path: &str, body: Option<&Value>) -> Option<(u16, Value)> {
    let text = body.map(Value::to_string);
    match admin.try_send(method, path, &[], text.as_deref()) {
        Ok(response) => Some((response.status, response.json())),
        Err(error) => {
            assert!(killed.load(Ordering::Relaxed), "{method} {path} broke off although nobody killed the server: {error}");
            None
        }
    }
}

fn check(server: &TestServer, written: &[Written], round: u64) {
    let mut admin = server.admin();
    for one in written {
        let response = admin.get(&format!("/admin/identities/{}", one.id));
        let found = match response.status {
            200 => {
                let identity = response.json();
                assert_eq!(identity["traits"]["email"], one.email.as_str());
                Left::Counter(identity["traits"]["counter"].as_i64().expect("a counter"))
            }
            404 => Left::Nothing,
            other => panic!("round {round}: {other} for {}: {}", one.email, response.body),
        };
        let fits = found == one.known || one.possible == Some(found);
        assert!(fits, "round {round}: {} is {found:?}, acknowledged {:?}, perhaps {:?}", one.email, one.known, one.possible);
    }
}

fn integrity(server: &TestServer) -> String {
    let connection = rusqlite::Connection::open(server.database()).expect("the file opens");
    let dangling: i64 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("the check runs");
    assert_eq!(dangling, 0, "rows point to rows that are gone");
    connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("the check runs")
}
