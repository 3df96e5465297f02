//! Requests from pages of other origins (Fetch standard): which of them may read answers, and the preflight
//! requests with which browsers ask first.

use crate::app::App;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::sync::Arc;

/// `serve.public.cors`, when it is enabled.
#[derive(Clone, Debug)]
pub struct CorsSettings {
    /// Lower case, each with at most one `*`; empty allows every origin.
    pub allowed_origins: Vec<String>,
    pub allowed_methods: Vec<String>,
    pub allowed_headers: Vec<String>,
    pub exposed_headers: Vec<String>,
    pub allow_credentials: bool,
    /// Whether preflights reach the router.
    pub options_passthrough: bool,
    /// Seconds; 0 leaves the header away.
    pub max_age: u64,
}

/// The middleware of the public listener.
pub async fn share(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let current = app.current();
    let Some(cors) = &current.selfservice.settings.cors else { return next.run(request).await };
    let is_preflight = request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if is_preflight {
        let granted = cors.grant(request.headers());
        let mut response = if cors.options_passthrough { next.run(request).await } else { StatusCode::NO_CONTENT.into_response() };
        response.headers_mut().extend(granted);
        return response;
    }
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_allowed = origin.as_ref().is_some_and(|origin| cors.allows_origin(origin) && cors.allows_method(request.method().as_str()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // Before `Vary: Cookie` of the inner layers.
    let others: Vec<HeaderValue> = headers.get_all(header::VARY).iter().cloned().collect();
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    headers.extend(others.into_iter().map(|value| (header::VARY, value)));
    if let (Some(origin), true) = (origin, is_allowed) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        list(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, &cors.exposed_headers);
        if cors.allow_credentials {
            headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
    response
}

impl CorsSettings {
    /// The headers that answer a preflight request; only `Vary` if it asks for too much.
    fn grant(&self, asked: &HeaderMap) -> HeaderMap {
        let mut granted = HeaderMap::new();
        let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        granted.insert(header::VARY, HeaderValue::from_static(vary));
        let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
        let wanted_headers = text(header::ACCESS_CONTROL_REQUEST_HEADERS).unwrap_or_default();
        let Some(origin) = asked.get(header::ORIGIN).filter(|origin| self.allows_origin(origin)) else { return granted };
        let Some(method) = asked.get(header::ACCESS_CONTROL_REQUEST_METHOD) else { return granted };
        let is_method_allowed = method.to_str().is_ok_and(|method| self.allows_method(method));
        if !is_method_allowed || !wanted_headers.split(',').map(str::trim).all(|name| self.allows_header(name)) {
            return granted;
        }
        granted.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        granted.insert(header::ACCESS_CONTROL_ALLOW_METHODS, method.clone());
        if let Ok(value) = HeaderValue::try_from(wanted_headers)
            && !wanted_headers.is_empty()
        {
            granted.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, value);
        }
        if self.allow_credentials {
            granted.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        if self.max_age > 0 {
            granted.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from(self.max_age));
        }
        granted
    }

    fn allows_origin(&self, origin: &HeaderValue) -> bool {
        let Ok(origin) = origin.to_str() else { return false };
        self.allowed_origins.is_empty() || self.allowed_origins.iter().any(|allowed| fits(allowed, origin))
    }

    fn allows_method(&self, method: &str) -> bool {
        method == "OPTIONS" || method == "HEAD" || self.allowed_methods.iter().any(|allowed| allowed == method)
    }

    fn allows_header(&self, name: &str) -> bool {
        name.is_empty()
            || name.eq_ignore_ascii_case("origin")
            || self.allowed_headers.iter().any(|allowed| allowed.eq_ignore_ascii_case(name))
    }
}

/// Whether an origin is the allowed one, or fits around its `*`.
fn fits(allowed: &str, origin: &str) -> bool {
    match allowed.split_once('*') {
        None => allowed == origin,
        Some((start, end)) => origin.len() >= start.len() + end.len() && origin.starts_with(start) && origin.ends_with(end),
    }
}

fn list(headers: &mut HeaderMap, name: HeaderName, values: &[String]) {
    if !values.is_empty()
        && let Ok(value) = HeaderValue::try_from(values.join(", "))
    {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> CorsSettings {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        CorsSettings {
            allowed_origins: own(&["http://app.example", "https://*.trusted.example"]),
            allowed_methods: own(&["GET", "POST"]),
            allowed_headers: own(&["Content-Type", "X-Session-Token"]),
            exposed_headers: own(&["Content-Type"]),
            allow_credentials: true,
            options_passthrough: false,
            max_age: 0,
        }
    }

    fn granted(origin: &'static str, method: &'static str, names: &'static str) -> bool {
        let mut asked = HeaderMap::new();
        asked.insert(header::ORIGIN, HeaderValue::from_static(origin));
        asked.insert(header::ACCESS_CONTROL_REQUEST_METHOD, HeaderValue::from_static(method));
        asked.insert(header::ACCESS_CONTROL_REQUEST_HEADERS, HeaderValue::from_static(names));
        settings().grant(&asked).contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
    }

    #[test]
    fn preflights_grant_what_is_configured() {
        assert!(granted("http://app.example", "POST", "content-type,x-session-token"));
        assert!(granted("https://a.trusted.example", "GET", ""));
        assert!(!granted("http://evil.example", "GET", ""));
        assert!(!granted("https://trusted.example", "GET", ""));
        assert!(!granted("http://app.example", "DELETE", ""));
        assert!(!granted("http://app.example", "GET", "x-other"));
    }
}
