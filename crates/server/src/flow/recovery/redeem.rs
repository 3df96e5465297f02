//! A code or link that somebody brings: used, its address verified, and its bringer signed in, in one commit.

use super::{Submitted, TOPIC, TRIES, fresh_token, not_heard, refuse_link, retry, with_payload};
use crate::attempts::{Heard, NotHeard, Trace};
use crate::flow::dispatch::lifespan;
use crate::flow::guess::{self, Judged};
use crate::flow::kind::{close, render, render_to, target_after};
use crate::flow::one_time::Attempt;
use crate::flow::settings::stored::NewRow;
use crate::flow::settings::{self, Wishes};
use crate::flow::stored::{self, advance, complete, document};
use crate::flow::verification::{AddressChange, note_verified};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use selfsame_api::flow::{FlowType, RecoveryFlow};
use selfsame_api::identity::IdentityState;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::{FlowId, Timestamp, text};
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::Flow;
use selfsame_core::flow::address::{Delivery, Verdict};
use selfsame_core::flow::recovery::{Conclusion, Recovery, conclude, passed, refused};
use selfsame_core::identity::Identity;
use selfsame_core::session::{Session, SessionToken, completed, issue};
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::flows::count_submission;
use selfsame_store::ops::identities::{IdentityRow, Loaded, Purpose, read};
use selfsame_store::ops::secrets::{self, FoundSecret, SentTo, Taken};
use selfsame_store::ops::sessions;
use selfsame_store::{Rx, StoreError, Tx};
use serde_json::{Map, Value};

/// A completed recovery.
pub struct Recovered {
    pub kind: FlowType,
    pub by_link: bool,
    pub flow: RecoveryFlow,
    pub session: Session,
    pub token: SessionToken,
    /// The browser's new token.
    pub owner: CsrfToken,
    /// The settings flow in which the person goes on, unless the flow skips it.
    pub settings: Option<FlowId>,
    /// Where a browser goes that skips the settings.
    pub target: String,
}

/// The token of a link, opened in any browser.
pub async fn by_link(visit: &Visit, flow: Flow<Recovery>, token: &str) -> ApiResult<Submitted> {
    lifespan(&visit.current, Delivery::Link)?;
    let attempt = Attempt::by_link(TOPIC.purpose(Delivery::Link), flow.id, token);
    redeem(visit, flow, Delivery::Link, attempt, None).await
}

/// A code, as it was typed.
pub async fn by_code(visit: &Visit, flow: Flow<Recovery>, code: &str, payload: Option<Map<String, Value>>) -> ApiResult<Submitted> {
    lifespan(&visit.current, Delivery::Code)?;
    let attempt = Attempt::by_code(&visit.current, TOPIC.purpose(Delivery::Code), flow.id, code);
    redeem(visit, flow, Delivery::Code, attempt, payload).await
}

async fn redeem(
    visit: &Visit,
    flow: Flow<Recovery>,
    delivery: Delivery,
    attempt: Attempt,
    payload: Option<Map<String, Value>>,
) -> ApiResult<Submitted> {
    // A target that is no longer allowed must not keep anybody from an account.
    let target = target_after(visit, &flow, delivery.as_str()).unwrap_or_else(|_| visit.selfservice().returns.default_url().to_owned());
    let heard = match delivery {
        Delivery::Code => match judge(visit, &flow).await {
            Ok(heard) => heard,
            Err(reason) => return not_heard(visit, flow, reason).await,
        },
        Delivery::Link => None,
    };
    let trace = heard.clone().map(Heard::right).unwrap_or_default();
    for _ in 0..TRIES {
        let facts = facts(visit, &attempt).await?;
        let expired_at = facts.as_ref().map_or(visit.now, |facts| facts.found.expires_at);
        let is_active = facts.as_ref().is_none_or(Facts::is_active);
        let mut done = Flow { updated_at: visit.now, ..flow.clone() };
        passed(&mut done);
        stored::close(&mut done);
        let owner = fresh_token(visit);
        // As in Kratos, the flow can still be looked at after a link, but not after a code.
        if delivery == Delivery::Link && done.is_browser() {
            done.csrf = Some(owner);
        }
        let mut again = Flow { updated_at: visit.now, ..flow.clone() };
        refused(&mut again);
        let sign_in = facts.as_ref().filter(|facts| facts.is_active()).map(|facts| SignIn::new(visit, &flow, delivery, facts, &target));
        let sign_in = sign_in.transpose()?;
        let judged = match commit(visit, delivery, (&attempt, &trace), facts.is_some(), sign_in.as_ref(), (&done, &again)).await {
            Err(StoreError::Stale) => continue,
            other => other?,
        };
        let (verdict, is_first) = match judged.verdict(visit, heard.as_ref()).await {
            Ok(found) => found,
            Err(reason) => return not_heard(visit, flow, reason).await,
        };
        return match (conclude(delivery, verdict, is_active), sign_in) {
            (Conclusion::SignedIn, Some(sign_in)) => {
                if is_first {
                    close(visit, &done);
                }
                Ok(Submitted::Recovered(Box::new(Recovered {
                    kind: flow.kind,
                    by_link: delivery == Delivery::Link,
                    flow: with_payload(render_to(visit, done, Some(owner)), payload),
                    session: sign_in.session,
                    token: sign_in.token,
                    owner,
                    settings: sign_in.settings.map(|row| row.id),
                    target,
                })))
            }
            (Conclusion::SignedIn, None) => Err(ApiError::internal("somebody was to be signed in of whom nothing is known")),
            (Conclusion::WrongCode, _) => Ok(Submitted::Step(Box::new(with_payload(render(visit, again), payload)))),
            (Conclusion::Retry(reason), _) if delivery == Delivery::Link => refuse_link(visit, reason, expired_at).await,
            (Conclusion::Retry(reason), _) => retry(visit, flow.kind, reason).await,
        };
    }
    Err(StoreError::Stale.into())
}

