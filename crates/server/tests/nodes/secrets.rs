//! Nodes with other secrets than the rest are found at their start.

use crate::{BINARY, Database};
use selfsame_testkit::TestServer;
use serde_json::json;

const COOKIE: &str = "[a-cookie-secret-that-tests-use-only]";
const CIPHER: &str = "[a-cipher-secret-of-32-characters]";

/// Exit code and what it said.
fn refused(config: &str) -> (Option<i32>, String) {
    let (status, log) = TestServer::builder(BINARY).config(config).start_to_fail();
    (status.code(), log)
}

#[test]
fn a_node_with_other_secrets_does_not_start_and_says_which() {
    let Some(database) = Database::new() else { return };
    let node = database.node();
    let config = database.config();
    for (list, other) in [
        ("cookie", config.replace(COOKIE, "[some-other-cookie-secret-of-a-node]")),
        ("cipher", config.replace(CIPHER, "[another-secret-of-32-characters!]")),
    ] {
        let (code, said) = refused(&other);
        assert_eq!(code, Some(4), "{said}");
        assert!(said.contains(&format!("secrets.{list}: ")) && said.contains("every node needs the same"), "{said}");
        assert!(!said.contains("some-other") && !said.contains("another-secret"), "no secret is told: {said}");
    }
    let pages = config.replace("secrets:\n", "secrets:\n  pagination: [a-secret-for-pages-that-one-node-has]\n");
    drop(TestServer::builder(BINARY).config(&pages).start());
    assert_eq!(node.admin().get("/admin/identities").status, 200, "whoever serves is not disturbed");
    let stored = database.execute("SELECT string_agg(name || encode(salt, 'escape') || encode(mac, 'escape'), ' ') FROM secret_check");
    assert!(stored.contains("cookie") && !stored.contains("a-cookie-secret") && !stored.contains("a-cipher-secret"), "{stored}");
}

#[test]
fn a_rotated_node_starts_and_the_old_secret_can_go_once_all_have_the_new() {
    let Some(database) = Database::new() else { return };
    let config = database.config();
    let rotated = config.replace(COOKIE, "[a-new-cookie-secret-in-front-of-it, a-cookie-secret-that-tests-use-only]");
    let without = config.replace(COOKIE, "[a-new-cookie-secret-in-front-of-it]");
    let start = |config: &str| TestServer::builder(BINARY).config(config).start();
    drop(start(&config));
    assert_eq!(refused(&without).0, Some(4), "a new one without the old ones");
    drop(start(&rotated));
    assert_eq!(refused(&config).0, Some(4), "what the others write now cannot be read with the old one alone");
    drop(start(&without));
    let accepting = TestServer::builder(BINARY).config(&config).argument("--accept-secrets").start();
    assert!(accepting.log().contains("secrets.cookie"), "{}", accepting.log());
    drop(accepting);
    drop(start(&config));
}

#[test]
fn a_reload_keeps_to_the_same_rule() {
    let Some(database) = Database::new() else { return };
    let node = database.node();
    let config = database.config();
    node.reconfigure(&config.replace(COOKIE, "[some-other-cookie-secret-of-a-node]"));
    node.await_log("every node needs the same", 1);
    let rotated = config.replace(COOKIE, "[a-new-cookie-secret-in-front-of-it, a-cookie-secret-that-tests-use-only]");
    let before = database.execute("SELECT encode(mac, 'hex') FROM secret_check WHERE name = 'cookie'");
    node.reconfigure(&rotated);
    let begun = std::time::Instant::now();
    while database.execute("SELECT encode(mac, 'hex') FROM secret_check WHERE name = 'cookie'") == before {
        assert!(begun.elapsed().as_secs() < 20, "the rotation is not noticed: {}", node.log());
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn one_server_on_a_file_is_warned_and_starts() {
    let folder = selfsame_testkit::TempFolder::new("secrets");
    let environment = |secret: &str| ("SECRETS_COOKIE", format!(r#"["{secret}"]"#));
    let start = |secret: &str| {
        let (name, value) = environment(secret);
        TestServer::builder(BINARY).data(folder.path()).environment(name, &value).start()
    };
    drop(start("the-first-cookie-secret-of-this-file"));
    let changed = start("the-second-cookie-secret-of-this-file");
    assert!(changed.log().contains("secrets.cookie"), "{}", changed.log());
    assert_eq!(changed.admin().get("/admin/identities").json(), json!([]));
    drop(changed);
    assert!(!start("the-second-cookie-secret-of-this-file").log().contains("secrets.cookie"));
}
