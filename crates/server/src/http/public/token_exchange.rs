//! GET `/sessions/token-exchange`: a native client's session, for the two halves of a code that a sign-in in
//! a browser left behind. No method leaves one yet, so that every pair is unknown.

use super::visit::Visit;
use crate::http::error::ApiError;
use axum::response::{IntoResponse, Response};

pub async fn exchange(visit: Visit) -> Response {
    let error = match (visit.query.get("init_code"), visit.query.get("return_to_code")) {
        (Some(_), Some(_)) => ApiError::not_found().reason("No finished sign-in belongs to these codes"),
        (None, _) | (_, None) => ApiError::bad_request("init_code and return_to_code are both needed"),
    };
    error.into_response()
}
