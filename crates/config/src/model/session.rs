//! Cookies and sessions.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use super::Config;
use crate::units;

/// `cookies`
#[derive(Debug, Clone, Deserialize)]
pub struct Cookies {
    /// Domain attribute; `None` or empty = host only.
    pub domain: Option<String>,
    /// Path attribute.
    pub path: String,
    /// SameSite attribute.
    pub same_site: SameSite,
    /// Secure as written; use [`Config::cookies_secure`].
    pub secure: Option<String>,
}

/// `cookies.same_site`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum SameSite {
    /// Only same-site requests.
    Strict,
    /// Also top-level navigation.
    Lax,
    /// Every request.
    None,
}

impl SameSite {
    /// The attribute's value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "Strict",
            Self::Lax => "Lax",
            Self::None => "None",
        }
    }
}

/// `session`
#[derive(Debug, Clone, Deserialize)]
pub struct Session {
    /// How long a new session lives.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// A session is extended only when less than this is left; see [`Session::extendable_below`].
    #[serde(default, deserialize_with = "units::optional_duration")]
    pub earliest_possible_extend: Option<Duration>,
    /// The session cookie; use the getters of [`Config`] for what falls back to `cookies`.
    pub cookie: SessionCookie,
    /// `GET /sessions/whoami`
    pub whoami: Whoami,
}

impl Session {
    /// A session is extended only when less than this is left of it.
    pub fn extendable_below(&self) -> Duration {
        self.earliest_possible_extend.unwrap_or(self.lifespan)
    }
}

/// `session.cookie`
#[derive(Debug, Clone, Deserialize)]
pub struct SessionCookie {
    /// The cookie's name.
    pub name: String,
    /// Replaces `cookies.domain`, also when empty.
    pub domain: Option<String>,
    /// Replaces `cookies.path`.
    pub path: Option<String>,
    /// Replaces `cookies.same_site`.
    pub same_site: Option<SameSite>,
    /// Secure as written; use [`Config::session_cookie_secure`].
    pub secure: Option<String>,
    /// The cookie outlives the browser.
    pub persistent: bool,
}

/// `session.whoami`
#[derive(Debug, Clone, Deserialize)]
pub struct Whoami {
    /// The assurance that a session must have.
    pub required_aal: RequiredAal,
    /// Sessions as signed tokens.
    #[serde(default)]
    pub tokenizer: Tokenizer,
}

/// `required_aal`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequiredAal {
    /// One factor is enough.
    Aal1,
    /// As many factors as the identity has.
    HighestAvailable,
}

/// `session.whoami.tokenizer`
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Tokenizer {
    /// Templates by name.
    #[serde(default)]
    pub templates: BTreeMap<String, TokenizerTemplate>,
}

/// `session.whoami.tokenizer.templates.NAME`
#[derive(Debug, Clone, Deserialize)]
pub struct TokenizerTemplate {
    /// The signing keys: `file://` or `base64://`.
    pub jwks_url: String,
    /// How long a token lives.
    #[serde(default = "one_minute", deserialize_with = "units::duration")]
    pub ttl: Duration,
    /// Jsonnet that shapes the claims.
    pub claims_mapper_url: Option<String>,
    /// What the subject is.
    #[serde(default)]
    pub subject_source: TokenSubject,
}

fn one_minute() -> Duration {
    Duration::from_mins(1)
}

/// `subject_source` of a tokenizer template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenSubject {
    /// The identity's id.
    #[default]
    Id,
    /// The identity's external id.
    ExternalId,
}

impl Config {
    /// CSRF and continuity cookies are Secure.
    pub fn cookies_secure(&self) -> bool {
        self.is_secure(self.cookies.secure.as_deref())
    }

    /// The session cookie is Secure; `cookies.secure` has no say in it.
    pub fn session_cookie_secure(&self) -> bool {
        self.is_secure(self.session.cookie.secure.as_deref())
    }

    /// Domain attribute of the session cookie, `None` for a host-only cookie.
    pub fn session_cookie_domain(&self) -> Option<&str> {
        self.session.cookie.domain.as_deref().or(self.cookies.domain.as_deref()).filter(|domain| !domain.is_empty())
    }

    /// Path attribute of the session cookie.
    pub fn session_cookie_path(&self) -> &str {
        self.session.cookie.path.as_deref().unwrap_or(&self.cookies.path)
    }

    /// SameSite attribute of the session cookie.
    pub fn session_cookie_same_site(&self) -> SameSite {
        self.session.cookie.same_site.unwrap_or(self.cookies.same_site)
    }

    /// Only the text `true` is true. Without a setting cookies are Secure outside development; in the built-in
    /// set-up the base URL's scheme decides.
    fn is_secure(&self, setting: Option<&str>) -> bool {
        match setting {
            Some(text) => text == "true",
            None if self.is_zero_config => self.serve.public.listener.is_https(),
            None => !self.dev,
        }
    }
}
