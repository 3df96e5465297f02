//! Where a browser may be sent after a flow: `return_to` must lie below the server's own self-service URLs
//! or match an entry of the allow list. Everything here guards against open redirects, so that what is
//! compared is exactly what a browser will read.

mod url_parts;

use super::request_url::LONGEST_URL;
use std::borrow::Cow;
use url_parts::UrlParts;

/// Which redirect targets are acceptable, prepared once per configuration.
pub struct ReturnPolicy {
    default: UrlParts<'static>,
    default_url: String,
    own: UrlParts<'static>,
    allowed: Vec<Rule>,
}

struct Rule {
    scheme: String,
    host: HostRule,
    path: String,
}

enum HostRule {
    Exactly(String),
    /// Any host that ends with this text, which begins with a dot.
    Below(String),
}

/// Whether wildcards that cover a whole public suffix are honoured (`legacy_allow_insecure_origins`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wildcards {
    Narrow,
    Any,
}

/// Why a target is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnToError {
    #[error("the return_to parameter is not a URL")]
    NotUrl,
    #[error("the return_to URL is longer than {LONGEST_URL} bytes")]
    TooLong,
    #[error("the return_to URL is not on the list of allowed return URLs")]
    Forbidden,
}

/// A configured URL is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an absolute URL")]
pub struct BadConfiguredUrl(pub String);

impl ReturnPolicy {
    /// From `selfservice.default_browser_return_url`, the public base URL and `selfservice.allowed_return_urls`.
    /// Entries that would allow the whole internet are left out unless `wildcards` says otherwise.
    pub fn new(
        default: &str,
        public: &str,
        allowed: impl IntoIterator<Item = impl AsRef<str>>,
        wildcards: Wildcards,
    ) -> Result<Self, BadConfiguredUrl> {
        let parse = |text: &str| UrlParts::parse(text).map(UrlParts::into_owned).ok_or_else(|| BadConfiguredUrl(text.to_owned()));
        let mut rules = Vec::new();
        for entry in allowed {
            let parts = parse(entry.as_ref())?;
            rules.extend(Rule::of(&parts, wildcards));
        }
        Ok(Self { default: parse(default)?, default_url: default.to_owned(), own: parse(public)?, allowed: rules })
    }

    /// Where browsers go when nothing else is asked for.
    pub fn default_url(&self) -> &str {
        &self.default_url
    }

    /// The absolute URL that `raw` stands for, if browsers may be sent there.
    // Kratos: of any length.
    pub fn accept(&self, raw: &str) -> Result<String, ReturnToError> {
        if raw.len() > LONGEST_URL {
            return Err(ReturnToError::TooLong);
        }
        let parts = UrlParts::parse(raw).ok_or(ReturnToError::NotUrl)?;
        let scheme = if parts.scheme.is_empty() { &self.default.scheme } else { &parts.scheme };
        let host = if parts.host.is_empty() { &self.default.host } else { &parts.host };
        let is_own = scheme.eq_ignore_ascii_case(&self.own.scheme)
            && host.eq_ignore_ascii_case(&self.own.host)
            && parts.path.strip_prefix(self.own.path.trim_end_matches('/')).is_some_and(|rest| rest.starts_with("/self-service"));
        if !is_own && !self.allowed.iter().any(|rule| rule.fits(scheme, host, &parts.path)) {
            return Err(ReturnToError::Forbidden);
        }
        // What the caller wrote, made absolute: the parts that were compared, and the rest behind them.
        let mut url = String::with_capacity(raw.len() + 32);
        let authority = if parts.host.is_empty() { Cow::Borrowed(host.as_ref()) } else { Cow::Borrowed(parts.authority.as_ref()) };
        url.extend([scheme.as_ref(), "://", &authority, &parts.rest]);
        Ok(url)
    }
}

impl Rule {
    fn of(parts: &UrlParts<'_>, wildcards: Wildcards) -> Option<Self> {
        let host = match parts.host.strip_prefix('*') {
            None if parts.host.contains('*') => return None,
            None => HostRule::Exactly(parts.host.to_string()),
            Some(rest) => {
                let suffix = rest.strip_prefix('.').filter(|suffix| !suffix.is_empty() && !suffix.contains('*'));
                match (suffix, wildcards) {
                    (None, _) => return None,
                    (Some(suffix), Wildcards::Narrow) if is_public_suffix(suffix) => return None,
                    (Some(suffix), _) => HostRule::Below(format!(".{}", suffix.to_ascii_lowercase())),
                }
            }
        };
        let path = if parts.path.is_empty() { "/".to_owned() } else { parts.path.to_string() };
        Some(Self { scheme: parts.scheme.to_string(), host, path })
    }

    fn fits(&self, scheme: &str, host: &str, path: &str) -> bool {
        let host_fits = match &self.host {
            HostRule::Exactly(own) => own.eq_ignore_ascii_case(host),
            HostRule::Below(suffix) => {
                let host = host.to_ascii_lowercase();
                host.len() > suffix.len() && host.ends_with(suffix.as_str())
            }
        };
        let path = if path.is_empty() { "/" } else { path };
        host_fits && self.scheme.eq_ignore_ascii_case(scheme) && path.starts_with(&self.path)
    }
}

/// Whether anybody can register names below `suffix`. Single labels always are; of the suffixes with more
/// labels the common ones are known here, which suffices to catch a mistake in a configuration.
fn is_public_suffix(suffix: &str) -> bool {
    const COMMON: [&str; 28] = [
        "ac.uk",
        "co.uk",
        "gov.uk",
        "org.uk",
        "me.uk",
        "com.au",
        "net.au",
        "org.au",
        "com.br",
        "com.cn",
        "co.in",
        "co.jp",
        "ne.jp",
        "or.jp",
        "co.kr",
        "co.nz",
        "com.mx",
        "com.sg",
        "com.tr",
        "com.tw",
        "co.za",
        "github.io",
        "gitlab.io",
        "pages.dev",
        "workers.dev",
        "vercel.app",
        "netlify.app",
        "herokuapp.com",
    ];
    let name = suffix.split(':').next().unwrap_or(suffix).to_ascii_lowercase();
    name != "localhost" && (!name.contains('.') || COMMON.contains(&name.as_str()))
}

#[cfg(test)]
mod tests;
