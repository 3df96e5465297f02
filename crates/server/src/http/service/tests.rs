use super::route;
use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::{Request, StatusCode};

async fn outcome(path: &str) -> Result<StatusCode, String> {
    let broken = async |text: &'static str| -> &'static str { panic!("{text}") };
    let router = Router::new().route("/fine", get(async || "fine")).route("/broken", get(async move || broken("a bug").await));
    let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
    route(router, request).await.map(|response| response.status())
}

#[tokio::test]
async fn a_panic_of_a_handler_is_caught_with_its_text() {
    assert_eq!(outcome("/fine").await, Ok(StatusCode::OK));
    assert_eq!(outcome("/broken").await, Err("a bug".to_owned()));
}
