use super::*;
use crate::Ctx;
use crate::cookie::cookie_keys;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::IdentityId;

const START: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

fn limit(count: u32, seconds: u64) -> Limit {
    Limit { count, window: Duration::from_secs(seconds) }
}

fn limits() -> Limits {
    Limits {
        per_account_and_network: limit(3, 90),
        per_account: limit(7, 700),
        per_network: limit(100, 3600),
        per_known_device: limit(20, 200),
    }
}

/// What the store does with a wrong attempt.
fn count(limits: &Limits, levels: &mut Levels, buckets: &[Bucket], now: Timestamp) -> Vec<(Bucket, Timestamp)> {
    let counted = buckets.iter().filter_map(|bucket| {
        let cost = limits.of(*bucket).cost()?;
        let level = &mut levels.0[*bucket as usize];
        *level = Some(level.map_or(now, |level| level.max(now)) + cost);
        Some((*bucket, (*level)?))
    });
    counted.collect()
}

#[test]
fn a_stranger_is_held_up_after_the_limit_and_heard_again_as_time_passes() {
    let (limits, mut levels) = (limits(), Levels::default());
    for _ in 0..3 {
        let Verdict::Hear(buckets) = limits.judge(&levels, Caller::Stranger, START) else { panic!("held up too early") };
        let counted = count(&limits, &mut levels, buckets, START);
        assert_eq!(limits.overflow(&counted, START), None);
    }
    assert_eq!(limits.judge(&levels, Caller::Stranger, START), Verdict::Wait(Duration::from_secs(30)));
    let later = START + Duration::from_secs(30);
    assert_eq!(limits.judge(&levels, Caller::Stranger, later), Verdict::Hear(STRANGERS));
}

#[test]
fn attempts_at_the_same_moment_beyond_the_limit_are_told_when_they_are_counted() {
    let (limits, mut levels) = (limits(), Levels::default());
    let told: Vec<bool> = (0..6)
        .map(|_| {
            let counted = count(&limits, &mut levels, STRANGERS, START);
            limits.overflow(&counted, START).is_some()
        })
        .collect();
    assert_eq!(told, [false, false, false, true, true, true]);
}

#[test]
fn zero_hears_everybody() {
    let none = limit(0, 60);
    let limits = Limits { per_account_and_network: none, per_account: none, per_network: none, per_known_device: none };
    let levels = Levels([Some(START + Duration::from_hours(999)); 5]);
    assert_eq!(limits.judge(&levels, Caller::Stranger, START), Verdict::Hear(STRANGERS));
    assert_eq!(none.cost(), None);
}

#[test]
fn networks_are_24_bits_of_ipv4_and_48_of_ipv6() {
    let of = |text: &str| network(Some(text.parse().unwrap())).unwrap();
    assert_eq!(of("203.0.113.9"), "203.0.113.0/24");
    assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.0/24");
    assert_eq!(of("2001:db8:1:2::3"), "2001:db8:1::/48");
    assert_eq!(network(None), None);
}

#[test]
fn buckets_of_different_accounts_factors_and_networks_differ() {
    let keys = CodeKeys::new(b"key".to_vec(), Vec::new());
    let of = |factor, account, client: &str| Subjects::new(&keys, factor, Account::Identifier(account), client.parse().ok(), None);
    let one = of(Factor::Password, "ada", "203.0.113.9");
    let same = of(Factor::Password, "ada", "203.0.113.200");
    assert_eq!(one.all(), same.all());
    let others =
        [of(Factor::Code, "ada", "203.0.113.9"), of(Factor::Password, "bob", "203.0.113.9"), of(Factor::Password, "ada", "203.0.114.9")];
    for other in others {
        assert_ne!(one.of(Bucket::AccountAndNetwork), other.of(Bucket::AccountAndNetwork));
    }
    let distinct: std::collections::HashSet<_> = one.all().iter().collect();
    assert_eq!(distinct.len(), 5);
}

