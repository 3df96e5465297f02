//! What a network and other nodes bring: lost answers, lost connections, conflicts, callers that went away.

use super::connection::Connector;
use super::node::Node;
use super::{Database, FaultRates, Faults, PostgresOptions};
use crate::fixture::{Database as Place, NOW, identity, sealer};
use crate::ops::identities::{IdentityRecord, read, write};
use crate::ops::{flows, sessions};
use crate::{Migrate, Result, Rx, Store, StoreError, Tx};
use selfsame_api::session::Aal;
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::Key;
use selfsame_core::identity::Identity;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

async fn open(options: PostgresOptions) -> Store {
    Store::open(options, Migrate::Refuse, NOW).await.expect("a migrated database opens")
}

fn record(store: &Store, identity: &Identity) -> IdentityRecord {
    IdentityRecord::new(identity, store.next_key(NOW), Aal::Aal1, &sealer(7)).expect("an identity that can be stored")
}

async fn insert(store: &Store, email: &str) -> Result<Key> {
    let record = record(store, &identity(email));
    let key = record.row.key;
    store.add(async move |tx: &mut Tx<'_>| write::insert(tx, &record).await).await?;
    Ok(key)
}

async fn count(store: &Store) -> i64 {
    store.lookup(async move |rx: &mut Rx<'_>| read::count(rx).await).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_whose_answers_are_lost_count_once() {
    let Some(place) = Place::migrated().await else { return };
    let rates = FaultRates { serialization: 0, deadlock: 0, lost: 0, ambiguous: 200, delay: Duration::ZERO };
    let mut options = place.options();
    options.faults = Some(Arc::new(Faults::new(3, rates)));
    let store = open(options).await;
    for number in 0..60 {
        // A unit that ran again after it had been committed would clash with itself.
        insert(&store, &format!("{number}@example.org")).await.unwrap();
    }
    assert_eq!(count(&store).await, 60);
    assert!(store.retry_stats().unwrap().unknown.load(Ordering::Relaxed) > 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_the_server_ends_cost_no_write_and_no_read() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    let writing: Vec<_> = (0..4)
        .map(|task| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..40 {
                    insert(&store, &format!("{task}-{number}@example.org")).await.unwrap();
                    count(&store).await;
                }
            })
        })
        .collect();
    let (server, name) = (place.server, place.name.clone());
    let ending = tokio::task::spawn_blocking(move || {
        let others =
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        (0..6).map(|_| server.execute(&name, others).parse::<u32>().unwrap()).sum::<u32>()
    });
    for one in writing {
        one.await.unwrap();
    }
    assert!(ending.await.unwrap() > 0);
    assert_eq!(count(&store).await, 160);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_who_want_one_identifier_exactly_one_gets_it() {
    let Some(place) = Place::migrated().await else { return };
    let nodes = [open(place.options()).await, open(place.options()).await, open(place.options()).await];
    let wanting: Vec<_> = (0..64)
        .map(|number| {
            let store = nodes[number % nodes.len()].clone();
            tokio::spawn(async move { insert(&store, "ada@example.org").await })
        })
        .collect();
    let mut got = 0;
    for one in wanting {
        match one.await.unwrap() {
            Ok(_) => got += 1,
            Err(StoreError::Conflict(clash)) => assert!(clash.holder.is_some()),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((got, count(&nodes[0]).await), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_only_add_rows_do_not_make_each_other_run_again() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    let adding: Vec<_> = (0..6)
        .map(|task| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..40 {
                    insert(&store, &format!("{task}-{number}@example.org")).await.unwrap();
                }
            })
        })
        .collect();
    for one in adding {
        one.await.unwrap();
    }
    assert_eq!((count(&store).await, store.retry_stats().unwrap().serialization.load(Ordering::Relaxed)), (240, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_nobody_waits_for_any_more_is_undone() {
    let Some(place) = Place::migrated().await else { return };
    let mut options = place.options();
    options.pool_size = 1;
    let store = open(options).await;
    let written = record(&store, &identity("ada@example.org"));
    let hangs = async move |tx: &mut Tx<'_>| {
        write::insert(tx, &written).await?;
        std::future::pending::<Result<()>>().await
    };
    assert!(tokio::time::timeout(Duration::from_millis(300), store.write(hangs)).await.is_err());
    insert(&store, "ada@example.org").await.expect("neither the row nor the connection is held");
    assert_eq!(count(&store).await, 1);
}

#[tokio::test]
async fn a_unit_that_goes_on_after_a_failed_statement_is_not_taken_for_committed() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    let (ada, session) = (identity("ada@example.org"), crate::fixture::session(identity("x@example.org").id));
    let written = record(&store, &ada);
    let ignores = async move |tx: &mut Tx<'_>| {
        write::insert(tx, &written).await?;
        sessions::insert(tx, Key(1), Key(404), &[9; 32], &session).await?;
        // Here its failure is seen, and ignored.
        sessions::is_active(tx.rx(), session.id).await.ok();
        Ok(())
    };
    assert!(matches!(store.write(ignores).await, Err(StoreError::Bug(_))));
    assert_eq!(count(&store).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_read_what_the_other_writes_cannot_both_be_right() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    // Each makes one flow, unless there are two already: together they never make three.
    let makers: Vec<_> = (0..8u8)
        .map(|number| {
            let (store, key) = (store.clone(), store.next_key(NOW));
            tokio::spawn(async move {
                let make = async move |tx: &mut Tx<'_>| {
                    let mut there = 0;
                    for other in 0..8u8 {
                        let id = FlowId::from_random([other; 16]);
                        there += usize::from(flows::document(tx.rx(), id, "login").await?.is_some());
                    }
                    if there < 2 {
                        flows::insert(tx, key, FlowId::from_random([number; 16]), "login", "{}", NOW, NOW).await?;
                    }
                    Ok(())
                };
                store.write(make).await
            })
        })
        .collect();
    for one in makers {
        // Under contention a few may give up, but none goes wrong.
        assert!(matches!(one.await.unwrap(), Ok(()) | Err(StoreError::Unavailable(_))));
    }
    assert_eq!(place.server.execute(&place.name, "SELECT count(*) FROM flow"), "2");
}

#[tokio::test]
async fn what_fails_on_the_way_with_commit_undoes_the_unit_and_says_why() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    let (ada, session) = (identity("ada@example.org"), crate::fixture::session(identity("x@example.org").id));
    let written = record(&store, &ada);
    let of_nobody = async move |tx: &mut Tx<'_>| {
        write::insert(tx, &written).await?;
        sessions::insert(tx, Key(1), Key(404), &[9; 32], &session).await
    };
    assert!(matches!(store.write(of_nobody).await, Err(StoreError::NotFound)));
    assert_eq!(count(&store).await, 0);
}

