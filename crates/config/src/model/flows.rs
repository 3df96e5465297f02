//! Self-service flows: where their pages are, how long they live, what runs around them.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use super::{Hook, Methods, RequiredAal};
use crate::units;

/// `selfservice`
#[derive(Clone, Deserialize)]
pub struct Selfservice {
    /// Where a browser goes when nothing else says.
    pub default_browser_return_url: String,
    /// What `return_to` may name.
    #[serde(default)]
    pub allowed_return_urls: Vec<String>,
    /// Ways to sign in and to prove.
    pub methods: Methods,
    /// The flows.
    pub flows: Flows,
}

/// `selfservice.flows`
#[derive(Clone, Deserialize)]
pub struct Flows {
    /// Signing in.
    pub login: LoginFlow,
    /// Signing up.
    pub registration: RegistrationFlow,
    /// Changing one's account.
    pub settings: SettingsFlow,
    /// Getting back into one's account.
    pub recovery: RecoveryFlow,
    /// Proving an address.
    pub verification: VerificationFlow,
    /// Signing out.
    pub logout: LogoutFlow,
    /// Showing what went wrong.
    pub error: ErrorFlow,
    /// How many open anonymous flows one client address may have; 0 = any number.
    pub max_open_per_client: u32,
}

/// `selfservice.flows.login`
#[derive(Clone, Deserialize)]
pub struct LoginFlow {
    /// The page.
    pub ui_url: String,
    /// How long a flow lives.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// One form or the identifier first.
    pub style: LoginStyle,
    /// What runs before.
    #[serde(default)]
    pub before: Before,
    /// What runs after.
    #[serde(default)]
    pub after: After,
}

/// `selfservice.flows.login.style`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginStyle {
    /// Everything in one form.
    Unified,
    /// The identifier first, then the methods that the account has.
    IdentifierFirst,
}

/// `selfservice.flows.registration`
#[derive(Clone, Deserialize)]
pub struct RegistrationFlow {
    /// People may sign up.
    pub enabled: bool,
    /// The page.
    pub ui_url: String,
    /// How long a flow lives.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// As written; use [`RegistrationFlow::style`].
    #[serde(rename = "style")]
    pub configured_style: RegistrationStyle,
    /// The old switch for one form; wins over the style.
    pub enable_legacy_one_step: bool,
    /// Who signs up twice is told how to sign in.
    pub login_hints: bool,
    /// What runs before.
    #[serde(default)]
    pub before: Before,
    /// What runs after.
    #[serde(default)]
    pub after: After,
}

impl RegistrationFlow {
    /// The style in force.
    pub fn style(&self) -> RegistrationStyle {
        if self.enable_legacy_one_step { RegistrationStyle::Unified } else { self.configured_style }
    }
}

/// `selfservice.flows.registration.style`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationStyle {
    /// Everything in one form.
    Unified,
    /// Traits first, then the method.
    ProfileFirst,
}

/// `selfservice.flows.settings`
#[derive(Clone, Deserialize)]
pub struct SettingsFlow {
    /// The page.
    pub ui_url: String,
    /// How long a flow lives.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// How long after signing in one may change what matters.
    #[serde(deserialize_with = "units::duration")]
    pub privileged_session_max_age: Duration,
    /// The assurance that a session must have.
    pub required_aal: RequiredAal,
    /// What runs before.
    #[serde(default)]
    pub before: Before,
    /// What runs after.
    #[serde(default)]
    pub after: After,
}

/// `selfservice.flows.recovery`
#[derive(Clone, Deserialize)]
pub struct RecoveryFlow {
    /// The flow is on.
    pub enabled: bool,
    /// The page.
    pub ui_url: String,
    /// How long a flow lives.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// The method.
    #[serde(rename = "use")]
    pub method: AddressMethod,
    /// Unknown addresses get a message, too.
    pub notify_unknown_recipients: bool,
    /// What runs before.
    #[serde(default)]
    pub before: Before,
    /// What runs after.
    #[serde(default)]
    pub after: After,
}

/// `selfservice.flows.verification`: the same settings as recovery.
pub type VerificationFlow = RecoveryFlow;

/// `use` of recovery and verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AddressMethod {
    /// A link in a message.
    Link,
    /// A code in a message.
    Code,
}

impl AddressMethod {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Code => "code",
        }
    }
}

/// `selfservice.flows.logout`
#[derive(Clone, Deserialize)]
pub struct LogoutFlow {
    /// Browsers are told to clear what they keep.
    pub clear_browser_data: bool,
    /// Where to go after.
    #[serde(default)]
    pub after: LogoutAfter,
}

/// `selfservice.flows.logout.after`
#[derive(Debug, Clone, Default, Deserialize)]
pub struct LogoutAfter {
    /// Where a browser goes.
    pub default_browser_return_url: Option<String>,
}

/// `selfservice.flows.error`
#[derive(Debug, Clone, Deserialize)]
pub struct ErrorFlow {
    /// The page.
    pub ui_url: String,
}

/// `FLOW.before`
#[derive(Clone, Default, Deserialize)]
pub struct Before {
    /// In order.
    #[serde(default)]
    pub hooks: Vec<Hook>,
}

/// `FLOW.after`
#[derive(Clone, Default, Deserialize)]
pub struct After {
    /// Where a browser goes.
    pub default_browser_return_url: Option<String>,
    /// Hooks of methods that have none of their own.
    #[serde(default)]
    pub hooks: Vec<Hook>,
    /// Settings per method, by its name.
    #[serde(flatten)]
    pub methods: BTreeMap<String, AfterMethod>,
}

impl After {
    /// The hooks of `method` alone; empty when it has none. Before something is stored only these count.
    pub fn hooks_of(&self, method: &str) -> &[Hook] {
        self.methods.get(method).map_or(&[], |after| &after.hooks)
    }

    /// Where a browser goes after `method`, by this flow's settings.
    pub fn return_url(&self, method: &str) -> Option<&str> {
        self.methods
            .get(method)
            .and_then(|after| after.default_browser_return_url.as_deref())
            .or(self.default_browser_return_url.as_deref())
    }
}

/// `FLOW.after.METHOD`
#[derive(Clone, Default, Deserialize)]
pub struct AfterMethod {
    /// Where a browser goes.
    pub default_browser_return_url: Option<String>,
    /// Replaces the flow's hooks.
    #[serde(default)]
    pub hooks: Vec<Hook>,
}
