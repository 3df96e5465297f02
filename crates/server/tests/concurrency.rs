//! Many clients at once against the real binary: nothing is lost, nothing is shown twice, nothing fails.

use selfsame_testkit::TestServer;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

fn server() -> TestServer {
    TestServer::start(env!("CARGO_BIN_EXE_selfsame"))
}

fn person(email: &str) -> Value {
    json!({ "schema_id": "person", "traits": { "email": email } })
}

#[test]
fn concurrent_patches_never_lose_one_anothers_change() {
    let server = server();
    let mut body = person("ada@example.org");
    body["metadata_admin"] = json!({});
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    let path = format!("/admin/identities/{}", created.json()["id"].as_str().expect("an id"));
    let (clients, each) = (8, 25);
    let acknowledged: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|client| {
                let (mut admin, path) = (server.admin(), &path);
                scope.spawn(move || {
                    let mut acknowledged = 0;
                    for number in 0..each {
                        let patch = json!([{ "op": "add", "path": format!("/metadata_admin/c{client}-{number}"), "value": true }]);
                        // A patch that lost the race too often is told so, and is simply sent again.
                        loop {
                            let response = admin.send("PATCH", path, &[], Some(&patch));
                            match response.status {
                                200 => break acknowledged += 1,
                                409 => {}
                                other => panic!("{other}: {}", response.body),
                            }
                        }
                    }
                    acknowledged
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).sum()
    });
    let kept = server.admin().get(&path).json()["metadata_admin"].as_object().map(serde_json::Map::len);
    assert_eq!((acknowledged, kept), (clients * each, Some(clients * each)));
}

#[test]
fn the_same_new_address_sent_by_many_is_taken_by_one() {
    let server = server();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..32)
            .map(|_| {
                let mut admin = server.admin();
                scope.spawn(move || admin.post("/admin/identities", &person("one@example.org")).status)
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
}

#[test]
fn of_equal_entries_of_one_batch_the_first_is_created() {
    let server = server();
    let mut admin = server.admin();
    for round in 0..10 {
        // The last entries of a slice are those of the next one again, so that no two slices may be written in any order.
        let address = |entry: usize| format!("{round}-{}@example.org", if entry % 100 < 50 { entry } else { entry + 50 });
        let entries: Vec<Value> = (0..1000).map(|entry| json!({ "create": person(&address(entry)) })).collect();
        let answer = admin.send("PATCH", "/admin/identities", &[], Some(&json!({ "identities": entries })));
        assert_eq!(answer.status, 200, "{}", answer.body);
        let (answer, mut seen) = (answer.json(), HashSet::new());
        for entry in 0..1000 {
            let expected = if seen.insert(address(entry)) { "create" } else { "error" };
            assert_eq!(answer["identities"][entry]["action"], expected, "entry {entry} of round {round}");
        }
    }
}

#[test]
fn the_union_of_all_pages_is_the_table_also_while_it_grows() {
    let server = server();
    let mut admin = server.admin();
    let mut create = |name: String| {
        let response = admin.post("/admin/identities", &person(&format!("{name}@example.org")));
        assert_eq!(response.status, 201, "{}", response.body);
        response.json()["id"].as_str().expect("an id").to_owned()
    };
    let early: HashSet<String> = (0..100).map(|number| create(format!("early-{number}"))).collect();
    let (done, started) = (AtomicBool::new(false), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let late = scope.spawn(|| {
            let late: HashSet<String> = (0..400)
                .map(|number| {
                    started.store(true, Ordering::Release);
                    create(format!("late-{number}"))
                })
                .collect();
            done.store(true, Ordering::Release);
            late
        });
        while !started.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        loop {
            let last_look = done.load(Ordering::Acquire);
            let ids = walk(&server, 17);
            let unique: HashSet<&String> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "no identity stands on two pages");
            assert!(early.iter().all(|id| unique.contains(id)), "no identity is left out");
            if last_look {
                let late = late.join().expect("the writer");
                assert_eq!(ids.iter().cloned().collect::<HashSet<_>>(), early.union(&late).cloned().collect());
                return;
            }
        }
    });
}

/// The ids on all pages, in order, found by following `next`.
fn walk(server: &TestServer, size: usize) -> Vec<String> {
    let mut admin = server.admin();
    let mut ids = Vec::new();
    let mut next = Some(format!("/admin/identities?page_size={size}"));
    while let Some(path) = next {
        let response = admin.get(&path);
        assert_eq!(response.status, 200, "{path}: {}", response.body);
        let page = response.json().as_array().cloned().expect("a list");
        ids.extend(page.iter().map(|identity| identity["id"].as_str().expect("an id").to_owned()));
        next = response.link("next").map(|address| path_of(&address));
        assert!(ids.len() < 10_000, "the pages never end");
    }
    ids
}

fn path_of(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or_else(|| "/".to_owned(), |at| rest[at..].to_owned()),
        None => address.to_owned(),
    }
}

#[test]
fn one_login_flow_submitted_by_a_hundred_at_once_gives_whole_sessions_each_stored_once() {
    let server = server();
    let mut body = person("ada@example.org");
    body["credentials"] = json!({ "password": { "config": { "password": "a fine long secret 7" } } });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    let flow = server.public().get("/self-service/login/api").json();
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let submit = json!({ "method": "password", "identifier": "ada@example.org", "password": "a fine long secret 7" });
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|_| {
                let (mut public, path, submit) = (server.public(), &path, &submit);
                scope.spawn(move || public.post(path, submit))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    });
    assert!(answers.iter().all(|answer| answer.status < 500), "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    let won: Vec<Value> = answers.iter().filter(|answer| answer.status == 200).map(selfsame_testkit::Response::json).collect();
    assert!(!won.is_empty());
    let mut public = server.public();
    for answer in &won {
        let token = answer["session_token"].as_str().expect("a token");
        let whoami = public.send("GET", "/sessions/whoami", &[("X-Session-Token", token)], None);
        assert_eq!((whoami.status, &whoami.json()["id"]), (200, &answer["session"]["id"]), "{}", whoami.body);
    }
    let ids: HashSet<&str> = won.iter().filter_map(|answer| answer["session"]["id"].as_str()).collect();
    assert_eq!(ids.len(), won.len(), "each answer has a session of its own");
    let connection = rusqlite::Connection::open(server.database()).expect("the file opens");
    let stored: i64 = connection.query_row("SELECT count(*) FROM session", [], |row| row.get(0)).expect("the table is there");
    assert_eq!(usize::try_from(stored), Ok(won.len()), "each session is stored once, and no other");
}
