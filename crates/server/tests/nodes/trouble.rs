//! A database that goes away and comes back: the server says so, and needs nobody's help.

use crate::{BINARY, CONFIG, person};
use selfsame_testkit::{HttpClient, PostgresNode, TestServer, free_port};
use std::time::{Duration, Instant};

fn await_status(client: &mut HttpClient, path: &str, status: u16) -> Duration {
    let begun = Instant::now();
    loop {
        let now = client.get(path).status;
        if now == status {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{path} is {now} and not {status}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn readiness_turns_false_without_the_database_and_back_by_itself() {
    let port = free_port();
    let Some(mut postgres) = PostgresNode::start(port, &["fsync = off"]) else { return };
    postgres.execute("postgres", "CREATE DATABASE selfsame");
    let config = CONFIG.replace("{dsn}", &format!("postgres://selfsame@127.0.0.1:{port}/selfsame"));
    let server = TestServer::builder(BINARY).config(&config).start();
    let (mut admin, mut public) = (server.admin(), server.public());
    let mut figures = server.admin();
    let mut has = |line: &str| {
        let text = figures.get("/admin/metrics/prometheus").body;
        assert!(text.lines().any(|one| one.starts_with(line)), "{line} is not in {text}");
    };
    assert_eq!(admin.post("/admin/identities", &person("ada@example.org")).status, 201);
    for line in [
        "selfsame_store_up 1",
        "selfsame_store_migration ",
        "selfsame_store_known_migration ",
        "selfsame_store_most_connections 16",
        "selfsame_store_connection_waiters 0",
        "selfsame_store_lookups_under_way 0",
        "selfsame_store_writes_waiting 0",
        r#"selfsame_store_retries_total{cause="lost"}"#,
    ] {
        has(line);
    }

    for round in 0..2 {
        if round == 0 {
            postgres.stop();
        } else {
            postgres.kill();
        }
        await_status(&mut public, "/health/ready", 503);
        assert_eq!(admin.get("/admin/health/ready").status, 503);
        assert_eq!(public.get("/health/alive").status, 200, "the process itself is well");
        let refused = admin.post("/admin/identities", &person("nobody@example.org"));
        assert_eq!(refused.status, 503, "{}", refused.body);
        assert!(refused.header("retry-after").is_some());
        has("selfsame_store_up 0");
        postgres.up();
        await_status(&mut public, "/health/ready", 200);
        let created = admin.post("/admin/identities", &person(&format!("round-{round}@example.org")));
        assert_eq!(created.status, 201, "{}", created.body);
        has("selfsame_store_up 1");
    }
    let people = admin.get("/admin/identities").json();
    assert_eq!(people.as_array().map(Vec::len), Some(3), "what was refused was not done: {people}");
}
