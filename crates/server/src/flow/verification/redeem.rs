//! A code or link that somebody brings: used, and its address verified, in one commit.

use super::held::Applied;
use super::send::AddressChange;
use super::{Submitted, TRIES, mistake, not_heard, refuse_link, replace, topic, with_payload};
use crate::attempts::{Heard, Trace};
use crate::flow::dispatch::lifespan;
use crate::flow::guess::{self, Judged};
use crate::flow::kind::{close, render, target_after};
use crate::flow::one_time::Attempt;
use crate::flow::stored::{self, advance, complete, document};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use selfsame_api::Timestamp;
use selfsame_api::identity::{Channel, VerifiableAddress};
use selfsame_core::flow::Flow;
use selfsame_core::flow::address::{Delivery, Verdict};
use selfsame_core::flow::verification::{Conclusion, Verification, conclude, passed, refused, taken};
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
    let purpose = topic(&flow.details).purpose(delivery);
    let attempt = match delivery {
        Delivery::Code => Attempt::by_code(&visit.current, purpose, flow.id, secret),
        Delivery::Link => Attempt::by_link(purpose, flow.id, secret),
    };
    // A target that is no longer allowed must not keep anybody from verifying an address.
    let continue_to =
        target_after(visit, &flow, delivery.as_str()).unwrap_or_else(|_| visit.selfservice().returns.default_url().to_owned());
    let heard = match delivery {
        Delivery::Code => match guess::judge(visit, topic(&flow.details), &flow).await {
            Ok(heard) => heard,
            Err(reason) => return not_heard(visit, flow, reason).await,
        },
        Delivery::Link => None,
    };
    let trace = heard.clone().map(Heard::right).unwrap_or_default();
    for _ in 0..TRIES {
        let facts = facts(visit, &attempt).await?;
        let effect = match &facts {
            Some((found, row)) => Effect::of(visit, &flow, found, row).await?,
            None => None,
        };
        let via = facts.as_ref().and_then(|(found, _)| found.sent_to.as_ref()).map_or(Channel::Email, |to| to.via);
        let mut done = Flow { updated_at: visit.now, ..flow.clone() };
        passed(&mut done, via, continue_to.clone());
        stored::close(&mut done);
        let mut again = Flow { updated_at: visit.now, ..flow.clone() };
        refused(&mut again);
        let expired_at = facts.as_ref().map_or(visit.now, |(found, _)| found.expires_at);
        let judged = match commit(visit, delivery, (&attempt, &trace), effect, (&done, &again)).await {
            Err(StoreError::Stale) => continue,
            Err(StoreError::Conflict(_)) => return is_taken(visit, flow, payload).await,
            other => other?,
        };
        let (verdict, is_first) = match judged.verdict(visit, heard.as_ref()).await {
            Ok(found) => found,
            Err(reason) => return not_heard(visit, flow, reason).await,
        };
        return match conclude(delivery, verdict) {
            Conclusion::Passed => {
                if is_first {
                    close(visit, &done);
                }
                visit.app.courier.ring();
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

/// What a right secret brings about.
#[derive(Clone)]
enum Effect {
    /// The account's address is verified.
    Verified(AddressChange),
    /// The change that the address was waiting for is made.
    Changed(Box<Applied>),
}

impl Effect {
    /// None if the identity no longer has the address, or what was held back no longer fits.
    async fn of(visit: &Visit, flow: &Flow<Verification>, found: &FoundSecret, row: &IdentityRow) -> ApiResult<Option<Self>> {
        if let Some(held) = &flow.details.held {
            return Ok(Applied::new(visit, held, row.key).await?.map(|applied| Self::Changed(Box::new(applied))));
        }
        let Some(to) = &found.sent_to else { return Ok(None) };
        let change = AddressChange::of(row, to, |address| note_verified(address, visit.now))?;
        Ok(change.map(Self::Verified))
    }

    /// Writes it; false if it counts no longer.
    async fn write(&self, tx: &mut Tx<'_>, now: Timestamp) -> selfsame_store::Result<bool> {
        match self {
            Self::Verified(change) => change.write(tx).await.map(|()| true),
            Self::Changed(applied) => applied.write(tx, now).await,
        }
    }
}

/// Counts the submission, uses the secret and brings its effect about, or keeps that the code was not right. A code whose
/// address the identity no longer has is not right.
async fn commit(
    visit: &Visit,
    delivery: Delivery,
    (attempt, trace): (&Attempt, &Trace),
    effect: Option<Effect>,
    (done, again): (&Flow<Verification>, &Flow<Verification>),
) -> Result<Judged, StoreError> {
    let bug = |error: ApiError| StoreError::Bug(error.body.message);
    let (done_text, again_text) = (document(done).map_err(bug)?, document(again).map_err(bug)?);
    let (done, again, attempt, trace, now) = (done.clone(), again.clone(), attempt.clone(), trace.clone(), visit.now);
    let most = visit.selfservice().settings.methods.code.as_ref().map_or(0, |code| code.max_submissions);
    let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        if let Some(wait) = trace.wait(tx, now).await? {
            return Ok(Judged::Not(wait));
        }
        if delivery == Delivery::Code && !count_submission(tx, attempt.flow_id, most).await? {
            return Ok(Judged::As(Verdict::TooMany));
        }
        let taken = match &effect {
            Some(_) => attempt.take(tx, now).await?,
            None => Taken::Wrong,
        };
        if let (Taken::Right(_), Some(effect)) = (&taken, &effect)
            && effect.write(tx, now).await?
        {
            trace.forget(tx).await?;
            return Ok(if complete(tx, &done, &done_text).await? { Judged::First } else { Judged::As(Verdict::Right) });
        }
        if delivery == Delivery::Code {
            advance(tx, &again, &again_text).await?;
        }
        Ok(Judged::As(match taken {
            Taken::Used => Verdict::Used,
            Taken::Expired(_) => Verdict::Expired,
            Taken::Right(_) | Taken::Wrong => Verdict::Wrong,
        }))
    });
    written.await
}

/// Somebody else has the new address by now: nothing was changed, and the code stays good.
async fn is_taken(visit: &Visit, mut flow: Flow<Verification>, payload: Option<Map<String, Value>>) -> ApiResult<Submitted> {
    taken(&mut flow);
    let Submitted::Mistake(shown) = mistake(visit, flow, None).await? else {
        return Err(ApiError::internal("a mistake was to be shown"));
    };
    Ok(Submitted::Mistake(Box::new(with_payload(*shown, Some(payload.unwrap_or_default())))))
}
