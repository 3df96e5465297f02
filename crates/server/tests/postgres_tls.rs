//! TLS to a PostgreSQL database by each `sslmode`, on a real server.

use selfsame_testkit::{PostgresServer, free_port};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls").join(name)
}

/// Whether `migrate up` reaches the database, and what it says if not.
fn reaches(dsn: &str) -> Result<(), String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_selfsame"));
    command.args(["migrate", "up", dsn]).env_remove("DSN").stdin(Stdio::null());
    let output = command.output().expect("the binary runs");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!error.contains("s3cret"), "the password stands in {error}");
    if output.status.success() { Ok(()) } else { Err(error) }
}

#[test]
fn each_mode_believes_whom_it_should() {
    let port = free_port();
    let Some(server) = PostgresServer::with_tls(&fixture("first.pem"), &fixture("first.key"), port) else { return };
    let database = server.create_database(None);
    let dsn = |host: &str, parameters: &str| format!("postgres://selfsame:s3cret@{host}:{port}/{database}?{parameters}");
    let (right, wrong) = (fixture("first.pem"), fixture("second.pem"));
    let with = |mode: &str, root: &Path| format!("sslmode={mode}&sslrootcert={}", root.display());

    for parameters in ["sslmode=disable", "sslmode=prefer", "sslmode=require", ""] {
        assert_eq!(reaches(&dsn("127.0.0.1", parameters)), Ok(()), "{parameters}");
    }
    for mode in ["require", "verify-ca", "verify-full"] {
        assert_eq!(reaches(&dsn("localhost", &with(mode, &right))), Ok(()), "{mode}");
        let refused = reaches(&dsn("localhost", &with(mode, &wrong))).expect_err(mode);
        assert!(refused.contains("certificate"), "{mode}: {refused}");
    }
    // The certificate is that of localhost and 127.0.0.1.
    let other = |mode: &str| reaches(&dsn("db.example", &format!("hostaddr=127.0.0.1&{}", with(mode, &right))));
    assert_eq!(other("verify-ca"), Ok(()));
    assert!(other("verify-full").is_err_and(|error| error.contains("certificate")));
    let missing = reaches(&dsn("localhost", "sslmode=verify-full&sslrootcert=/nowhere.pem")).expect_err("no such file");
    assert!(missing.contains("sslrootcert"), "{missing}");
}
