//! Faults on purpose, from a seed: what networks and servers do seldom happens here often, so that tests see it.

use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often which fault happens, in thousandths: of a statement, or of a commit.
#[derive(Clone, Copy, Debug)]
pub struct FaultRates {
    pub serialization: u32,
    pub deadlock: u32,
    pub lost: u32,
    /// Of commits: the connection goes before COMMIT is sent, and as often after it was done; the unit cannot tell which.
    pub ambiguous: u32,
    /// The longest delay of a statement.
    pub delay: Duration,
}

impl FaultRates {
    /// Enough for a test to meet each of them, and for eight tries to get through.
    pub const OFTEN: Self = Self { serialization: 15, deadlock: 10, lost: 10, ambiguous: 60, delay: Duration::from_micros(200) };
}

/// Draws faults.
#[derive(Debug)]
pub struct Faults {
    rates: FaultRates,
    rng: Mutex<ChaCha20Rng>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Serialization,
    Deadlock,
    LostBefore,
    LostAfter,
}

impl Faults {
    pub fn new(seed: u64, rates: FaultRates) -> Self {
        Self { rates, rng: Mutex::new(ChaCha20Rng::seed_from_u64(seed)) }
    }

    pub(crate) fn of_statement(&self) -> Option<Fault> {
        let FaultRates { serialization, deadlock, lost, .. } = self.rates;
        match self.draw(1000) {
            at if at < serialization => Some(Fault::Serialization),
            at if at < serialization + deadlock => Some(Fault::Deadlock),
            at if at < serialization + deadlock + lost => Some(Fault::LostAfter),
            _ => None,
        }
    }

    pub(crate) fn of_commit(&self) -> Option<Fault> {
        match self.draw(1000) {
            at if at < self.rates.ambiguous => Some(Fault::LostBefore),
            at if at < 2 * self.rates.ambiguous => Some(Fault::LostAfter),
            _ => None,
        }
    }

    pub(crate) async fn delay(&self) {
        let longest = self.rates.delay.as_micros() as u32;
        if longest > 0 && self.draw(4) == 0 {
            tokio::time::sleep(Duration::from_micros(u64::from(self.draw(longest)))).await;
        }
    }

    fn draw(&self, below: u32) -> u32 {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).next_u32() % below
    }
}
