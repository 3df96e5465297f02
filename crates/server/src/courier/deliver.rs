//! One try: from a claimed message to what becomes of it.

use super::Failure;
use super::http::Letter;
use super::settings::{Settings, Via};
use super::smtp::Email;
use crate::app::{App, Current};
use crate::metrics::Try;
use rand::RngExt;
use selfsame_api::Timestamp;
use selfsame_api::identity::Channel;
use selfsame_core::Ctx;
use selfsame_core::message::{Content, Wording};
use selfsame_store::Tx;
use selfsame_store::ops::messages::SealedContent;
use selfsame_store::ops::outbox::{self, Claimed, Finish, FinishState};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// The longest that a try may take.
pub const LONGEST: Duration = Duration::from_secs(15);
/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_mins(15);
/// Each pause is so many times the one before.
const PAUSE_GROWTH: u32 = 4;
/// Dispatches that are kept of a message, the newest.
const MOST_DISPATCHES: usize = 50;

/// Tries to deliver a message and notes how that ended.
pub async fn deliver(app: &App, current: &Current, channel: Channel, claimed: Claimed) {
    let outcome = attempt(app, current, channel, &claimed).await;
    let id = claimed.id;
    let (finish, failure) = match conclude(app, &current.courier, &claimed, outcome) {
        Ok(concluded) => concluded,
        Err(error) => {
            tracing::error!(message.id = %id, %error, "a message cannot be sealed");
            return;
        }
    };
    let ended = say(&claimed, finish.state, failure.as_ref());
    match app.store.write(async move |tx: &mut Tx<'_>| outbox::finish(tx, &finish).await).await {
        Ok(true) => app.metrics.tries.count(channel, ended),
        Ok(false) => {
            tracing::warn!(message.id = %id, "another courier took over a message that took too long; it may have been sent twice");
        }
        // The claim lapses, and the message is tried again.
        Err(error) => tracing::warn!(message.id = %id, %error, "how a try ended could not be noted; the message may be sent again"),
    }
}

/// Logs how a try ended.
fn say(claimed: &Claimed, state: FinishState, failure: Option<&Failure>) -> Try {
    let (id, tries, reason) = (claimed.id, claimed.send_count, failure.map(|failure| failure.reason.as_str()));
    match state {
        FinishState::Sent => {
            tracing::debug!(message.id = %id, tries, "a message was sent");
            Try::Sent
        }
        FinishState::Queued(_) => {
            tracing::info!(message.id = %id, tries, reason, "a message was not taken; it is tried again");
            Try::Failed
        }
        FinishState::Abandoned => {
            tracing::warn!(message.id = %id, tries, reason, "a message was given up");
            Try::Abandoned
        }
    }
}

/// What a try led to: the content as it is now, if it could be opened.
struct Outcome {
    content: Option<Content>,
    failure: Option<Failure>,
}

async fn attempt(app: &App, current: &Current, channel: Channel, claimed: &Claimed) -> Outcome {
    let settings = &current.courier;
    let refused = |failure| Outcome { content: None, failure: Some(failure) };
    // Kratos: has no limit; anybody can have any number of messages sent to anybody.
    let budget = &settings.limits(channel).per_address;
    if budget.count > 0 && claimed.received >= i64::from(budget.count) {
        return refused(Failure::permanent(format!(
            "this receiver has got {} messages within {} seconds already (courier.limits.{}.per_address)",
            claimed.received,
            budget.window.as_secs(),
            channel.as_str()
        )));
    }
    if claimed.send_count > settings.retries.saturating_add(1) {
        return refused(Failure::permanent("it was tried as often as courier.message_retries says"));
    }
    let Ok(mut content) = claimed.content.open(&app.sealer, claimed.id) else {
        return refused(Failure::permanent("it is sealed with a key that is no longer among secrets.cipher"));
    };
    let wording = current.pages.words.of_message(claimed.template_type, &content.data);
    if content.unrendered.is_some() {
        settings.templates().fill(claimed.template_type, channel, &mut content, &wording);
    }
    let failure = match content.unrendered.clone() {
        Some(reason) => Some(Failure::passing(reason)),
        None => match tokio::time::timeout(LONGEST, send(app, current, channel, claimed, (&content, &wording))).await {
            Ok(sent) => sent.err(),
            Err(_) => Some(Failure::passing(format!("it took longer than {} seconds", LONGEST.as_secs()))),
        },
    };
    Outcome { content: Some(content), failure }
}

