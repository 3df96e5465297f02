//! What the self-service flows need of the configuration, prepared once per (re)load: parsed URLs, derived
//! names and keys, the texts of cookies' attributes.

mod config;
mod hooks;

pub use hooks::Hooks;

use crate::breaches::BreachRules;
use crate::http::public::client::TrustedProxies;
use crate::http::public::cors::CorsSettings;
use selfsame_config::model::MigrateHookRequest;
use selfsame_core::attempts::Limits;
use selfsame_core::cookie::cookie_keys;
use selfsame_core::credential::policy::PasswordPolicy;
use selfsame_core::csrf::cookie_name;
use selfsame_core::flow::address::Delivery;
use selfsame_core::flow::return_to::{BadConfiguredUrl, ReturnPolicy, Wildcards};
use selfsame_core::flow::settings::Demands;
use selfsame_core::secretbox::SealKeys;
use selfsame_core::session::RequiredAal;
use selfsame_core::webauthn::RelyingParty;
use selfsame_core::webauthn::options::Selection;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// Names a submission that waits while its browser is elsewhere.
pub const CONTINUITY_COOKIE: &str = "ory_kratos_continuity";

/// How long a browser keeps that cookie.
pub const CONTINUITY_LIFESPAN: Duration = Duration::from_hours(30 * 24);

/// The self-service settings as they are configured.
#[derive(Clone)]
pub struct Settings {
    /// `serve.public.base_url`, exactly as configured.
    pub public_base_url: String,
    pub default_return_url: String,
    pub allowed_return_urls: Vec<String>,
    pub allow_insecure_origins: bool,
    pub error_ui: String,
    pub login: FlowSettings,
    pub registration: RegistrationSettings,
    pub account: AccountSettings,
    pub verification: AddressSettings,
    pub recovery: AddressSettings,
    /// Whether text messages can be sent.
    pub reaches_phones: bool,
    pub features: Features,
    pub logout_after: Option<String>,
    /// Whether signing out over HTTPS empties the browser of what this site left in it.
    pub clear_browser_data: bool,
    pub session: SessionSettings,
    pub csrf_cookie: CookieSettings,
    pub methods: MethodSettings,
    /// Which system is asked about passwords that were not imported.
    pub migrate_hook: Option<MigrateHookRequest>,
    /// 0 means any number.
    pub open_flows_per_client: usize,
    /// How long a flow is kept past its expiry.
    pub keep_flows: Duration,
    /// Whether forms answer alike for accounts that exist and those that do not.
    pub hides_accounts: bool,
    /// The identifier first, then what its account has.
    pub asks_identifier_first: bool,
    /// How many wrong passwords and codes are heard.
    pub attempts: Limits,
    pub trusted_proxies: TrustedProxies,
    /// None when other origins are not answered.
    pub cors: Option<CorsSettings>,
    /// Whether the public listener itself speaks TLS.
    pub is_tls: bool,
}

#[derive(Clone)]
pub struct RegistrationSettings {
    pub flow: FlowSettings,
    pub is_enabled: bool,
    /// Whether the profile has a screen of its own.
    pub is_two_step: bool,
    /// Whether who signs up twice is told how to sign in.
    pub gives_hints: bool,
    /// Methods whose registration signs in at once: those with the hook `session`.
    pub signs_in_after: Vec<String>,
}

/// `selfservice.flows.settings`
#[derive(Clone)]
pub struct AccountSettings {
    pub flow: FlowSettings,
    pub demands: Demands,
}

/// `selfservice.flows.verification` and `selfservice.flows.recovery`
#[derive(Clone)]
pub struct AddressSettings {
    pub flow: FlowSettings,
    pub is_enabled: bool,
    /// What is sent to an address.
    pub delivery: Delivery,
    /// Whether e-mail addresses that nobody has are told so.
    pub notifies_unknown: bool,
}