/// Whether a guess at the flow's code is heard.
async fn judge(visit: &Visit, flow: &Flow<Recovery>) -> Result<Option<Heard>, NotHeard> {
    match flow.details.begun_for {
        Some(id) => guess::judge_handed_out(visit, TOPIC, id).await.map(Some),
        None => guess::judge(visit, TOPIC, flow).await,
    }
}

/// What there is about a secret: whose it is. Nobody's, once the account does not have the address any more to which it went:
/// who reads that one is not its owner.
struct Facts {
    found: FoundSecret,
    row: IdentityRow,
    identity: Identity,
}

impl Facts {
    fn is_active(&self) -> bool {
        self.row.state == IdentityState::Active
    }
}

async fn facts(visit: &Visit, attempt: &Attempt) -> ApiResult<Option<Facts>> {
    let attempt = attempt.clone();
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let Some(found) = secrets::find(rx, attempt.purpose, attempt.flow_id, attempt.hashes()).await? else { return Ok(None) };
        let Some(key) = found.identity_key else { return Ok(None) };
        Ok(read::whole_by_key(rx, key).await?.map(|(row, credentials)| (found, row, credentials)))
    });
    let Some((found, row, credentials)) = found.await? else { return Ok(None) };
    let identity = Loaded::decode(&row, credentials, &visit.app.sealer)?.identity;
    let has = |to: &SentTo| identity.recovery_addresses.iter().any(|own| own.via == to.via && own.value == to.value);
    if !found.sent_to.as_ref().is_none_or(has) {
        return Ok(None);
    }
    Ok(Some(Facts { found, row, identity }))
}

/// What a right secret brings about.
struct SignIn {
    identity_key: Key,
    session_key: Key,
    session: Session,
    token: SessionToken,
    sent_to: Option<SentTo>,
    verified: Option<AddressChange>,
    settings: Option<NewRow>,
    ends_other_sessions: bool,
}

impl SignIn {
    fn new(visit: &Visit, flow: &Flow<Recovery>, delivery: Delivery, facts: &Facts, target: &str) -> ApiResult<Self> {
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        let all = &visit.selfservice().settings;
        let method = match delivery {
            Delivery::Code => SessionMethod::CodeRecovery,
            Delivery::Link => SessionMethod::LinkRecovery,
        };
        let device = visit.device(&mut ctx);
        let session = issue(&mut ctx, facts.identity.id, completed(method, Aal::Aal1, visit.now), device, all.session.lifespan);
        let token = SessionToken::generate(&mut ctx);
        let note = |to| AddressChange::of(&facts.row, to, |address| note_verified(address, visit.now));
        let verified = facts.found.sent_to.as_ref().map(note).transpose()?.flatten();
        let wishes = || -> ApiResult<Wishes> {
            // Who opens a link is in a browser, whatever began the flow.
            let kind = if delivery == Delivery::Link { FlowType::Browser } else { flow.kind };
            let until = visit.now + all.account.demands.privileged_for;
            let has_target = flow.return_to.is_some() || all.recovery.flow.after(delivery.as_str()).is_some();
            let return_to = has_target.then(|| flow.return_to.clone().unwrap_or_else(|| target.to_owned()));
            Ok(Wishes {
                kind,
                request_url: with_return_to(visit.request_url()?, return_to.as_deref()),
                return_to,
                messages: vec![text::recovery_done(until, visit.now)],
            })
        };
        let settings = if flow.details.skips_settings {
            None
        } else {
            Some(NewRow::new(&visit.app, &settings::create(visit, &mut ctx, &facts.identity, wishes()?))?)
        };
        Ok(Self {
            identity_key: facts.row.key,
            session_key: visit.app.store.next_key(visit.now),
            session,
            token,
            sent_to: facts.found.sent_to.clone(),
            verified,
            settings,
            ends_other_sessions: all.recovery.flow.hooks.end_other_sessions(delivery.as_str()),
        })
    }
}

