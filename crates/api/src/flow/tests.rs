use super::*;

#[test]
fn debug_does_not_show_the_session_token() {
    let token = ContinueWith::SetOrySessionToken { ory_session_token: "ory_st_hunter2".to_owned() };
    assert_eq!(format!("{token:?}"), "SetOrySessionToken { .. }");
}
