//! Every statement of every operation, prepared on both engines; and the habits that keep them good for any.

use crate::fixture::{Database, Fixture};
use crate::ops::{attempts, exchanges, flows, health, identities, messages, outbox, secret_checks, secrets, sessions, sweep};
use crate::postgres::{marker, migrate, standbys};
use crate::sql::Sql;
use crate::{Migrate, Store, lease, transfer};
use rusqlite::Connection;

/// The statements of both engines.
fn common() -> impl Iterator<Item = (&'static str, &'static Sql)> {
    named(&[
        ("attempts", attempts::STATEMENTS),
        ("exchanges", exchanges::STATEMENTS),
        ("flows", flows::STATEMENTS),
        ("health", health::STATEMENTS),
        ("identities::read", identities::read::STATEMENTS),
        ("identities::write", identities::write::STATEMENTS),
        ("lease", lease::STATEMENTS),
        ("messages", messages::STATEMENTS),
        ("outbox", outbox::STATEMENTS),
        ("secret_checks", secret_checks::STATEMENTS),
        ("secrets", secrets::STATEMENTS),
        ("sessions", sessions::STATEMENTS),
        ("sweep", sweep::STATEMENTS),
        ("transfer::others", transfer::others::STATEMENTS),
        ("transfer::progress", transfer::progress::STATEMENTS),
    ])
}

fn on_postgres() -> impl Iterator<Item = (&'static str, &'static Sql)> {
    common().chain(named(&[("postgres::marker", marker::STATEMENTS), ("postgres::standbys", standbys::STATEMENTS)]))
}

fn named(modules: &[(&'static str, &'static [Sql])]) -> impl Iterator<Item = (&'static str, &'static Sql)> {
    modules.iter().copied().flat_map(|(module, statements)| statements.iter().map(move |sql| (module, sql)))
}

#[tokio::test]
async fn every_statement_can_be_prepared_on_sqlite() {
    let fixture = Fixture::sqlite().await;
    let connection = Connection::open(fixture.options().path).unwrap();
    for (module, sql) in common() {
        connection.prepare(sql.sqlite).unwrap_or_else(|error| panic!("{module}::{}: {error}", sql.name));
    }
}

#[tokio::test]
async fn every_statement_can_be_prepared_on_postgres() {
    let Some(database) = Database::migrated().await else { return };
    let (client, connection) = database.options().config.connect(tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    for (module, sql) in on_postgres() {
        client.prepare(sql.postgres).await.unwrap_or_else(|error| panic!("{module}::{}: {error:?}", sql.name));
    }
}

#[tokio::test]
async fn no_statement_sorts_or_reads_a_whole_table_unless_it_is_known_to() {
    // They read small tables whole, count, or sort what a prefix has found.
    const KNOWN: [&str; 3] = ["health::ANSWERS", "identities::read::COUNT", "identities::read::KEYS_BY_PREFIX"];
    let fixture = Fixture::sqlite().await;
    let connection = Connection::open(fixture.options().path).unwrap();
    let mut scans = Vec::new();
    for (module, sql) in common() {
        let name = format!("{module}::{}", sql.name);
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.sqlite)).unwrap();
        let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
        let plan: Vec<String> =
            statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        // Walking a table in the order of its key is fine where LIMIT ends it; what that has found is then deleted by its key.
        let is_bounded = |place| sql.sqlite.contains("LIMIT") && !(place == 0 && sql.sqlite.starts_with("DELETE"));
        let mut steps = plan.iter().enumerate();
        let walks = steps.any(|(place, step)| (step.starts_with("SCAN") && !is_bounded(place)) || step.contains("USE TEMP B-TREE"));
        if walks && !KNOWN.contains(&name.as_str()) {
            scans.push(format!("{name}: {plan:?}"));
        }
    }
    assert_eq!(scans, [""; 0]);
}

