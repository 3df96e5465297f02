use super::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::Timestamp;

#[test]
fn a_masked_token_matches_only_its_own_token() {
    let mut rng = ChaCha20Rng::from_seed([7; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(0), rng: &mut rng };
    let (one, two) = (CsrfToken::generate(&mut ctx), CsrfToken::generate(&mut ctx));
    let (first, second) = (one.mask(&mut ctx), one.mask(&mut ctx));
    assert_ne!(first, second);
    for form in [&first, &second, &one.to_cookie()] {
        assert!(one.matches(form));
        assert!(!two.matches(form));
    }
    for junk in ["", "eA==", "not base64", &format!("{first}AAAA")] {
        assert!(!one.matches(junk), "{junk}");
    }
}

#[test]
fn a_cookie_of_another_length_is_no_token() {
    assert!(CsrfToken::from_cookie("").is_none());
    assert!(CsrfToken::from_cookie(&STANDARD.encode([1; 31])).is_none());
    assert!(CsrfToken::from_cookie(&STANDARD.encode([1; 33])).is_none());
    assert!(CsrfToken::from_cookie(&STANDARD.encode([1; 32])).is_some());
}

#[test]
fn the_name_depends_on_every_character_of_the_url() {
    assert_ne!(cookie_name("http://localhost:4433/"), cookie_name("http://localhost:4433"));
    assert_eq!(cookie_name("http://a").len(), "csrf_token_".len() + 64);
}
