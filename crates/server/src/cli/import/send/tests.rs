use super::{Outcome, Repeated, StatusCode, judge, may_have_been_done, refused, row_named_in};
use crate::cli::import::batch::Entry;
use crate::cli::import::rows::Row;
use selfsame_client::models::IdentityPatchResponse;
use serde_json::json;

fn entry(was_sent: bool) -> Entry {
    Entry::new(Row { number: 1, line: 1, content: Ok(b"{}".to_vec()) }, was_sent)
}

#[test]
fn a_conflict_counts_as_done_only_for_rows_sent_before_and_only_if_asked() {
    let conflict = || json!({ "code": 409, "reason": "taken" });
    let done = |was_sent, may_exist, repeated| refused(&entry(was_sent), conflict(), may_exist, repeated) == Outcome::AlreadyThere;
    assert!(done(true, false, Repeated::CountsAsDone));
    assert!(done(false, true, Repeated::CountsAsDone));
    assert!(!done(false, false, Repeated::CountsAsDone));
    assert!(!done(true, true, Repeated::IsRefused));
    let other = refused(&entry(true), json!({ "code": 400 }), true, Repeated::CountsAsDone);
    assert_eq!(other, Outcome::Refused(json!({ "code": 400 })));
}

#[test]
fn an_answer_without_identity_is_no_success() {
    let answer = IdentityPatchResponse::default();
    assert!(matches!(judge(&entry(false), answer, false, Repeated::IsRefused), Outcome::Refused(_)));
}

#[test]
fn a_refusal_may_name_its_row() {
    assert_eq!(row_named_in(r#"{"error":{"message":"identities[17].create: unknown field \"x\""}}"#), Some(17));
    assert_eq!(row_named_in("identities[x]"), None);
    assert_eq!(row_named_in("identities: at most 1000"), None);
}

#[test]
fn only_what_may_have_been_committed_counts_as_sent_before() {
    for (status, may) in [(500, true), (502, true), (504, true), (503, false), (429, false)] {
        assert_eq!(may_have_been_done(StatusCode::from_u16(status).expect("a status")), may, "{status}");
    }
}
