//! Commands of whoever runs the server, against the real binary: recovery, sessions, schemas, several ids at once, keys,
//! backups with their secrets, and what keeps a server from starting.

use selfsame_testkit::{TempFolder, TestServer};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_selfsame");
const UNKNOWN: &str = "0190c0de-0000-4000-8000-000000000000";
const TOTP: &str = "otpauth://totp/Selfsame:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Selfsame";

fn selfsame(arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(arguments).env_remove("SELFSAME_ADMIN_URL").env_remove("DSN").stdin(Stdio::null());
    command
}

/// Exit code, standard output, standard error.
fn ran(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    ran(&mut selfsame(arguments))
}

fn against(server: &TestServer, arguments: &[&str]) -> (i32, String, String) {
    ran(selfsame(arguments).env("SELFSAME_ADMIN_URL", format!("http://127.0.0.1:{}", server.admin_port)))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn path(path: &Path) -> &str {
    path.to_str().expect("paths of tests are UTF-8")
}

fn create(server: &TestServer, name: &str, credentials: &Value) -> String {
    let body = json!({ "schema_id": "person", "traits": { "email": format!("{name}@example.org") }, "credentials": credentials });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    created.json()["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_code_or_a_link_lets_a_person_back_in() {
    let server = TestServer::builder(BINARY).without_config().environment("SELFSERVICE_METHODS_LINK_ENABLED", "true").start();
    let id = create(&server, "ada", &json!({}));
    let (code, out, error) = against(&server, &["recovery", "code", &id, "--expires-in", "15m", "--json"]);
    assert_eq!(code, 0, "{error}");
    let made = parsed(&out);
    assert!(made["recovery_code"].as_str().is_some_and(|code| code.len() == 6) && made["expires_at"].is_string(), "{out}");
    let (code, out, error) = against(&server, &["recovery", "link", &id]);
    assert!(code == 0 && out.contains("/self-service/recovery?flow=") && out.contains("token="), "{out}{error}");
    let (code, _, error) = against(&server, &["recovery", "code", UNKNOWN]);
    assert!(code == 6 && error.contains("404"), "{error}");
}

#[test]
fn several_sessions_are_revoked_at_once() {
    let server = TestServer::start(BINARY);
    create(&server, "ada", &json!({ "password": { "config": { "password": "an engine of many wheels" } } }));
    let mut client = server.public();
    let mut sign_in = || {
        let flow = client.get("/self-service/login/api").json();
        let submit = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
        let body = json!({ "method": "password", "identifier": "ada@example.org", "password": "an engine of many wheels" });
        let done = client.post(&submit, &body);
        assert_eq!(done.status, 200, "{}", done.body);
        done.json()["session"]["id"].as_str().expect("a session").to_owned()
    };
    let ids = [sign_in(), sign_in(), sign_in()];
    let (code, out, error) = against(&server, &["sessions", "revoke", &ids[0], &ids[1], "--json"]);
    assert_eq!((code, parsed(&out)), (0, json!({ "revoked": [ids[0], ids[1]], "failed": [] })), "{error}");
    let active = parsed(&against(&server, &["sessions", "list", "--active", "--json"]).1);
    assert_eq!(active.as_array().map(|all| all.iter().map(|one| one["id"].clone()).collect()), Some(vec![json!(ids[2])]));
}

#[test]
fn schemas_are_listed_and_printed() {
    let server = TestServer::start(BINARY);
    let (code, out, _) = against(&server, &["schemas", "list"]);
    assert!(code == 0 && out.lines().any(|line| line.starts_with("person") && line.contains("Person")), "{out}");
    assert_eq!(parsed(&against(&server, &["schemas", "list", "--json"]).1)[0]["id"], "person");
    let (code, out, _) = against(&server, &["schemas", "get", "person"]);
    assert_eq!((code, parsed(&out)["title"].clone()), (0, json!("Person")));
    assert_eq!(against(&server, &["schemas", "get", "nobody"]).0, 6);
    let (code, _, error) = against(&server, &["schemas", "get", ".."]);
    assert!(code == 2 && error.contains("neither empty nor dots"), "{error}");
}

#[test]
fn of_several_deletions_one_refused_does_not_stop_the_others() {
    let server = TestServer::start(BINARY);
    let (first, last) = (create(&server, "a", &json!({})), create(&server, "c", &json!({})));
    let (code, out, error) = against(&server, &["identities", "delete", &first, UNKNOWN, &last, "--json"]);
    let answer = parsed(&out);
    assert_eq!((code, &answer["deleted"]), (7, &json!([first, last])), "{out}{error}");
    assert_eq!((&answer["failed"][0]["id"], answer["failed"].as_array().map(Vec::len)), (&json!(UNKNOWN), Some(1)), "{out}");
    assert_eq!(parsed(&against(&server, &["identities", "list", "--json"]).1), json!([]));
}

#[test]
fn keys_are_named_by_the_same_ids_everywhere() {
    let server = TestServer::start(BINARY);
    let config = server.folder().join("config.yml");
    create(&server, "ada", &json!({ "totp": { "config": { "totp_url": TOTP } } }));
    let (code, out, error) = run(&["config", "keys", "-c", path(&config), "--json"]);
    assert_eq!(code, 0, "{error}");
    let keys = parsed(&out)["keys"].clone();
    assert_eq!(keys.as_array().map(Vec::len), Some(1));
    let folder = TempFolder::new("keys");
    let (code, out, error) = run(&["backup", "-c", path(&config), "--json", path(&folder.path().join("b.db"))]);
    assert_eq!((code, &parsed(&out)["keys"]), (0, &keys), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("is there").count(), 1, "a backup is one file");
    assert!(
        !server.folder().join("secrets.json").exists() && !server.folder().join("selfsame-data").exists(),
        "all secrets are configured"
    );
}

#[test]
fn a_backup_with_its_secrets_serves_what_was_sealed() {
    let (folder, data) = (TempFolder::new("sealed"), TempFolder::new("sealed-data"));
    let server = TestServer::builder(BINARY).without_config().data(data.path()).start();
    let id = create(&server, "ada", &json!({ "totp": { "config": { "totp_url": TOTP } } }));
    let file = folder.path().join("backup.db");
    let (code, out, error) = run(&["backup", "--data", path(data.path()), "--with-secrets", path(&file)]);
    assert!(code == 0 && out.contains("backup.db.secrets"), "{out}{error}");
    drop(server);

    let restored = folder.path().join("restored");
    let (code, out, error) = run(&["restore", "--data", path(&restored), path(&file)]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    let server = TestServer::builder(BINARY).without_config().data(&restored).start();
    let shown = server.admin().get(&format!("/admin/identities/{id}?include_credential=totp")).json();
    assert_eq!(shown["credentials"]["totp"]["config"]["totp_url"], TOTP);
}

#[test]
fn a_failed_backup_or_restore_leaves_nothing_in_the_way_of_the_next() {
    let (folder, data) = (TempFolder::new("failing"), TempFolder::new("failing-data"));
    drop(TestServer::builder(BINARY).without_config().data(data.path()).start());
    let file = folder.path().join("backup.db");
    std::fs::write(&file, "taken").expect("is written");
    assert_eq!(run(&["backup", "--data", path(data.path()), "--with-secrets", path(&file)]).0, 1);
    std::fs::remove_file(&file).expect("is there");
    let (code, _, error) = run(&["backup", "--data", path(data.path()), "--with-secrets", path(&file)]);
    assert_eq!(code, 0, "{error}");

    let (whole, restored) = (std::fs::read(&file).expect("is there"), folder.path().join("restored"));
    std::fs::write(&file, &whole[..whole.len() / 2]).expect("is written");
    assert_eq!(run(&["restore", "--data", path(&restored), path(&file)]).0, 4);
    std::fs::write(&file, &whole).expect("is written");
    let (code, _, error) = run(&["restore", "--data", path(&restored), path(&file)]);
    assert_eq!(code, 0, "{error}");
}

#[test]
fn a_start_that_must_not_migrate_refuses_a_fresh_folder() {
    let (status, log) = TestServer::builder(BINARY).without_config().argument("--no-migrate").start_to_fail();
    assert_eq!(status.code(), Some(4), "{log}");
    assert!(log.contains("migrat"), "{log}");
}

#[test]
fn a_check_reads_what_the_configuration_points_to() {
    let server = TestServer::start(BINARY);
    let config = server.folder().join("config.yml");
    let checked = || run(&["config", "check", "--dev", "-c", path(&config)]);
    let (code, out, error) = checked();
    assert_eq!(code, 0, "{out}{error}");
    let text = std::fs::read_to_string(&config).expect("is there");
    let tls = "host: 127.0.0.1, tls: {cert: {path: /nowhere/cert.pem}, key: {path: /nowhere/key.pem}},";
    std::fs::write(&config, text.replacen("host: 127.0.0.1,", tls, 1)).expect("is written");
    let (code, out, _) = checked();
    assert!(code == 3 && out.contains("/nowhere/cert.pem"), "{out}");
    std::fs::write(&config, text.replace("person.json", "nobody.json")).expect("is written");
    let (code, out, _) = checked();
    assert!(code == 3 && out.contains("nobody.json"), "{out}");
}

#[test]
fn an_interrupted_import_ends_although_its_input_does_not() {
    let server = TestServer::start(BINARY);
    let folder = TempFolder::new("interrupted");
    let progress = folder.path().join("notes");
    let admin = format!("http://127.0.0.1:{}", server.admin_port);
    let arguments = ["identities", "import", "-", "--batch", "1", "--endpoint", &admin, "--resume", path(&progress)];
    let mut command = selfsame(&arguments);
    let mut child = command.current_dir(folder.path()).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let mut input = child.stdin.take().expect("a pipe");
    for name in ["a", "b"] {
        let row = json!({ "schema_id": "person", "traits": { "email": format!("{name}@example.org") } });
        writeln!(input, "{row}").expect("is read");
    }
    // A row is handed on when the next one begins.
    let begun = Instant::now();
    while !std::fs::read_to_string(&progress).is_ok_and(|notes| notes.contains("done")) {
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing is imported");
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    let mut errors = child.stderr.take().expect("a pipe");
    let status = loop {
        if let Some(status) = child.try_wait().expect("is a child") {
            break status;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it hangs");
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut text = String::new();
    errors.read_to_string(&mut text).expect("is UTF-8");
    assert!(status.code() == Some(1) && text.lines().any(|line| line.contains("interrupted")), "{text}");
    drop(input);
}

#[test]
fn a_report_of_an_earlier_import_does_not_outlive_a_fresh_one() {
    let server = TestServer::start(BINARY);
    let folder = TempFolder::new("stale");
    let (file, report) = (folder.path().join("people.ndjson"), folder.path().join("people.ndjson.refused.ndjson"));
    let row = |schema: &str| json!({ "schema_id": schema, "traits": { "email": "ada@example.org" } }).to_string();
    std::fs::write(&file, row("nobody")).expect("is written");
    assert_eq!(against(&server, &["identities", "import", path(&file)]).0, 7);
    assert!(report.exists());
    std::fs::write(&file, row("person")).expect("is written");
    let (code, _, error) = against(&server, &["identities", "import", path(&file)]);
    assert!(code == 0 && !report.exists(), "{error}");
}
