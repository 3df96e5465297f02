//! A code or link that somebody brings: used, and its address verified, in one commit.

use super::send::AddressChange;
use super::{Submitted, TOPIC, TRIES, refuse_link, replace, with_payload};
use crate::flow::dispatch::lifespan;
use crate::flow::kind::{close, render, target_after};
use crate::flow::one_time::Attempt;
use crate::flow::stored::{advance, document};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::Timestamp;
use selfsame_api::identity::{Channel, VerifiableAddress};
use selfsame_core::flow::Flow;
use selfsame_core::flow::address::{Delivery, Verdict};
use selfsame_core::flow::verification::{Conclusion, Verification, conclude, passed, refused};
use selfsame_store::ops::flows::count_submission;
use selfsame_store::ops::identities::{IdentityRow, read};
use selfsame_store::ops::secrets::{self, FoundSecret, Taken};
use selfsame_store::{Rx, StoreError, Tx};
use serde_json::{Map, Value};

/// Notes that somebody reads an address.
pub fn note_verified(address: &mut VerifiableAddress, now: Timestamp) {
    address.verified = true;
    address.verified_at = Some(now);
    "completed".clone_into(&mut address.status);
    address.updated_at = now;
}

/// Judges a secret and does what follows upon it.
pub async fn redeem(visit: &Visit, flow: Flow<Verification>, secret: &str, payload: Option<Map<String, Value>>) -> ApiResult<Submitted> {
    let delivery = Delivery::of(&flow).unwrap_or(Delivery::Code);
    lifespan(&visit.current, delivery)?;
    let purpose = TOPIC.purpose(delivery);
    let attempt = match delivery {
        Delivery::Code => Attempt::by_code(&visit.current, purpose, flow.id, secret),
        Delivery::Link => Attempt::by_link(purpose, flow.id, secret),
    };
    // A target that is no longer allowed must not keep anybody from verifying an address.
    let continue_to =
        target_after(visit, &flow, delivery.as_str()).unwrap_or_else(|_| visit.selfservice().returns.default_url().to_owned());
    for _ in 0..TRIES {
        let facts = facts(visit, &attempt).await?;
        let via = facts.as_ref().and_then(|(found, _)| found.sent_to.as_ref()).map_or(Channel::Email, |to| to.via);
        let mut done = Flow { updated_at: visit.now, ..flow.clone() };
        passed(&mut done, via, continue_to.clone());
        let mut again = Flow { updated_at: visit.now, ..flow.clone() };
        refused(&mut again);
        let (verdict, expired_at) = match commit(visit, delivery, &attempt, facts, (&done, &again)).await {
            Err(StoreError::Stale) => continue,
            other => other?,
        };
        return match conclude(delivery, verdict) {
            Conclusion::Passed => {
                close(visit, &done);
                Ok(Submitted::Step(Box::new(render(visit, done))))
            }
            Conclusion::WrongCode => {
                let payload = Some(payload.unwrap_or_default());
                Ok(Submitted::Step(Box::new(with_payload(render(visit, again), payload))))
            }
            Conclusion::Replaced(reason) if delivery == Delivery::Link => refuse_link(visit, reason, expired_at).await,
            Conclusion::Replaced(reason) => replace(visit, flow.kind, reason).await,
        };
    }
    Err(StoreError::Stale.into())
}

type Facts = Option<(FoundSecret, IdentityRow)>;

async fn facts(visit: &Visit, attempt: &Attempt) -> ApiResult<Facts> {
    let attempt = attempt.clone();
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let Some(found) = secrets::find(rx, attempt.purpose, attempt.flow_id, attempt.hashes()).await? else { return Ok(None) };
        let Some(key) = found.identity_key else { return Ok(None) };
        Ok(read::by_key(rx, key).await?.map(|row| (found, row)))
    });
    Ok(found.await?)
}

/// Counts the submission, uses the secret and verifies its address, or keeps that the code was not right. A code whose
/// address the identity no longer has is not right.
async fn commit(
    visit: &Visit,
    delivery: Delivery,
    attempt: &Attempt,
    facts: Facts,
    (done, again): (&Flow<Verification>, &Flow<Verification>),
) -> Result<(Verdict, Timestamp), StoreError> {
    let bug = |error: crate::http::error::ApiError| StoreError::Bug(error.body.message);
    let expired_at = facts.as_ref().map_or(visit.now, |(found, _)| found.expires_at);
    let change = match facts.as_ref().and_then(|(found, row)| Some((row, found.sent_to.as_ref()?))) {
        Some((row, to)) => AddressChange::of(row, to, |address| note_verified(address, visit.now)).map_err(bug)?,
        None => None,
    };
    let (done_text, again_text) = (document(done).map_err(bug)?, document(again).map_err(bug)?);
    let (done, again, attempt, now) = (done.clone(), again.clone(), attempt.clone(), visit.now);
    let most = visit.selfservice().settings.methods.code.as_ref().map_or(0, |code| code.max_submissions);
    let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        if delivery == Delivery::Code && !count_submission(tx, attempt.flow_id, most).await? {
            return Ok(Verdict::TooMany);
        }
        let taken = match &change {
            Some(_) => attempt.take(tx, now).await?,
            None => Taken::Wrong,
        };
        match (taken, &change) {
            (Taken::Right(_), Some(change)) => {
                change.write(tx).await?;
                advance(tx, &done, &done_text).await?;
                Ok(Verdict::Right)
            }
            (taken, _) => {
                if delivery == Delivery::Code {
                    advance(tx, &again, &again_text).await?;
                }
                Ok(match taken {
                    Taken::Used => Verdict::Used,
                    Taken::Expired(_) => Verdict::Expired,
                    Taken::Right(_) | Taken::Wrong => Verdict::Wrong,
                })
            }
        }
    });
    Ok((written.await?, expired_at))
}
