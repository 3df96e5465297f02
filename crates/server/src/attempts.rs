//! Wrong passwords and codes: who is heard, what a wrong attempt counts, and what a right one leaves behind. The decision
//! is [`selfsame_core::attempts`]; a wrong attempt is counted in a commit of its own, whatever becomes of the flow.

use crate::http::error::ApiError;
use crate::http::public::visit::Visit;
use crate::method::Refusal;
use http::StatusCode;
use selfsame_api::session::Aal;
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Key;
use selfsame_core::attempts::{
    Account, Bucket, Caller, Factor, KnownDevice, Levels, Limits, NETWORK_LIFESPAN, Subject, Subjects, Verdict, network, noted_as,
};
use selfsame_store::ops::attempts;
use selfsame_store::{Rx, StoreError, Tx};
use std::time::Duration;

/// A network is noted again at the first sign-in after this long: most sign-ins write nothing for it.
const NOTED_FOR: Duration = Duration::from_hours(24);

/// One attempt at an account's factor.
pub struct Attempt {
    pub subjects: Subjects,
    network: Option<String>,
    device: Option<KnownDevice>,
}

/// Why an attempt is not heard.
#[derive(Debug)]
pub enum NotHeard {
    /// Not before so much time has passed.
    Wait(Duration),
    Failed(StoreError),
}

impl From<StoreError> for NotHeard {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl From<NotHeard> for Refusal {
    fn from(reason: NotHeard) -> Self {
        match reason {
            NotHeard::Wait(wait) => Self::TooMany(wait),
            NotHeard::Failed(error) => error.into(),
        }
    }
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
    pub fn judge(
        self,
        visit: &Visit,
        levels: &Levels,
        identity: Option<IdentityId>,
        seen_at: Option<Timestamp>,
    ) -> Result<Heard, NotHeard> {
        self.hear(visit, levels, Aal::Aal1, identity, seen_at)
    }

    /// As [`Attempt::judge`], of the second factor of somebody whose first one is proven: reads what counts.
    pub async fn judge_second(self, visit: &Visit, identity: IdentityId, key: Key) -> Result<Heard, NotHeard> {
        let (subjects, noted) = (self.subjects, noted_as(self.network(), Aal::Aal2));
        let facts = visit.app.store.read(async move |rx: &mut Rx<'_>| {
            let levels = attempts::levels(rx, &subjects).await?;
            Ok((levels, attempts::seen_at(rx, key, &noted).await?))
        });
        let (levels, seen_at) = facts.await?;
        self.hear(visit, &levels, Aal::Aal2, Some(identity), seen_at)
    }

    fn hear(
        self,
        visit: &Visit,
        levels: &Levels,
        aal: Aal,
        identity: Option<IdentityId>,
        seen_at: Option<Timestamp>,
    ) -> Result<Heard, NotHeard> {
        let (limits, now) = (visit.selfservice().settings.attempts, visit.now);
        let knows = |device: &KnownDevice| identity.is_some_and(|id| device.knows(id, aal, now));
        let caller = if self.device.as_ref().is_some_and(knows) {
            Caller::KnownDevice
        } else if seen_at.is_some_and(|seen_at| seen_at + NETWORK_LIFESPAN > now) {
            Caller::KnownNetwork
        } else {
            Caller::Stranger
        };
        let asked = Asked { subjects: self.subjects, caller, limits };
        match limits.judge(levels, caller, now) {
            Verdict::Wait(wait) => Err(NotHeard::Wait(wait)),
            Verdict::Hear(fills) => {
                let is_noted = seen_at.is_some_and(|seen_at| seen_at + NOTED_FOR > now);
                let note = self.network.filter(|_| !is_noted).map(|network| Note { network, aal });
                Ok(Heard { asked, fills, forget: levels.has_own(now), note })
            }
        }
    }
}

/// What an attempt is judged by.
#[derive(Clone)]
struct Asked {
    subjects: Subjects,
    caller: Caller,
    limits: Limits,
}

