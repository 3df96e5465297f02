use super::*;
use crate::fixture::{Fixture, NOW, fresh_bytes, on_every_engine, sealer};
use crate::ops::messages::{self, NewMessage};
use selfsame_core::message::Content;

on_every_engine!(
    a_message_is_claimed_once_and_the_oldest_first,
    a_dead_workers_message_is_taken_over_and_its_late_word_counts_for_nothing,
    a_refused_message_is_due_again_later,
    a_message_handed_back_was_not_tried,
    messages_to_one_receiver_are_counted_in_their_order,
    content_opens_in_its_own_row_only,
);

const MINUTE: Duration = Duration::from_mins(1);

async fn enqueue(fixture: &Fixture, recipient: &str, at: Timestamp) -> MessageId {
    let id = MessageId::from_random(fresh_bytes());
    let content = Content { body: "123456".into(), ..Content::default() };
    let message = NewMessage {
        id,
        channel: Channel::Email,
        recipient: recipient.to_owned(),
        template_type: TemplateType::LoginCodeValid,
        content: SealedContent::seal(&fixture.sealer, id, &content).unwrap(),
        created_at: at,
    };
    let key = fixture.store.next_key(at);
    fixture.store.write(async move |tx: &mut Tx<'_>| messages::enqueue(tx, key, &message).await).await.unwrap();
    id
}

async fn claim_at(fixture: &Fixture, now: Timestamp, limit: usize) -> Vec<Claimed> {
    let what = Claim { channel: Channel::Email, now, until: now + MINUTE, limit, receiver_window: 60 * MINUTE };
    fixture.store.write(async move |tx: &mut Tx<'_>| claim(tx, &what).await).await.unwrap()
}

async fn end(fixture: &Fixture, claimed: &Claimed, state: FinishState, now: Timestamp) -> bool {
    let end = claimed.finish(state, "[]".into(), claimed.content.clone(), now);
    fixture.store.write(async move |tx: &mut Tx<'_>| finish(tx, &end).await).await.unwrap()
}

async fn row(fixture: &Fixture, id: MessageId) -> (String, i64) {
    let found = fixture.store.read(async move |rx: &mut Rx<'_>| messages::by_id(rx, id).await).await.unwrap().unwrap();
    (found.status, found.send_count)
}

async fn a_message_is_claimed_once_and_the_oldest_first(fixture: Fixture) {
    let second = enqueue(&fixture, "b@example.org", NOW + MINUTE).await;
    let first = enqueue(&fixture, "a@example.org", NOW).await;
    let now = NOW + 2 * MINUTE;
    let claimed = claim_at(&fixture, now, 1).await;
    assert_eq!(claimed.iter().map(|message| message.id).collect::<Vec<_>>(), [first]);
    let claimed = claim_at(&fixture, now, 9).await;
    assert_eq!(claimed.iter().map(|message| message.id).collect::<Vec<_>>(), [second]);
    assert!(claim_at(&fixture, now, 9).await.is_empty());
    assert_eq!(row(&fixture, first).await, ("processing".to_owned(), 1));
}

async fn a_dead_workers_message_is_taken_over_and_its_late_word_counts_for_nothing(fixture: Fixture) {
    let id = enqueue(&fixture, "a@example.org", NOW).await;
    let dead = claim_at(&fixture, NOW, 9).await.remove(0);
    assert!(claim_at(&fixture, NOW + Duration::from_secs(59), 9).await.is_empty());
    let heir = claim_at(&fixture, NOW + MINUTE, 9).await.remove(0);
    assert_eq!((heir.id, heir.send_count), (id, 2));
    assert!(!end(&fixture, &dead, FinishState::Abandoned, NOW + MINUTE).await);
    assert!(end(&fixture, &heir, FinishState::Sent, NOW + MINUTE).await);
    assert_eq!(row(&fixture, id).await, ("sent".to_owned(), 2));
    assert!(claim_at(&fixture, NOW + 99 * MINUTE, 9).await.is_empty());
}

async fn a_refused_message_is_due_again_later(fixture: Fixture) {
    let id = enqueue(&fixture, "a@example.org", NOW).await;
    let claimed = claim_at(&fixture, NOW, 9).await.remove(0);
    assert!(end(&fixture, &claimed, FinishState::Queued(NOW + 5 * MINUTE), NOW).await);
    assert_eq!(row(&fixture, id).await, ("queued".to_owned(), 1));
    assert!(claim_at(&fixture, NOW + 4 * MINUTE, 9).await.is_empty());
    let next = fixture.store.read(async move |rx: &mut Rx<'_>| first_due(rx, Channel::Email).await).await.unwrap();
    assert_eq!(next, Some(NOW + 5 * MINUTE));
    assert_eq!(claim_at(&fixture, NOW + 5 * MINUTE, 9).await.len(), 1);
}

async fn a_message_handed_back_was_not_tried(fixture: Fixture) {
    let id = enqueue(&fixture, "a@example.org", NOW).await;
    let claimed = claim_at(&fixture, NOW, 9).await.remove(0);
    fixture.store.write(async move |tx: &mut Tx<'_>| hand_back(tx, &claimed, NOW).await).await.unwrap();
    assert_eq!(row(&fixture, id).await, ("queued".to_owned(), 0));
    assert_eq!(claim_at(&fixture, NOW, 9).await.len(), 1);
}

async fn messages_to_one_receiver_are_counted_in_their_order(fixture: Fixture) {
    for address in ["ann@example.org", "Ann@example.org", "ann+x@example.org", "bob@example.org"] {
        enqueue(&fixture, address, NOW).await;
    }
    let claimed = claim_at(&fixture, NOW, 2).await;
    assert_eq!(claimed.iter().map(|message| message.received).collect::<Vec<_>>(), [0, 1]);
    assert!(end(&fixture, &claimed[0], FinishState::Sent, NOW).await);
    let rest = claim_at(&fixture, NOW, 2).await;
    assert_eq!(rest.iter().map(|message| message.received).collect::<Vec<_>>(), [2, 0]);
    let sent = fixture.store.read(async move |rx: &mut Rx<'_>| sent_since(rx, Channel::Email, NOW.minus(MINUTE)).await).await.unwrap();
    assert_eq!(sent, 4);
}

async fn content_opens_in_its_own_row_only(fixture: Fixture) {
    let id = enqueue(&fixture, "a@example.org", NOW).await;
    let claimed = claim_at(&fixture, NOW, 9).await.remove(0);
    assert_eq!(claimed.content.open(&fixture.sealer, id).unwrap().body, "123456");
    assert!(claimed.content.open(&fixture.sealer, MessageId::from_random(fresh_bytes())).is_err());
    assert!(claimed.content.open(&sealer(8), id).is_err());
    assert!(!claimed.content.0.windows(6).any(|window| window == b"123456"));
}