#[test]
fn a_device_is_known_to_those_who_signed_in_with_it_for_180_days() {
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let mut ctx = Ctx { now: START, rng: &mut rng };
    let (keys, other_keys) = (cookie_keys(["a secret"]), cookie_keys(["another"]));
    let people: Vec<_> = (0..10).map(|_| IdentityId::from_random(ctx.id_bytes())).collect();
    let mut device = KnownDevice::fresh(&mut ctx);
    for id in &people {
        device.remember(*id, Aal::Aal1, START);
    }
    let value = device.seal(&mut ctx, &keys, "device").unwrap();
    assert!(value.len() < 400, "{}", value.len());
    let opened = KnownDevice::open(&keys, "device", &value).unwrap();
    assert_eq!(opened, device);
    assert!(KnownDevice::open(&other_keys, "device", &value).is_none());
    assert!(KnownDevice::open(&keys, "session", &value).is_none());
    let known: Vec<bool> = people.iter().map(|id| opened.knows(*id, Aal::Aal1, START)).collect();
    assert_eq!(known, [false, false, true, true, true, true, true, true, true, true]);
    assert!(!opened.knows(people[9], Aal::Aal1, START + DEVICE_LIFESPAN));
}

#[test]
fn a_device_is_known_to_second_factors_only_where_one_was_proven() {
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let mut ctx = Ctx { now: START, rng: &mut rng };
    let keys = cookie_keys(["a secret"]);
    let (ada, bob) = (IdentityId::from_random(ctx.id_bytes()), IdentityId::from_random(ctx.id_bytes()));
    let mut device = KnownDevice::fresh(&mut ctx);
    device.remember(ada, Aal::Aal1, START);
    device.remember(bob, Aal::Aal2, START);
    let value = device.seal(&mut ctx, &keys, "device").unwrap();
    let opened = KnownDevice::open(&keys, "device", &value).unwrap();
    let known = [ada, bob].map(|id| (opened.knows(id, Aal::Aal1, START), opened.knows(id, Aal::Aal2, START)));
    assert_eq!(known, [(true, false), (true, true)]);
    assert_ne!(noted_as("203.0.113.0/24", Aal::Aal1), noted_as("203.0.113.0/24", Aal::Aal2));
}

#[test]
fn where_the_account_is_known_the_next_attempt_is_never_far_away() {
    let limits = Limits { per_known_device: limit(100, 900), ..limits() };
    for (bucket, longest) in [(Bucket::KnownDevice, 18), (Bucket::KnownNetwork, 18), (Bucket::AccountAndNetwork, 120)] {
        let full = START + limits.most(bucket);
        assert_eq!(limits.of(bucket).wait(Some(full), START), Some(Duration::from_secs(longest)), "{bucket:?}");
        assert!(limits.overflow(&[(bucket, full)], START).is_some(), "what it holds most is told as too much: {bucket:?}");
    }
}

/// Who attempts, and after how many seconds.
fn attempts() -> impl Strategy<Value = Vec<(u64, bool)>> {
    proptest::collection::vec((0u64..60, any::<bool>()), 1..200)
}

proptest! {
    /// Whatever strangers do and whenever: in no stretch of time are more of them heard than the limit and what drained
    /// meanwhile, and the owner's own device is never held up by them.
    #[test]
    fn strangers_are_bounded_and_the_known_device_is_not_held_up_by_them(attempts in attempts()) {
        let limits = limits();
        let (mut levels, mut now, mut heard) = (Levels::default(), START, Vec::new());
        for (pause, is_stranger) in attempts {
            now = now + Duration::from_secs(pause);
            if is_stranger {
                match limits.judge(&levels, Caller::Stranger, now) {
                    Verdict::Hear(buckets) => {
                        count(&limits, &mut levels, buckets, now);
                        heard.push(now);
                    }
                    Verdict::Wait(wait) => {
                        prop_assert!(!wait.is_zero());
                        prop_assert_eq!(limits.judge(&levels, Caller::Stranger, now + wait), Verdict::Hear(STRANGERS));
                    }
                }
            }
            prop_assert_eq!(limits.judge(&levels, Caller::KnownDevice, now), Verdict::Hear(&[Bucket::KnownDevice]));
            prop_assert!(matches!(limits.judge(&levels, Caller::KnownNetwork, now), Verdict::Hear(_)));
        }
        for (first, from) in heard.iter().enumerate() {
            for (last, to) in heard.iter().enumerate().skip(first) {
                let drained = to.since(*from).as_secs() / 30;
                prop_assert!((last - first + 1) as u64 <= 3 + drained);
            }
        }
    }
}