async fn send(
    app: &App,
    current: &Current,
    channel: Channel,
    claimed: &Claimed,
    (content, wording): (&Content, &Wording),
) -> Result<(), Failure> {
    let html = || match channel {
        Channel::Email => current.courier.templates().html(claimed.template_type, &content.data, wording).map_err(|reason| {
            tracing::warn!(message.id = %claimed.id, reason, "an e-mail goes out without its HTML");
        }),
        Channel::Sms => Err(()),
    };
    match current.courier.via(channel) {
        Via::Smtp(smtp) => {
            let (to, subject, text) = (claimed.recipient.as_str(), content.subject.as_str(), content.body.clone());
            smtp.send(Email { id: claimed.id, to, subject, text, html: html().ok() }, app.now()).await
        }
        Via::Http(service) => {
            let (template_type, message_type) = (claimed.template_type.as_str(), channel.as_str());
            let letter = Letter { recipient: &claimed.recipient, template_type, message_type, content, html: html().ok() };
            service.send(&letter, &current.outbound, &app.jsonnet).await
        }
        Via::Log => {
            let (recipient, subject) = (&claimed.recipient, &content.subject);
            tracing::info!(recipient, subject, "no {} delivery is configured, so here is the message:\n{}", channel.as_str(), content.body);
            Ok(())
        }
        Via::Nowhere(reason) => Err(Failure::passing(reason)),
        Via::Held => Err(Failure::passing("courier.smtp.connection_uri is not set")),
    }
}

fn conclude(app: &App, settings: &Settings, claimed: &Claimed, outcome: Outcome) -> selfsame_store::Result<(Finish, Option<Failure>)> {
    let (now, mut rng) = (app.now(), app.randomness.fork());
    let state = match &outcome.failure {
        None => FinishState::Sent,
        Some(failure) if failure.is_permanent || claimed.send_count > settings.retries => FinishState::Abandoned,
        Some(_) => FinishState::Queued(now + pause(settings.pull_wait, claimed.send_count, rng.random_range(80..=120))),
    };
    let dispatch_id = uuid::Builder::from_random_bytes(Ctx { now, rng: &mut rng }.id_bytes()).into_uuid();
    let dispatches = with_dispatch(claimed, dispatch_id, outcome.failure.as_ref(), now);
    let content = match &outcome.content {
        Some(content) => SealedContent::seal(&app.sealer, claimed.id, content)?,
        None => claimed.content.clone(),
    };
    Ok((claimed.finish(state, dispatches, content, now), outcome.failure))
}

/// Kratos: tries again after every `pull_wait`, so that all tries are over within seconds. Here each pause is longer.
fn pause(pull_wait: Duration, tries: i64, percent: u32) -> Duration {
    let doublings = u32::try_from(tries.saturating_sub(1)).unwrap_or_default().min(10);
    (pull_wait.saturating_mul(PAUSE_GROWTH.saturating_pow(doublings)).min(LONGEST_PAUSE.max(pull_wait)) / 100).saturating_mul(percent)
}

fn with_dispatch(claimed: &Claimed, id: Uuid, failure: Option<&Failure>, now: Timestamp) -> String {
    let mut dispatch = json!({
        "id": id,
        "message_id": claimed.id.to_string(),
        "status": if failure.is_some() { "failed" } else { "success" },
        "created_at": now.to_string(),
        "updated_at": now.to_string(),
    });
    if let Some(failure) = failure {
        dispatch["error"] = json!({"code": 500, "status": "Internal Server Error", "message": failure.reason});
    }
    let before: Vec<Value> = serde_json::from_str(&claimed.dispatches).unwrap_or_default();
    Value::Array(std::iter::once(dispatch).chain(before).take(MOST_DISPATCHES).collect()).to_string()
}