impl Asked {
    /// Counts a wrong attempt in these buckets: how long until another is heard, if others at the same moment left it no room.
    async fn count(&self, tx: &mut Tx<'_>, buckets: &[Bucket], now: Timestamp) -> selfsame_store::Result<Option<Duration>> {
        let mut counted = Vec::with_capacity(buckets.len());
        for bucket in buckets {
            let Some(cost) = self.limits.of(*bucket).cost() else { continue };
            let most = self.limits.most(*bucket);
            counted.push((*bucket, attempts::count(tx, self.subjects.of(*bucket), cost, most, now).await?));
        }
        Ok(self.limits.overflow(&counted, now))
    }
}

/// An attempt that is heard.
#[derive(Clone)]
pub struct Heard {
    asked: Asked,
    /// What it fills if it is wrong.
    fills: &'static [Bucket],
    /// Whether there are wrong attempts for a right one to forget.
    forget: bool,
    note: Option<Note>,
}

impl Heard {
    /// It was wrong: it counts. Refused with the time to wait if others at the same moment left it no room.
    pub async fn wrong(&self, visit: &Visit) -> Result<(), NotHeard> {
        let (asked, now) = (self.asked.clone(), visit.now);
        let (fills, own) = (self.fills.to_vec(), asked.caller.own().to_vec());
        let counted = visit.app.store.write(async move |tx: &mut Tx<'_>| {
            let wait = asked.count(tx, &fills, now).await?;
            // Where strangers have no room left, who is known is judged by another measure.
            if wait.is_some() && own != fills { asked.count(tx, &own, now).await } else { Ok(wait) }
        });
        match counted.await? {
            Some(wait) => Err(NotHeard::Wait(wait)),
            None => Ok(()),
        }
    }

    /// It was right: what the commit of its effect asks and writes.
    pub fn right(self) -> Trace {
        Trace { forget: self.forget.then(|| *self.asked.subjects.of(Bucket::AccountAndNetwork)), asked: Some(self.asked), note: self.note }
    }
}

/// The network from which somebody signs in, and at which level.
#[derive(Clone)]
struct Note {
    network: String,
    aal: Aal,
}

/// What a right attempt asks and leaves behind, in the commit of its effect.
#[derive(Clone, Default)]
pub struct Trace {
    asked: Option<Asked>,
    forget: Option<Subject>,
    note: Option<Note>,
}

impl Trace {
    /// The same of a sign-in that lacks a factor of the account: it makes no network known.
    #[must_use]
    pub fn of_half_a_sign_in(self) -> Self {
        Self { note: None, ..self }
    }

    /// How long until the attempt would be heard, if others at the same moment were counted before it and left it no room.
    /// To be asked first in the commit.
    pub async fn wait(&self, tx: &mut Tx<'_>, now: Timestamp) -> selfsame_store::Result<Option<Duration>> {
        let Some(Asked { subjects, caller, limits }) = &self.asked else { return Ok(None) };
        let levels = attempts::levels(tx.rx(), subjects).await?;
        Ok(match limits.judge(&levels, *caller, now) {
            Verdict::Hear(_) => None,
            Verdict::Wait(wait) => Some(wait),
        })
    }

    pub async fn commit(&self, tx: &mut Tx<'_>, identity: Key, now: Timestamp) -> selfsame_store::Result<()> {
        self.forget(tx).await?;
        let Some(Note { network, aal }) = &self.note else { return Ok(()) };
        // Who proved a second factor proved the first one, too.
        attempts::remember_network(tx, identity, network, now).await?;
        if *aal > Aal::Aal1 {
            attempts::remember_network(tx, identity, &noted_as(network, *aal), now).await?;
        }
        Ok(())
    }

    /// Takes back what the account's own mistakes in this network counted.
    pub async fn forget(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        match &self.forget {
            Some(subject) => attempts::forget(tx, subject).await,
            None => Ok(()),
        }
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
