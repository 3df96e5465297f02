//! Registration as a state machine: whatever is submitted in whatever order, a code makes an account only for the address to
//! which it went.

use super::*;
use crate::Ctx;
use crate::flow::NewFlow;
use crate::flow::code::{Asked, CodeAddress, asked, proves};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::flow::FlowType;
use selfsame_api::identity::Channel;
use std::time::Duration;

/// The client reads the messages to the first address alone.
const ADDRESSES: [&str; 3] = ["own@example.org", "victim@example.org", "other@example.org"];

#[derive(Clone, Debug)]
struct Input {
    method: Option<&'static str>,
    screen: Option<&'static str>,
    address: usize,
    /// A code: the newest that the client has read, or some other.
    typed: Option<bool>,
    resend: bool,
    minutes: u64,
    is_signed_in: bool,
    /// Whether the flow was loaded before the last submission was heard.
    is_late: bool,
}

fn input() -> impl Strategy<Value = Input> {
    let method = prop::option::of(prop::sample::select(vec!["code", "code", "code", "profile", "profile:back"]));
    let screen = prop::option::weighted(0.2, prop::sample::select(vec!["previous", "credential-selection"]));
    let flags = (any::<bool>(), prop::bool::weighted(0.1), prop::bool::weighted(0.3));
    let parts = (method, screen, 0..3usize, prop::option::of(any::<bool>()), prop::sample::select(vec![0, 0, 0, 2]), flags);
    parts.prop_map(|(method, screen, address, typed, minutes, (resend, is_signed_in, is_late))| Input {
        method,
        screen,
        address,
        typed,
        resend,
        minutes,
        is_signed_in,
        is_late,
    })
}

proptest! {
    #[test]
    fn no_sequence_of_inputs_makes_an_account_with_an_address_that_was_not_proven(
        is_two_step in any::<bool>(),
        inputs in prop::collection::vec(input(), 0..60),
    ) {
        let mut rng = ChaCha20Rng::from_seed([8; 32]);
        let mut now = Timestamp::from_micros(1_700_000_000_000_000);
        let new = NewFlow::plain(FlowType::Api, Registration::default());
        let mut flow = Flow::begin(&mut Ctx { now, rng: &mut rng }, new, Duration::from_mins(30));
        // Where the flow's one live code went, and for which traits, as the store has it and as a late submission knows it.
        let (mut sent, mut known) = (None::<usize>, (flow.clone(), None::<usize>));
        for input in inputs {
            now = now + Duration::from_mins(input.minutes);
            let (loaded, sent_for) = if input.is_late { known.clone() } else { (flow.clone(), sent) };
            known = (flow.clone(), sent);
            if gate(&loaded, input.is_signed_in, now) != Gate::Open || step(is_two_step, input.method, input.screen) != Step::Method {
                continue;
            }
            if input.method != Some("code") {
                continue;
            }
            match asked(loaded.state, input.typed.map(|_| "123456"), input.resend) {
                Asked::Send => (flow.state, sent) = (FlowState::SentEmail, Some(input.address)),
                Asked::Check(_) if sent_for == Some(input.address) && input.typed == Some(true) => {
                    let signs_up = [CodeAddress { via: Channel::Email, value: ADDRESSES[input.address].to_owned() }];
                    // The client knows the code only if it went to its own address.
                    if sent == Some(0) && proves(Channel::Email, ADDRESSES[0], &signs_up) {
                        prop_assert_eq!(input.address, 0, "an account with an address of somebody else");
                        prop_assert!(!input.is_signed_in && !flow.is_expired(now));
                        flow.state = FlowState::PassedChallenge;
                        sent = None;
                    }
                }
                Asked::Check(_) | Asked::CheckNothing | Asked::Nothing => {}
            }
        }
    }
}
