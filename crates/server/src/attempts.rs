//! Wrong passwords and codes: who is heard, what a wrong attempt counts, and what a right one leaves behind. The decision
//! is [`selfsame_core::attempts`]; a wrong attempt is counted in a commit of its own, whatever becomes of the flow.

use crate::http::error::ApiError;
use crate::http::public::visit::Visit;
use crate::method::Refusal;
use http::StatusCode;
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Key;
use selfsame_core::attempts::{
    Account, Bucket, Caller, Factor, KnownDevice, Levels, Limit, NETWORK_LIFESPAN, Subject, Subjects, Verdict, network,
};
use selfsame_store::ops::attempts;
use selfsame_store::{Rx, Tx};
use std::time::Duration;

/// A network is noted again at the first sign-in after this long: most sign-ins write nothing for it.
const NOTED_FOR: Duration = Duration::from_hours(24);

/// Longer waits than this count for nothing: a bucket never holds more.
const DEEPEST: u32 = 2;

/// One attempt at an account's factor.
pub struct Attempt {
    pub subjects: Subjects,
    network: Option<String>,
    device: Option<KnownDevice>,
}

impl Attempt {
    pub fn of(visit: &Visit, factor: Factor, account: Account<'_>) -> Self {
        let (client, device) = (visit.client_ip(), visit.known_device());
        let subjects = Subjects::new(&visit.current.keys.codes, factor, account, client, device.as_ref());
        Self { subjects, network: network(client), device }
    }

    /// The client's network; empty if it has none.
    pub fn network(&self) -> &str {
        self.network.as_deref().unwrap_or_default()
    }

    /// Whether the attempt is heard. `identity` is whose account it is, and `seen_at` when it last signed in from this network.
    pub fn judge(self, visit: &Visit, levels: &Levels, identity: Option<IdentityId>, seen_at: Option<Timestamp>) -> Result<Heard, Refusal> {
        let now = visit.now;
        let knows = |device: &KnownDevice| identity.is_some_and(|id| device.knows(id, now));
        let caller = if self.device.as_ref().is_some_and(knows) {
            Caller::KnownDevice
        } else if seen_at.is_some_and(|seen_at| seen_at + NETWORK_LIFESPAN > now) {
            Caller::KnownNetwork
        } else {
            Caller::Stranger
        };
        match visit.selfservice().settings.attempts.judge(levels, caller, now) {
            Verdict::Wait(wait) => Err(Refusal::TooMany(wait)),
            Verdict::Hear(buckets) => {
                let is_noted = seen_at.is_some_and(|seen_at| seen_at + NOTED_FOR > now);
                let note = self.network.filter(|_| !is_noted);
                let is_stranger = caller == Caller::Stranger;
                Ok(Heard { buckets, is_stranger, forget: levels.has_own(now), subjects: self.subjects, note })
            }
        }
    }

    /// As [`Attempt::judge`], of the factor of somebody who is known: reads what counts.
    pub async fn judge_known(self, visit: &Visit, identity: IdentityId, key: Key) -> Result<Heard, Refusal> {
        let (subjects, network) = (self.subjects, self.network().to_owned());
        let facts = visit.app.store.read(async move |rx: &mut Rx<'_>| {
            let levels = attempts::levels(rx, &subjects).await?;
            Ok((levels, attempts::seen_at(rx, key, &network).await?))
        });
        let (levels, seen_at) = facts.await?;
        let heard = self.judge(visit, &levels, Some(identity), seen_at)?;
        // Whoever is known has signed in already: the network is noted.
        Ok(Heard { note: None, ..heard })
    }
}

/// An attempt that is heard.
pub struct Heard {
    buckets: &'static [Bucket],
    subjects: Subjects,
    is_stranger: bool,
    /// Whether there are wrong attempts for a right one to forget.
    forget: bool,
    /// The network to be noted after a right one.
    note: Option<String>,
}

impl Heard {
    /// It was wrong: it counts. Refused with the time to wait if others at the same moment left it no room; whoever is known
    /// will be judged by another measure.
    pub async fn wrong(&self, visit: &Visit) -> Result<(), Refusal> {
        let (limits, now) = (visit.selfservice().settings.attempts, visit.now);
        let fills: Vec<Fill> = self.buckets.iter().filter_map(|bucket| self.fill(*bucket, limits.of(*bucket))).collect();
        let counted = visit.app.store.write(async move |tx: &mut Tx<'_>| {
            let mut counted = Vec::with_capacity(fills.len());
            for fill in &fills {
                let empty_at = attempts::count(tx, &fill.subject, fill.cost, fill.most, now).await?;
                counted.push((fill.bucket, empty_at));
            }
            Ok(counted)
        });
        match limits.overflow(&counted.await?, now) {
            Some(wait) if self.is_stranger => Err(Refusal::TooMany(wait)),
            Some(_) | None => Ok(()),
        }
    }

    fn fill(&self, bucket: Bucket, limit: Limit) -> Option<Fill> {
        let most = limit.window.saturating_mul(DEEPEST);
        Some(Fill { bucket, subject: *self.subjects.of(bucket), cost: limit.cost()?, most })
    }

    /// It was right: what the sign-in's commit writes for it.
    pub fn right(self) -> Trace {
        Trace { forget: self.forget.then(|| *self.subjects.of(Bucket::AccountAndNetwork)), note: self.note }
    }
}

/// What a wrong attempt does to a bucket.
struct Fill {
    bucket: Bucket,
    subject: Subject,
    cost: Duration,
    most: Duration,
}

/// What a right attempt leaves behind, for the commit of its effect; usually nothing.
#[derive(Clone, Default)]
pub struct Trace {
    forget: Option<Subject>,
    note: Option<String>,
}

impl Trace {
    pub async fn commit(&self, tx: &mut Tx<'_>, identity: Key, now: Timestamp) -> selfsame_store::Result<()> {
        if let Some(subject) = &self.forget {
            attempts::forget(tx, subject).await?;
        }
        if let Some(network) = &self.note {
            attempts::remember_network(tx, identity, network, now).await?;
        }
        Ok(())
    }
}

/// Whole seconds to wait, at least one.
pub fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX).max(1)
}

/// 429.
// Kratos: hears as many as one likes.
pub fn too_many(wait: Duration) -> ApiError {
    let mut error = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "There were too many wrong attempts; wait before the next one");
    error.retry_after = Some(seconds(wait));
    error.id("too_many_attempts")
}
