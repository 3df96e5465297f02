use super::SslMode;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use super::{Dsn, DsnError};

fn sqlite(text: &str) -> super::SqliteDsn {
    match Dsn::parse(text).unwrap() {
        Dsn::Sqlite(sqlite) => sqlite,
        Dsn::Postgres(_) | Dsn::Memory => panic!("{text} names no file"),
    }
}

#[test]
fn relative_and_absolute_files_are_read() {
    assert_eq!(sqlite("sqlite://data/a%20b.db").path, Path::new("data/a b.db"));
    assert_eq!(sqlite("sqlite3:///var/lib/selfsame.db?_fk=true").path, Path::new("/var/lib/selfsame.db"));
}

#[test]
fn the_references_parameters_are_accepted() {
    let dsn = sqlite("sqlite://x.db?_fk=true&mode=rwc&_busy_timeout=100&max_conns=4&_journal_mode=DELETE&_pragma=foo(1)");
    assert_eq!(dsn.busy_timeout, Some(Duration::from_millis(100)));
    assert_eq!(dsn.ignored, ["max_conns", "_journal_mode", "_pragma"]);
}

#[test]
fn every_spelling_of_memory_is_memory() {
    for text in ["memory", "sqlite://:memory:?_fk=true", "sqlite://file::memory:?_fk=true", "sqlite://file:name?mode=memory&cache=shared"] {
        assert_eq!(Dsn::parse(text), Ok(Dsn::Memory), "{text}");
    }
}

#[test]
fn other_databases_are_refused_with_what_to_write_instead() {
    assert_eq!(Dsn::parse(""), Err(DsnError::Empty));
    assert_eq!(Dsn::parse(":memory:"), Err(DsnError::NoScheme));
    assert_eq!(Dsn::parse("sqlite://?_fk=1"), Err(DsnError::NoPath));
    assert_eq!(Dsn::parse("mysql://u:p@tcp(h:1)/db"), Err(DsnError::Unsupported("mysql".into())));
    assert!(matches!(Dsn::parse("sqlite://x?max_conns=many"), Err(DsnError::Parameter { .. })));
}

#[test]
fn parameters_of_ours_are_taken_off_a_postgres_dsn_and_the_rest_is_passed_on() {
    let Ok(Dsn::Postgres(dsn)) = Dsn::parse("cockroach://u:p@h/db?max_conns=7&sslmode=disable&statement_cache=off&max_idle_conns=2") else {
        panic!("it is a good DSN")
    };
    assert_eq!((dsn.url.as_str(), dsn.pool_size, dsn.keeps_statements), ("postgres://u:p@h/db?sslmode=disable", Some(7), false));
    assert_eq!(dsn.ignored, ["max_idle_conns"]);
    assert!(!format!("{dsn:?}").contains("u:p"), "nobody reads the password in a log");
    assert!(matches!(Dsn::parse("postgres://h/db?pipelines=none"), Err(DsnError::Parameter { .. })));
}

#[test]
fn tls_to_postgres_is_as_its_own_clients_have_it() {
    let parse = |parameters: &str| match Dsn::parse(&format!("postgres://h/db?{parameters}")) {
        Ok(Dsn::Postgres(dsn)) => Ok((dsn.tls, dsn.url)),
        Ok(_) => panic!("it is a PostgreSQL database"),
        Err(error) => Err(error.to_string()),
    };
    let (tls, url) = parse("sslmode=verify-full&sslrootcert=/etc/ca%20s.pem&sslcert=c.pem&sslkey=k.pem").unwrap();
    assert_eq!((tls.mode, tls.root_cert), (SslMode::VerifyFull, Some(PathBuf::from("/etc/ca s.pem"))));
    assert_eq!(url, "postgres://h/db?sslmode=require", "who is believed is not the library's affair");
    assert_eq!(parse("").unwrap().0.mode, SslMode::Prefer);
    assert!(parse("sslmode=allow").unwrap_err().contains("verify-full"));
    assert!(parse("sslcert=c.pem").unwrap_err().contains("sslkey"));
    assert!(parse("sslrootcert=").unwrap_err().contains("sslrootcert"));
}