/// Switches between former and later behaviour: `feature_flags`.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// Clients are told what comes next instead of being redirected to it.
    pub continue_with: bool,
    /// Recovery lets people choose among the addresses of their account.
    pub choose_recovery_address: bool,
    /// Every verification that a sign-up causes is shown, and one is caused for each address.
    pub show_every_verification: bool,
    /// A sign-in without a verified address is refused by a message in its flow.
    pub refuse_unverified_in_flow: bool,
}

/// What every kind of flow is configured with.
#[derive(Clone)]
pub struct FlowSettings {
    /// The page.
    pub ui: String,
    pub lifespan: Duration,
    /// Where a browser goes afterwards, and by which method instead.
    pub after: Option<String>,
    pub after_method: BTreeMap<String, String>,
    pub hooks: Hooks,
}

impl FlowSettings {
    /// Where a browser goes after `method`, if the configuration says.
    pub fn after(&self, method: &str) -> Option<&str> {
        self.after_method.get(method).or(self.after.as_ref()).map(String::as_str)
    }
}

#[derive(Clone)]
pub struct SessionSettings {
    pub cookie: CookieSettings,
    pub cookie_name: String,
    /// Whether the cookie outlives the browser's session.
    pub persistent: bool,
    pub cookie_secrets: Vec<String>,
    pub lifespan: Duration,
    pub whoami_aal: RequiredAal,
    /// Whether whoami tells how long its answer may be cached; at most the given time.
    pub cacheable: Option<Duration>,
}

#[derive(Clone, Debug)]
pub struct CookieSettings {
    pub path: String,
    pub domain: Option<String>,
    pub is_secure: bool,
    /// `Lax`, `Strict` or `None`.
    pub same_site: String,
}

/// Which methods are on, and with what.
#[derive(Clone, Debug)]
pub struct MethodSettings {
    pub password: bool,
    pub password_policy: PasswordPolicy,
    /// None if new passwords are not looked up among breached ones.
    pub breaches: Option<BreachRules>,
    pub profile: bool,
    pub totp: bool,
    /// What authenticator apps call this service; the public host if nothing is configured.
    pub totp_issuer: String,
    pub lookup_secret: bool,
    /// None if it is off.
    pub code: Option<CodeSettings>,
    pub link: Option<LinkSettings>,
    pub webauthn: Option<WebauthnSettings>,
    pub passkey: Option<PasskeySettings>,
}

#[derive(Clone, Debug)]
pub struct CodeSettings {
    /// How long a code is good.
    pub lifespan: Duration,
    /// How often codes may be submitted to one flow.
    pub max_submissions: u32,
    /// A code is enough to sign in and up.
    pub is_passwordless: bool,
    /// A code is a second factor.
    pub is_second_factor: bool,
    /// Accounts without a code credential sign in by their other identifiers.
    pub has_fallback: bool,
    /// Whoever signs in once more chooses the address.
    pub chooses_address_to_refresh: bool,
}

#[derive(Clone, Debug)]
pub struct LinkSettings {
    /// How long a link is good.
    pub lifespan: Duration,
    /// What links begin with, without a slash at its end, if not with the public base URL.
    pub base_url: Option<String>,
}

#[derive(Clone, Debug)]
pub struct WebauthnSettings {
    /// Whether keys sign in on their own instead of as a second factor.
    pub is_passwordless: bool,
    pub rp: RelyingParty,
}

#[derive(Clone, Debug)]
pub struct PasskeySettings {
    pub rp: RelyingParty,
    pub selection: Selection,
    /// What an authenticator is to tell about itself.
    pub attestation: String,
    pub login_timeout: Duration,
    pub registration_timeout: Duration,
}

/// The prepared settings.
pub struct SelfService {
    pub settings: Settings,
    /// The public base URL without a slash at its end.
    pub public_url: String,
    pub returns: ReturnPolicy,
    pub csrf_cookie_name: String,
    pub cookie_keys: SealKeys,
    csrf_attributes: String,
    session_attributes: String,
}

