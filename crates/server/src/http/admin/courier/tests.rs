use super::{Dispatches, REDACTED, Words, write};
use selfsame_api::{MessageId, Timestamp};
use selfsame_core::Key;
use selfsame_core::message::Content;
use selfsame_core::secretbox::SealKeys;
use selfsame_store::Sealer;
use selfsame_store::ops::messages::{MessageRow, SealedContent};
use serde_json::{Value, json};

const ID: [u8; 16] = [1; 16];

fn sealer() -> Sealer {
    Sealer::new(SealKeys::new(vec![[7; 32]]), [7; 32])
}

fn message() -> MessageRow {
    let content = Content { subject: "Your code".into(), body: "123456".into(), ..Content::default() };
    MessageRow {
        key: Key(1),
        id: MessageId::from_random(ID),
        status: "queued".into(),
        kind: "email".into(),
        recipient: "a@example.org".into(),
        template_type: "recovery_code_valid".into(),
        channel: None,
        content: SealedContent::seal(&sealer(), MessageId::from_random(ID), &content).expect("a key"),
        send_count: 0,
        dispatches: "[]".into(),
        created_at: Timestamp::from_micros(0),
        updated_at: Timestamp::from_micros(0),
    }
}

fn encoded(dev: bool) -> Value {
    let mut out = Vec::new();
    let message = message();
    write(&mut out, &message, &Words::of(&message, &sealer(), dev), Dispatches::Shown);
    serde_json::from_slice(&out).expect("JSON")
}

#[test]
fn contents_are_shown_to_developers_only() {
    assert_eq!((&encoded(true)["body"], &encoded(true)["subject"]), (&json!("123456"), &json!("Your code")));
    assert_eq!((&encoded(false)["body"], &encoded(false)["subject"]), (&json!(REDACTED), &json!(REDACTED)));
}

#[test]
fn a_message_that_was_never_sent_has_no_dispatches() {
    assert_eq!(encoded(true).get("dispatches"), None);
    assert_eq!(encoded(true)["channel"], Value::Null);
}
