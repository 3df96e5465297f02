use super::*;
use crate::one_time::{CODE_LENGTH, TOKEN_LENGTH};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::Timestamp;

fn recovery() -> AdminRecovery {
    AdminRecovery {
        identity_id: IdentityId::from_random([3; 16]),
        kind: FlowType::Browser,
        request_url: "http://localhost:4434/admin/recovery/code".into(),
        return_to: None,
        lifespan: Duration::from_mins(5),
    }
}

#[test]
fn a_code_flow_waits_for_the_code_of_any_browser() {
    let mut rng = ChaCha20Rng::from_seed([1; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(5), rng: &mut rng };
    let (flow, code) = recovery().by_code(&mut ctx);
    assert_eq!((flow.state, flow.active.as_deref(), flow.csrf.is_none()), (FlowState::SentEmail, Some("code"), true));
    assert_eq!(flow.expires_at, Timestamp::from_micros(5) + Duration::from_mins(5));
    assert!(code.expose().len() == CODE_LENGTH && code.expose().bytes().all(|byte| byte.is_ascii_digit()));
    let nodes = serde_json::to_value(&flow.nodes).unwrap();
    assert_eq!(nodes[0]["attributes"]["maxlength"], 6);
    assert_eq!(nodes[0]["meta"]["label"]["id"], 1070010);
    assert_eq!(nodes[1]["attributes"]["value"], "code");
}

#[test]
fn a_link_flow_belongs_to_no_browser_yet_and_its_document_lacks_the_token() {
    let mut rng = ChaCha20Rng::from_seed([2; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(5), rng: &mut rng };
    let (flow, token) = recovery().by_link(&mut ctx);
    assert!(flow.csrf.is_some());
    assert_eq!((flow.state, token.expose().len()), (FlowState::ChooseMethod, TOKEN_LENGTH));
    assert!(!serde_json::to_string(&flow).unwrap().contains(token.expose()));
}

#[test]
fn the_form_behind_a_code_gets_the_browsers_token_once_the_code_was_right() {
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let mut ctx = Ctx { now: Timestamp::from_micros(5), rng: &mut rng };
    let tokens = |flow: &Flow<Recovery>| flow.nodes.iter().flatten().filter(|node| node.name() == "csrf_token").count();
    for (kind, expected) in [(FlowType::Browser, 1), (FlowType::Api, 0)] {
        let (mut flow, _) = AdminRecovery { kind, ..recovery() }.by_code(&mut ctx);
        assert_eq!(tokens(&flow), 0);
        super::super::passed(&mut flow);
        super::super::passed(&mut flow);
        assert_eq!(tokens(&flow), expected);
    }
}
