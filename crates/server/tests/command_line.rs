//! The binary as a person or a script uses it: help, exit codes, and commands against a real server.

use selfsame_testkit::{TempFolder, TestServer};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_selfsame");

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

#[test]
fn help_has_examples_and_exit_codes() {
    let (code, out, _) = run(&["--help"]);
    assert_eq!(code, 0);
    assert!(out.contains("Examples:") && out.contains("Exit codes:"), "{out}");
    for command in [&["identities", "import"][..], &["serve"], &["migrate", "sql"], &["backup"], &["move"], &["hash", "calibrate"]] {
        let (code, out, _) = run(&[command, &["--help"]].concat());
        assert!(code == 0 && out.contains("Example"), "{command:?}: {out}");
    }
}

#[test]
fn wrong_usage_is_2_and_says_what_would_be_right() {
    for wrong in [&[][..], &["nonsense"], &["identities", "import"], &["identities", "get", "x", "--endpoint", "localhost"]] {
        assert_eq!(run(wrong).0, 2, "{wrong:?}");
    }
    let (code, _, error) = run(&["migrate", "sql", "down", "-y", "sqlite://x.db"]);
    assert!(code == 2 && error.contains("selfsame restore"), "{error}");
    let (code, _, error) = run(&["identities", "patch", "x", "--set", "name=Ada"]);
    assert!(code == 2 && error.contains("/traits/name/first=Ada"), "{error}");
}

