//! `selfsame move`, as a person uses it: between files, to PostgreSQL and back, and what it refuses.

use rusqlite::Connection;
use selfsame_testkit::{PostgresServer, TempFolder, TestServer};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_selfsame");

/// Exit code, standard output, standard error.
fn moved(from: &str, to: &str, more: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(BINARY);
    command.args(["move", "--from", from, "--to", to]).args(more).env_remove("DSN").stdin(Stdio::null());
    let output = command.output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

fn file(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A stopped server whose database has some people.
fn with_people() -> TestServer {
    let mut server = TestServer::start(BINARY);
    for name in ["ada", "grace", "edith"] {
        let credentials = json!({ "password": { "config": { "password": "a fine long secret 7" } } });
        let body = json!({ "schema_id": "person", "traits": { "email": format!("{name}@example.org") }, "credentials": credentials });
        assert_eq!(server.admin().post("/admin/identities", &body).status, 201);
    }
    assert!(server.stop().success());
    server
}

#[test]
fn a_database_is_moved_once_into_an_empty_one_and_served_there() {
    let source = with_people();
    let folder = TempFolder::new("moved");
    let target = folder.path().join("data.db");
    let (code, out, error) = moved(&file(&source.database()), &file(&target), &[]);
    assert!(code == 0 && out.contains("credential_identifier") && out.contains("rows moved from"), "{out}{error}");
    let (code, _, error) = moved(&file(&source.database()), &file(&target), &[]);
    assert!(code == 1 && error.contains("not empty"), "{error}");
    let server = TestServer::builder(BINARY).data(folder.path()).start();
    let found = server.admin().get("/admin/identities?credentials_identifier=grace@example.org").json();
    assert_eq!(found[0]["traits"]["email"], "grace@example.org", "{found}");
    let (code, _, error) = moved(&file(&target), &file(&folder.path().join("other.db")), &[]);
    assert!(code == 4 && error.contains("server runs on it"), "{error}");
}

#[test]
fn what_cannot_be_moved_is_refused_with_what_to_do() {
    let folder = TempFolder::new("refused");
    let (absent, there) = (folder.path().join("absent.db"), folder.path().join("there.db"));
    let (code, _, error) = moved(&file(&absent), &file(&there), &[]);
    assert!(code == 4 && error.contains("--from") && !there.exists(), "{error}");
    let source = with_people();
    let (code, _, error) = moved(&file(&source.database()), &file(&source.database()), &[]);
    assert!(code == 2 && error.contains("same database"), "{error}");
    assert_eq!(moved(&file(&source.database()), "memory", &[]).0, 2);
}

#[test]
fn no_server_starts_on_a_database_that_has_not_everything_yet() {
    let source = with_people();
    let folder = TempFolder::new("unfinished");
    let target = folder.path().join("data.db");
    assert_eq!(moved(&file(&source.database()), &file(&target), &[]).0, 0);
    let open = || Connection::open(&target).expect("the file opens");
    open().execute("INSERT INTO move_progress VALUES (1, 'identity', zeroblob(32), 1, '[1]')", []).expect("the table is there");
    let (status, log) = TestServer::builder(BINARY).data(folder.path()).start_to_fail();
    assert!(status.code() == Some(4) && log.contains("selfsame move"), "{log}");
}

#[test]
fn everything_goes_to_postgres_and_comes_back() {
    let Some(postgres) = PostgresServer::shared() else { return };
    let source = with_people();
    let database = postgres.create_database(None);
    let folder = TempFolder::new("back");
    let there = moved(&file(&source.database()), &postgres.url(&database), &["--json"]);
    assert_eq!(there.0, 0, "{}", there.2);
    // The lease of the first move's node ends by itself later; nobody waits for it here.
    postgres.execute(&database, "DELETE FROM lease");
    let back = moved(&postgres.url(&database), &file(&folder.path().join("data.db")), &["--json"]);
    assert_eq!(back.0, 0, "{}", back.2);
    let (there, back) = (parsed(&there.1), parsed(&back.1));
    assert_eq!((&there["equal"], &there["tables"][0]["to"]["rows"]), (&json!(true), &json!(3)));
    assert_eq!(there["tables"], back["tables"]);
    postgres.drop_database(&database);
}
