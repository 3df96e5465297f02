//! Whether a new password is known from data breaches. A service is asked that sees only the first digits of a hash; what it
//! answers is kept for an hour. Where it does not answer, the most common passwords are known here.

use crate::outbound::{Outbound, OutboundError};
use http::{Method, StatusCode};
use selfsame_api::Timestamp;
use selfsame_core::credential::breach::{BreachKey, BreachRange};
use selfsame_core::credential::common::is_common;
use selfsame_core::secret::Secret;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long somebody who chooses a password waits for the service.
const LONGEST: Duration = Duration::from_secs(2);
/// For so long a service that did not answer is not asked again.
const QUIET: Duration = Duration::from_secs(30);
/// For so long an answer counts.
const KEPT: Duration = Duration::from_hours(1);
/// Answers that are kept, of some 12 KB each.
const MOST_KEPT: usize = 64;
/// The longest answer: it has some 2000 lines.
const MOST_BYTES: usize = 512 * 1024;
/// Questions under way at once.
const AT_ONCE: usize = 16;

/// `selfservice.methods.password.config`, as far as it is about breaches.
#[derive(Clone, Debug)]
pub struct BreachRules {
    /// The service: scheme and host, without a slash at its end.
    pub service: String,
    /// How often a password may have been seen.
    pub most: u32,
    pub unreachable: Unreachable,
}

/// What happens where the service does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// Only the most common passwords are refused.
    KnowCommon,
    /// No password can be chosen.
    Refuse,
}

/// Why a password cannot be chosen.
#[derive(Debug)]
pub enum Unusable {
    /// It was seen so often, at least.
    Breached(u32),
    Unknown(OutboundError),
}

/// What was answered lately.
pub struct Breaches {
    places: Semaphore,
    lately: Mutex<Lately>,
}

#[derive(Default)]
struct Lately {
    ranges: HashMap<String, Kept>,
    quiet_until: Option<Timestamp>,
}

struct Kept {
    range: BreachRange,
    until: Timestamp,
}

impl Default for Breaches {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE), lately: Mutex::default() }
    }
}

impl Breaches {
    /// Whether a password may be chosen.
    pub async fn check(&self, outbound: &Outbound, rules: &BreachRules, password: &Secret, now: Timestamp) -> Result<(), Unusable> {
        let key = BreachKey::of(password);
        let seen = match self.kept(key.prefix(), now) {
            Some(range) => Ok(range.breaches(&key)),
            None => self.ask(outbound, rules, key.prefix(), now).await.map(|range| range.breaches(&key)),
        };
        match (seen, rules.unreachable) {
            (Ok(count), _) if count > rules.most => Err(Unusable::Breached(count)),
            (Err(error), Unreachable::Refuse) => Err(Unusable::Unknown(error)),
            (Err(_), Unreachable::KnowCommon) if is_common(password) => Err(Unusable::Breached(rules.most.saturating_add(1))),
            (Ok(_), _) | (Err(_), Unreachable::KnowCommon) => Ok(()),
        }
    }

    fn kept(&self, prefix: &str, now: Timestamp) -> Option<BreachRange> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.ranges.get(prefix).filter(|kept| kept.until > now).map(|kept| kept.range.clone())
    }

    /// Asks the service, and keeps its answer.
    async fn ask(&self, outbound: &Outbound, rules: &BreachRules, prefix: &str, now: Timestamp) -> Result<BreachRange, OutboundError> {
        if self.lately.lock().unwrap_or_else(PoisonError::into_inner).quiet_until.is_some_and(|until| until > now) {
            return Err(OutboundError::because("it did not answer a short while ago"));
        }
        let answer = tokio::time::timeout(LONGEST, self.fetch(outbound, &rules.service, prefix)).await;
        let answer = answer.unwrap_or_else(|_| Err(OutboundError::because("it did not answer in time")));
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        match &answer {
            Ok(range) => lately.keep(prefix, range.clone(), now),
            Err(error) => {
                lately.quiet_until = Some(now + QUIET);
                tracing::warn!(%error, "nobody says which passwords are known from data breaches (haveibeenpwned_host)");
            }
        }
        answer
    }

    async fn fetch(&self, outbound: &Outbound, service: &str, prefix: &str) -> Result<BreachRange, OutboundError> {
        let _place = self.places.acquire().await.map_err(|error| OutboundError::because(error.to_string()))?;
        let request = outbound.request(Method::GET, &format!("{service}/range/{prefix}"))?;
        let request = request.header("Add-Padding", "true").header("User-Agent", "selfsame");
        let (status, body) = Outbound::answer(request, MOST_BYTES).await?;
        if status != StatusCode::OK {
            return Err(OutboundError::because(format!("it answered {status}")));
        }
        BreachRange::parse(&String::from_utf8_lossy(&body)).ok_or_else(|| OutboundError::because("its answer is no list of hashes"))
    }
}

impl Lately {
    fn keep(&mut self, prefix: &str, range: BreachRange, now: Timestamp) {
        self.quiet_until = None;
        self.ranges.retain(|_, kept| kept.until > now);
        if self.ranges.len() >= MOST_KEPT
            && let Some(oldest) = self.ranges.iter().min_by_key(|(_, kept)| kept.until).map(|(prefix, _)| prefix.clone())
        {
            self.ranges.remove(&oldest);
        }
        self.ranges.insert(prefix.to_owned(), Kept { range, until: now + KEPT });
    }
}

#[cfg(test)]
mod tests;