#[test]
fn an_unreachable_server_is_5_and_the_text_says_what_to_do() {
    let (code, out, error) = run(&["identities", "list", "--endpoint", "http://127.0.0.1:9"]);
    assert_eq!((code, out.as_str()), (5, ""));
    assert!(error.contains("selfsame serve") && error.contains("--endpoint"), "{error}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = selfsame(&["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn configuration_is_checked_shown_and_explained() {
    let folder = TempFolder::new("config");
    let file = folder.path().join("selfsame.yml");
    std::fs::write(&file, "serve:\n  publik: {port: 1}\n").expect("is written");
    let (code, out, _) = run(&["config", "check", "-c", path(&file)]);
    assert!(code == 3 && out.contains("selfsame.yml:2:"), "{out}");
    let (code, out, _) = run(&["config", "check", "--json", "-c", path(&file)]);
    assert_eq!((code, parsed(&out)["valid"].clone()), (3, json!(false)));
    assert_eq!(run(&["migrate", "status", "-c", path(&file)]).0, 3);
    assert_eq!(run(&["config", "check"]).0, 0);
    assert_eq!(parsed(&run(&["config", "schema"]).1)["type"], "object");
    let (code, out, _) = ran(selfsame(&["config", "show"]).env("SECRETS_COOKIE", "a-secret-that-nobody-sees"));
    assert!(code == 0 && !out.contains("nobody-sees"), "{out}");
    assert_eq!(parsed(&out)["serve"]["public"]["port"], 4433);
}

#[test]
fn a_database_is_migrated_under_either_name() {
    let folder = TempFolder::new("migrate");
    let (data, dsn) = (folder.path().join("data"), format!("sqlite://{}", path(&folder.path().join("other.db"))));
    assert_eq!(run(&["migrate", "status", "--data", path(&data)]).0, 4);
    assert!(!data.exists(), "looking creates nothing");
    assert_eq!(run(&["migrate", "up", "--data", path(&data)]).0, 0);
    let (code, out, _) = run(&["migrate", "status", "--json", "--data", path(&data)]);
    assert!(code == 0 && parsed(&out)[0]["applied_at"].is_string(), "{out}");
    assert_eq!(ran(selfsame(&["migrate", "sql", "-e", "-y"]).env("DSN", &dsn)).0, 0);
    let (code, out, _) = run(&["migrate", "sql", "up", "--yes", &dsn]);
    assert!(code == 0 && out.contains("up to date"), "{out}");
    assert_eq!(run(&["migrate", "sql", "status", &dsn]).0, 0);
    assert_eq!(run(&["migrate", "sql", "-y", "mysql://x"]).0, 2);
}

#[test]
fn identities_are_created_read_changed_and_deleted() {
    let server = TestServer::start(BINARY);
    let traits = r#"{"email": "ada@example.org"}"#;
    let (code, out, error) = against(&server, &["identities", "create", "--traits", traits, "--external-id", "a-1", "--json"]);
    assert_eq!(code, 0, "{error}");
    let id = parsed(&out)["id"].as_str().expect("an id").to_owned();
    let (code, out, _) = against(&server, &["identities", "get", &id]);
    assert!(code == 0 && out.contains("ada@example.org"), "{out}");
    let (code, out, error) = against(&server, &["identities", "patch", &id, "--set", "/traits/name={\"first\": \"Ada\"}", "--json"]);
    assert_eq!((code, parsed(&out)["traits"]["name"]["first"].clone()), (0, json!("Ada")), "{error}");
    let (code, out, _) = against(&server, &["identities", "list", "--identifier", "ada@example.org", "--json"]);
    assert_eq!((code, parsed(&out)[0]["id"].clone()), (0, json!(id)));
    let (code, _, error) = against(&server, &["identities", "create", "--traits", traits]);
    assert!(code == 6 && error.contains("409"), "{error}");
    assert_eq!(against(&server, &["identities", "delete", &id]).0, 0);
    let (code, out, _) = against(&server, &["identities", "get", "--external", "a-1"]);
    assert_eq!((code, out.as_str()), (6, ""));
    assert_eq!(parsed(&against(&server, &["sessions", "list", "--json"]).1), json!([]));
}

fn row(name: &str) -> String {
    json!({"schema_id": "person", "traits": {"email": format!("{name}@example.org")}}).to_string()
}

#[test]
fn an_import_creates_what_is_good_and_reports_what_is_not() {
    let server = TestServer::start(BINARY);
    let folder = TempFolder::new("import");
    let file = folder.path().join("people.ndjson");
    let mut text: Vec<String> = (1..=2500).map(|n| row(&format!("n{n}"))).collect();
    text[4] = "{\"traits\": ".to_owned();
    text[9] = r#"{"schema_id": "person", "traits": {"email": "x@example.org"}, "nickname": "x"}"#.to_owned();
    text[1299] = r#"{"schema_id": "person", "traits": {}}"#.to_owned();
    text[2499] = row("n1");
    std::fs::write(&file, text.join("\n")).expect("is written");
    let (code, out, error) = against(&server, &["identities", "import", "--json", path(&file)]);
    assert_eq!(code, 7, "{out}{error}");
    let summary = parsed(&out);
    assert_eq!((summary["created"].as_u64(), summary["refused"].as_u64()), (Some(2496), Some(4)), "{out}");
    let report = std::fs::read_to_string(folder.path().join("people.ndjson.refused.ndjson")).expect("there is a report");
    let mut rows: Vec<_> = report.lines().map(|line| parsed(line)["row"].as_u64()).collect();
    rows.sort_unstable();
    // Batches are on their way at once: of two equal rows the one that comes second is refused.
    let (first, last) = ([Some(1), Some(5), Some(10), Some(1300)], [Some(5), Some(10), Some(1300), Some(2500)]);
    assert!(rows == first || rows == last, "{report}");
    assert!(!folder.path().join("people.ndjson.progress").exists(), "nothing is left to go on with");
    let listed = parsed(&against(&server, &["identities", "list", "--all", "--json"]).1);
    assert_eq!(listed.as_array().map(Vec::len), Some(2496));
}

#[test]
fn passwords_in_clear_come_in_smaller_batches_and_from_standard_input() {
    let server = TestServer::start(BINARY);
    let with_password = |n: usize| json!({"traits": {"email": format!("n{n}@example.org")}, "credentials": {"password": {"config": {"password": "correct horse battery"}}}});
    let rows = Value::Array((0..450).map(with_password).collect());
    let mut command = selfsame(&["identities", "import", "-", "--json", "--endpoint", &format!("http://127.0.0.1:{}", server.admin_port)]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("a pipe").write_all(rows.to_string().as_bytes()).expect("is read");
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(parsed(&String::from_utf8_lossy(&output.stdout))["created"], 450);
}

#[test]
fn an_import_goes_on_where_it_was_cut_short() {
    let server = TestServer::start(BINARY);
    let folder = TempFolder::new("resume");
    let (file, progress) = (folder.path().join("people.json"), folder.path().join("people.json.progress"));
    let rows: Vec<String> = (1..=30).map(|n| row(&format!("n{n}"))).collect();
    // An array that does not end: what is there is imported, and there is something to go on with.
    std::fs::write(&file, format!("[{},", rows.join(","))).expect("is written");
    let import = |more: &[&str]| {
        let (code, out, error) = against(&server, &[&["identities", "import", "--json", "--batch", "10", path(&file)], more].concat());
        let summary = parsed(&out);
        let count = |name: &str| summary[name].as_u64().expect("a number");
        (code, [count("created"), count("refused"), count("already_there"), count("passed_over")], error)
    };
    let (code, counts, error) = import(&[]);
    assert_eq!((code, counts), (1, [30, 0, 0, 0]));
    assert!(error.contains("cut off"), "{error}");
    assert_eq!(import(&[]).1, [0, 0, 0, 30]);

    // As after a crash: the middle batch was sent, and its answer never came.
    let forget_middle = || {
        let notes = std::fs::read_to_string(&progress).expect("there are notes");
        let mut kept: Vec<&str> = notes.lines().filter(|line| !line.contains("done")).collect();
        kept.extend(["{\"done\":[1,10]}", "{\"done\":[21,30]}", "{\"done\":[11,"]);
        std::fs::write(&progress, kept.join("\n")).expect("is written");
    };
    forget_middle();
    assert_eq!(import(&[]).1, [0, 10, 0, 20], "rows that answer 409 are reported");
    forget_middle();
    assert_eq!(import(&["--conflicts-are-done"]).1, [0, 0, 10, 20]);
    assert_eq!(import(&["--restart", "--conflicts-are-done"]).1, [0, 30, 0, 0], "conflicts of rows never sent before are conflicts");

    std::fs::write(&file, format!("[{}]", rows.join(","))).expect("is written");
    let (code, _, error) = against(&server, &["identities", "import", path(&file)]);
    assert!(code == 2 && error.contains("has changed"), "{error}");
}

#[test]
fn rows_are_validated_without_a_server() {
    let server = TestServer::start(BINARY);
    let folder = TempFolder::new("validate");
    let (file, schema) = (folder.path().join("people.ndjson"), server.folder().join("person.json"));
    std::fs::write(&file, [row("a"), r#"{"traits": {"email": 5}}"#.to_owned(), row("b")].join("\n")).expect("is written");
    let (code, out, _) = run(&["identities", "validate", path(&file), "--schema-file", path(&schema)]);
    assert!(code == 7 && out.contains("row 2 (line 2): /traits/email"), "{out}");
    let (code, out, error) = against(&server, &["identities", "validate", path(&file), "--schema", "person", "--json"]);
    assert_eq!((code, parsed(&out)["row"].clone()), (7, json!(2)), "{error}");
    std::fs::write(&file, row("a")).expect("is written");
    assert_eq!(run(&["identities", "validate", path(&file), "--schema-file", path(&schema)]).0, 0);
}

#[test]
fn a_backup_of_a_running_server_is_restored_into_an_empty_folder_only() {
    let server = TestServer::start(BINARY);
    assert_eq!(against(&server, &["identities", "create", "--traits", r#"{"email": "ada@example.org"}"#]).0, 0);
    let folder = TempFolder::new("backup");
    let (file, data) = (folder.path().join("backup.db"), folder.path().join("restored"));
    let config = server.folder().join("config.yml");
    let (code, out, error) = run(&["backup", "-c", path(&config), path(&file)]);
    assert!(code == 0 && out.contains("key"), "{out}{error}");
    assert_eq!(run(&["backup", "-c", path(&config), path(&file)]).0, 1, "nothing is overwritten");
    let (code, _, error) = run(&["restore", "--data", path(&data), path(&file)]);
    assert_eq!(code, 0, "{error}");
    assert_eq!(run(&["migrate", "status", "--data", path(&data)]).0, 0);
    let (code, _, error) = run(&["restore", "--data", path(&data), path(&file)]);
    assert!(code == 1 && error.contains("not empty"), "{error}");
    let garbage = folder.path().join("garbage");
    std::fs::write(&garbage, "x".repeat(5000)).expect("is written");
    let other = folder.path().join("other");
    assert_eq!(run(&["restore", "--data", path(&other), path(&garbage)]).0, 4);
    let cut = folder.path().join("cut.db");
    let whole = std::fs::read(&file).expect("is readable");
    std::fs::write(&cut, &whole[..whole.len() * 6 / 10]).expect("is written");
    let (code, _, error) = run(&["restore", "--data", path(&other), path(&cut)]);
    assert!(code == 4 && error.contains("cut.db"), "a backup that was cut short: {error}");
    assert!(std::fs::read_dir(&other).expect("is there").next().is_none(), "nothing is left of a failed restore");
}
