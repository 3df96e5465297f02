//! Login as a state machine: whatever is submitted in whatever order, nobody is signed in without the proofs.

use super::*;
use crate::flow::NewFlow;
use crate::flow::code::{Asked, asked};
use crate::session::completed;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::DeviceId;
use selfsame_api::flow::FlowType;
use selfsame_api::session::SessionMethod;

const FLOW_LIFESPAN: Duration = Duration::from_mins(10);
const SESSION_LIFESPAN: Duration = Duration::from_hours(1);

#[derive(Clone, Debug)]
enum Input {
    Begin {
        refresh: bool,
        aal: Aal,
    },
    /// To the flow of this number; who the password is of, if it is right.
    Password {
        flow: usize,
        of: Option<u8>,
    },
    /// To the flow of this number, which sends the code to this person: is the code typed, and is it the right one?
    Code {
        flow: usize,
        to: u8,
        typed: Option<bool>,
        resend: bool,
    },
    /// A second factor of whoever is signed in.
    Second {
        flow: usize,
        is_right: bool,
    },
    Wait {
        minutes: u64,
    },
    SignOut,
    Deactivate {
        person: u8,
    },
}

fn input() -> impl Strategy<Value = Input> {
    let aal = prop::sample::select(vec![Aal::Aal1, Aal::Aal2]);
    prop_oneof![
        3 => (any::<bool>(), aal).prop_map(|(refresh, aal)| Input::Begin { refresh, aal }),
        3 => (0..6usize, prop::option::of(0..2u8)).prop_map(|(flow, of)| Input::Password { flow, of }),
        4 => (0..6usize, 0..2u8, prop::option::of(any::<bool>()), any::<bool>())
            .prop_map(|(flow, to, typed, resend)| Input::Code { flow, to, typed, resend }),
        3 => (0..6usize, any::<bool>()).prop_map(|(flow, is_right)| Input::Second { flow, is_right }),
        1 => (0..40u64).prop_map(|minutes| Input::Wait { minutes }),
        1 => Just(Input::SignOut),
        1 => (0..2u8).prop_map(|person| Input::Deactivate { person }),
    ]
}

/// Two people, one client, and what was proven to whom.
struct World {
    rng: ChaCha20Rng,
    now: Timestamp,
    /// Each flow, and whose code it waits for.
    flows: Vec<(Flow<Login>, Option<u8>)>,
    session: Option<Session>,
    is_active: [bool; 2],
    /// The steps of the session, as the world saw them proven.
    proven: Vec<(u8, Aal)>,
}

fn id(person: u8) -> IdentityId {
    IdentityId::from_random([person + 1; 16])
}

impl World {
    fn person(&self) -> Option<u8> {
        let session = self.session.as_ref()?;
        (0..2).find(|person| id(*person) == session.identity_id)
    }

    fn state(&self, person: u8) -> IdentityState {
        if self.is_active[usize::from(person)] { IdentityState::Active } else { IdentityState::Inactive }
    }

    fn live(&self) -> Option<Session> {
        let person = self.person()?;
        self.session.clone().filter(|session| session.is_usable(self.state(person), self.now))
    }

    fn begin(&mut self, refresh: bool, aal: Aal) {
        let Beginning::Flow { refresh, .. } = begin(refresh, aal, self.live().map(|live| live.aal)) else { return };
        let new = NewFlow::plain(FlowType::Api, Login { refresh, requested_aal: aal, identity_schema: None });
        let mut ctx = Ctx { now: self.now, rng: &mut self.rng };
        self.flows.push((Flow::begin(&mut ctx, new, FLOW_LIFESPAN), None));
    }

    /// Whether the flow of this number hears a proof of this level.
    fn hears(&self, flow: usize, aal: Aal) -> bool {
        let found = self.flows.get(flow).filter(|(flow, _)| flow.details.requested_aal == aal);
        found.is_some_and(|(flow, _)| gate(flow, self.live().map(|live| live.aal), self.now) == Gate::Open)
    }

    fn prove(&mut self, person: u8, method: SessionMethod, aal: Aal) {
        let proven = Proven { identity_id: id(person), identity_state: self.state(person), step: completed(method, aal, self.now) };
        let live = self.live();
        let mut ctx = Ctx { now: self.now, rng: &mut self.rng };
        let device = Device { id: DeviceId::from_random([2; 16]), ip_address: None, user_agent: None, location: None };
        match complete(&mut ctx, proven, live, device, SESSION_LIFESPAN) {
            LoginOutcome::Refused(_) => {}
            LoginOutcome::NewSession { session, .. } => (self.session, self.proven) = (Some(session), vec![(person, aal)]),
            LoginOutcome::SteppedUp(session) => {
                self.session = Some(session);
                self.proven.push((person, aal));
            }
        }
    }

    fn hear(&mut self, input: &Input) {
        match *input {
            Input::Begin { refresh, aal } => self.begin(refresh, aal),
            Input::Password { flow, of: Some(person) } if self.hears(flow, Aal::Aal1) => {
                self.prove(person, SessionMethod::Password, Aal::Aal1);
            }
            Input::Code { flow, to, typed, resend } if self.hears(flow, Aal::Aal1) => {
                let (flow, waits_for) = &mut self.flows[flow];
                match (asked(flow.state, typed.map(|_| "123456"), resend), *waits_for, typed) {
                    (Asked::Send, _, _) => (flow.state, *waits_for) = (FlowState::SentEmail, Some(to)),
                    (Asked::Check(_), Some(person), Some(true)) => {
                        flow.state = FlowState::PassedChallenge;
                        self.prove(person, SessionMethod::Code, Aal::Aal1);
                    }
                    (Asked::Check(_) | Asked::CheckNothing | Asked::Nothing, _, _) => {}
                }
            }
            Input::Second { flow, is_right: true } if self.hears(flow, Aal::Aal2) => {
                if let Some(person) = self.person() {
                    self.prove(person, SessionMethod::Totp, Aal::Aal2);
                }
            }
            Input::Wait { minutes } => self.now = self.now + Duration::from_mins(minutes),
            Input::SignOut => self.session = None,
            Input::Deactivate { person } => self.is_active[usize::from(person)] = false,
            Input::Password { .. } | Input::Code { .. } | Input::Second { .. } => {}
        }
    }
}

proptest! {
    #[test]
    fn no_sequence_of_inputs_signs_in_without_the_proofs_that_its_level_demands(inputs in prop::collection::vec(input(), 0..60)) {
        let mut world = World {
            rng: ChaCha20Rng::from_seed([7; 32]),
            now: Timestamp::from_micros(1_700_000_000_000_000),
            flows: Vec::new(),
            session: None,
            is_active: [true; 2],
            proven: Vec::new(),
        };
        for input in inputs {
            let before = world.live();
            world.hear(&input);
            let Some(live) = world.live() else { continue };
            let person = world.person().expect("somebody");
            prop_assert!(world.proven.iter().all(|(of, _)| *of == person), "each step of a session is its person's own");
            prop_assert!(world.proven.iter().any(|(_, aal)| *aal == Aal::Aal1), "somebody is signed in without a first factor");
            let has_second = world.proven.iter().any(|(_, aal)| *aal == Aal::Aal2);
            prop_assert_eq!(live.aal == Aal::Aal2, has_second, "the level says what was proven");
            if before.is_none() {
                let is_proof = matches!(&input, Input::Password { of: Some(_), .. } | Input::Code { typed: Some(true), .. });
                prop_assert!(is_proof, "{:?} signed somebody in", input);
            }
            prop_assert!(world.is_active[usize::from(person)]);
        }
    }
}
