use super::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;

#[test]
fn any_configured_secret_opens_and_nothing_else_does() {
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(5), rng: &mut rng };
    let content = SessionCookie { token: SessionToken::new("ory_st_x".into()), expires_at: Timestamp::from_micros(77) };
    let old = cookie_keys(["old secret"]);
    let sealed = seal(&mut ctx, &old, "session", &content).unwrap();
    let rotated = cookie_keys(["new secret", "old secret"]);
    let opened = open(&rotated, "session", &sealed).unwrap();
    assert_eq!((opened.token.as_str(), opened.expires_at), ("ory_st_x", content.expires_at));
    assert!(open(&cookie_keys(["new secret"]), "session", &sealed).is_none());
    assert!(open(&rotated, "another", &sealed).is_none());
    assert!(open(&rotated, "session", "ory_st_x").is_none());
    assert!(open(&rotated, "session", "").is_none());
}
