//! The primary dies, its synchronous standby takes over: no acknowledged write is lost.

use crate::{BINARY, CONFIG};
use selfsame_testkit::{HttpClient, PostgresNode, TestServer, free_port};
use serde_json::json;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const WRITERS: usize = 16;
/// How long whoever watches the primary takes to notice.
const NOTICED_AFTER: Duration = Duration::from_secs(1);

/// The identities that were acknowledged, and when each was.
type Ledger = Mutex<Vec<(String, String, Instant)>>;

#[test]
#[ignore = "starts two database servers of its own; CI asks for it by --ignored"]
fn a_failover_loses_no_acknowledged_write() {
    let (first_port, second_port) = (free_port(), free_port());
    let Some(mut primary) = PostgresNode::start(first_port, &["fsync = off"]) else { return };
    primary.execute("postgres", "CREATE DATABASE selfsame");
    let standby = primary.standby(second_port, "second");
    // After the copy: the standby must not wait for one of its own.
    primary.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'second'");
    primary.execute("postgres", "SELECT pg_reload_conf()");
    let hosts = format!("127.0.0.1:{first_port},127.0.0.1:{second_port}");
    let config = CONFIG.replace("{dsn}", &format!("postgres://selfsame@{hosts}/selfsame?target_session_attrs=read-write"));
    let nodes = [(); 2].map(|()| TestServer::builder(BINARY).config(&config).start());
    let figures = nodes[0].admin().get("/admin/metrics/prometheus").body;
    assert!(figures.contains(r#"selfsame_store_standby_lag_bytes{standby="second",synchronous="true"}"#), "{figures}");

    let (ledger, done) = (Ledger::default(), AtomicBool::new(false));
    let (killed, promoting, promoted) = std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (admin, ledger, done) = (nodes[writer % 2].admin(), &ledger, &done);
            scope.spawn(move || write(admin, writer, ledger, done));
        }
        std::thread::sleep(Duration::from_secs(3));
        primary.kill();
        // Only now is it gone: until then it may still acknowledge.
        let killed = Instant::now();
        std::thread::sleep(NOTICED_AFTER);
        let promoting = Instant::now();
        standby.promote();
        let promoted = Instant::now();
        std::thread::sleep(Duration::from_secs(5));
        done.store(true, Ordering::Relaxed);
        (killed, promoting, promoted)
    });

    let ledger = ledger.into_inner().expect("no writer panicked");
    let before = ledger.iter().filter(|(.., at)| *at < promoting).count();
    let first = ledger.iter().map(|(.., at)| *at).filter(|at| *at >= promoting).min().expect("the nodes find the new primary");
    let mut admin = nodes[1].admin();
    let mut is_lost = |id: &str, email: &str| admin.get(&format!("/admin/identities/{id}")).json()["traits"]["email"] != email;
    let lost = ledger.iter().map(|(id, email, _)| usize::from(is_lost(id, email))).sum::<usize>();
    println!(
        "{} writes acknowledged, {before} of them by the first primary; the standby took writes {:.2} s after the kill; \
         first success {:.2} s after the kill, {:.2} s after the promotion began; acknowledged writes lost: {lost}",
        ledger.len(),
        promoted.duration_since(killed).as_secs_f64(),
        first.duration_since(killed).as_secs_f64(),
        first.duration_since(promoting).as_secs_f64(),
    );
    assert!(before > 20 && ledger.len() > before + 20);
    assert_eq!(lost, 0);
}

/// Creates people and notes whom the server acknowledged.
fn write(mut admin: HttpClient, writer: usize, ledger: &Ledger, done: &AtomicBool) {
    for number in 0.. {
        if done.load(Ordering::Relaxed) {
            return;
        }
        let email = format!("w{writer}-{number}@example.org");
        let body = json!({ "schema_id": "person", "traits": { "email": email } });
        let response = admin.post("/admin/identities", &body);
        match response.status {
            201 => {
                let id = response.json()["id"].as_str().expect("an id").to_owned();
                ledger.lock().expect("no writer panicked").push((id, email, Instant::now()));
            }
            503 => std::thread::sleep(Duration::from_millis(20)),
            other => panic!("{other}: {}", response.body),
        }
    }
}
