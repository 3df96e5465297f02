//! The one place where errors become HTTP.
//!
//! A handler returns an [`ApiError`]; the outermost layer (`http::service`) writes its JSON, because only
//! it knows the request's id.

use crate::hasher::PoolError;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::ErrorBody;
use selfsame_store::{Clash, ClashField, StoreError};
use serde_json::{Map, Value, json};

/// An error on its way to the client.
#[derive(Clone, Debug)]
pub struct ApiError {
    pub status: StatusCode,
    pub body: ErrorBody,
    /// Members beside `error`, where the contract has some.
    pub beside: Map<String, Value>,
    /// Seconds for `Retry-After`.
    pub retry_after: Option<u32>,
}

pub type ApiResult<T> = Result<T, ApiError>;

/// The error that is a redirect, and the member that says where to.
const GO_ON_ELSEWHERE: &str = "browser_location_change_required";
const REDIRECT: &str = "redirect_browser_to";

impl ApiError {
    /// An error whose text is `message`.
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let body = ErrorBody {
            code: status.as_u16(),
            status: status.canonical_reason().unwrap_or("Unknown").to_owned(),
            message: message.into(),
            ..ErrorBody::default()
        };
        Self { status, body, beside: Map::new(), retry_after: None }
    }

    /// 400 with the fixed message; what is wrong stands in `reason`.
    pub fn bad_request(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "The request is malformed or has invalid values").reason(reason)
    }

    /// 400 whose text is `message`, without a reason.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "The requested resource does not exist")
    }

    pub fn unauthorized(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "The request is not authenticated").reason(reason)
    }

    pub fn forbidden(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "The request is not allowed").reason(reason)
    }

    /// 500 without a detail; the detail goes to the log.
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        tracing::error!(error = %detail, "a request failed inside the server");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong in the server; its log says more")
    }

    /// 503 that may be tried again.
    pub fn unavailable(detail: impl std::fmt::Display) -> Self {
        tracing::warn!(error = %detail, "a request was turned away");
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, "The server cannot serve this request now; try again soon");
        error.retry_after = Some(1);
        error
    }

    /// 422: the browser goes on at another address.
    pub fn go_on_at(url: &str) -> Self {
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "The browser must go on elsewhere").id(GO_ON_ELSEWHERE);
        error.body.reason = Some("The flow goes on at the address in redirect_browser_to".to_owned());
        error.beside.insert(REDIRECT.to_owned(), json!(url));
        error
    }

    /// Where the browser goes on, if that is what this says.
    pub fn goes_on_at(&self) -> Option<&str> {
        self.body.id.as_deref().filter(|id| *id == GO_ON_ELSEWHERE).and_then(|_| self.beside.get(REDIRECT)?.as_str())
    }

    #[must_use]
    pub fn id(mut self, id: &str) -> Self {
        self.body.id = Some(id.to_owned());
        self
    }

    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.body.reason = Some(reason.into());
        self
    }

    #[must_use]
    pub fn detail(mut self, name: &str, value: Value) -> Self {
        self.body.details.get_or_insert_default().insert(name.to_owned(), value);
        self
    }
}

impl From<PoolError> for ApiError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Busy { retry_after } => {
                let mut busy = Self::unavailable(&error);
                busy.retry_after = Some(u32::try_from(retry_after.as_secs().max(1)).unwrap_or(u32::MAX));
                busy
            }
            PoolError::Closed => Self::unavailable(error),
            PoolError::Password(error) => Self::bad_request(error.to_string()),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Conflict(clash) => conflict(&clash),
            StoreError::Stale => {
                Self::new(StatusCode::CONFLICT, "The resource was changed by another request meanwhile; read it and try again")
            }
            StoreError::TooLong => Self::bad_request("An identifier, an address or an id is too long"),
            StoreError::Unavailable(detail) => Self::unavailable(detail),
            StoreError::Corrupt(detail) | StoreError::Bug(detail) => Self::internal(detail),
        }
    }
}

/// 409 that says which value is taken and by whom.
// Kratos: says only that something clashes.
fn conflict(clash: &Clash) -> ApiError {
    let (field, value) = match &clash.field {
        ClashField::CredentialIdentifier { kind, identifier } => (format!("credentials.{kind}.identifiers"), Some(identifier)),
        ClashField::VerifiableAddress { via, value } => (format!("verifiable_addresses.{via}"), Some(value)),
        ClashField::RecoveryAddress { via, value } => (format!("recovery_addresses.{via}"), Some(value)),
        ClashField::ExternalId(value) => ("external_id".to_owned(), Some(value)),
        ClashField::Id => ("id".to_owned(), None),
    };
    let mut error =
        ApiError::new(StatusCode::CONFLICT, "A unique value is already taken by another resource").detail("field", json!(field));
    if let Some(value) = value {
        error = error.detail("value", json!(value));
    }
    match clash.holder {
        Some(holder) => error.detail("identity_id", json!(holder)),
        None => error,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
