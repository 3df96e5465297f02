use super::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::DeviceId;

const DAY: Duration = Duration::from_hours(24);

fn step(method: SessionMethod, aal: Aal) -> AuthenticationMethod {
    completed(method, aal, Timestamp::from_micros(1))
}

fn session() -> Session {
    let mut rng = ChaCha20Rng::from_seed([1; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(0), rng: &mut rng };
    let device = Device { id: DeviceId::from_random([2; 16]), ip_address: None, user_agent: None, location: None };
    issue(&mut ctx, IdentityId::from_random([1; 16]), step(SessionMethod::Password, Aal::Aal1), device, DAY)
}

#[test]
fn levels_of_steps() {
    use SessionMethod::{Oidc, Password, Totp};
    let cases: [(&[(SessionMethod, Aal)], Aal); 6] = [
        (&[], Aal::Aal0),
        (&[(Password, Aal::Aal1)], Aal::Aal1),
        (&[(Password, Aal::Aal1), (Password, Aal::Aal1)], Aal::Aal1),
        (&[(Totp, Aal::Aal2)], Aal::Aal1),
        (&[(Password, Aal::Aal1), (Totp, Aal::Aal2)], Aal::Aal2),
        (&[(Oidc, Aal::Aal2)], Aal::Aal2),
    ];
    for (steps, expected) in cases {
        let steps: Vec<_> = steps.iter().map(|(method, aal)| step(*method, *aal)).collect();
        assert_eq!(aal_of(&steps), expected, "{steps:?}");
    }
}

#[test]
fn a_session_is_usable_until_it_expires_or_is_revoked() {
    let mut session = session();
    assert!(session.is_usable(IdentityState::Active, Timestamp::from_micros(0)));
    assert!(!session.is_usable(IdentityState::Inactive, Timestamp::from_micros(0)));
    assert!(!session.is_usable(IdentityState::Active, session.expires_at));
    session.active = false;
    assert!(!session.is_usable(IdentityState::Active, Timestamp::from_micros(0)));
}

#[test]
fn extending_waits_for_the_earliest_possible_moment() {
    let session = session();
    let hour = Duration::from_hours(1);
    assert_eq!(extended(session.expires_at, Timestamp::from_micros(1), DAY, DAY), Some(Timestamp::from_micros(1) + DAY));
    assert_eq!(extended(session.expires_at, Timestamp::from_micros(1), DAY, hour), None);
    let late = session.expires_at.minus(Duration::from_mins(30));
    assert_eq!(extended(session.expires_at, late, DAY, hour), Some(late + DAY));
}

#[test]
fn a_second_step_keeps_the_session() {
    let mut session = session();
    let id = session.id;
    session.step_up(step(SessionMethod::Totp, Aal::Aal2), Timestamp::from_micros(9), DAY);
    assert_eq!((session.id, session.aal, session.authenticated_at), (id, Aal::Aal2, Timestamp::from_micros(9)));
    assert!(!falls_short(session.aal, RequiredAal::HighestAvailable, Aal::Aal2));
}

#[test]
fn tokens_have_the_known_form() {
    let mut rng = ChaCha20Rng::from_seed([9; 32]);
    let token = SessionToken::generate(&mut Ctx { now: Timestamp::from_micros(0), rng: &mut rng });
    assert_eq!(token.as_str().len(), "ory_st_".len() + 32);
    assert!(token.as_str()[7..].bytes().all(|byte| byte.is_ascii_alphanumeric()));
}
