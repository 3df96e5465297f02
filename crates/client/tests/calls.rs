//! What goes over the wire and what comes back, against prepared answers.

mod responder;

use std::time::{Duration, Instant};

use responder::{Answer, Responder, bare, json, refusal};
use selfsame_client::apis::configuration::{ApiKey, Configuration, Retry};
use selfsame_client::apis::identity_api::{self, CreateIdentityError, ListIdentities, ListSessions};
use selfsame_client::apis::{Error, frontend_api, metadata_api, send_json};
use selfsame_client::{StreamExt, TryStreamExt, models};
use serde_json::{Value, json};

fn identity(id: &str) -> Value {
    json!({"id": id, "schema_id": "person", "schema_url": "u", "traits": {}, "credentials": null, "metadata_public": null})
}

fn session(id: &str) -> Value {
    json!({"id": id, "active": true, "devices": null, "identity": null, "expires_at": "2026-01-01T00:00:00Z"})
}

fn entity<T, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> Option<E> {
    match result.map(drop).expect_err("a refusal") {
        Error::ResponseError(refusal) => refusal.entity,
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn the_typed_error_is_chosen_by_status() {
    let server = Responder::giving([refusal(400), refusal(409), refusal(413), json(409, &json!({"other": 1})), json(500, &json!([]))]);
    let admin = server.configuration();
    let create = async || entity(identity_api::create_identity(&admin, Some(models::CreateIdentityBody::default())).await);
    assert!(matches!(create().await, Some(CreateIdentityError::Status400(_))));
    assert!(matches!(create().await, Some(CreateIdentityError::Status409(_))));
    assert!(matches!(create().await, Some(CreateIdentityError::DefaultResponse(body)) if body.error.code == Some(413)));
    assert!(matches!(create().await, Some(CreateIdentityError::UnknownValue(_))));
    assert!(matches!(create().await, Some(CreateIdentityError::UnknownValue(_))));
}

#[tokio::test]
async fn a_refusal_in_plain_text_keeps_its_text() {
    let server =
        Responder::giving([Answer::Reply { status: 404, headers: "Content-Type: text/plain\r\n".into(), body: "404 page".into() }]);
    let error = identity_api::get_identity(&server.configuration(), "x", None).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert!(matches!(&error, Error::ResponseError(refusal) if refusal.entity.is_none() && refusal.content == "404 page"));
    assert_eq!(error.to_string(), "the server answered 404 Not Found: 404 page");
}

#[tokio::test]
async fn a_success_that_is_not_json_says_what_it_is() {
    let server = Responder::giving([bare(200, "Content-Type: text/html\r\n"), bare(200, "")]);
    let admin = server.configuration();
    let first = identity_api::get_identity(&admin, "x", None).await.unwrap_err();
    assert!(first.to_string().contains("text/html"), "{first}");
    let second = identity_api::get_identity(&admin, "x", None).await.unwrap_err();
    assert!(matches!(second, Error::Serde(_)), "{second}");
}

#[tokio::test]
async fn a_read_is_repeated_after_503_under_the_same_request_id() {
    let server = Responder::giving([refusal(503), refusal(429).with("Retry-After: 0"), json(200, &identity("i"))]);
    let found = identity_api::get_identity(&server.configuration(), "i", None).await.unwrap();
    assert_eq!(found.id, "i");
    let asked = server.asked();
    let ids: Vec<_> = asked.iter().map(|asked| asked.header("x-request-id").unwrap()).collect();
    assert_eq!(ids, [ids[0]; 3]);
}

#[tokio::test]
async fn a_read_is_repeated_when_the_connection_breaks() {
    let server = Responder::giving([Answer::HangUp, json(200, &identity("i"))]);
    identity_api::get_identity(&server.configuration(), "i", None).await.unwrap();
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_read_is_repeated_when_the_connection_breaks_within_the_body() {
    let server = Responder::giving([Answer::CutShort, json(200, &identity("i"))]);
    assert_eq!(identity_api::get_identity(&server.configuration(), "i", None).await.unwrap().id, "i");
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn an_id_that_would_lead_elsewhere_is_refused_before_anything_is_sent() {
    let server = Responder::giving([json(200, &json!([session("s")]))]);
    let admin = server.configuration();
    for id in ["..", ".", ""] {
        let refusal = identity_api::list_identity_sessions(&admin, id, None, None, None, None, None).await.unwrap_err();
        assert!(matches!(&refusal, Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidInput), "{refusal}");
        assert!(refusal.to_string().contains("neither empty nor dots"), "{refusal}");
    }
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn what_must_not_happen_twice_is_sent_once() {
    let server = Responder::giving([refusal(503), Answer::HangUp, refusal(503)]);
    let admin = server.configuration();
    identity_api::create_identity(&admin, Some(models::CreateIdentityBody::default())).await.unwrap_err();
    identity_api::batch_patch_identities(&admin, None).await.unwrap_err();
    identity_api::patch_identity(&admin, "i", None).await.unwrap_err();
    assert_eq!(server.lines(), ["POST /admin/identities", "PATCH /admin/identities", "PATCH /admin/identities/i"]);
}

#[tokio::test]
async fn a_delete_is_not_repeated_when_it_may_have_happened() {
    let server = Responder::giving([Answer::HangUp]);
    let error = identity_api::delete_identity(&server.configuration(), "i").await.unwrap_err();
    assert!(matches!(error, Error::Reqwest(_)));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = Responder::giving([refusal(503).with("Retry-After: 1"), json(200, &identity("i"))]);
    let retry = Retry { longest_wait: Duration::from_secs(5), ..server.configuration().retry };
    let started = Instant::now();
    identity_api::get_identity(&Configuration { retry, ..server.configuration() }, "i", None).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_longer_retry_after_than_allowed_ends_the_call() {
    let server = Responder::giving([refusal(503).with("Retry-After: 60")]);
    let error = identity_api::get_identity(&server.configuration(), "i", None).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_silent_server_runs_into_the_timeout() {
    let server = Responder::giving([Answer::Silence]);
    let hasty = Configuration { timeout: Some(Duration::from_millis(50)), ..server.configuration() };
    let error = identity_api::get_identity(&hasty, "i", None).await.unwrap_err();
    assert!(matches!(error, Error::Reqwest(error) if error.is_timeout()));
}

#[tokio::test]
async fn extend_reads_the_session_when_the_answer_is_204() {
    let server = Responder::giving([bare(204, ""), json(200, &session("s")), json(200, &session("s")), refusal(404)]);
    let admin = server.configuration();
    assert_eq!(identity_api::extend_session(&admin, "s").await.unwrap().id, "s");
    assert_eq!(identity_api::extend_session(&admin, "s").await.unwrap().id, "s");
    let error = entity(identity_api::extend_session(&admin, "s").await);
    assert!(matches!(error, Some(identity_api::ExtendSessionError::Status404(_))));
    let extend = "PATCH /admin/sessions/s/extend";
    assert_eq!(server.lines(), [extend, "GET /admin/sessions/s?expand=identity", extend, extend]);
}

#[tokio::test]
async fn a_stream_walks_all_pages_with_its_filters() {
    let next =
        |token: &str| format!(r#"Link: </admin/identities?page_token=0>; rel="first",</admin/identities?page_token={token}>; rel="next""#);
    let server = Responder::giving([
        json(200, &json!([identity("a"), identity("b")])).with(&next("b%2F1")),
        json(200, &json!([])).with(&next("c")),
        json(200, &json!([identity("d")])).with(r#"Link: </admin/identities?page_token=0>; rel="first""#),
    ]);
    let which = ListIdentities { page_size: Some(2), include_credential: Some(vec!["oidc".into(), "totp".into()]), ..Default::default() };
    let admin = server.configuration();
    let ids: Vec<_> = identity_api::list_identities_stream(&admin, which).map_ok(|identity| identity.id).try_collect().await.unwrap();
    assert_eq!(ids, ["a", "b", "d"]);
    let credentials = "include_credential=oidc&include_credential=totp";
    assert_eq!(
        server.lines(),
        [
            format!("GET /admin/identities?page_size=2&{credentials}"),
            format!("GET /admin/identities?page_size=2&page_token=b%2F1&{credentials}"),
            format!("GET /admin/identities?page_size=2&page_token=c&{credentials}"),
        ]
    );
}

#[tokio::test]
async fn a_stream_ends_after_an_error_and_on_a_page_that_names_itself() {
    let again = r#"Link: </admin/sessions?page_token=t>; rel="next""#;
    let server = Responder::giving([json(200, &json!([session("a")])).with(again), json(200, &json!([session("b")])).with(again)]);
    let admin = server.configuration();
    assert_eq!(identity_api::list_sessions_stream(&admin, ListSessions::default()).count().await, 2);
    let server = Responder::giving([json(200, &json!([session("a")])).with(again), refusal(400)]);
    let admin = server.configuration();
    let rows: Vec<_> = identity_api::list_sessions_stream(&admin, ListSessions::default()).collect().await;
    assert!(matches!(&rows[..], [Ok(_), Err(error)] if error.status().is_some_and(|status| status == 400)));
}

#[tokio::test]
async fn a_page_tells_the_number_of_all_rows() {
    let server = Responder::giving([json(200, &json!([session("a")])).with("X-Total-Count: 7")]);
    let page = identity_api::list_identity_sessions_page(&server.configuration(), "i", &ListSessions::default()).await.unwrap();
    assert_eq!((page.items.len(), page.next, page.total), (1, None, Some(7)));
    assert_eq!(server.lines(), ["GET /admin/identities/i/sessions?page_size=250"]);
}

#[tokio::test]
async fn a_redirect_to_the_other_listener_is_followed() {
    let public = Responder::giving([json(200, &json!({"type": "object"}))]);
    let admin = Responder::giving([bare(307, &format!("Location: {}/schemas/person\r\n", public.address))]);
    let schema = identity_api::get_identity_schema(&admin.configuration(), "person").await.unwrap();
    assert_eq!(schema["type"], "object");
}

#[tokio::test]
async fn a_redirect_to_another_host_carries_no_credentials() {
    let other = Responder::giving([json(200, &session("s"))]);
    let public = Responder::giving([bare(302, &format!("Location: {}/x\r\n", other.address))]);
    frontend_api::to_session(&public.configuration(), Some("token"), Some("a=b"), None).await.unwrap();
    let asked = &other.asked()[0];
    assert_eq!((asked.header("x-session-token"), asked.header("cookie")), (None, None));
}

#[tokio::test]
async fn redirects_of_anything_but_reads_are_refusals() {
    let other = Responder::giving([json(200, &identity("i"))]);
    let location = format!("Location: {}/login\r\n", other.address);
    let admin = Responder::giving([bare(303, &location), bare(307, &location)]);
    let created = identity_api::create_identity(&admin.configuration(), Some(models::CreateIdentityBody::default())).await;
    assert_eq!(created.unwrap_err().status().map(|status| status.as_u16()), Some(303));
    let deleted = identity_api::delete_identity(&admin.configuration(), "i").await;
    assert_eq!(deleted.unwrap_err().status().map(|status| status.as_u16()), Some(307));
    assert!(other.asked().is_empty());
}

#[tokio::test]
async fn a_call_for_nothing_is_not_content_with_a_page() {
    let page = Answer::Reply { status: 200, headers: "Content-Type: text/html\r\n".into(), body: "<p>Sign in</p>".into() };
    let server = Responder::giving([page, bare(304, ""), bare(204, ""), bare(200, ""), json(200, &json!({}))]);
    let admin = server.configuration();
    let delete = async || identity_api::delete_identity(&admin, "i").await;
    assert!(delete().await.unwrap_err().to_string().contains("text/html"));
    assert!(delete().await.is_err());
    for _ in 0..3 {
        delete().await.unwrap();
    }
}

#[tokio::test]
async fn credentials_of_the_configuration_go_to_the_admin_api_only() {
    let server = Responder::giving([json(200, &identity("i")), json(200, &session("s")), json(200, &identity("i"))]);
    let key = ApiKey { prefix: Some("Bearer".into()), key: "key".into() };
    let keyed = Configuration { api_key: Some(key), basic_auth: Some(("me".into(), None)), ..server.configuration() };
    identity_api::get_identity(&keyed, "i", None).await.unwrap();
    frontend_api::to_session(&keyed, Some("token"), Some("a=b"), None).await.unwrap();
    identity_api::get_identity(&Configuration { api_key: None, ..keyed.clone() }, "i", None).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].header("authorization"), Some("Bearer key"));
    assert_eq!(asked[1].header("authorization"), None);
    assert_eq!((asked[1].header("x-session-token"), asked[1].header("cookie")), (Some("token"), Some("a=b")));
    assert_eq!(asked[2].header("authorization"), Some("Basic bWU6"));
    assert!(!format!("{keyed:?}").contains("\"key\""));
}

#[tokio::test]
async fn a_login_walks_from_its_flow_to_its_session() {
    let flow = json!({
        "id": "f", "type": "api", "expires_at": "t", "issued_at": "t", "request_url": "u", "state": "choose_method",
        "ui": {"action": "a", "method": "POST", "messages": [{"id": 4000006, "text": "no", "type": "error"}], "nodes": [
            {"type": "input", "group": "default", "messages": [], "meta": {},
             "attributes": {"node_type": "input", "name": "csrf_token", "type": "hidden", "value": "", "required": true, "disabled": false}}]},
    });
    let server = Responder::giving([
        json(200, &flow),
        json(400, &flow),
        json(
            200,
            &json!({"session": session("s"), "session_token": "t", "continue_with": [{"action": "set_ory_session_token", "ory_session_token": "t"}]}),
        ),
    ]);
    let public = server.configuration();
    let started = frontend_api::create_native_login_flow(&public, Some(true), None, None, None, None, None, None, None).await.unwrap();
    assert!(matches!(started.ui.nodes[0].attributes.as_ref(), models::UiNodeAttributes::Input(input) if input.name == "csrf_token"));
    let proof = models::UpdateLoginFlowWithPasswordMethod::new("me".into(), "password".into(), "secret".into());
    let body = models::UpdateLoginFlowBody::Password(Box::new(proof));
    let refused = entity(frontend_api::update_login_flow(&public, &started.id, body.clone(), None, None).await);
    let Some(frontend_api::UpdateLoginFlowError::Status400(refused)) = refused else { panic!("{refused:?}") };
    assert_eq!(refused.ui.messages.unwrap()[0].id, 4000006);
    let done = frontend_api::update_login_flow(&public, &started.id, body, None, None).await.unwrap();
    assert_eq!(done.session_token.as_deref(), Some("t"));
    assert_eq!(
        server.lines(),
        ["GET /self-service/login/api?refresh=true", "POST /self-service/login?flow=f", "POST /self-service/login?flow=f"]
    );
}

#[tokio::test]
async fn an_absent_body_is_sent_as_null_and_paths_are_encoded() {
    let server = Responder::giving([json(200, &identity("i")), bare(204, "")]);
    let admin = server.configuration();
    identity_api::patch_identity(&admin, "a b/c", None).await.unwrap();
    identity_api::delete_identity_credentials(&admin, "i", "oidc", Some("google:a b")).await.unwrap();
    assert_eq!(server.asked()[0].body, "null");
    assert_eq!(
        server.lines(),
        ["PATCH /admin/identities/a%20b%2Fc", "DELETE /admin/identities/i/credentials/oidc?identifier=google%3Aa+b"]
    );
}

#[tokio::test]
async fn not_being_ready_is_an_answer() {
    let server = Responder::giving([json(503, &json!({"errors": {"database": "down"}}))]);
    let error = entity(metadata_api::is_ready(&server.configuration()).await);
    assert!(matches!(error, Some(metadata_api::IsReadyError::Status503(body)) if body.errors["database"] == "down"));
}

#[tokio::test]
async fn any_json_can_be_sent_anywhere() {
    let server = Responder::giving([json(200, &json!({"processed": 2, "more": false})), bare(204, "")]);
    let admin = server.configuration();
    let body = json!({"action": "disable", "identities": ["*"]});
    assert_eq!(send_json(&admin, reqwest::Method::POST, "/admin/sessions", Some(&body)).await.unwrap()["processed"], 2);
    assert_eq!(send_json(&admin, reqwest::Method::DELETE, "/admin/sessions/s", None).await.unwrap(), Value::Null);
    assert_eq!(server.asked()[0].body, body.to_string());
}

#[test]
fn calls_and_streams_can_move_between_threads() {
    fn movable<T: Send>(_: T) {}
    let admin = Configuration::new();
    movable(identity_api::create_identity(&admin, None));
    movable(identity_api::list_identities_stream(&admin, ListIdentities::default()));
    movable(frontend_api::to_session(&admin, None, None, None));
}