/// What `work` sends, once its statements are prepared: how many statements, and how often it waits for them.
async fn traffic(store: &Store, work: impl AsyncFn(&Store)) -> (u64, u64) {
    let seen = || {
        let traffic = store.traffic().expect("PostgreSQL counts");
        (traffic.statements.load(Ordering::Relaxed), traffic.round_trips.load(Ordering::Relaxed))
    };
    let before = seen();
    work(store).await;
    let after = seen();
    (after.0 - before.0, after.1 - before.1)
}

#[tokio::test]
async fn what_is_asked_most_is_one_statement() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    let ada = identity("ada@example.org");
    let (written, id, begun, key) = (record(&store, &ada), ada.id, crate::fixture::session(ada.id), store.next_key(NOW));
    let sign_in = async move |tx: &mut Tx<'_>| {
        write::insert(tx, &written).await?;
        sessions::insert(tx, key, written.row.key, &[9; 32], &begun).await
    };
    store.write(sign_in).await.unwrap();
    let get = async |store: &Store| {
        let (row, credentials) = store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_id(rx, id).await).await.unwrap().unwrap();
        assert_eq!((row.id, credentials.len()), (id, 1));
    };
    assert_eq!(traffic(&store, get).await, (1, 1));
    let find = async |store: &Store| {
        let find = async move |rx: &mut Rx<'_>| read::whole_by_identifier(rx, "Ada@example.org", "ada@example.org").await;
        let found = store.lookup(find).await.unwrap();
        assert_eq!(found.iter().map(|holder| holder.whole.0.id).collect::<Vec<_>>(), [id]);
    };
    assert_eq!(traffic(&store, find).await, (1, 1));
    let whoami = async |store: &Store| {
        let by_token = async move |rx: &mut Rx<'_>| sessions::by_token(rx, &[9; 32], |_, of| Ok(of.id)).await;
        assert_eq!(store.lookup(by_token).await.unwrap(), Some(id));
    };
    assert_eq!(traffic(&store, whoami).await, (1, 1));
}

/// Statements and round trips: BEGIN, identity, credential, identifier, addresses, mark, COMMIT.
const INSERTS: (u64, u64) = (7, 1);

