//! What browsers are told beside a page: where it may load from and send to, and that nobody keeps it.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use selfsame_config::Config;
use std::collections::BTreeSet;
use url::Url;

/// The headers of every page.
pub struct Policy {
    content_security: HeaderValue,
    /// Whether the site is to be reached over HTTPS alone.
    is_https: bool,
}

impl Policy {
    pub fn of(config: &Config) -> Self {
        let targets: Vec<String> = form_targets(config).into_iter().collect();
        let text = format!(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
             frame-ancestors 'none'; form-action 'self' {}; require-trusted-types-for 'script'",
            targets.join(" ")
        );
        let content_security = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { content_security, is_https: config.serve.public.listener.base_url.starts_with("https:") }
    }

    /// The page with its headers.
    pub fn page(&self, status: StatusCode, html: String) -> Response {
        const STATIC: [(HeaderName, HeaderValue); 8] = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            // Not even for the way back: after signing out it shows nothing.
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
            (header::VARY, HeaderValue::from_static("Accept-Language")),
        ];
        let mut response = (status, html).into_response();
        let headers = response.headers_mut();
        for (name, value) in STATIC {
            headers.insert(name, value);
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, self.content_security.clone());
        if self.is_https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
        }
        response
    }
}

/// Where forms may lead: browsers hold a form's redirects to its page's policy.
fn form_targets(config: &Config) -> BTreeSet<String> {
    let own = &config.selfservice;
    let flows = &own.flows;
    let pages = [
        &flows.login.ui_url,
        &flows.registration.ui_url,
        &flows.settings.ui_url,
        &flows.recovery.ui_url,
        &flows.verification.ui_url,
        &flows.error.ui_url,
    ];
    let afters = [&flows.login.after, &flows.registration.after, &flows.settings.after, &flows.recovery.after, &flows.verification.after];
    let after_flows = afters.iter().filter_map(|after| after.default_browser_return_url.as_ref());
    let after_methods =
        afters.iter().flat_map(|after| after.methods.values()).filter_map(|method| method.default_browser_return_url.as_ref());
    let after_logout = flows.logout.after.default_browser_return_url.as_ref();
    let base = [&config.serve.public.listener.base_url, &own.default_browser_return_url];
    let all = base.into_iter().chain(pages).chain(&own.allowed_return_urls).chain(after_flows).chain(after_methods).chain(after_logout);
    all.filter_map(|url| source(url)).collect()
}

/// A URL as a source of a policy: its origin, also with a wildcard for a host; of a scheme of an app's own the scheme.
fn source(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let text = match (url.scheme(), url.host_str(), url.port()) {
        (scheme @ ("http" | "https"), Some(host), None) => format!("{scheme}://{host}"),
        (scheme @ ("http" | "https"), Some(host), Some(port)) => format!("{scheme}://{host}:{port}"),
        ("http" | "https", None, _) => return None,
        (scheme, _, _) => format!("{scheme}:"),
    };
    // What would end the directive is no origin.
    (!text.contains([' ', ';', ',', '\''])).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::source;

    #[test]
    fn sources_are_origins() {
        assert_eq!(source("https://app.example/callback?x=1").as_deref(), Some("https://app.example"));
        assert_eq!(source("http://localhost:3000/").as_deref(), Some("http://localhost:3000"));
        assert_eq!(source("https://*.example.org").as_deref(), Some("https://*.example.org"));
        assert_eq!(source("myapp://callback").as_deref(), Some("myapp:"));
        assert_eq!(source("/relative"), None);
    }
}
