use super::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use serde_json::json;

const NOW: Timestamp = Timestamp::from_micros(1_767_225_600_000_000);

fn accepted(check: LookupCheck) -> Value {
    match check {
        LookupCheck::Accepted(config) => config,
        LookupCheck::NotSetUp | LookupCheck::Wrong | LookupCheck::Used => panic!("the code is not accepted"),
    }
}

#[test]
fn a_code_works_once() {
    let config = json!({ "recovery_codes": [{ "code": "one" }, { "code": "two", "used_at": null }, { "code": "three", "used_at": "2024-01-02T03:04:05Z" }] });
    let after = accepted(check(&config, "two", NOW));
    assert_eq!(after["recovery_codes"][1]["used_at"], "2026-01-01T00:00:00Z");
    assert_eq!(after["recovery_codes"][0], json!({ "code": "one" }));
    assert!(matches!(check(&after, "two", NOW), LookupCheck::Used));
    assert!(matches!(check(&after, "three", NOW), LookupCheck::Used));
    let last = accepted(check(&after, "one", NOW));
    assert!(matches!(check(&last, "one", NOW), LookupCheck::Used));
}

#[test]
fn a_code_that_is_there_twice_works_once() {
    let config = json!({ "recovery_codes": [{ "code": "one" }, { "code": "one", "used_at": "0001-01-01T00:00:00Z" }] });
    let after = accepted(check(&config, "one", NOW));
    assert!(matches!(check(&after, "one", NOW), LookupCheck::Used));
    let half_used = json!({ "recovery_codes": [{ "code": "one" }, { "code": "one", "used_at": "2024-01-02T03:04:05Z" }] });
    assert!(matches!(check(&half_used, "one", NOW), LookupCheck::Used));
}

#[test]
fn nothing_else_is_accepted() {
    for config in [json!(null), json!({}), json!({ "recovery_codes": [] })] {
        assert!(matches!(check(&config, "one", NOW), LookupCheck::NotSetUp));
    }
    let config = json!({ "recovery_codes": [{ "code": "one" }, { "code": "" }, 7] });
    for typed in ["", "On", "ONE", "one "] {
        assert!(matches!(check(&config, typed, NOW), LookupCheck::Wrong), "{typed}");
    }
}

#[test]
fn new_codes_work_and_are_shown_until_they_are_used() {
    let mut rng = ChaCha20Rng::from_seed([8; 32]);
    let codes = generate(&mut Ctx { now: NOW, rng: &mut rng });
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 12);
    assert!(codes.iter().all(|code| code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())));
    let after = accepted(check(&config(&codes), &codes[3], NOW));
    let shown = shown(&after);
    assert_eq!(shown.len(), 12);
    assert!(matches!(shown[3], LookupCode::Used { at } if at == NOW));
    assert!(matches!(shown[4], LookupCode::Unused(code) if code == codes[4]));
}
