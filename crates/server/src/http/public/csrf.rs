//! Protection against cross-site request forgery on the public listener: every browser gets a token cookie,
//! and unsafe requests must repeat it. Flow submissions check it themselves, by the type of their flow.

use super::answer::set_cookie;
use super::visit::{FreshCsrf, Visit, csrf_cookie};
use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, header};
use selfsame_api::flow::FlowType;
use selfsame_api::text::generic_error;
use selfsame_api::ui::UiText;
use selfsame_core::Ctx;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::body::FlowBody;
use serde_json::json;
use std::sync::Arc;

const DOCS: &str = "https://www.ory.com/docs/troubleshooting/csrf";

/// What the protection does on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    On,
    /// As `On`, but the token of an unsafe request stands in a form, which its handler checks.
    Form,
    /// Neither sets the cookie nor checks a token.
    Exempt,
    /// Not even a `Vary` header: the answer is the same for everybody.
    Off,
}

/// Exempt are the paths that programs use, and those whose handlers check for themselves or lead elsewhere.
/// A segment counts even when it is empty.
fn guard(path: &str) -> Guard {
    let (mut segments, mut count) = ([""; 6], 0);
    for (place, segment) in segments.iter_mut().zip(path.split('/').skip(1)) {
        *place = segment;
        count += 1;
    }
    match &segments[..count] {
        ["health", "alive" | "ready"] | ["version"] | ["metrics", "prometheus"] | ["ui", "assets", _, _] => Guard::Off,
        ["ui", "language" | "logout" | "sessions"] => Guard::Form,
        ["sessions" | "identities"]
        | ["sessions" | "schemas" | "identities", _]
        | ["sessions", _, "extend"]
        | ["identities", _, "sessions"]
        | ["identities", _, "credentials", _]
        | ["recovery", "code" | "link"]
        | ["self-service", "login" | "registration" | "settings" | "recovery" | "verification"]
        | ["self-service", "login" | "registration" | "settings" | "recovery" | "verification" | "logout", "api"]
        | ["self-service", "login", "test"]
        | ["self-service", "methods", "oidc", "callback", _]
        | ["admin", "identities"]
        | ["admin", "identities" | "schemas", _]
        | ["admin", "identities", _, "credentials", _]
        | ["admin", "courier", "messages"] => Guard::Exempt,
        _ => Guard::On,
    }
}

/// The middleware of the public listener.
pub async fn protect(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let guard = guard(request.uri().path());
    if guard == Guard::Off {
        return next.run(request).await;
    }
    if guard == Guard::Exempt {
        let mut response = next.run(request).await;
        vary_by_cookie(&mut response);
        return response;
    }
    let current = app.current();
    let own = &current.selfservice;
    let held = csrf_cookie(request.headers(), &own.csrf_cookie_name);
    let fresh = held.is_none().then(|| {
        let mut rng = app.randomness.fork();
        CsrfToken::generate(&mut Ctx { now: app.now(), rng: &mut rng })
    });
    let is_passed = guard == Guard::Form || matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE);
    let sent = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok());
    let mut response = if is_passed || held.zip(sent).is_some_and(|(held, sent)| held.matches(sent)) {
        if let Some(fresh) = fresh {
            request.extensions_mut().insert(FreshCsrf(fresh));
        }
        next.run(request).await
    } else {
        violation(request.headers(), &own.csrf_cookie_name, sent.is_some()).into_response()
    };
    vary_by_cookie(&mut response);
    if let Some(fresh) = fresh
        && !sets_cookie(&response, &own.csrf_cookie_name)
    {
        set_cookie(&mut response, &own.csrf_cookie(&fresh.to_cookie()));
    }
    response
}

fn vary_by_cookie(response: &mut Response) {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Cookie"));
}

fn sets_cookie(response: &Response, name: &str) -> bool {
    response.headers().get_all(header::SET_COOKIE).iter().any(|value| value.as_bytes().starts_with(name.as_bytes()))
}

