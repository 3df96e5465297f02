//! Calls without async.

#[expect(dead_code, reason = "shared with the tests of async calls")]
mod responder;

use responder::{Responder, json, refusal};
use selfsame_client::apis::Error;
use selfsame_client::apis::identity_api::{GetIdentityError, ListIdentities};
use selfsame_client::blocking::identity_api;
use serde_json::{Value, json};

fn identity(id: &str) -> Value {
    json!({"id": id, "schema_id": "person", "schema_url": "u", "traits": {}})
}

#[test]
fn blocking_calls_answer_retry_and_fail_as_the_async_ones_do() {
    let server = Responder::giving([json(200, &identity("a")), refusal(503), json(200, &identity("b")), refusal(404)]);
    let admin = server.configuration();
    assert_eq!(identity_api::get_identity(&admin, "a", None).unwrap().id, "a");
    assert_eq!(identity_api::get_identity(&admin, "b", None).unwrap().id, "b");
    let error = identity_api::get_identity(&admin, "c", None).unwrap_err();
    assert!(matches!(error, Error::ResponseError(refusal) if matches!(refusal.entity, Some(GetIdentityError::Status404(_)))));
}

#[test]
fn blocking_lists_are_iterators_over_all_pages() {
    let next = r#"Link: </admin/identities?page_token=b>; rel="next""#;
    let server = Responder::giving([json(200, &json!([identity("a")])).with(next), json(200, &json!([identity("b")])), refusal(400)]);
    let admin = server.configuration();
    let ids: Result<Vec<_>, _> =
        identity_api::list_identities_iter(&admin, ListIdentities::default()).map(|row| row.map(|identity| identity.id)).collect();
    assert_eq!(ids.unwrap(), ["a", "b"]);
    assert_eq!(identity_api::list_identities_iter(&admin, ListIdentities::default()).filter(Result::is_err).count(), 1);
}

#[test]
fn threads_share_one_configuration() {
    let server = Responder::giving((0..8).map(|_| json(200, &identity("a"))));
    let admin = server.configuration();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| identity_api::get_identity(&admin, "a", None).unwrap());
        }
    });
    assert_eq!(server.asked().len(), 8);
}
