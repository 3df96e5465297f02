//! Keys are unique and ordered, whatever the clock and however many threads ask.

use super::KeyMaker;
use proptest::prelude::*;
use selfsame_api::Timestamp;
use selfsame_core::Key;
use std::collections::HashSet;

const NOW: i64 = 1_767_225_600_000_000;

proptest! {
    #[test]
    fn keys_rise_even_when_the_clock_goes_back(steps in prop::collection::vec(-5_000_000i64..5_000_000, 1..300), node in any::<u16>()) {
        let maker = KeyMaker::new(node);
        let keys: Vec<Key> = steps.iter().map(|step| maker.next(Timestamp::from_micros(NOW + step))).collect();
        prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(keys.iter().all(|key| key.0 > 0));
    }

    #[test]
    fn a_later_millisecond_gives_a_later_key_on_every_node(early in 0i64..1_000_000, gap in 1i64..1_000_000, nodes in any::<(u16, u16)>()) {
        let at = |millis: i64, node: u16| KeyMaker::new(node).next(Timestamp::from_micros(NOW + millis * 1000));
        prop_assert!(at(early, nodes.0) < at(early + gap, nodes.1));
    }
}

#[test]
fn threads_never_get_the_same_key_and_each_sees_them_rise() {
    let maker = KeyMaker::new(3);
    let all = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let maker = &maker;
                scope.spawn(move || {
                    (0..20_000).map(|at| maker.next(Timestamp::from_micros(NOW + at % 7 * 1000 * thread))).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<Vec<Key>>>()
    });
    assert!(all.iter().all(|keys| keys.windows(2).all(|pair| pair[0] < pair[1])));
    assert_eq!(all.iter().flatten().collect::<HashSet<_>>().len(), 8 * 20_000);
}
