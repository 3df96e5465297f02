//! Nobody holds a lease that somebody else holds, and nobody holds one for ever.

use super::{Holder, SKEW, release, renew, take, taken};
use crate::fixture::{Fixture, NOW, on_every_engine};
use crate::{Rx, Tx};
use selfsame_api::Timestamp;
use std::time::Duration;

on_every_engine!(
    a_lease_is_its_holders_until_it_ends_for_everybody,
    a_lease_that_was_given_back_can_be_taken_at_once,
    of_many_who_want_a_lease_one_gets_it,
);

const ADA: Holder = [1; 16];
const BOB: Holder = [2; 16];
const MINUTE: Duration = Duration::from_mins(1);

async fn takes(fixture: &Fixture, holder: Holder, now: Timestamp) -> bool {
    fixture.store.write(async move |tx: &mut Tx<'_>| take(tx, "sweeper", &holder, now, now + MINUTE).await).await.unwrap()
}

async fn renews(fixture: &Fixture, holder: Holder, until: Timestamp) -> bool {
    fixture.store.write(async move |tx: &mut Tx<'_>| renew(tx, "sweeper", &holder, until).await).await.unwrap()
}

async fn a_lease_is_its_holders_until_it_ends_for_everybody(fixture: Fixture) {
    assert!(takes(&fixture, ADA, NOW).await);
    assert!(takes(&fixture, ADA, NOW).await, "whoever has it may take it again");
    assert!(!takes(&fixture, BOB, NOW + MINUTE).await, "Ada's clock may be late");
    assert!(renews(&fixture, ADA, NOW + 2 * MINUTE).await);
    assert!(!takes(&fixture, BOB, NOW + MINUTE + 2 * SKEW).await);
    assert!(takes(&fixture, BOB, NOW + 2 * MINUTE + 2 * SKEW).await);
    assert!(!renews(&fixture, ADA, NOW + 9 * MINUTE).await);
    let held = async move |rx: &mut Rx<'_>| taken(rx, "sweep", "sweeq", NOW).await;
    assert_eq!(fixture.store.lookup(held).await.unwrap(), ["sweeper"]);
}

async fn a_lease_that_was_given_back_can_be_taken_at_once(fixture: Fixture) {
    assert!(takes(&fixture, ADA, NOW).await);
    let give_back = async |holder: Holder| fixture.store.write(async move |tx: &mut Tx<'_>| release(tx, "sweeper", &holder).await).await;
    give_back(BOB).await.unwrap();
    assert!(!takes(&fixture, BOB, NOW).await, "only its holder gives it back");
    give_back(ADA).await.unwrap();
    assert!(takes(&fixture, BOB, NOW).await);
}

async fn of_many_who_want_a_lease_one_gets_it(fixture: Fixture) {
    let fixture = std::sync::Arc::new(fixture);
    let wanting: Vec<_> = (0..12)
        .map(|number| {
            let fixture = fixture.clone();
            tokio::spawn(async move { takes(&fixture, [number; 16], NOW).await })
        })
        .collect();
    let mut got = 0;
    for one in wanting {
        got += usize::from(one.await.unwrap());
    }
    assert_eq!(got, 1);
}
