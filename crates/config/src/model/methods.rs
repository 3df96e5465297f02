//! Ways to sign in and to prove who one is.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::Auth;
use crate::secret::Secret;
use crate::units;

/// `selfservice.methods`
#[derive(Clone, Deserialize)]
pub struct Methods {
    /// Passwords.
    pub password: PasswordMethod,
    /// One-time codes.
    pub code: CodeMethod,
    /// Links in messages.
    pub link: LinkMethod,
    /// Authenticator apps.
    pub totp: TotpMethod,
    /// Backup codes.
    pub lookup_secret: Switch,
    /// Traits in settings.
    pub profile: Switch,
    /// Security keys.
    pub webauthn: WebauthnMethod,
    /// Passkeys.
    pub passkey: PasskeyMethod,
    /// Social sign-in.
    pub oidc: OidcMethod,
}

/// A method that has nothing but a switch.
#[derive(Debug, Clone, Deserialize)]
pub struct Switch {
    /// The method is on.
    pub enabled: bool,
}

/// `selfservice.methods.password`
#[derive(Clone, Deserialize)]
pub struct PasswordMethod {
    /// The method is on.
    pub enabled: bool,
    /// The password policy.
    pub config: PasswordPolicy,
}

/// `selfservice.methods.password.config`
#[derive(Clone, Deserialize)]
pub struct PasswordPolicy {
    /// Breached passwords are looked up.
    pub haveibeenpwned_enabled: bool,
    /// The host asked, or a URL.
    pub haveibeenpwned_host: String,
    /// In how many breaches a password may be.
    pub max_breaches: u32,
    /// An unreachable host lets the password pass.
    pub ignore_network_errors: bool,
    /// In bytes.
    pub min_password_length: usize,
    /// Passwords like an identifier are refused.
    pub identifier_similarity_check_enabled: bool,
    /// Passwords of an older system.
    pub migrate_hook: MigrateHook,
}

/// `selfservice.methods.password.config.migrate_hook`
#[derive(Clone, Deserialize)]
pub struct MigrateHook {
    /// The hook is on.
    pub enabled: bool,
    /// How to call it.
    #[serde(default)]
    pub config: MigrateHookRequest,
}

/// `selfservice.methods.password.config.migrate_hook.config`; always POST.
#[derive(Clone, Default, Deserialize)]
pub struct MigrateHookRequest {
    /// Where to call.
    pub url: Option<String>,
    /// Headers sent along.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Credentials sent along.
    pub auth: Option<Auth>,
    /// Jsonnet source of the body; without it identifier and password as JSON.
    pub body: Option<String>,
    /// Also sends the `Ory-Webhook-*` headers; on unless switched off.
    pub emit_analytics_event: Option<bool>,
}

/// `selfservice.methods.code`
#[derive(Debug, Clone, Deserialize)]
pub struct CodeMethod {
    /// Recovery and verification by code.
    pub enabled: bool,
    /// Codes sign in on their own; also switches the method on.
    pub passwordless_enabled: bool,
    /// Codes are a second factor.
    pub mfa_enabled: bool,
    /// Details.
    pub config: CodeSettings,
}

impl CodeMethod {
    /// The method is on in any way.
    pub fn is_on(&self) -> bool {
        self.enabled || self.passwordless_enabled
    }
}

/// `selfservice.methods.code.config`
#[derive(Debug, Clone, Deserialize)]
pub struct CodeSettings {
    /// How long a code is good.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// How often a flow may be tried.
    pub max_submissions: u32,
    /// Verified addresses serve where no code credential exists.
    pub missing_credential_fallback_enabled: bool,
}

/// `selfservice.methods.link`
#[derive(Debug, Clone, Deserialize)]
pub struct LinkMethod {
    /// The method is on.
    pub enabled: bool,
    /// Details.
    pub config: LinkSettings,
}

/// `selfservice.methods.link.config`
#[derive(Debug, Clone, Deserialize)]
pub struct LinkSettings {
    /// How long a link is good.
    #[serde(deserialize_with = "units::duration")]
    pub lifespan: Duration,
    /// What links begin with, instead of the public base URL.
    pub base_url: Option<String>,
}

/// `selfservice.methods.totp`
#[derive(Debug, Clone, Deserialize)]
pub struct TotpMethod {
    /// The method is on.
    pub enabled: bool,
    /// Details.
    #[serde(default)]
    pub config: TotpSettings,
}

/// `selfservice.methods.totp.config`
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TotpSettings {
    /// Shown in the authenticator app; without it the host of the public base URL.
    pub issuer: Option<String>,
}

/// `selfservice.methods.webauthn`
#[derive(Debug, Clone, Deserialize)]
pub struct WebauthnMethod {
    /// The method is on.
    pub enabled: bool,
    /// Details.
    #[serde(default)]
    pub config: WebauthnSettings,
}

/// `selfservice.methods.webauthn.config`
#[derive(Debug, Clone, Default, Deserialize)]
pub struct WebauthnSettings {
    /// Keys sign in on their own instead of as a second factor.
    #[serde(default)]
    pub passwordless: bool,
    /// Who asks for the key.
    pub rp: Option<RelyingParty>,
}

