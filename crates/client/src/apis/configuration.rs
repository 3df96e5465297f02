//! Where the server is, how to sign calls, and how patient to be.

use std::fmt;
use std::time::Duration;

/// One listener of a server and how to speak to it. Cheap to clone; clones share their connections.
///
/// The public and the admin API have their own addresses, so most programs hold two of these.
///
/// ```
/// use selfsame_client::apis::configuration::Configuration;
///
/// let admin = Configuration { base_path: "http://127.0.0.1:4434".into(), ..Configuration::default() };
/// assert!(admin.timeout.is_some());
/// ```
#[derive(Clone)]
pub struct Configuration {
    /// Address of the listener, `http://127.0.0.1:4434`, perhaps with a path in front of the API.
    pub base_path: String,
    /// The `User-Agent` header.
    pub user_agent: Option<String>,
    /// The HTTP client, for proxies, certificates and the like. Build your own with `redirect::Policy::none()`: reads
    /// are followed without it, and nothing else should be.
    pub client: reqwest::Client,
    /// Name and password for the admin API behind a gateway. Used only if no token or key is set.
    pub basic_auth: Option<BasicAuth>,
    /// OAuth 2 token for the admin API behind a gateway. Used only if neither key nor bearer token is set.
    pub oauth_access_token: Option<String>,
    /// Bearer token for the admin API behind a gateway. Used only if no key is set.
    pub bearer_access_token: Option<String>,
    /// Key for the admin API behind a gateway, sent as `Authorization`.
    pub api_key: Option<ApiKey>,
    /// How long one attempt may take, answer included. `None` leaves it to `client`.
    pub timeout: Option<Duration>,
    /// When to try again.
    pub retry: Retry,
    /// The `X-Request-ID` header, for passing on the id of a request being served. By default each call gets a new
    /// UUID, kept over its retries; errors repeat it as `error.request`.
    pub request_id: Option<String>,
}

/// Name and perhaps password.
pub type BasicAuth = (String, Option<String>);

/// Key of a gateway.
#[derive(Clone)]
pub struct ApiKey {
    /// Word before the key, such as `Bearer`.
    pub prefix: Option<String>,
    /// The key.
    pub key: String,
}

/// When a call that may be repeated (read, replace, delete, extend) is tried again: after 429 and 503, and when no
/// connection came about; reads also when the connection broke. Other calls are never sent twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Attempts in all; 1 never tries again.
    pub attempts: u32,
    /// Wait before the second attempt, doubled before each further one, less some chance.
    pub first_wait: Duration,
    /// The most that is ever waited. A server that asks for more with `Retry-After` gets no further attempt.
    pub longest_wait: Duration,
}

impl Configuration {
    /// The defaults: `http://localhost`, three attempts, a minute each.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            base_path: "http://localhost".to_owned(),
            user_agent: Some(concat!("selfsame-client/", env!("CARGO_PKG_VERSION")).to_owned()),
            client: default_client(),
            basic_auth: None,
            oauth_access_token: None,
            bearer_access_token: None,
            api_key: None,
            timeout: Some(Duration::from_mins(1)),
            retry: Retry::default(),
            request_id: None,
        }
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self { attempts: 3, first_wait: Duration::from_millis(100), longest_wait: Duration::from_secs(10) }
    }
}

impl fmt::Debug for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials = [
            ("api_key", self.api_key.is_some()),
            ("bearer_access_token", self.bearer_access_token.is_some()),
            ("oauth_access_token", self.oauth_access_token.is_some()),
            ("basic_auth", self.basic_auth.is_some()),
        ];
        let set: Vec<_> = credentials.into_iter().filter_map(|(name, is_set)| is_set.then_some(name)).collect();
        f.debug_struct("Configuration")
            .field("base_path", &self.base_path)
            .field("user_agent", &self.user_agent)
            .field("credentials", &set)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

fn default_client() -> reqwest::Client {
    let builder = reqwest::Client::builder().connect_timeout(Duration::from_secs(10)).redirect(reqwest::redirect::Policy::none());
    builder.build().expect("an HTTP client without files or proxies of its own can always be made")
}
