//! `/ui/logout`: asks, signs out, and says that it is done.

use super::error;
use super::visitor::{Page, PageRequest};
use crate::http::public::answer::see_other;
use crate::http::public::logout;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct LogoutPage {
    is_done: bool,
}

/// GET `/ui/logout`
pub async fn ask(request: PageRequest) -> Response {
    let live = match request.visit.live().await {
        Ok(live) => live,
        Err(error) => return error::show(&request, &error),
    };
    let is_done = live.is_none();
    let name = if is_done { "page-logout-done" } else { "page-logout" };
    let page = Page { template: "logout.html", name, event: None, is_signed_in: !is_done, content: LogoutPage { is_done } };
    request.page(StatusCode::OK, &page)
}

/// POST `/ui/logout`
pub async fn finish(request: PageRequest) -> Response {
    let visit = &request.visit;
    let revoked = match request.submitted().await {
        Ok(_) => logout::revoke_held(visit).await,
        Err(error) => Err(error),
    };
    if let Err(error) = revoked {
        return error::show(&request, &error);
    }
    let own = visit.selfservice();
    let done = own.own_url("/ui/logout");
    let target = own.settings.logout_after.as_deref().unwrap_or(&done);
    let mut response = see_other(&visit.parts.method, target);
    logout::forget(visit, &mut response);
    response
}
