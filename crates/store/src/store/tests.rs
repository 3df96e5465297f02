//! The handle: snapshots, persistence, copies, and a start that says what is wrong.

use crate::fixture::{Fixture, NOW, identity, on_every_engine};
use crate::ops::exchanges::{self, NewExchange};
use crate::ops::identities::{read, write};
use crate::ops::messages::{self, NewMessage, SealedContent};
use crate::ops::outbox::{self, Claim, FinishState};
use crate::ops::secrets::{self, OneTimeSecret, SecretPurpose};
use crate::ops::sweep::{self, Expiring};
use crate::ops::{attempts, flows, sessions};
use crate::{Migrate, Rx, SqliteOptions, Store, StoreError, Tx};
use selfsame_api::identity::Channel;
use selfsame_api::{FlowId, IdentityId, MessageId};
use selfsame_core::Key;
use selfsame_core::message::{Content, TemplateType};
use selfsame_testkit::TempFolder;
use std::time::Duration;
use uuid::Uuid;

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
        expire_one_of_each(&fixture, (ada.id, key), number).await;
    }
    let later = NOW + Duration::from_secs(3);
    for what in Expiring::ALL {
        let sweep = |limit| fixture.store.write(async move |tx: &mut Tx<'_>| sweep::expired(tx, what, later, limit).await);
        let swept = (sweep(2).await.unwrap(), sweep(2).await.unwrap(), sweep(2).await.unwrap());
        assert_eq!(swept, (2, 1, 0), "{what:?}");
    }
    for table in ["session", "flow", "flow_error", "one_time_secret", "token_exchange", "message", "attempt", "known_network"] {
        assert_eq!(fixture.count(table), 2, "{table}");
    }
    assert_eq!(fixture.count("identity"), 1);
}

/// A row of each kind that expires, `number` seconds from now.
async fn expire_one_of_each(fixture: &Fixture, (identity_id, identity_key): (IdentityId, Key), number: u8) {
    let expires_at = NOW + Duration::from_secs(u64::from(number));
    let keys: [Key; 6] = std::array::from_fn(|_| fixture.store.next_key(NOW));
    let mut begun = crate::fixture::session(identity_id);
    begun.expires_at = expires_at;
    let flow_id = FlowId::from_random([number; 16]);
    let (purpose, hash) = (SecretPurpose::RecoveryCode, [number; 32]);
    let secret = OneTimeSecret { purpose, flow_id, identity_key: None, sent_to: None, hash, expires_at, created_at: NOW };
    let message_id = MessageId::from_random([number; 16]);
    let content = SealedContent::seal(&fixture.sealer, message_id, &Content::default()).unwrap();
    let (channel, template_type) = (Channel::Email, TemplateType::LoginCodeValid);
    let message = NewMessage { id: message_id, channel, recipient: "a@example.org".into(), template_type, content, created_at: NOW };
    let exchange = NewExchange { key: keys[5], flow_id, init_hash: [number; 32], expires_at, created_at: NOW };
    let insert = async move |tx: &mut Tx<'_>| {
        exchanges::insert(tx, &exchange).await?;
        sessions::insert(tx, keys[0], identity_key, &[number; 32], &begun).await?;
        flows::insert(tx, keys[1], flow_id, "login", "{}", expires_at, NOW).await?;
        flows::insert_error(tx, keys[2], Uuid::from_bytes([number; 16]), "{}", expires_at, NOW).await?;
        secrets::insert(tx, keys[3], &secret).await?;
        messages::enqueue(tx, keys[4], &message).await?;
        attempts::count(tx, &[number; 16], expires_at.since(NOW), Duration::from_hours(1), NOW).await?;
        attempts::remember_network(tx, identity_key, &format!("192.0.{number}.0/24"), expires_at).await
    };
    fixture.store.write(insert).await.unwrap();
    let claim = Claim { channel, now: NOW, until: expires_at, limit: 1, receiver_window: Duration::from_hours(1) };
    let finish = async move |tx: &mut Tx<'_>| {
        for claimed in outbox::claim(tx, &claim).await? {
            let end = claimed.finish(FinishState::Sent, "[]".into(), claimed.content.clone(), expires_at);
            assert!(outbox::finish(tx, &end).await?);
        }
        Ok(())
    };
    fixture.store.write(finish).await.unwrap();
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
