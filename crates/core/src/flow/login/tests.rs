use super::*;
use crate::flow::NewFlow;
use crate::session::completed;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::DeviceId;
use selfsame_api::flow::FlowType;
use selfsame_api::session::SessionMethod;

fn message_of(beginning: &Beginning) -> Option<u32> {
    match beginning {
        Beginning::Flow { message, .. } => message.as_ref().map(|message| message.id),
        Beginning::AlreadySignedIn | Beginning::NeedsFirstFactor => None,
    }
}

#[test]
fn who_may_begin() {
    use Aal::{Aal1, Aal2};
    assert_eq!(begin(true, Aal1, None), Beginning::Flow { refresh: false, message: None });
    assert_eq!(begin(false, Aal2, None), Beginning::NeedsFirstFactor);
    assert_eq!(begin(true, Aal2, None), Beginning::NeedsFirstFactor);
    assert_eq!(begin(false, Aal1, Some(Aal1)), Beginning::AlreadySignedIn);
    assert_eq!(begin(false, Aal1, Some(Aal2)), Beginning::AlreadySignedIn);
    assert_eq!(begin(false, Aal2, Some(Aal2)), Beginning::AlreadySignedIn);
    assert_eq!(message_of(&begin(false, Aal2, Some(Aal1))), Some(1010004));
    assert_eq!(message_of(&begin(true, Aal2, Some(Aal2))), Some(1010003));
    assert_eq!(message_of(&begin(true, Aal1, Some(Aal1))), Some(1010003));
}

fn flow(refresh: bool, requested_aal: Aal) -> Flow<Login> {
    let mut rng = ChaCha20Rng::from_seed([5; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(0), rng: &mut rng };
    let details = Login { refresh, requested_aal, identity_schema: None };
    let new = NewFlow::plain(FlowType::Api, details);
    Flow::begin(&mut ctx, new, Duration::from_secs(1))
}

#[test]
fn a_live_session_is_judged_before_expiry() {
    let (now, late) = (Timestamp::from_micros(1), Timestamp::from_micros(2_000_000));
    assert_eq!(gate(&flow(false, Aal::Aal1), None, now), Gate::Open);
    assert_eq!(gate(&flow(false, Aal::Aal1), None, late), Gate::Expired);
    assert_eq!(gate(&flow(false, Aal::Aal1), Some(Aal::Aal1), late), Gate::AlreadySignedIn);
    assert_eq!(gate(&flow(true, Aal::Aal1), Some(Aal::Aal1), now), Gate::Open);
    assert_eq!(gate(&flow(true, Aal::Aal1), Some(Aal::Aal1), late), Gate::Expired);
    assert_eq!(gate(&flow(false, Aal::Aal2), Some(Aal::Aal1), now), Gate::Open);
    assert_eq!(gate(&flow(false, Aal::Aal2), None, late), Gate::NeedsFirstFactor);
}

#[test]
fn the_same_person_keeps_the_session_and_another_gets_a_new_one() {
    let mut rng = ChaCha20Rng::from_seed([6; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(10), rng: &mut rng };
    let device = || Device { id: DeviceId::from_random([2; 16]), ip_address: None, user_agent: None, location: None };
    let proven = |id: u8, identity_state| Proven {
        identity_id: IdentityId::from_random([id; 16]),
        identity_state,
        step: completed(SessionMethod::Password, Aal::Aal1, Timestamp::from_micros(10)),
    };
    let lifespan = Duration::from_mins(1);
    let LoginOutcome::NewSession { session, .. } = complete(&mut ctx, proven(1, IdentityState::Active), None, device(), lifespan) else {
        panic!("nobody was signed in")
    };
    let again = complete(&mut ctx, proven(1, IdentityState::Active), Some(session.clone()), device(), lifespan);
    assert!(matches!(again, LoginOutcome::SteppedUp(richer) if richer.id == session.id && richer.methods.len() == 2));
    let other = complete(&mut ctx, proven(2, IdentityState::Active), Some(session.clone()), device(), lifespan);
    assert!(matches!(other, LoginOutcome::NewSession { session: fresh, .. } if fresh.id != session.id));
    let refused = complete(&mut ctx, proven(1, IdentityState::Inactive), None, device(), lifespan);
    assert!(matches!(refused, LoginOutcome::Refused(message) if message.id == 4010011));
}