/// `rp` of WebAuthn and passkeys.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RelyingParty {
    /// A domain.
    pub id: String,
    /// Shown to people.
    pub display_name: String,
    /// Origins that may ask; use [`RelyingParty::origins`].
    #[serde(default, rename = "origins")]
    pub configured_origins: Vec<String>,
    /// The old spelling for one origin.
    pub origin: Option<String>,
}

impl RelyingParty {
    /// Origins that may ask: those configured, else the id with the scheme of the public base URL.
    pub fn origins(&self, public_base_url: &str) -> Vec<String> {
        if !self.configured_origins.is_empty() {
            return self.configured_origins.clone();
        }
        if let Some(origin) = &self.origin {
            return vec![origin.clone()];
        }
        let scheme = public_base_url.split_once("://").map_or("https", |(scheme, _)| scheme);
        vec![format!("{scheme}://{}", self.id)]
    }
}

/// `selfservice.methods.passkey`
#[derive(Debug, Clone, Deserialize)]
pub struct PasskeyMethod {
    /// The method is on.
    pub enabled: bool,
    /// Details.
    pub config: PasskeySettings,
}

/// `selfservice.methods.passkey.config`
#[derive(Debug, Clone, Deserialize)]
pub struct PasskeySettings {
    /// Who asks for the passkey.
    pub rp: Option<RelyingParty>,
    /// Which authenticators are wanted.
    pub authenticator_selection: AuthenticatorSelection,
    /// What the authenticator tells about itself.
    pub attestation: Attestation,
    /// How long the browser asks.
    #[serde(default)]
    pub timeouts: PasskeyTimeouts,
}

/// `selfservice.methods.passkey.config.authenticator_selection`, in WebAuthn's words.
#[derive(Debug, Clone, Deserialize)]
pub struct AuthenticatorSelection {
    /// `platform` or `cross-platform`; `None` = either.
    pub attachment: Option<String>,
    /// `required`, `preferred` or `discouraged`.
    pub resident_key: String,
    /// `required`, `preferred` or `discouraged`.
    pub user_verification: String,
}

/// `selfservice.methods.passkey.config.attestation`
#[derive(Debug, Clone, Deserialize)]
pub struct Attestation {
    /// `none`, `indirect`, `direct` or `enterprise`.
    pub preference: String,
}

/// `selfservice.methods.passkey.config.timeouts`
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PasskeyTimeouts {
    /// Creating a passkey.
    #[serde(default, deserialize_with = "units::optional_duration")]
    pub registration: Option<Duration>,
    /// Signing in with one.
    #[serde(default, deserialize_with = "units::optional_duration")]
    pub login: Option<Duration>,
}

/// `selfservice.methods.oidc`
#[derive(Clone, Deserialize)]
pub struct OidcMethod {
    /// The method is on.
    pub enabled: bool,
    /// Details.
    #[serde(default)]
    pub config: OidcSettings,
}

/// `selfservice.methods.oidc.config`
#[derive(Clone, Default, Deserialize)]
pub struct OidcSettings {
    /// Prefix of callback URLs; without it the public base URL.
    pub base_redirect_uri: Option<String>,
    /// In the order of the buttons; of equal ids the first counts.
    #[serde(default)]
    pub providers: Vec<OidcProvider>,
}

/// `selfservice.methods.oidc.config.providers[]`
#[derive(Clone, Deserialize)]
pub struct OidcProvider {
    /// Part of the callback URL and of identifiers.
    pub id: String,
    /// The kind of provider.
    pub provider: String,
    /// Shown on the button.
    pub label: Option<String>,
    /// The client's id at the provider.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Option<Secret>,
    /// For discovery.
    pub issuer_url: Option<String>,
    /// Instead of discovery.
    pub auth_url: Option<String>,
    /// Instead of discovery.
    pub token_url: Option<String>,
    /// Jsonnet that makes traits of claims.
    pub mapper_url: String,
    /// Scopes asked for.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Further audiences of ID tokens that are accepted.
    #[serde(default)]
    pub additional_id_token_audiences: Vec<String>,
    /// Tenant at Microsoft.
    pub microsoft_tenant: Option<String>,
    /// Where Microsoft's subject comes from: `userinfo` (default), `me` or `oid`.
    pub subject_source: Option<String>,
    /// Apple's team.
    pub apple_team_id: Option<String>,
    /// Id of Apple's key.
    pub apple_private_key_id: Option<String>,
    /// Apple's key.
    pub apple_private_key: Option<Secret>,
    /// OpenID Connect `claims` parameter.
    pub requested_claims: Option<Value>,
    /// `id_token` (default) or `userinfo`.
    pub claims_source: Option<String>,
    /// `auto` (default), `never` or `force`.
    pub pkce: Option<String>,
    /// `acr` values that count as a second factor.
    #[serde(default)]
    pub aal2_acr_values: Vec<String>,
    /// `amr` values that count as a second factor.
    #[serde(default)]
    pub aal2_amr_values: Vec<String>,
    /// `never` (default) or `automatic`.
    pub update_identity_on_login: Option<String>,
    /// `confirm_with_existing_credential` (default) or `automatic`.
    pub account_linking_mode: Option<String>,
    /// Hides the provider from the usual form.
    pub organization_id: Option<String>,
    /// FedCM configuration of the provider.
    pub fedcm_config_url: Option<String>,
    /// Origin header for netID tokens.
    pub net_id_token_origin_header: Option<String>,
}
