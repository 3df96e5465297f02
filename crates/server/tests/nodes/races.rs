//! Many clients on all nodes who want the same.

use crate::{Database, Nodes, person};
use serde_json::json;
use std::time::Duration;

const CLIENTS: usize = 64;

#[test]
fn one_identifier_wanted_by_many_on_all_nodes_is_one_persons() {
    let Some(nodes) = Nodes::start() else { return };
    for round in 0..5 {
        let email = format!("one-{round}@example.org");
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let (mut admin, email) = (nodes.nodes[client % 3].admin(), &email);
                    scope.spawn(move || admin.post("/admin/identities", &person(email)).status)
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "round {round}: {statuses:?}");
        assert!(statuses.iter().all(|status| [201, 409].contains(status)), "round {round}: {statuses:?}");
    }
    assert_eq!(nodes.database.execute("SELECT count(*) FROM identity"), "5");
}

#[test]
fn patches_on_all_nodes_never_lose_one_anothers_change() {
    let Some(nodes) = Nodes::start() else { return };
    let mut body = person("ada@example.org");
    body["metadata_admin"] = json!({});
    let created = nodes.admin().good(201, "POST", "/admin/identities", Some(&body));
    let path = format!("/admin/identities/{}", created["id"].as_str().expect("an id"));
    let (clients, each) = (6, 10);
    std::thread::scope(|scope| {
        for client in 0..clients {
            let (mut admin, path) = (nodes.admin(), &path);
            scope.spawn(move || {
                for number in 0..each {
                    let patch = json!([{ "op": "add", "path": format!("/metadata_admin/c{client}-{number}"), "value": true }]);
                    // A patch that lost the race too often is told so, and is simply sent again.
                    loop {
                        let response = admin.next().1.send("PATCH", path, &[], Some(&patch));
                        match response.status {
                            200 => break,
                            409 => {}
                            other => panic!("{other}: {}", response.body),
                        }
                    }
                }
            });
        }
    });
    let kept = nodes.admin().good(200, "GET", &path, None)["metadata_admin"].as_object().map(serde_json::Map::len);
    assert_eq!(kept, Some(clients * each));
}

#[test]
fn nodes_that_start_at_once_give_the_migration_back_and_have_a_number_each() {
    let Some(nodes) = Nodes::start() else { return };
    assert_eq!(nodes.database.execute("SELECT count(*) FROM lease WHERE name = 'migration'"), "0", "it was given back");
    assert_eq!(nodes.database.execute("SELECT count(DISTINCT name) FROM lease WHERE name LIKE 'node/%'"), "3", "each has its number");
    let sweepers = "SELECT count(*) FROM lease WHERE name = 'sweeper'";
    let begun = std::time::Instant::now();
    while nodes.database.execute(sweepers) == "0" {
        assert!(begun.elapsed() < Duration::from_secs(10), "nobody sweeps");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Takes as long as the leases: three minutes.
#[test]
#[ignore = "takes some minutes; CI asks for it by --ignored"]
fn a_dead_sweepers_work_is_taken_over() {
    let Some(database) = Database::new() else { return };
    let mut first = database.node();
    let holder = "SELECT encode(holder, 'hex') FROM lease WHERE name = 'sweeper'";
    let await_holder = |at_most: u64, other_than: &str| {
        let begun = std::time::Instant::now();
        loop {
            let now = database.execute(holder);
            if !now.is_empty() && now != other_than {
                return (now, begun.elapsed());
            }
            assert!(begun.elapsed() < Duration::from_secs(at_most), "nobody else sweeps");
            std::thread::sleep(Duration::from_millis(200));
        }
    };
    let (dead, _) = await_holder(10, "");
    let second = database.node();
    let expired = "INSERT INTO flow (tenant, key, id, kind, document, expires_at, created_at) \
                   VALUES (1, 1, decode('00000000000000000000000000000001', 'hex'), 'login', '{}', 1, 1)";
    first.kill();
    database.execute(expired);
    // The lease lasts two minutes, clocks may differ by some seconds, and everybody looks once a minute.
    let (_, took) = await_holder(190, &dead);
    println!("another node sweeps after {} s", took.as_secs());
    assert!(took > Duration::from_mins(1), "the lease was the dead node's until its end");
    let begun = std::time::Instant::now();
    while database.execute("SELECT count(*) FROM flow") != "0" {
        assert!(begun.elapsed() < Duration::from_secs(10), "what the dead node would have deleted is still there");
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(second);
}
