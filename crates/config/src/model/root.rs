//! The root of the configuration and its small members.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::{Ciphers, Cookies, Courier, Hashers, Identity, Log, Secrets, Selfservice, Serve, Session};
use crate::dsn::Dsn;
use crate::secret::Secret;
use crate::units;

/// Everything that can be configured, defaults filled in.
#[derive(Clone, Deserialize)]
pub struct Config {
    /// Where the data lies.
    pub dsn: Dsn,
    /// Development conveniences are on.
    #[serde(default)]
    pub dev: bool,
    /// The server delivers messages itself.
    #[serde(default, rename = "watch-courier")]
    pub watch_courier: bool,
    /// The folder for generated secrets and, by default, the database.
    #[serde(skip)]
    pub data_dir: PathBuf,
    /// No configuration file was given: the built-in set-up is in force.
    #[serde(skip)]
    pub is_zero_config: bool,
    /// The answer of `GET /health/config`: the operator's revision, else a SHA-256 of the effective configuration.
    #[serde(default)]
    pub revision: String,
    /// The version for which the operator wrote the configuration; informational.
    pub version: Option<String>,
    /// The pages that this server shows itself.
    pub pages: Pages,
    /// The two listeners.
    pub serve: Serve,
    /// Logging.
    pub log: Log,
    /// Identity schemas.
    pub identity: Identity,
    /// Keys; what is absent the server generates and keeps.
    #[serde(default)]
    pub secrets: Secrets,
    /// How recoverable secrets are sealed.
    pub ciphers: Ciphers,
    /// How passwords are hashed.
    pub hashers: Hashers,
    /// Cookies in general.
    pub cookies: Cookies,
    /// Sessions.
    pub session: Session,
    /// Self-service methods and flows.
    pub selfservice: Selfservice,
    /// Delivery of messages.
    pub courier: Courier,
    /// Outgoing calls.
    pub clients: Clients,
    /// Protective switches.
    pub security: Security,
    /// OAuth2 provider beside this server.
    pub oauth2_provider: OAuth2Provider,
    /// House-keeping.
    pub database: Database,
    /// Behaviour that can be switched.
    pub feature_flags: FeatureFlags,
    /// The merged values from which all of this was read, secrets included; see [`crate::show`].
    #[serde(skip)]
    pub(crate) effective: serde_json::Value,
}

/// `pages`
#[derive(Debug, Clone, Deserialize)]
pub struct Pages {
    /// Any flow is shown on them.
    #[serde(skip)]
    pub are_shown: bool,
    /// What the product is called.
    pub name: String,
    /// Where the logo lies: `file://`, `base64://`, `http://` or `https://`.
    pub logo: Option<String>,
    /// CSS values by name; see the schema for the names.
    #[serde(default)]
    pub style: BTreeMap<String, String>,
    /// The folder of templates that stand in for built-in ones.
    pub templates: Option<PathBuf>,
    /// The folder of words that stand in for built-in ones.
    pub words: Option<PathBuf>,
}

/// `clients`
#[derive(Debug, Clone, Deserialize)]
pub struct Clients {
    /// `clients.http`
    pub http: HttpClients,
    /// `clients.smtp`
    pub smtp: SmtpClients,
    /// `clients.web_hook`
    pub web_hook: WebHookClients,
}

/// `clients.http`
#[derive(Debug, Clone, Deserialize)]
pub struct HttpClients {
    /// Outgoing calls may not reach private networks.
    pub disallow_private_ip_ranges: bool,
    /// Globs over whole URLs (without query) that may.
    pub private_ip_exception_urls: Vec<String>,
}

/// `clients.smtp`
#[derive(Debug, Clone, Deserialize)]
pub struct SmtpClients {
    /// Mail may not be handed to servers in private networks.
    pub disallow_private_ip_ranges: bool,
}

/// `clients.web_hook`
#[derive(Debug, Clone, Deserialize)]
pub struct WebHookClients {
    /// Request headers that hooks may see; compare without regard to case.
    pub header_allowlist: Vec<String>,
}

