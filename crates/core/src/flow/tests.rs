use super::login::Login;
use super::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::session::Aal;

#[test]
fn a_new_flow_is_a_short_document_that_comes_back_whole() {
    let mut rng = ChaCha20Rng::from_seed([4; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(1_700_000_000_000_000), rng: &mut rng };
    let new = NewFlow {
        kind: FlowType::Browser,
        request_url: "http://id.example/self-service/login/browser".into(),
        return_to: None,
        organization_id: None,
        csrf: Some(CsrfToken::generate(&mut ctx)),
        messages: Vec::new(),
        details: Login { refresh: false, requested_aal: Aal::Aal1, identity_schema: None },
    };
    let flow = Flow::begin(&mut ctx, new, Duration::from_mins(10));
    let document = serde_json::to_string(&flow).unwrap();
    assert!(document.len() < 500, "{document}");
    let back: Flow<Login> = serde_json::from_str(&document).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), document);
    assert!(!back.is_expired(ctx.now));
    assert!(back.is_expired(ctx.now + Duration::from_mins(10)));
}
