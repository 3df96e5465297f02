//! A move leaves both databases with the same rows, wherever it goes and however often it is cut short.

use super::*;
use crate::fixture::{Fixture, NOW, credential, fresh_bytes, identity, on_every_engine, session};
use crate::ops::exchanges::{self, NewExchange};
use crate::ops::messages::{NewMessage, SealedContent, enqueue};
use crate::ops::secrets::{OneTimeSecret, SecretPurpose};
use crate::ops::{attempts, flows, identities, secrets, sessions};
use rusqlite::Connection;
use rusqlite::types::Value as Stored;
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_api::{FlowId, IdentityId, MessageId};
use selfsame_core::message::{Content, TemplateType};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tables::Kind;

on_every_engine!(
    everything_goes_there_and_comes_back_the_same,
    what_was_cut_short_goes_on_where_it_stopped,
    a_target_with_rows_is_refused,
    a_target_of_another_move_is_refused,
    a_row_that_was_changed_on_the_way_is_found,
    a_row_that_was_written_behind_the_move_is_found,
);

const HOUR: Duration = Duration::from_hours(1);
/// More than one statement inserts, and no round number of them.
const PEOPLE: usize = 2 * tables::INSERTED_AT_ONCE[0] + 33;

/// A file with rows of every kind.
async fn source() -> Fixture {
    let fixture = Fixture::sqlite().await;
    let records: Vec<_> = (0..PEOPLE)
        .map(|number| {
            let mut person = identity(&format!("person-{number}@example.org"));
            // One more than the other engine can hold, in what is looked up and, escaped, in a document.
            person.external_id = (number == 7).then(|| "nul\0nul".to_owned());
            person.metadata_public = json!({ "text": "nul\0 and \u{10FFFE} ☃" });
            let totp = credential(&format!("totp\0{number}"), json!({ "totp_url": "otpauth://totp/x?secret=y" }));
            person.credentials.insert(CredentialType::Totp, totp);
            (fixture.record(&person), person.id)
        })
        .collect();
    let (owner, id) = (records[0].0.row.key, records[0].1);
    let records: Vec<_> = records.into_iter().map(|(record, _)| record).collect();
    let add = async move |tx: &mut Tx<'_>| {
        for record in &records {
            identities::write::insert(tx, record).await?;
        }
        Ok(())
    };
    fixture.store.add(add).await.unwrap();
    add_the_rest(&fixture, owner, id).await;
    fixture
}

