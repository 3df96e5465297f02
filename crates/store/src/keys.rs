//! Internal keys: 41 bits of milliseconds since 2024, 10 bits of node, 12 bits of counter. Ordered by time,
//! unique on a node without a lock or a sequence.

use selfsame_api::Timestamp;
use selfsame_core::Key;
use std::sync::atomic::{AtomicI64, Ordering};

const EPOCH_MS: i64 = 1_704_067_200_000;
const NODE_BITS: u32 = 10;
const COUNTER_BITS: u32 = 12;

/// Makes the keys of one node.
#[derive(Debug)]
pub struct KeyMaker {
    node: AtomicI64,
    /// Milliseconds and counter of the last key, as one number.
    last: AtomicI64,
}

impl KeyMaker {
    /// `node` is cut to 10 bits.
    pub const fn new(node: u16) -> Self {
        Self { node: AtomicI64::new(cut(node)), last: AtomicI64::new(0) }
    }

    /// The number that stands in the keys.
    pub(crate) fn node(&self) -> u16 {
        self.node.load(Ordering::Relaxed) as u16
    }

    /// Makes keys under another number from now on.
    pub(crate) fn move_to(&self, node: u16) {
        self.node.store(cut(node), Ordering::Relaxed);
    }

    /// Makes all later keys greater than `key`, which is in use already: a clock that was set back makes none twice.
    pub fn pass(&self, key: Key) {
        let counter = (key.0 >> NODE_BITS) & ((1 << COUNTER_BITS) - 1);
        let ticks = ((key.0 >> (NODE_BITS + COUNTER_BITS)) << COUNTER_BITS) | counter;
        self.last.fetch_max(ticks, Ordering::Relaxed);
    }

    /// The next key; later than every earlier one of this maker, also when the clock goes back.
    pub fn next(&self, now: Timestamp) -> Key {
        let present = (now.micros().div_euclid(1000) - EPOCH_MS).max(0) << COUNTER_BITS;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            // When a millisecond's counter is used up, the key borrows from the next one.
            let next = present.max(last + 1);
            match self.last.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return self.compose(next),
                Err(seen) => last = seen,
            }
        }
    }

    fn compose(&self, ticks: i64) -> Key {
        let (millis, counter) = (ticks >> COUNTER_BITS, ticks & ((1 << COUNTER_BITS) - 1));
        Key((millis << (NODE_BITS + COUNTER_BITS)) | (counter << NODE_BITS) | self.node.load(Ordering::Relaxed))
    }
}

const fn cut(node: u16) -> i64 {
    (node as i64) & ((1 << NODE_BITS) - 1)
}

#[cfg(test)]
mod tests;
