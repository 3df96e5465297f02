//! POST `/ui/language`: chooses the language of the pages.

use super::error;
use super::language::{COOKIE, Language};
use super::visitor::PageRequest;
use crate::http::error::ApiError;
use crate::http::public::answer::set_cookie;
use axum::response::Response;

/// A year, in seconds.
const KEPT: u32 = 31_536_000;

pub async fn choose(request: PageRequest) -> Response {
    let body = match request.submitted().await {
        Ok(body) => body,
        Err(error) => return error::show(&request, &error),
    };
    let Some(language) = body.text("language").and_then(Language::find) else {
        return error::show(&request, &ApiError::bad_request("language: there is no such language here"));
    };
    let back = body.text("back").filter(|path| is_own_page(path)).unwrap_or("/ui/");
    let mut response = request.lead(back);
    let secure = if request.visit.selfservice().settings.csrf_cookie.is_secure { "; Secure" } else { "" };
    let tag = language.spoken().tag;
    set_cookie(&mut response, &format!("{COOKIE}={tag}; Path=/; HttpOnly; SameSite=Lax; Max-Age={KEPT}{secure}"));
    response
}

/// Whether a path leads to a page of ours and nowhere else.
fn is_own_page(path: &str) -> bool {
    path.starts_with("/ui/") && !path.contains("//") && !path.contains(['\\', '@']) && path.is_ascii() && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    #[test]
    fn only_pages_of_ours_are_led_back_to() {
        assert!(is_own_page("/ui/login?flow=1"));
        for foreign in ["//evil.example/", "/ui//evil.example", "https://evil.example", "/ui/\\evil", "/ui/\r\nX: y", "/other", "/ui/@evil"]
        {
            assert!(!is_own_page(foreign), "{foreign}");
        }
    }
}
