//! What the server takes from the configuration, in the form in which handlers use it.

use selfsame_core::identity::factors::FactorRules;
use std::time::Duration;

/// Settings of the moment; a reload replaces them as one.
#[derive(Clone)]
pub struct Settings {
    /// `serve.admin.base_url`, exactly as configured.
    pub admin_url: String,
    pub default_schema_id: String,
    /// A session is extended once it ends within this time.
    pub earliest_possible_extend: Duration,
    pub faster_session_extend: bool,
    pub factors: FactorRules,
    /// Development mode: message bodies are readable, cheap hashes are allowed.
    pub dev: bool,
    pub recovery: AdminRecoverySettings,
    /// `revision`, or else the configuration's hash.
    pub config_revision: String,
    pub quiet_probes: QuietProbes,
    /// Whether the admin listener itself speaks TLS.
    pub admin_tls: bool,
}

/// What an administrator's recovery needs.
#[derive(Clone, Debug)]
pub struct AdminRecoverySettings {
    /// How long a code is good; none when the method is off.
    pub code: Option<Duration>,
    /// How long a link is good; none when the method is off.
    pub link: Option<Duration>,
    /// The page on which a code is typed.
    pub ui_url: String,
}

/// On which listeners health probes stay out of the log: `serve.*.request_log.disable_for_health`.
#[derive(Clone, Copy, Debug, Default)]
pub struct QuietProbes {
    pub public: bool,
    pub admin: bool,
}

impl Settings {
    /// The admin base URL without a slash at its end.
    pub fn admin_base(&self) -> &str {
        self.admin_url.trim_end_matches('/')
    }

    /// The host, and port if any, of the admin base URL.
    pub fn admin_host(&self) -> &str {
        let rest = self.admin_url.split_once("://").map_or(self.admin_url.as_str(), |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or(rest)
    }
}
