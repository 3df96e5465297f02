use super::*;
use crate::Ctx;
use crate::flow::NewFlow;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::flow::FlowType;
use std::collections::BTreeMap;
use std::time::Duration;

const MOST: usize = 5;
const WORK: &str = "ann@work.example";
const HOME: &str = "ann@home.example";

fn flow(delivery: Delivery, first: FlowState) -> Flow<Recovery> {
    let mut rng = ChaCha20Rng::from_seed([1; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(5), rng: &mut rng };
    let new = NewFlow::plain(FlowType::Browser, Recovery::default());
    let mut flow = Flow::begin(&mut ctx, new, Duration::from_hours(1));
    flow.active = Some(Cow::Borrowed(delivery.as_str()));
    flow.state = first;
    flow
}

/// What the store knows: this flow's secrets by their kind, and whether they are used.
#[derive(Default)]
struct Secrets {
    codes: BTreeMap<String, bool>,
    links: BTreeMap<String, bool>,
    submissions: usize,
    drawn: u8,
}

impl Secrets {
    /// A secret that somebody gets, or one that nobody gets.
    fn draw(&mut self, delivery: Delivery, is_sent: bool) {
        if delivery == Delivery::Code {
            self.codes.clear();
        }
        if is_sent {
            let own = (self.drawn % 3).to_string();
            self.drawn += 1;
            if delivery == Delivery::Code { &mut self.codes } else { &mut self.links }.insert(own, false);
        }
    }

    fn judge(&mut self, delivery: Delivery, secret: &str) -> Verdict {
        if delivery == Delivery::Code {
            self.submissions += 1;
            if self.submissions > MOST {
                return Verdict::TooMany;
            }
        }
        match if delivery == Delivery::Code { &mut self.codes } else { &mut self.links }.get_mut(secret) {
            None => Verdict::Wrong,
            Some(true) => Verdict::Used,
            Some(is_used) => {
                *is_used = true;
                Verdict::Right
            }
        }
    }
}

#[derive(Clone, Debug)]
struct Input {
    method: Option<&'static str>,
    email: Option<&'static str>,
    code: Option<u8>,
    token: Option<u8>,
    address: Option<&'static str>,
    chosen: Option<&'static str>,
    confirmed: Option<&'static str>,
    screen: Option<&'static str>,
}

fn input() -> impl Strategy<Value = Input> {
    let address = || prop::option::of(prop::sample::select(vec![WORK, HOME, "nobody@example.org", "nope"]));
    let method = prop::option::of(prop::sample::select(vec!["code", "code", "code", "link", "magic"]));
    let secrets = (prop::option::of(0..6u8), prop::option::weighted(0.2, 0..6u8));
    let screen = prop::option::weighted(0.2, Just("previous"));
    let parts = (method, address(), secrets, address(), address(), address(), screen);
    parts.prop_map(|(method, email, (code, token), address, chosen, confirmed, screen)| Input {
        method,
        email,
        code,
        token,
        address,
        chosen,
        confirmed,
        screen,
    })
}

proptest! {
    /// Numbers 0 to 2 are secrets that this flow may send, the others belong to other flows or to nobody.
    #[test]
    fn no_sequence_of_inputs_signs_in_without_the_right_secret_of_this_flow(
        is_link in any::<bool>(),
        is_choosing in any::<bool>(),
        is_active in any::<bool>(),
        inputs in prop::collection::vec(input(), 0..40),
    ) {
        let delivery = if is_link { Delivery::Link } else { Delivery::Code };
        let first = if is_choosing { FlowState::RecoveryAwaitingAddress } else { FlowState::ChooseMethod };
        let (mut flow, mut secrets, mut was_right) = (flow(delivery, first), Secrets::default(), false);
        let own = [WORK.to_owned(), HOME.to_owned()];
        for input in inputs {
            let (code, token) = (input.code.map(|code| code.to_string()), input.token.map(|token| token.to_string()));
            let chosen = input.chosen.map(choice::choice);
            let fields = Submission {
                method: input.method,
                email: input.email,
                code: code.as_deref(),
                token: token.as_deref(),
                address: input.address,
                chosen: chosen.as_deref(),
                confirmed: input.confirmed,
                screen: input.screen,
            };
            let redeemed = match step(&flow, fields) {
                Step::Redeem(code) => Some((Delivery::Code, secrets.judge(Delivery::Code, code))),
                Step::Open(token) => Some((Delivery::Link, secrets.judge(Delivery::Link, token))),
                Step::Send(delivery, address) => {
                    secrets.draw(delivery, own.iter().any(|own| own == address));
                    let form = first_form(&flow);
                    sent(&mut flow, form, delivery, address);
                    None
                }
                Step::Choose(step) => {
                    let named = match step {
                        choice::Step::Named(named)
                        | choice::Step::Back { named }
                        | choice::Step::Chosen { named, .. }
                        | choice::Step::Confirmed { named, .. } => named,
                        choice::Step::Missing | choice::Step::NotAnAddress(_) => continue,
                    };
                    let addresses = if own.iter().any(|own| own == named) { &own[..] } else { &[] };
                    let next = choice::next(step, addresses, |typed, own| typed == own);
                    if let choice::Next::AwaitCode { is_sent, .. } = &next {
                        secrets.draw(Delivery::Code, *is_sent);
                    }
                    choice::show(&mut flow, named, &next);
                    None
                }
                Step::NoMethod => {
                    without_method(&mut flow);
                    None
                }
                Step::Completed(_) | Step::Missing(..) | Step::NotAnAddress(..) => None,
            };
            match redeemed.map(|(delivery, verdict)| (verdict, conclude(delivery, verdict, is_active))) {
                Some((verdict, Conclusion::SignedIn)) => {
                    prop_assert_eq!((verdict, is_active), (Verdict::Right, true));
                    was_right = true;
                    passed(&mut flow);
                }
                Some((_, Conclusion::WrongCode)) => refused(&mut flow),
                Some((_, Conclusion::Retry(_))) | None => {}
            }
            prop_assert_eq!(flow.state == FlowState::PassedChallenge, was_right);
        }
    }
}

#[test]
fn an_address_is_masked_but_for_its_begin_and_domain() {
    assert_eq!(choice::mask("dora@home.example"), "do****@home.example");
    assert_eq!(choice::mask("+4915112345678"), "+49****78");
    assert_eq!(choice::mask("d@x.example"), "d****@x.example");
    assert_eq!(choice::choice("dora@home.example").len(), 44);
}

#[test]
fn another_address_than_the_named_one_is_typed_in_full_before_a_code_goes_there() {
    let own = [WORK.to_owned(), HOME.to_owned()];
    let is = |typed: &str, own: &str| typed == own;
    let chosen = |address| choice::choice(address);
    let (home, work) = (chosen(HOME), chosen(WORK));
    let next = |step| choice::next(step, &own, is);
    assert_eq!(next(choice::Step::Named(WORK)), choice::Next::Choose(own.to_vec()));
    let typed = |address: &str, is_sent| choice::Next::AwaitCode { typed: address.to_owned(), is_sent };
    assert_eq!(next(choice::Step::Chosen { named: WORK, choice: &work }), typed(WORK, true));
    assert_eq!(next(choice::Step::Chosen { named: WORK, choice: &home }), choice::Next::Confirm(selfsame_api::identity::Channel::Email));
    assert_eq!(next(choice::Step::Chosen { named: WORK, choice: "x" }), choice::Next::NotOffered);
    assert_eq!(next(choice::Step::Confirmed { named: WORK, address: HOME }), typed(HOME, true));
    assert_eq!(next(choice::Step::Confirmed { named: WORK, address: "ann@elsewhere.example" }), typed("ann@elsewhere.example", false));
}
