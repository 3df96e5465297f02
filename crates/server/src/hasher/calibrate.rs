//! Chooses hashing parameters for this machine by measuring it.

use selfsame_core::hash::{Arena, Hasher};
use std::time::{Duration, Instant};

/// Parameters found for a duration, with the time that one hash took.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    pub bcrypt: (Hasher, Duration),
    pub argon2id: (Hasher, Duration),
}

/// Never weaker than this, however slow the machine: OWASP's argon2id and the reference's bcrypt.
const LEAST_KIB: u32 = 19 * 1024;
const LEAST_PASSES: u32 = 2;
const LEAST_COST: u32 = 12;

/// Finds what one hash can cost so that it takes no longer than `target`, with at most `memory_limit_kib`
/// of memory a hash. Takes some ten times `target` on one core, which should be idle.
pub fn calibrate(target: Duration, memory_limit_kib: u32) -> Calibration {
    Calibration { bcrypt: calibrate_bcrypt(target), argon2id: calibrate_argon2id(target, memory_limit_kib) }
}

fn calibrate_bcrypt(target: Duration) -> (Hasher, Duration) {
    let mut found = measured(Hasher::Bcrypt { cost: LEAST_COST });
    // Each step doubles the work.
    for cost in LEAST_COST + 1..=15 {
        if found.1 * 2 > target {
            break;
        }
        found = measured(Hasher::Bcrypt { cost });
    }
    found
}

/// Memory first, since it costs an attacker the most, then passes.
fn calibrate_argon2id(target: Duration, memory_limit_kib: u32) -> (Hasher, Duration) {
    let with =
        |memory_kib, iterations| measured(Hasher::Argon2id { memory_kib, iterations, parallelism: 1, salt_length: 16, key_length: 32 });
    let mut memory_kib = LEAST_KIB;
    let mut found = with(memory_kib, LEAST_PASSES);
    while memory_kib < memory_limit_kib && found.1.mul_f64(1.25) <= target {
        let room = (target.as_secs_f64() / found.1.as_secs_f64()).clamp(1.25, 2.0);
        memory_kib = ((f64::from(memory_kib) * room) as u32).min(memory_limit_kib);
        let next = with(memory_kib, LEAST_PASSES);
        if next.1 > target {
            return found;
        }
        found = next;
    }
    let passes = (target.as_secs_f64() / found.1.as_secs_f64() * f64::from(LEAST_PASSES)).clamp(f64::from(LEAST_PASSES), 10.0) as u32;
    if passes > LEAST_PASSES { with(memory_kib.max(LEAST_KIB), passes) } else { found }
}

/// The best of three: what disturbs a measurement only ever makes it longer.
fn measured(hasher: Hasher) -> (Hasher, Duration) {
    let mut arena = Arena::new(hasher.memory_kib() as usize);
    let salt = vec![0x5a; hasher.salt_length()];
    let mut once = || {
        let started = Instant::now();
        let hash = hasher.hash(b"a password to measure", &salt, &mut arena);
        debug_assert!(hash.is_ok());
        started.elapsed()
    };
    let best = once().min(once()).min(once());
    (hasher, best)
}