/// 403 that helps a developer to find the cause. Whether the caller sent a token tells two causes apart.
pub fn violation(headers: &HeaderMap, cookie_name: &str, sent_token: bool) -> ApiError {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let hint = match text("sec-fetch-mode") {
        Some("cors" | "same-origin") => {
            "The request came from a script: it must be made with credentials (cookies) and send the form's csrf_token."
        }
        _ => "The form must be submitted by the browser that fetched it, with its cookies and its csrf_token.",
    };
    let has_cookie = super::visit::cookies(headers).any(|(name, _)| name == cookie_name);
    let cause = match (headers.contains_key(header::COOKIE), has_cookie, sent_token) {
        (false, _, _) => Some("The request has no Cookie header."),
        (true, false, _) => Some("The request has a Cookie header without the CSRF cookie of this server."),
        (true, true, true) => Some("The token and the CSRF cookie do not belong together."),
        (true, true, false) => None,
    };
    let error = ApiError::forbidden("The request could not be tied to the browser that began it (CSRF)")
        .id("security_csrf_violation")
        .detail("docs", json!(DOCS))
        .detail("hint", json!(hint));
    match cause {
        Some(cause) => error.detail("reject_reason", json!(cause)),
        None => error,
    }
}

/// Why a flow's submission is not heard.
pub enum SubmitRefusal {
    /// 403.
    Violation(Box<ApiError>),
    /// A message in the flow.
    Message(UiText),
}

/// The check inside a flow's submission. The type comes from the stored flow, never from the caller: a
/// browser must repeat its token, and a native client must not look like a browser.
pub fn check_submit(visit: &Visit, kind: FlowType, body: &FlowBody) -> Result<(), SubmitRefusal> {
    let headers = &visit.parts.headers;
    match kind {
        FlowType::Browser => {
            let sent = body.text("csrf_token");
            if visit.csrf_cookie().zip(sent).is_some_and(|(held, sent)| held.matches(sent)) {
                return Ok(());
            }
            // A script without a token counts as one with a wrong token.
            let is_script = visit.answers_json();
            let error = violation(headers, &visit.selfservice().csrf_cookie_name, sent.is_some() || is_script);
            Err(SubmitRefusal::Violation(Box::new(error)))
        }
        FlowType::Api => {
            let is_proxy_cookie = |name: &str| ["__cf", "_cf", "cf_"].iter().any(|prefix| name.starts_with(prefix));
            let has_origin = headers.get(header::ORIGIN).is_some_and(|origin| !origin.is_empty());
            if has_origin {
                return Err(SubmitRefusal::Message(generic_error(
                    "A flow for native clients was submitted with an Origin header, as browsers send it. Use a browser flow instead.",
                )));
            }
            if super::visit::cookies(headers).any(|(name, _)| !is_proxy_cookie(name)) {
                return Err(SubmitRefusal::Message(generic_error(
                    "A flow for native clients was submitted with cookies, as browsers send them. Use a browser flow instead.",
                )));
            }
            Ok(())
        }
    }
}

/// Whether the request comes from the browser that a flow belongs to; flows of native clients belong to
/// whoever knows their id.
pub fn check_owner(visit: &Visit, kind: FlowType, owner: Option<CsrfToken>) -> ApiResult<()> {
    match (kind, owner, visit.csrf_cookie()) {
        (FlowType::Api, _, _) => Ok(()),
        (FlowType::Browser, Some(owner), Some(held)) if owner.same(held) => Ok(()),
        (FlowType::Browser, _, _) => Err(violation(&visit.parts.headers, &visit.selfservice().csrf_cookie_name, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_paths_are_guarded() {
        for path in [
            "/self-service/login/browser",
            "/self-service/login/flows",
            "/self-service/logout",
            "/self-service/errors",
            "/nope",
            "/schemas",
            "/schemas/person/",
            "/sessions/whoami/",
            "//sessions/whoami",
            "/sessions/../schemas",
            "/self-service/login/api/",
            "/admin/sessions",
            "/admin/schemas",
            "/admin/identities/by/external/x",
            "/admin/identities/x/sessions",
            "/admin/recovery/code",
            "/admin/courier/messages/x",
            "/",
        ] {
            assert_eq!(guard(path), Guard::On, "{path}");
        }
        for path in [
            "/self-service/login",
            "/self-service/login/api",
            "/self-service/logout/api",
            "/self-service/methods/oidc/callback/google",
            "/sessions",
            "/sessions/whoami",
            "/schemas/x",
            "/schemas/",
            "/schemas/..",
            "/identities",
            "/identities/x",
            "/identities/x/sessions",
            "/recovery/link",
            "/admin/identities",
            "/admin/identities/x/credentials/password",
            "/admin/schemas/x",
            "/admin/courier/messages",
        ] {
            assert_eq!(guard(path), Guard::Exempt, "{path}");
        }
        assert_eq!(guard("/health/ready"), Guard::Off);
        assert_eq!(guard("/ui/assets/0123/style.css"), Guard::Off);
        assert_eq!(guard("/ui/logout"), Guard::Form);
        assert_eq!(guard("/ui/login"), Guard::On);
    }
}
