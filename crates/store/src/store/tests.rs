//! The handle: snapshots, persistence, copies, and a start that says what is wrong.

use crate::fixture::{Fixture, NOW, identity, on_every_engine};
use crate::ops::identities::{read, write};
use crate::ops::sweep::{self, Expiring};
use crate::ops::{flows, sessions};
use crate::{Migrate, Rx, SqliteOptions, Store, StoreError, Tx};
use selfsame_api::FlowId;
use selfsame_testkit::TempFolder;

on_every_engine!(
    all_statements_of_a_read_see_one_state,
    the_sweeper_takes_only_what_has_expired_and_only_so_many,
    what_was_written_is_there_when_the_database_is_opened_again,
    a_look_up_has_one_statement,
);

async fn all_statements_of_a_read_see_one_state(fixture: Fixture) {
    fixture.insert(&identity("ada@example.org")).await.unwrap();
    let record = fixture.record(&identity("bob@example.org"));
    let (store, runtime) = (fixture.store.clone(), tokio::runtime::Handle::current());
    let counted = async move |rx: &mut Rx<'_>| {
        let before = read::count(rx).await?;
        std::thread::scope(|scope| {
            let (store, runtime, record) = (store.clone(), runtime.clone(), record.clone());
            let write = async move |tx: &mut Tx<'_>| write::insert(tx, &record).await;
            scope.spawn(move || runtime.block_on(store.write(write))).join().expect("the write ends")
        })?;
        Ok((before, read::count(rx).await?))
    };
    assert_eq!(fixture.store.read(counted).await.unwrap(), (1, 1));
    assert_eq!(fixture.count("identity"), 2);
}

#[tokio::test]
async fn a_scan_that_panics_harms_no_later_one() {
    let fixture = Fixture::sqlite().await;
    for _ in 0..4 {
        let panics = fixture.store.scan(async |_: &mut Rx<'_>| -> crate::Result<()> { panic!("on purpose") }).await;
        assert!(matches!(panics, Err(StoreError::Bug(_))));
    }
    fixture.store.ready().await.unwrap();
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart_and_in_a_copy() {
    let fixture = Fixture::sqlite().await;
    fixture.insert(&identity("ada@example.org")).await.unwrap();
    let copy = fixture.folder().path().join("copy.db");
    Store::backup(&fixture.options(), &copy).unwrap();
    fixture.insert(&identity("bob@example.org")).await.unwrap();
    fixture.store.close().await;
    for (path, expected) in [(fixture.options().path, 2), (copy, 1)] {
        let again = Store::open(SqliteOptions::new(path), Migrate::Refuse, NOW).await.unwrap();
        assert_eq!(again.read(async move |rx: &mut Rx<'_>| read::count(rx).await).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_backup_never_overwrites_a_file() {
    let fixture = Fixture::sqlite().await;
    let there = fixture.folder().path().join("there.db");
    std::fs::write(&there, "mine").unwrap();
    assert!(Store::backup(&fixture.options(), &there).is_err());
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "mine");
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_made_is_named() {
    let folder = TempFolder::new("store");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = Store::open(SqliteOptions::new(file.join("data/selfsame.db")), Migrate::Apply, NOW).await.err().unwrap();
    assert!(error.to_string().contains("data folder") && error.to_string().contains("file/data"), "{error}");
}

async fn the_sweeper_takes_only_what_has_expired_and_only_so_many(fixture: Fixture) {
    let ada = identity("ada@example.org");
    let key = fixture.insert(&ada).await.unwrap();
    for number in 0..5u8 {
        let (session_key, flow_key) = (fixture.store.next_key(NOW), fixture.store.next_key(NOW));
        let mut begun = crate::fixture::session(ada.id);
        begun.expires_at = NOW + std::time::Duration::from_secs(u64::from(number));
        let expires_at = begun.expires_at;
        let insert = async move |tx: &mut Tx<'_>| {
            sessions::insert(tx, session_key, key, &[number; 32], &begun).await?;
            flows::insert(tx, flow_key, FlowId::from_random([number; 16]), "login", "{}", expires_at, NOW).await
        };
        fixture.store.write(insert).await.unwrap();
    }
    let later = NOW + std::time::Duration::from_secs(3);
    for what in [Expiring::Sessions, Expiring::Flows] {
        let sweep = |limit| fixture.store.write(async move |tx: &mut Tx<'_>| sweep::expired(tx, what, later, limit).await);
        assert_eq!((sweep(2).await.unwrap(), sweep(2).await.unwrap(), sweep(2).await.unwrap()), (2, 1, 0));
    }
    assert_eq!((fixture.count("session"), fixture.count("flow"), fixture.count("identity")), (2, 2, 1));
}

async fn what_was_written_is_there_when_the_database_is_opened_again(fixture: Fixture) {
    fixture.insert(&identity("ada@example.org")).await.unwrap();
    fixture.store.close().await;
    let refused = fixture.insert(&identity("bob@example.org")).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    let again = fixture.open_again().await;
    assert_eq!(again.lookup(async move |rx: &mut Rx<'_>| read::count(rx).await).await.unwrap(), 1);
}

async fn a_look_up_has_one_statement(fixture: Fixture) {
    let twice = async move |rx: &mut Rx<'_>| {
        read::count(rx).await?;
        read::count(rx).await
    };
    assert!(matches!(fixture.store.lookup(twice).await, Err(StoreError::Bug(_))));
}