async fn add_the_rest(fixture: &Fixture, owner: selfsame_core::Key, id: IdentityId) {
    let keys: Vec<_> = (0..6).map(|_| fixture.store.next_key(NOW)).collect();
    let message = MessageId::from_random(fresh_bytes());
    let content = Content { body: "123456".into(), ..Content::default() };
    let message = NewMessage {
        id: message,
        channel: Channel::Email,
        recipient: "person-0@example.org".to_owned(),
        template_type: TemplateType::LoginCodeValid,
        content: SealedContent::seal(&fixture.sealer, message, &content).unwrap(),
        created_at: NOW,
    };
    let (session, flow, error) = (session(id), FlowId::from_random(fresh_bytes()), uuid::Uuid::from_bytes(fresh_bytes()));
    let secret = OneTimeSecret {
        purpose: SecretPurpose::RecoveryCode,
        flow_id: flow,
        identity_key: Some(owner),
        sent_to: None,
        hash: [9; 32],
        expires_at: NOW + HOUR,
        created_at: NOW,
    };
    let exchange = NewExchange { key: keys[5], flow_id: flow, init_hash: [8; 32], expires_at: NOW + HOUR, created_at: NOW };
    let add = async move |tx: &mut Tx<'_>| {
        exchanges::insert(tx, &exchange).await?;
        sessions::insert(tx, keys[0], owner, &[7; 32], &session).await?;
        flows::insert(tx, keys[1], flow, "login", r#"{"a":1}"#, NOW + HOUR, NOW).await?;
        flows::insert_error(tx, keys[2], error, r#"{"b":2}"#, NOW + HOUR, NOW).await?;
        secrets::insert(tx, keys[3], &secret).await?;
        attempts::count(tx, &[5; 16], HOUR, 2 * HOUR, NOW).await?;
        attempts::remember_network(tx, owner, "203.0.113.0/24", NOW).await?;
        enqueue(tx, keys[4], &message).await
    };
    fixture.store.write(add).await.unwrap();
}

fn side<'s>(fixture: &'s Fixture, place: &'s str) -> Side<'s> {
    Side { store: &fixture.store, place }
}

/// Runs a move as often as a database asks for that fails often.
async fn moved(from: &Fixture, to: &Fixture, batch: usize, mut watch: impl FnMut(Event)) -> Result<Vec<Compared>, TransferError> {
    loop {
        let outcome = Transfer { from: &side(from, "from"), to: &side(to, "to"), batch, watch: &mut watch }.run().await;
        match outcome {
            Err(TransferError::Read(_, StoreError::Unavailable(_)) | TransferError::Write(_, StoreError::Unavailable(_))) => {}
            outcome => return outcome,
        }
    }
}

async fn unfinished(fixture: &Fixture) -> bool {
    fixture.store.read(async move |rx: &mut Rx<'_>| is_unfinished(rx).await).await.unwrap()
}

/// Every value of every table that is moved, as the file has them.
fn dump(fixture: &Fixture) -> BTreeMap<&'static str, Vec<Vec<Stored>>> {
    let connection = Connection::open(fixture.options().path).unwrap();
    let rows = |table: &Table| {
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let order: Vec<_> = table.key.iter().map(|column| names[*column]).collect();
        let sql = format!("SELECT {} FROM {} ORDER BY {}", names.join(", "), table.name, order.join(", "));
        let mut statement = connection.prepare(&sql).unwrap();
        let rows = statement.query_map([], |row| (0..names.len()).map(|column| row.get(column)).collect()).unwrap();
        rows.collect::<rusqlite::Result<Vec<_>>>().unwrap()
    };
    TABLES.iter().map(|table| (table.name, rows(table))).collect()
}

async fn everything_goes_there_and_comes_back_the_same(target: Fixture) {
    let (source, back) = (source().await, Fixture::sqlite().await);
    let there = moved(&source, &target, ROWS, |_| {}).await.unwrap();
    assert!(there.iter().all(|table| table.is_equal() && table.from.rows > 0), "{there:?}");
    assert!(!unfinished(&target).await);
    let again = moved(&target, &back, 37, |_| {}).await.unwrap();
    assert_eq!(again.iter().map(|table| table.to).collect::<Vec<_>>(), there.iter().map(|table| table.to).collect::<Vec<_>>());
    let (before, after) = (dump(&source), dump(&back));
    for (table, rows) in &before {
        assert!(*rows == after[table], "{table} came back different");
    }
    let sealed = before["credential"].iter().filter(|row| matches!(row[5], Stored::Blob(_))).count();
    assert_eq!((before["identity"].len(), sealed), (PEOPLE, PEOPLE));
}

async fn what_was_cut_short_goes_on_where_it_stopped(target: Fixture) {
    let source = source().await;
    let told = AtomicU64::new(0);
    let note = |event| match event {
        // Batches that were committed but not told of are more; fewer would be moved twice.
        Event::Begun { moved, .. } => assert!(moved >= told.load(Ordering::Relaxed)),
        Event::Moved { rows, .. } => {
            told.fetch_add(rows, Ordering::Relaxed);
        }
        _ => {}
    };
    for cut in [100, 300, 500] {
        let stop = tokio::sync::Notify::new();
        let watch = |event| {
            note(event);
            // Notified inside, the move is dropped where it waits next: while a batch is written.
            if told.load(Ordering::Relaxed) >= cut {
                stop.notify_one();
            }
        };
        tokio::select! {
            biased;
            () = stop.notified() => {}
            outcome = moved(&source, &target, 50, watch) => panic!("it came to its end: {:?}", outcome.err()),
        }
        assert!(unfinished(&target).await);
    }
    let compared = moved(&source, &target, 50, note).await.unwrap();
    assert!(compared.iter().all(Compared::is_equal), "{compared:?}");
    let rows = compared.iter().map(|table| table.from.rows).sum::<u64>();
    assert!(told.load(Ordering::Relaxed) <= rows && rows > 500);
    assert!(!unfinished(&target).await);
}

async fn a_target_with_rows_is_refused(target: Fixture) {
    let source = source().await;
    target.insert(&identity("here@example.org")).await.unwrap();
    let refused = moved(&source, &target, ROWS, |_| {}).await;
    assert!(matches!(refused, Err(TransferError::NotEmpty(_, "identity"))), "{refused:?}");
    assert_eq!((target.count("identity"), unfinished(&target).await), (1, false));
}

async fn a_target_of_another_move_is_refused(target: Fixture) {
    let source = source().await;
    let (other, to) = (side(&source, "another"), side(&target, "to"));
    let stop = tokio::sync::Notify::new();
    let begun = Transfer { from: &other, to: &to, batch: 50, watch: |_| stop.notify_one() };
    tokio::select! {
        biased;
        () = stop.notified() => {}
        _ = begun.run() => panic!("it came to its end"),
    }
    let refused = moved(&source, &target, ROWS, |_| {}).await;
    assert!(matches!(refused, Err(TransferError::OfAnother(_))), "{refused:?}");
}

async fn a_row_that_was_changed_on_the_way_is_found(target: Fixture) {
    let source = source().await;
    let compared = moved(&source, &target, ROWS, |event| {
        if matches!(event, Event::Verifying { .. }) {
            target.execute("UPDATE session SET expires_at = expires_at + 1");
        }
    });
    let compared = compared.await.unwrap();
    let different: Vec<_> = compared.iter().filter(|table| !table.is_equal()).collect();
    assert!(different.len() == 1 && different[0].table == "session" && different[0].from.rows == different[0].to.rows, "{different:?}");
    assert!(unfinished(&target).await);
}

async fn a_row_that_was_written_behind_the_move_is_found(target: Fixture) {
    let source = source().await;
    let compared = moved(&source, &target, 50, |event| {
        if matches!(event, Event::Moved { table: "message", .. }) {
            source.execute("DELETE FROM one_time_secret");
        }
    });
    let compared = compared.await.unwrap();
    let different: Vec<_> = compared.iter().filter(|table| !table.is_equal()).map(|table| (table.table, table.from.rows)).collect();
    assert_eq!(different, [("one_time_secret", 0)]);
}

const NOT_MOVED: [&str; 5] = ["lease", "move_progress", "schema_migration", "secret_check", "unit_of_work"];

#[tokio::test]
async fn every_column_of_a_file_is_described() {
    let fixture = Fixture::sqlite().await;
    let connection = Connection::open(fixture.options().path).unwrap();
    let mut statement = connection
        .prepare("SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.name")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok(format!("{} {} {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)));
    let found: Vec<_> = rows.unwrap().map(Result::unwrap).collect();
    let kind = |kind| match kind {
        Kind::Int => "INTEGER",
        Kind::Text | Kind::Document => "TEXT",
        Kind::Blob => "BLOB",
    };
    assert_eq!(without_those_not_moved(found), described(kind));
}

#[tokio::test]
async fn every_column_on_postgres_is_described() {
    let Some(database) = crate::fixture::Database::migrated().await else { return };
    let sql = "SELECT table_name || ' ' || column_name || ' ' || replace(data_type, 'smallint', 'bigint') FROM information_schema.columns WHERE table_schema = 'public'";
    let found = database.server.execute(&database.name, sql).lines().map(str::to_owned).collect();
    let kind = |kind| match kind {
        Kind::Int => "bigint",
        Kind::Text | Kind::Document => "text",
        Kind::Blob => "bytea",
    };
    assert_eq!(without_those_not_moved(found), described(kind));
}

fn without_those_not_moved(mut found: Vec<String>) -> Vec<String> {
    found.retain(|line| !NOT_MOVED.contains(&line.split(' ').next().unwrap()));
    found.sort();
    found
}

fn described(kind: impl Fn(Kind) -> &'static str) -> Vec<String> {
    let of_table =
        |table: &Table| table.columns.iter().map(|(name, of)| format!("{} {name} {}", table.name, kind(*of))).collect::<Vec<_>>();
    let mut all: Vec<_> = TABLES.iter().flat_map(of_table).collect();
    all.sort();
    all
}

#[tokio::test]
async fn rows_are_read_by_the_key_of_their_table_without_sorting() {
    let fixture = Fixture::sqlite().await;
    let connection = Connection::open(fixture.options().path).unwrap();
    for table in TABLES.iter() {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", table.after.sqlite)).unwrap();
        let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
        let plan: Vec<String> =
            statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        assert!(plan.len() == 1 && plan[0].contains("USING") && plan[0].contains("PRIMARY KEY"), "{}: {plan:?}", table.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_is_told_by_renewing_its_lease() {
    let Some(fixture) = Fixture::postgres().await else { return };
    let never = || panic!("there is nothing to wait for");
    let other = fixture.open_again().await;
    let late = NOW + 2 * HOUR;
    assert!(!others(&fixture.store, || late, never).await.unwrap(), "leases that have ended are nobody's");
    let renew = || fixture.execute("UPDATE lease SET expires_at = expires_at + 15000000");
    assert!(others(&fixture.store, || NOW, renew).await.unwrap());
    other.close().await;
}