/// `security`
#[derive(Debug, Clone, Deserialize)]
pub struct Security {
    /// `security.account_enumeration`
    pub account_enumeration: AccountEnumeration,
    /// How many wrong passwords and codes are heard.
    pub sign_in_attempts: SignInAttempts,
    /// Identity schemas may not refer to files or other hosts.
    pub disallow_ref_in_identity_schemas: bool,
}

/// `security.sign_in_attempts`
#[derive(Debug, Clone, Deserialize)]
pub struct SignInAttempts {
    /// At one account's factor from one network.
    pub per_account_and_network: AttemptLimit,
    /// At one account's factor from all networks together.
    pub per_account: AttemptLimit,
    /// From one network at whatever account.
    pub per_network: AttemptLimit,
    /// At one account's factor from a device or a network that the account knows.
    pub per_known_device: AttemptLimit,
}

/// So many wrong attempts within so much time.
#[derive(Debug, Clone, Deserialize)]
pub struct AttemptLimit {
    /// How many; 0 = any number.
    pub count: u32,
    /// Within which time.
    #[serde(deserialize_with = "units::duration")]
    pub window: Duration,
}

/// `security.account_enumeration`
#[derive(Debug, Clone, Deserialize)]
pub struct AccountEnumeration {
    /// Forms do not reveal whether an account exists.
    pub mitigate: bool,
}

/// `oauth2_provider`
#[derive(Clone, Deserialize)]
pub struct OAuth2Provider {
    /// The provider's admin API.
    pub url: Option<String>,
    /// Headers sent along.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// `return_to` becomes the URL of the login request.
    pub override_return_to: bool,
}

/// `database`
#[derive(Debug, Clone, Deserialize)]
pub struct Database {
    /// `database.cleanup`
    pub cleanup: Cleanup,
}

/// `database.cleanup`: the sweeper of expired rows.
#[derive(Debug, Clone, Deserialize)]
pub struct Cleanup {
    /// Rows deleted in one unit of work.
    pub batch_size: u32,
    /// `database.cleanup.sleep`
    pub sleep: CleanupSleep,
    /// How long anything is kept past its expiry at least.
    #[serde(deserialize_with = "units::duration")]
    pub older_than: Duration,
    /// How long flows are kept past their expiry.
    #[serde(deserialize_with = "units::duration")]
    pub keep_flows: Duration,
    /// How long sessions are kept past their expiry.
    #[serde(deserialize_with = "units::duration")]
    pub keep_sessions: Duration,
    /// How long messages are kept after they were sent or abandoned.
    #[serde(deserialize_with = "units::duration")]
    pub keep_messages: Duration,
}

impl Cleanup {
    /// How long a flow is kept past its expiry, all in all.
    pub fn keeps_flows(&self) -> Duration {
        self.keep_flows.max(self.older_than)
    }
}

/// `database.cleanup.sleep`
#[derive(Debug, Clone, Deserialize)]
pub struct CleanupSleep {
    /// The pause between two tables.
    #[serde(deserialize_with = "units::duration")]
    pub tables: Duration,
}

/// `feature_flags`
#[derive(Debug, Clone, Deserialize)]
pub struct FeatureFlags {
    /// Session answers may be cached by the client.
    pub cacheable_sessions: bool,
    /// The longest time that a client may cache a session.
    #[serde(default, deserialize_with = "units::optional_duration")]
    pub cacheable_sessions_max_age: Option<Duration>,
    /// Extending a session answers 204 without a body.
    pub faster_session_extend: bool,
    /// Flow transitions are told by `continue_with` instead of 422.
    pub use_continue_with_transitions: bool,
    /// Recovery asks for the address in a step of its own.
    pub choose_recovery_address: bool,
    /// Refreshing a login by code offers a button per address.
    pub refresh_login_choose_address: bool,
    /// Registration always tells about the verification flow.
    pub legacy_continue_with_verification_ui: bool,
    /// An unverified address is told by a form error.
    pub legacy_require_verified_login_error: bool,
    /// Trait nodes of OIDC registrations stand in group `oidc`.
    pub legacy_oidc_registration_node_group: bool,
    /// Wildcard origins may cross registrable domains.
    pub legacy_allow_insecure_origins: bool,
}