impl SelfService {
    pub fn new(settings: Settings) -> Result<Self, BadConfiguredUrl> {
        let wildcards = if settings.allow_insecure_origins { Wildcards::Any } else { Wildcards::Narrow };
        let returns = ReturnPolicy::new(&settings.default_return_url, &settings.public_base_url, &settings.allowed_return_urls, wildcards)?;
        Ok(Self {
            public_url: settings.public_base_url.trim_end_matches('/').to_owned(),
            returns,
            csrf_cookie_name: cookie_name(&settings.public_base_url),
            cookie_keys: cookie_keys(settings.session.cookie_secrets.iter().map(String::as_str)),
            csrf_attributes: attributes(&settings.csrf_cookie),
            session_attributes: attributes(&settings.session.cookie),
            settings,
        })
    }

    /// The `Set-Cookie` value of the CSRF cookie.
    pub fn csrf_cookie(&self, value: &str) -> String {
        format!("{}={value}{}; Max-Age=31536000", self.csrf_cookie_name, self.csrf_attributes)
    }

    /// The `Set-Cookie` value of the session cookie; `expires` is an HTTP date.
    pub fn session_cookie(&self, value: &str, seconds: u64, expires: &str) -> String {
        let mut cookie = format!("{}={value}{}", self.settings.session.cookie_name, self.session_attributes);
        if self.settings.session.persistent {
            let _ = write!(cookie, "; Max-Age={seconds}; Expires={expires}");
        }
        cookie
    }

    /// The `Set-Cookie` value of the cookie that makes a browser a known device.
    pub fn device_cookie(&self, name: &str, value: &str, lifespan: Duration) -> String {
        format!("{name}={value}{}; Max-Age={}", self.session_attributes, lifespan.as_secs())
    }

    /// The `Set-Cookie` value that deletes the session cookie.
    pub fn no_session_cookie(&self, value: &str) -> String {
        let name = &self.settings.session.cookie_name;
        format!("{name}={value}{}; Expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0", self.session_attributes)
    }

    /// The `Set-Cookie` value of the cookie that names a submission which waits for its browser; `expires` is an HTTP date.
    pub fn continuity_cookie(&self, value: &str, expires: &str) -> String {
        let secure = if self.settings.csrf_cookie.is_secure { "; Secure" } else { "" };
        let seconds = CONTINUITY_LIFESPAN.as_secs();
        format!("{CONTINUITY_COOKIE}={value}; Path=/; HttpOnly{secure}; SameSite=Lax; Max-Age={seconds}; Expires={expires}")
    }

    /// An address of this server: `path` begins with a slash.
    pub fn own_url(&self, path: &str) -> String {
        [self.public_url.as_str(), path].concat()
    }

    /// Likewise, as the links in messages and those that administrators hand out have it.
    pub fn link_url(&self, path: &str) -> String {
        let configured = self.settings.methods.link.as_ref().and_then(|link| link.base_url.as_deref());
        [configured.unwrap_or(&self.public_url), path].concat()
    }
}

fn attributes(cookie: &CookieSettings) -> String {
    let mut text = format!("; Path={}", cookie.path);
    if let Some(domain) = &cookie.domain {
        let _ = write!(text, "; Domain={domain}");
    }
    text.push_str("; HttpOnly");
    if cookie.is_secure {
        text.push_str("; Secure");
    }
    // Browsers drop `SameSite=None` without `Secure`.
    let _ = write!(text, "; SameSite={}", if cookie.is_secure { cookie.same_site.as_str() } else { "Lax" });
    text
}

/// A URL with one more query parameter.
pub fn with_query(url: &str, name: &str, value: &str) -> String {
    let (url, fragment) = url.split_once('#').map_or((url, None), |(url, fragment)| (url, Some(fragment)));
    let sign = if url.contains('?') { '&' } else { '?' };
    let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    match fragment {
        Some(fragment) => format!("{url}{sign}{name}={value}#{fragment}"),
        None => format!("{url}{sign}{name}={value}"),
    }
}