#[tokio::test]
async fn new_rows_travel_with_their_commit() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    let one = async |store: &Store| {
        insert(store, "ada@example.org").await.unwrap();
    };
    assert_eq!(traffic(&store, one).await, INSERTS);
    let hundred = async |store: &Store| {
        let records: Vec<_> = (0..100).map(|number| record(store, &identity(&format!("{number}@example.org")))).collect();
        let refused = store.add(async move |tx: &mut Tx<'_>| write::insert_all(tx, &records).await).await.unwrap();
        assert_eq!(refused.len(), 0);
    };
    assert_eq!(traffic(&store, hundred).await, INSERTS);
    assert_eq!(count(&store).await, 101);
    let key = store.next_key(NOW);
    let flow = async |store: &Store| {
        let id = FlowId::from_random([1; 16]);
        store.add(async move |tx: &mut Tx<'_>| flows::insert(tx, key, id, "login", "{}", NOW, NOW).await).await.unwrap();
    };
    assert_eq!(traffic(&store, flow).await, (4, 1));
}

#[tokio::test]
async fn a_statement_outside_of_its_transaction_is_refused() {
    let Some(place) = Place::migrated().await else { return };
    let connection = Connector::new(place.options()).connect().await.unwrap();
    let error = connection.client.batch_execute("DELETE FROM identity").await.unwrap_err();
    assert_eq!(error.code().map(tokio_postgres::error::SqlState::code), Some("25006"));
}

#[tokio::test]
async fn where_statements_are_not_kept_everything_works_as_well() {
    let Some(place) = Place::migrated().await else { return };
    let mut options = place.options();
    options.keeps_statements = false;
    let store = open(options).await;
    let key = insert(&store, "ada@example.org").await.unwrap();
    assert!(matches!(insert(&store, "ada@example.org").await, Err(StoreError::Conflict(_))));
    let credentials = store.read(async move |rx: &mut Rx<'_>| read::credentials(rx, key).await).await.unwrap();
    assert_eq!((credentials.len(), count(&store).await), (1, 1));
    let prepared =
        place.server.execute(&place.name, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SET%'");
    assert_eq!(prepared, "0");
}

#[tokio::test]
async fn values_with_nul_are_told_apart_and_found_again() {
    let Some(place) = Place::migrated().await else { return };
    let store = open(place.options()).await;
    insert(&store, "a\0da@example.org").await.unwrap();
    insert(&store, "ada@example.org").await.unwrap();
    assert!(matches!(insert(&store, "a\0da@example.org").await, Err(StoreError::Conflict(_))));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable_and_named_at_the_start() {
    let options = PostgresOptions::new("postgres://nobody:secret@127.0.0.1:1/none".parse().unwrap(), Arc::new(|| NOW), [1; 32]);
    let error = Store::open(options, Migrate::Apply, NOW).await.err().unwrap().to_string();
    assert!(error.contains("postgres://127.0.0.1:1/none") && !error.contains("secret"), "{error}");
}

#[tokio::test]
async fn pending_migrations_are_applied_only_on_demand() {
    let Some(place) = Place::empty() else { return };
    let refused = Store::open(place.options(), Migrate::Refuse, NOW).await.err().unwrap();
    assert!(refused.to_string().contains("migrate up"), "{refused}");
    let status = async || Store::migration_status(place.options()).await.unwrap();
    assert!(status().await.iter().all(|one| one.applied_at.is_none()));
    Store::open(place.options(), Migrate::Apply, NOW).await.unwrap().close().await;
    assert!(status().await.iter().all(|one| one.applied_at == Some(NOW)));
    place.server.execute(&place.name, "UPDATE schema_migration SET checksum = 'x'");
    assert!(Store::open(place.options(), Migrate::Apply, NOW).await.err().unwrap().to_string().contains("checksum"));
}

#[tokio::test]
async fn a_node_whose_number_was_taken_takes_another_and_makes_no_keys_without_one() {
    let Some(place) = Place::migrated().await else { return };
    let now = Arc::new(AtomicI64::new(NOW.micros()));
    let mut options = place.options();
    let clock = now.clone();
    options.clock = Arc::new(move || Timestamp::from_micros(clock.load(Ordering::Relaxed)));
    let database = Database::new(options).unwrap();
    let node = Node::start(&database).await.unwrap();
    let first = node.keys.node();
    assert!(node.may_make_keys(NOW));
    assert!(!node.may_make_keys(NOW + Duration::from_mins(1)), "it stops before the lease ends");
    place.server.execute(&place.name, "UPDATE lease SET holder = '\\x00000000000000000000000000000000'");
    now.fetch_add(60_000_000, Ordering::Relaxed);
    node.renew(&database).await.unwrap();
    assert_ne!(node.keys.node(), first);
    assert!(node.may_make_keys(NOW + Duration::from_mins(1)));
}
