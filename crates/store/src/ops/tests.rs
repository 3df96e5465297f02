//! Every statement of every operation, prepared; and the habits that keep them good for any engine.

use crate::fixture::Fixture;
use crate::ops::{flows, health, identities, messages, outbox, secrets, sessions, sweep};
use crate::sql::Sql;
use rusqlite::Connection;

fn all() -> impl Iterator<Item = (&'static str, &'static Sql)> {
    let modules = [
        ("flows", flows::STATEMENTS),
        ("health", health::STATEMENTS),
        ("identities::read", identities::read::STATEMENTS),
        ("identities::write", identities::write::STATEMENTS),
        ("messages", messages::STATEMENTS),
        ("outbox", outbox::STATEMENTS),
        ("secrets", secrets::STATEMENTS),
        ("sessions", sessions::STATEMENTS),
        ("sweep", sweep::STATEMENTS),
    ];
    modules.into_iter().flat_map(|(module, statements)| statements.iter().map(move |sql| (module, sql)))
}

#[test]
fn every_statement_can_be_prepared() {
    let fixture = Fixture::new();
    let connection = Connection::open(fixture.store.path()).unwrap();
    for (module, sql) in all() {
        connection.prepare(sql.sqlite).unwrap_or_else(|error| panic!("{module}::{}: {error}", sql.name));
    }
}

#[test]
fn no_statement_sorts_or_reads_a_whole_table_unless_it_is_known_to() {
    // They read small tables whole, count, or sort what a prefix has found.
    const KNOWN: [&str; 4] = ["health::ANSWERS", "health::GREATEST_KEYS", "identities::read::COUNT", "identities::read::KEYS_BY_PREFIX"];
    let fixture = Fixture::new();
    let connection = Connection::open(fixture.store.path()).unwrap();
    let mut scans = Vec::new();
    for (module, sql) in all() {
        let name = format!("{module}::{}", sql.name);
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.sqlite)).unwrap();
        let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
        let plan: Vec<String> =
            statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        // Walking a table in the order of its key is fine where LIMIT ends it.
        let walks = plan.iter().any(|step| (step.starts_with("SCAN") && !sql.text.contains("LIMIT")) || step.contains("USE TEMP B-TREE"));
        if walks && !KNOWN.contains(&name.as_str()) {
            scans.push(format!("{name}: {plan:?}"));
        }
    }
    assert_eq!(scans, [""; 0]);
}

#[test]
fn one_identitys_sessions_are_found_by_their_identity() {
    let fixture = Fixture::new();
    let connection = Connection::open(fixture.store.path()).unwrap();
    let mut others = Vec::new();
    for sql in sessions::STATEMENTS.iter().filter(|sql| sql.text.contains("identity_key = $2")) {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.sqlite)).unwrap();
        let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
        let plan: Vec<String> =
            statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        // One of them asks for one session of an identity, and finds it by its id.
        if !plan.iter().any(|step| step.contains("session_by_identity") || step.contains("session_by_id ")) {
            others.push(format!("{}: {plan:?}", sql.name));
        }
    }
    assert_eq!(others, [""; 0]);
}

#[test]
fn statements_keep_to_what_distributed_engines_can_do() {
    const BOUNDED_OFFSETS: [&str; 5] = ["AT_OFFSET", "OF_IDENTITY", "OF_IDENTITY_USABLE", "OF_IDENTITY_UNUSABLE", "OTHERS_OF_IDENTITY"];
    for (module, sql) in all() {
        let text = sql.text.to_uppercase();
        for banned in ["NEXTVAL", "SERIAL", "LISTEN", "NOTIFY", "ADVISORY", "AUTOINCREMENT", "RANDOM()", "NOW()", "CURRENT_TIMESTAMP"] {
            assert!(!text.contains(banned), "{module}::{} uses {banned}", sql.name);
        }
        assert!(!text.contains("OFFSET") || BOUNDED_OFFSETS.contains(&sql.name), "{module}::{} pages by offset", sql.name);
        assert!(!text.contains("SELECT *") && !text.contains('?'), "{module}::{}", sql.name);
    }
}
