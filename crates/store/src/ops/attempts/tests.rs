use super::*;
use crate::fixture::{Fixture, NOW, fresh_bytes, identity, on_every_engine};
use selfsame_core::attempts::{Account, Bucket, Factor};
use selfsame_core::keyed::CodeKeys;

on_every_engine!(
    a_wrong_attempt_fills_its_bucket_and_no_other,
    a_bucket_that_has_drained_begins_anew_and_none_holds_more_than_the_most,
    of_many_at_once_each_counts,
    a_forgotten_bucket_is_empty,
    a_network_is_known_since_it_was_last_seen,
    a_sign_in_begins_with_its_holder_its_network_and_its_levels,
);

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

async fn count_at(fixture: &Fixture, subject: Subject, now: Timestamp) -> Timestamp {
    fixture.store.write(async move |tx: &mut Tx<'_>| count(tx, &subject, MINUTE, HOUR, now).await).await.unwrap()
}

fn subjects() -> Subjects {
    let keys = CodeKeys::new(b"a secret that tests use only".to_vec(), Vec::new());
    Subjects::new(&keys, Factor::Password, Account::Identifier("ada@example.org"), "192.0.2.1".parse().ok(), None)
}

async fn levels_of(fixture: &Fixture, subjects: Subjects) -> Levels {
    fixture.store.lookup(async move |rx: &mut Rx<'_>| levels(rx, &subjects).await).await.unwrap()
}

async fn a_wrong_attempt_fills_its_bucket_and_no_other(fixture: Fixture) {
    let subjects = subjects();
    assert_eq!(levels_of(&fixture, subjects).await, Levels::default());
    assert_eq!(count_at(&fixture, *subjects.of(Bucket::Account), NOW).await, NOW + MINUTE);
    assert_eq!(count_at(&fixture, *subjects.of(Bucket::Account), NOW).await, NOW + MINUTE * 2);
    let levels = levels_of(&fixture, subjects).await;
    let expected = Bucket::ALL.map(|bucket| (bucket == Bucket::Account).then_some(NOW + MINUTE * 2));
    assert_eq!(levels.0, expected);
}

async fn a_bucket_that_has_drained_begins_anew_and_none_holds_more_than_the_most(fixture: Fixture) {
    let subject = fresh_bytes();
    count_at(&fixture, subject, NOW).await;
    assert_eq!(count_at(&fixture, subject, NOW + HOUR).await, NOW + HOUR + MINUTE);
    for _ in 0..70 {
        count_at(&fixture, subject, NOW + HOUR).await;
    }
    assert_eq!(count_at(&fixture, subject, NOW + HOUR).await, NOW + HOUR + HOUR);
}

async fn of_many_at_once_each_counts(fixture: Fixture) {
    let subject = *subjects().of(Bucket::Account);
    let attempts: Vec<_> = (0..40)
        .map(|_| {
            let store = fixture.store.clone();
            tokio::spawn(async move { store.write(async move |tx: &mut Tx<'_>| count(tx, &subject, MINUTE, HOUR, NOW).await).await })
        })
        .collect();
    let mut unanswered = 0;
    for attempt in attempts {
        unanswered += u32::from(attempt.await.unwrap().is_err());
    }
    let empty_at = levels_of(&fixture, subjects()).await.of(Bucket::Account).unwrap();
    // On an engine that fails often some are not answered; they may count.
    assert!(empty_at >= NOW + MINUTE * (40 - unanswered) && empty_at <= NOW + MINUTE * 40, "{empty_at:?}, {unanswered}");
}

async fn a_forgotten_bucket_is_empty(fixture: Fixture) {
    let subject = *subjects().of(Bucket::AccountAndNetwork);
    count_at(&fixture, subject, NOW).await;
    fixture.store.write(async move |tx: &mut Tx<'_>| forget(tx, &subject).await).await.unwrap();
    assert_eq!(levels_of(&fixture, subjects()).await, Levels::default());
}

async fn a_network_is_known_since_it_was_last_seen(fixture: Fixture) {
    let key = fixture.insert(&identity("ada@example.org")).await.unwrap();
    for now in [NOW, NOW + HOUR] {
        let remember = async move |tx: &mut Tx<'_>| remember_network(tx, key, "192.0.2.0/24", now).await;
        fixture.store.write(remember).await.unwrap();
    }
    let known = fixture.store.lookup(async move |rx: &mut Rx<'_>| seen_at(rx, key, "192.0.2.0/24").await).await.unwrap();
    let other = fixture.store.lookup(async move |rx: &mut Rx<'_>| seen_at(rx, key, "198.51.100.0/24").await).await.unwrap();
    assert_eq!((known, other), (Some(NOW + HOUR), None));
}

/// Whose account it is.
fn key(begun: &SignIn) -> Option<Key> {
    begun.holder.as_ref().map(|(row, _)| row.key)
}

async fn a_sign_in_begins_with_its_holder_its_network_and_its_levels(fixture: Fixture) {
    let (ada, bob) = (identity("ada@example.org"), identity("bob@example.org"));
    let (ada, bob) = (fixture.insert(&ada).await.unwrap(), fixture.insert(&bob).await.unwrap());
    fixture.store.write(async move |tx: &mut Tx<'_>| remember_network(tx, bob, "192.0.2.0/24", NOW).await).await.unwrap();
    count_at(&fixture, *subjects().of(Bucket::Network), NOW).await;
    let begin = |identifier: &'static str| {
        let subjects = subjects();
        let read = async move |rx: &mut Rx<'_>| sign_in(rx, CredentialType::Password, identifier, "192.0.2.0/24", &subjects).await;
        fixture.store.lookup(read)
    };
    let found = begin("bob@example.org").await.unwrap();
    assert_eq!((key(&found), found.neighbour, found.seen_at), (Some(bob), Some(bob), Some(NOW)));
    assert_eq!(found.levels.of(Bucket::Network), Some(NOW + MINUTE));
    let found = begin("aaron@example.org").await.unwrap();
    assert_eq!((key(&found), found.neighbour, found.seen_at), (None, Some(ada), None));
}
