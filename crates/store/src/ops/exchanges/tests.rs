use super::*;
use crate::fixture::{Fixture, NOW, fresh_bytes, identity, on_every_engine, session};
use selfsame_core::keyed::token_hash;
use std::time::Duration;

on_every_engine!(
    both_codes_together_give_the_session_a_token,
    one_code_alone_and_those_of_other_flows_give_nothing,
    an_exchange_ends,
    of_many_parallel_exchanges_one_token_is_good,
    a_session_that_ended_is_not_handed_out,
    an_exchange_is_completed_once,
);

const HOUR: Duration = Duration::from_hours(1);

/// A flow with an exchange whose code is `code`.
async fn begin(fixture: &Fixture, code: &str) -> FlowId {
    let flow_id = FlowId::from_random(fresh_bytes());
    let key = fixture.store.next_key(NOW);
    let new = NewExchange { key, flow_id, init_hash: token_hash(code), expires_at: NOW + HOUR, created_at: NOW };
    fixture.store.write(async move |tx: &mut Tx<'_>| insert(tx, &new).await).await.unwrap();
    flow_id
}

/// Signs somebody in at the end of a flow.
async fn end(fixture: &Fixture, flow_id: FlowId, code: &str, email: &str) -> (SessionId, bool) {
    let ann = identity(email);
    let identity_key = fixture.insert(&ann).await.unwrap();
    let (made, key, hash) = (session(ann.id), fixture.store.next_key(NOW), token_hash(code));
    let id = made.id;
    let write = fixture.store.write(async move |tx: &mut Tx<'_>| {
        sessions::insert(tx, key, identity_key, &token_hash(&format!("nobody knows {id}")), &made).await?;
        complete(tx, flow_id, &hash, id, NOW).await
    });
    (id, write.await.unwrap())
}

async fn exchange_at(fixture: &Fixture, init: &str, back: &str, token: &str, now: Timestamp) -> bool {
    let (codes, token) = (Codes { init_hash: token_hash(init), return_hash: token_hash(back) }, token_hash(token));
    fixture.store.write(async move |tx: &mut Tx<'_>| exchange(tx, codes, &token, now).await).await.unwrap()
}

async fn session_of(fixture: &Fixture, token: &str) -> Option<SessionId> {
    let hash = token_hash(token);
    fixture.store.lookup(async move |rx: &mut Rx<'_>| sessions::by_token(rx, &hash, |session, _| Ok(session.id)).await).await.unwrap()
}

async fn both_codes_together_give_the_session_a_token(fixture: Fixture) {
    let flow = begin(&fixture, "init").await;
    assert!(!exchange_at(&fixture, "init", "back", "early", NOW).await, "nothing has ended yet");
    let (session, is_completed) = end(&fixture, flow, "back", "ann@example.org").await;
    assert!(is_completed);
    assert!(exchange_at(&fixture, "init", "back", "first", NOW).await);
    assert_eq!(session_of(&fixture, "first").await, Some(session));
    assert!(exchange_at(&fixture, "init", "back", "second", NOW).await, "an answer may be lost");
    assert_eq!((session_of(&fixture, "second").await, session_of(&fixture, "first").await), (Some(session), None));
}

async fn one_code_alone_and_those_of_other_flows_give_nothing(fixture: Fixture) {
    for (init, back, email) in [("init", "back", "ann@example.org"), ("other init", "other back", "bob@example.org")] {
        let flow = begin(&fixture, init).await;
        end(&fixture, flow, back, email).await;
    }
    for (init, back) in [("init", "other back"), ("other init", "back"), ("init", "init"), ("back", "init"), ("", "back")] {
        assert!(!exchange_at(&fixture, init, back, "token", NOW).await, "{init} {back}");
    }
    assert!(exchange_at(&fixture, "init", "back", "token", NOW).await, "wrong tries lock nobody out");
}

async fn an_exchange_ends(fixture: Fixture) {
    let flow = begin(&fixture, "init").await;
    end(&fixture, flow, "back", "ann@example.org").await;
    assert!(!exchange_at(&fixture, "init", "back", "token", NOW + HOUR).await);
    assert!(exchange_at(&fixture, "init", "back", "token", NOW).await);
}

async fn of_many_parallel_exchanges_one_token_is_good(fixture: Fixture) {
    let flow = begin(&fixture, "init").await;
    end(&fixture, flow, "back", "ann@example.org").await;
    let codes = Codes { init_hash: token_hash("init"), return_hash: token_hash("back") };
    let exchanges: Vec<_> = (0..50)
        .map(|number| {
            let (store, token) = (fixture.store.clone(), token_hash(&format!("token {number}")));
            tokio::spawn(async move { store.write(async move |tx: &mut Tx<'_>| exchange(tx, codes, &token, NOW).await).await })
        })
        .collect();
    for exchange in exchanges {
        exchange.await.unwrap().ok();
    }
    let mut good = 0;
    for number in 0..50 {
        good += usize::from(session_of(&fixture, &format!("token {number}")).await.is_some());
    }
    assert_eq!(good, 1);
}

async fn a_session_that_ended_is_not_handed_out(fixture: Fixture) {
    let flow = begin(&fixture, "init").await;
    let (session, _) = end(&fixture, flow, "back", "ann@example.org").await;
    fixture.store.write(async move |tx: &mut Tx<'_>| sessions::disable(tx, session, NOW).await.map(|_| ())).await.unwrap();
    assert!(!exchange_at(&fixture, "init", "back", "token", NOW).await);
}

async fn an_exchange_is_completed_once(fixture: Fixture) {
    let flow = begin(&fixture, "init").await;
    let (session, _) = end(&fixture, flow, "back", "ann@example.org").await;
    assert!(!end(&fixture, flow, "other", "bob@example.org").await.1);
    assert!(!end(&fixture, FlowId::from_random(fresh_bytes()), "third", "eve@example.org").await.1, "a flow without an exchange");
    assert!(!exchange_at(&fixture, "init", "other", "token", NOW).await && exchange_at(&fixture, "init", "back", "token", NOW).await);
    assert_eq!(session_of(&fixture, "token").await, Some(session));
}