/// The request's URL as if it had asked for this target, its parameters in order.
fn with_return_to(url: String, return_to: Option<&str>) -> String {
    let Some(return_to) = return_to else { return url };
    let Ok(mut parsed) = url::Url::parse(&url) else { return url };
    let mut pairs: Vec<(String, String)> = parsed.query_pairs().into_owned().filter(|(name, _)| name != "return_to").collect();
    pairs.push(("return_to".to_owned(), return_to.to_owned()));
    pairs.sort();
    parsed.query_pairs_mut().clear().extend_pairs(pairs);
    parsed.into()
}

/// Counts the submission, uses the secret and signs in, or keeps that the code was not right.
async fn commit(
    visit: &Visit,
    delivery: Delivery,
    (attempt, trace): (&Attempt, &Trace),
    is_known: bool,
    sign_in: Option<&SignIn>,
    (done, again): (&Flow<Recovery>, &Flow<Recovery>),
) -> Result<Judged, StoreError> {
    let bug = |error: ApiError| StoreError::Bug(error.body.message);
    let rows = sign_in.map(|sign_in| Rows {
        identity_key: sign_in.identity_key,
        session_key: sign_in.session_key,
        session: sign_in.session.clone(),
        hash: sign_in.token.hash(),
        sent_to: sign_in.sent_to.clone(),
        verified: sign_in.verified.clone(),
        settings: sign_in.settings.clone(),
        ends_other_sessions: sign_in.ends_other_sessions,
    });
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
        let verdict = if is_known { verdict(&attempt.take(tx, now).await?) } else { Verdict::Wrong };
        match (verdict, &rows) {
            (Verdict::Right, Some(rows)) => {
                rows.write(tx, now).await?;
                trace.forget(tx).await?;
                if complete(tx, &done, &done_text).await? {
                    return Ok(Judged::First);
                }
            }
            (Verdict::Wrong | Verdict::Expired, _) if delivery == Delivery::Code => advance(tx, &again, &again_text).await?,
            _ => {}
        }
        Ok(Judged::As(verdict))
    });
    written.await
}

fn verdict(taken: &Taken) -> Verdict {
    match taken {
        Taken::Right(_) => Verdict::Right,
        Taken::Wrong => Verdict::Wrong,
        Taken::Used => Verdict::Used,
        Taken::Expired(_) => Verdict::Expired,
    }
}

/// What a sign-in writes.
#[derive(Clone)]
struct Rows {
    identity_key: Key,
    session_key: Key,
    session: Session,
    hash: [u8; 32],
    sent_to: Option<SentTo>,
    verified: Option<AddressChange>,
    settings: Option<NewRow>,
    ends_other_sessions: bool,
}

impl Rows {
    async fn write(&self, tx: &mut Tx<'_>, now: Timestamp) -> selfsame_store::Result<()> {
        read::may_still_sign_in(tx, self.identity_key, None).await?;
        if let Some(SentTo { via, value }) = &self.sent_to {
            let holder = read::by_address(tx.rx(), Purpose::Recovery, *via, value).await?;
            if holder.is_none_or(|holder| holder.key != self.identity_key) {
                return Err(StoreError::Stale);
            }
        }
        if self.ends_other_sessions {
            sessions::disable_of_identity(tx, self.identity_key, now).await?;
        }
        sessions::insert(tx, self.session_key, self.identity_key, &self.hash, &self.session).await?;
        if let Some(verified) = &self.verified {
            verified.write(tx).await?;
        }
        match &self.settings {
            Some(settings) => settings.insert(tx).await,
            None => Ok(()),
        }
    }
}
