use super::*;
use crate::Ctx;
use crate::flow::NewFlow;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;

const MOST: usize = 5;

fn flow(delivery: Delivery, kind: FlowType) -> Flow<Verification> {
    let mut rng = ChaCha20Rng::from_seed([1; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(5), rng: &mut rng };
    let new = NewFlow::plain(kind, Verification::default());
    let mut flow = Flow::begin(&mut ctx, new, Duration::from_hours(1));
    flow.active = Some(Cow::Borrowed(delivery.as_str()));
    flow
}

/// What the store knows of secrets: those of this flow, and whether they are used.
#[derive(Default)]
struct Secrets {
    own: BTreeMap<String, bool>,
    submissions: usize,
}

impl Secrets {
    fn judge(&mut self, delivery: Delivery, secret: &str) -> Verdict {
        if delivery == Delivery::Code {
            self.submissions += 1;
            if self.submissions > MOST {
                return Verdict::TooMany;
            }
        }
        match self.own.get_mut(secret) {
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
}

fn input() -> impl Strategy<Value = Input> {
    let method = prop::option::of(prop::sample::select(vec!["code", "link", "magic"]));
    let email = prop::option::of(prop::sample::select(vec!["ann@example.org", "+4915112345678", "nobody"]));
    (method, email, prop::option::of(0..6u8), prop::option::of(0..6u8)).prop_map(|(method, email, code, token)| Input {
        method,
        email,
        code,
        token,
    })
}

proptest! {
    /// Numbers 0 to 2 are secrets that this flow may send, the others belong to other flows or to nobody.
    #[test]
    fn no_sequence_of_inputs_verifies_an_address_without_the_right_secret_of_this_flow(
        is_link in any::<bool>(),
        inputs in prop::collection::vec(input(), 0..30),
    ) {
        let delivery = if is_link { Delivery::Link } else { Delivery::Code };
        let mut flow = flow(delivery, FlowType::Browser);
        let (mut secrets, mut next, mut was_right) = (Secrets::default(), 0u8, false);
        for input in inputs {
            let (code, token) = (input.code.map(|code| code.to_string()), input.token.map(|token| token.to_string()));
            let sent_fields =
                Submission { method: input.method, email: input.email, code: code.as_deref(), token: token.as_deref() };
            match step(&flow, sent_fields) {
                Step::Send(address) => {
                    if delivery == Delivery::Code {
                        secrets.own.clear();
                    }
                    secrets.own.insert((next % 3).to_string(), false);
                    next += 1;
                    let form = first_form(&flow, false);
                    sent(&mut flow, form, address);
                }
                Step::Redeem(secret) => {
                    let verdict = secrets.judge(delivery, secret);
                    match conclude(delivery, verdict) {
                        Conclusion::Passed => {
                            prop_assert_eq!(verdict, Verdict::Right);
                            was_right = true;
                            passed(&mut flow, Channel::Email, "/".into());
                        }
                        Conclusion::WrongCode => refused(&mut flow),
                        Conclusion::Replaced(_) => {}
                    }
                }
                Step::NoMethod => without_method(&mut flow),
                Step::Completed | Step::UnknownMethod | Step::MissingAddress | Step::NotAnAddress(_) => {}
            }
            prop_assert_eq!(flow.state == FlowState::PassedChallenge, was_right);
        }
    }
}

#[test]
fn a_flow_for_which_no_method_was_named_takes_no_code_any_more() {
    let mut flow = flow(Delivery::Code, FlowType::Api);
    assert_eq!(step(&flow, Submission { method: Some("magic"), ..Submission::default() }), Step::UnknownMethod);
    assert_eq!(step(&flow, Submission::default()), Step::NoMethod);
    without_method(&mut flow);
    assert_eq!(step(&flow, Submission { method: Some("code"), code: Some("1"), ..Submission::default() }), Step::NoMethod);
}

#[test]
fn a_code_needs_no_method_and_wins_over_an_address() {
    let flow = flow(Delivery::Code, FlowType::Api);
    let both = Submission { email: Some("ann@example.org"), code: Some("1"), ..Submission::default() };
    assert_eq!(step(&flow, both), Step::Redeem("1"));
}

#[test]
fn only_links_ask_for_an_e_mail_address() {
    let submission = |method| Submission { method: Some(method), email: Some("nope"), ..Submission::default() };
    assert_eq!(step(&flow(Delivery::Code, FlowType::Api), submission("code")), Step::Send("nope"));
    assert_eq!(step(&flow(Delivery::Link, FlowType::Api), submission("link")), Step::NotAnAddress("nope"));
}

#[test]
fn a_held_change_fits_the_traits_that_it_was_made_upon_alone() {
    let before = json!({ "email": "ann@example.org" });
    let held = HeldChange {
        identity_id: IdentityId::from_random([1; 16]),
        session_id: SessionId::from_random([2; 16]),
        via: Channel::Email,
        address: "new@example.org".into(),
        made_of: HeldChange::fingerprint(&before),
        traits: json!({ "email": "new@example.org" }),
    };
    assert!(held.fits(&before) && !held.fits(&held.traits) && !held.fits(&json!({})));
    let flow = Flow { details: Verification { held: Some(held), continue_to: None }, ..flow(Delivery::Code, FlowType::Api) };
    let text = serde_json::to_string(&flow).unwrap();
    assert!(serde_json::from_str::<Flow<Verification>>(&text).unwrap().details == flow.details);
}
