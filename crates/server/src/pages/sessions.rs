//! POST `/ui/sessions`: signs another device out, or all of them.

use super::error;
use super::notice::Notice;
use super::visitor::PageRequest;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::sessions::{revoke_all, revoke_one, signed_in};
use axum::response::Response;
use http::StatusCode;
use selfsame_core::flow::body::FlowBody;

pub async fn revoke(request: PageRequest) -> Response {
    let revoked = match request.submitted().await {
        Ok(body) => revoke_named(&request, &body).await,
        Err(error) => Err(error),
    };
    match revoked {
        Ok(notice) => request.lead_with("/ui/", notice),
        Err(error) if error.status == StatusCode::UNAUTHORIZED => request.lead("/ui/"),
        Err(error) => error::show(&request, &error),
    }
}

async fn revoke_named(request: &PageRequest, body: &FlowBody) -> ApiResult<Notice> {
    let live = signed_in(&request.visit).await?;
    if body.text("others").is_some() {
        revoke_all(&request.visit, &live).await?;
        return Ok(Notice::OthersRevoked);
    }
    let id = body.text("session").and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| ApiError::bad_request("session: the field is missing or not the id of a session"))?;
    revoke_one(&request.visit, &live, id).await?;
    Ok(Notice::Revoked)
}
