//! The errors with which a login answers.

use crate::http::error::ApiError;
use http::StatusCode;
use selfsame_core::flow::return_to::ReturnToError;

pub fn needs_first_factor() -> ApiError {
    ApiError::unauthorized("A second factor needs a session that a first factor began").id("session_aal1_required")
}

/// 400 for a program that is signed in and wants to sign in.
pub fn session_already_available() -> ApiError {
    ApiError::bad_request("There is a session already; ask for refresh=true to sign in once more").id("session_already_available")
}

pub fn flow_expired() -> ApiError {
    ApiError::new(StatusCode::GONE, "The flow has expired").id("self_service_flow_expired").reason("The flow has expired; begin a new one")
}

/// 400: the target is no URL, or not allowed.
pub fn return_to_error(error: ReturnToError) -> ApiError {
    match error {
        ReturnToError::NotUrl | ReturnToError::TooLong => ApiError::bad_request(error.to_string()),
        ReturnToError::Forbidden => ApiError::bad_request(error.to_string()).id("self_service_flow_return_to_forbidden"),
    }
}