#[tokio::test]
async fn one_identitys_sessions_are_found_by_their_identity() {
    let fixture = Fixture::sqlite().await;
    let connection = Connection::open(fixture.options().path).unwrap();
    let mut others = Vec::new();
    for sql in sessions::STATEMENTS.iter().filter(|sql| sql.postgres.contains("identity_key = $2")) {
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
    const BANNED: [&str; 14] = [
        "NEXTVAL",
        "SERIAL",
        "LISTEN",
        "NOTIFY",
        "ADVISORY",
        "AUTOINCREMENT",
        "RANDOM()",
        "NOW()",
        "CURRENT_TIMESTAMP",
        "XMIN",
        "CTID",
        "LOCK TABLE",
        "LATERAL",
        "WITH RECURSIVE",
    ];
    const BOUNDED_OFFSETS: [&str; 5] = ["AT_OFFSET", "OF_IDENTITY", "OF_IDENTITY_USABLE", "OF_IDENTITY_UNUSABLE", "OTHERS_OF_IDENTITY"];
    for (module, sql) in on_postgres() {
        let text = sql.postgres.to_uppercase();
        for banned in BANNED {
            assert!(!text.contains(banned), "{module}::{} uses {banned}", sql.name);
        }
        assert!(!text.contains("OFFSET") || BOUNDED_OFFSETS.contains(&sql.name), "{module}::{} pages by offset", sql.name);
        assert!(!text.contains("SELECT *") && !text.contains('?') && !text.contains(';'), "{module}::{}", sql.name);
    }
}

/// Citus routes a statement by the tenant that every one of its tables is bound to.
#[test]
fn every_statement_names_the_tenant_of_every_table_it_touches() {
    const WITHOUT_TENANT: [&str; 4] =
        ["health::ANSWERS", "health::NEWEST_MIGRATION", "transfer::progress::BEGAN", "postgres::standbys::STANDBYS"];
    for (module, sql) in on_postgres() {
        let text = sql.postgres;
        if WITHOUT_TENANT.contains(&format!("{module}::{}", sql.name).as_str()) {
            continue;
        }
        if text.starts_with("INSERT") {
            let is_ours = text.contains("VALUES ($1, ") || text.contains("SELECT $1::bigint, ");
            assert!(text.contains("(tenant, ") && is_ours, "{module}::{}", sql.name);
            continue;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_table = |pair: &&[&str]| matches!(pair[0], "FROM" | "JOIN" | "UPDATE") && !pair[1].starts_with('(');
        let tables = words.windows(2).filter(is_table).count();
        let bound = words.windows(2).filter(|pair| pair[0].trim_start_matches('(').ends_with("tenant") && pair[1] == "=").count();
        assert!(bound >= tables, "{module}::{} names {tables} tables and {bound} tenants", sql.name);
    }
}

#[test]
fn migrations_keep_to_what_distributed_engines_can_do() {
    for migration in migrate::MIGRATIONS {
        for statement in migrate::statements(migration.sql) {
            let text = statement.to_uppercase();
            assert!(text.contains("IF NOT EXISTS"), "applied twice, this fails: {statement}");
            for banned in ["SERIAL", "GENERATED", "SEQUENCE", "TRIGGER", "FUNCTION", "EXCLUDE", "DEFERRABLE", "EXTENSION", "DEFAULT"] {
                assert!(!text.contains(banned), "{banned} in {statement}");
            }
        }
    }
}

/// The rules of Citus for tables distributed by tenant, applied to the layout that the migrations make.
#[tokio::test]
async fn the_layout_can_be_distributed_by_tenant() {
    let Some(database) = Database::migrated().await else { return };
    let lines = |sql: &str| database.server.execute(&database.name, sql).lines().map(str::to_owned).collect::<Vec<_>>();
    let ours = "n.nspname = 'public' AND c.relname <> 'schema_migration'";
    let without_tenant = lines(&format!(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND {ours} \
         AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant' AND a.attnotnull)"
    ));
    assert_eq!(without_tenant, [""; 0]);
    let unique = lines(&format!(
        "SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE {ours} AND i.indisunique AND (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[0]) IS DISTINCT FROM 'tenant'"
    ));
    assert_eq!(unique, [""; 0], "unique keys that the tenant does not lead");
    let foreign = lines(
        "SELECT k.conname FROM pg_constraint k WHERE k.contype = 'f' AND NOT \
         ((SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[1]) = 'tenant' \
         AND (SELECT attname FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = k.confkey[1]) = 'tenant')",
    );
    assert_eq!(foreign, [""; 0], "foreign keys that may cross tenants");
    let page = include_str!("../../../../docs/operations.md");
    let said = page.split_once("create_distributed_table").and_then(|(_, rest)| rest.split_once("*CockroachDB*")).unwrap().0;
    let tables = lines(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'",
    );
    let unsaid: Vec<_> =
        tables.iter().filter(|table| !said.contains(&format!("`{table}`")) && !said.contains(&format!("'{table}'"))).collect();
    assert_eq!(unsaid, [""; 0], "tables of which docs/operations.md does not say where Citus has them");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_nodes_that_start_at_once_migrate_once_and_make_different_keys() {
    let Some(database) = Database::empty() else { return };
    let starting: Vec<_> = (0..4).map(|_| tokio::spawn(Store::open(database.options(), Migrate::Apply, crate::fixture::NOW))).collect();
    let mut keys = std::collections::HashSet::new();
    let mut stores = Vec::new();
    for start in starting {
        let store = start.await.unwrap().unwrap_or_else(|error| panic!("{error}"));
        keys.extend((0..1000).map(|_| store.next_key(crate::fixture::NOW)));
        stores.push(store);
    }
    assert_eq!(keys.len(), 4000);
    for store in stores {
        store.close().await;
    }
    assert_eq!(database.server.execute(&database.name, "SELECT count(*) FROM schema_migration"), migrate::MIGRATIONS.len().to_string());
}
