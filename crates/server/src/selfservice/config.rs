//! The self-service settings out of the configuration.

use super::{
    AccountSettings, AddressSettings, CodeSettings, CookieSettings, Features, FlowSettings, Hooks, LinkSettings, MethodSettings,
    PasskeySettings, RegistrationSettings, SessionSettings, Settings, WebauthnSettings,
};
use crate::breaches::{BreachRules, Unreachable};
use crate::http::public::client::TrustedProxies;
use crate::http::public::cors::CorsSettings;
use crate::secrets::Secrets;
use selfsame_config::Config;
use selfsame_config::model;
use selfsame_core::attempts::{Limit, Limits};
use selfsame_core::credential::policy::PasswordPolicy;
use selfsame_core::flow::address::Delivery;
use selfsame_core::flow::settings::Demands;
use selfsame_core::session::RequiredAal;
use selfsame_core::webauthn::RelyingParty;
use selfsame_core::webauthn::options::Selection;
use std::time::Duration;

/// How long a passkey's challenge is open to be answered, if the configuration does not say.
const PASSKEY_TIMEOUT: Duration = Duration::from_mins(5);

impl Settings {
    pub fn from_config(config: &Config, secrets: &Secrets) -> Result<Self, String> {
        let (flows, public) = (&config.selfservice.flows, &config.serve.public);
        Ok(Self {
            public_base_url: public.listener.base_url.clone(),
            default_return_url: config.selfservice.default_browser_return_url.clone(),
            allowed_return_urls: config.selfservice.allowed_return_urls.clone(),
            allow_insecure_origins: config.feature_flags.legacy_allow_insecure_origins,
            error_ui: flows.error.ui_url.clone(),
            login: flow(&flows.login.ui_url, flows.login.lifespan, &flows.login.before, &flows.login.after),
            registration: registration(&flows.registration),
            account: AccountSettings {
                flow: flow(&flows.settings.ui_url, flows.settings.lifespan, &flows.settings.before, &flows.settings.after),
                demands: Demands {
                    aal: required_aal(flows.settings.required_aal),
                    privileged_for: flows.settings.privileged_session_max_age,
                },
            },
            verification: address(&flows.verification),
            recovery: address(&flows.recovery),
            reaches_phones: config.courier.channels.iter().any(|channel| channel.id == "sms"),
            features: Features {
                continue_with: config.feature_flags.use_continue_with_transitions,
                choose_recovery_address: config.feature_flags.choose_recovery_address,
                show_every_verification: config.feature_flags.legacy_continue_with_verification_ui,
                refuse_unverified_in_flow: config.feature_flags.legacy_require_verified_login_error,
            },
            clear_browser_data: flows.logout.clear_browser_data,
            logout_after: flows.logout.after.default_browser_return_url.clone(),
            session: session(config, secrets),
            csrf_cookie: CookieSettings {
                path: config.cookies.path.clone(),
                domain: config.cookies.domain.clone(),
                is_secure: config.cookies_secure(),
                same_site: config.cookies.same_site.as_str().to_owned(),
            },
            methods: methods(config, &public.listener.base_url)?,
            migrate_hook: migrate_hook(&config.selfservice.methods.password.config.migrate_hook),
            open_flows_per_client: flows.max_open_per_client as usize,
            keep_flows: config.database.cleanup.keeps_flows(),
            hides_accounts: config.security.account_enumeration.mitigate,
            asks_identifier_first: flows.login.style == model::LoginStyle::IdentifierFirst,
            attempts: attempts(&config.security.sign_in_attempts),
            trusted_proxies: TrustedProxies::new(public.trusted_proxies.iter().map(String::as_str))?,
            cors: public.cors.enabled.then(|| cors(&public.cors)),
            is_tls: public.listener.tls().is_some(),
        })
    }
}

fn attempts(configured: &model::SignInAttempts) -> Limits {
    let limit = |limit: &model::AttemptLimit| Limit { count: limit.count, window: limit.window };
    Limits {
        per_account_and_network: limit(&configured.per_account_and_network),
        per_account: limit(&configured.per_account),
        per_network: limit(&configured.per_network),
        per_known_device: limit(&configured.per_known_device),
    }
}

fn registration(configured: &model::RegistrationFlow) -> RegistrationSettings {
    let signs_in = |(name, after): (&String, &model::AfterMethod)| {
        after.hooks.iter().any(|hook| matches!(hook, model::Hook::Session)).then(|| name.clone())
    };
    RegistrationSettings {
        flow: flow(&configured.ui_url, configured.lifespan, &configured.before, &configured.after),
        is_enabled: configured.enabled,
        gives_hints: configured.login_hints,
        is_two_step: configured.style() == model::RegistrationStyle::ProfileFirst,
        signs_in_after: configured.after.methods.iter().filter_map(signs_in).collect(),
    }
}

fn address(configured: &model::RecoveryFlow) -> AddressSettings {
    AddressSettings {
        flow: flow(&configured.ui_url, configured.lifespan, &configured.before, &configured.after),
        is_enabled: configured.enabled,
        delivery: match configured.method {
            model::AddressMethod::Code => Delivery::Code,
            model::AddressMethod::Link => Delivery::Link,
        },
        notifies_unknown: configured.notify_unknown_recipients,
    }
}

fn flow(ui: &str, lifespan: Duration, before: &model::Before, after: &model::After) -> FlowSettings {
    let after_method = after.methods.iter().filter_map(|(name, rules)| Some((name.clone(), rules.default_browser_return_url.clone()?)));
    FlowSettings {
        ui: ui.to_owned(),
        lifespan,
        after: after.default_browser_return_url.clone(),
        after_method: after_method.collect(),
        hooks: Hooks::new(before, after),
    }
}

fn session(config: &Config, secrets: &Secrets) -> SessionSettings {
    SessionSettings {
        cookie: CookieSettings {
            path: config.session_cookie_path().to_owned(),
            domain: config.session_cookie_domain().map(str::to_owned),
            is_secure: config.session_cookie_secure(),
            same_site: config.session_cookie_same_site().as_str().to_owned(),
        },
        cookie_name: config.session.cookie.name.clone(),
        persistent: config.session.cookie.persistent,
        cookie_secrets: secrets.cookie.iter().map(|secret| secret.expose().to_owned()).collect(),
        lifespan: config.session.lifespan,
        whoami_aal: required_aal(config.session.whoami.required_aal),
        cacheable: config.feature_flags.cacheable_sessions.then(|| config.feature_flags.cacheable_sessions_max_age.unwrap_or_default()),
    }
}

fn required_aal(configured: model::RequiredAal) -> RequiredAal {
    match configured {
        model::RequiredAal::Aal1 => RequiredAal::Aal1,
        model::RequiredAal::HighestAvailable => RequiredAal::HighestAvailable,
    }
}

fn migrate_hook(configured: &model::MigrateHook) -> Option<model::MigrateHookRequest> {
    configured.enabled.then(|| configured.config.clone())
}

fn breaches(configured: &model::PasswordPolicy) -> Result<Option<BreachRules>, String> {
    if !configured.haveibeenpwned_enabled {
        return Ok(None);
    }
    // Kratos: a host alone. Whoever mirrors the service may have it elsewhere.
    let host = configured.haveibeenpwned_host.trim_end_matches('/');
    let service = if host.contains("://") { host.to_owned() } else { format!("https://{host}") };
    let is_service = url::Url::parse(&service).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none());
    if !is_service {
        return Err(format!("selfservice.methods.password.config.haveibeenpwned_host: {host:?} is no host, nor the URL of a service"));
    }
    let unreachable = if configured.ignore_network_errors { Unreachable::KnowCommon } else { Unreachable::Refuse };
    Ok(Some(BreachRules { service, most: configured.max_breaches, unreachable }))
}

fn methods(config: &Config, public_url: &str) -> Result<MethodSettings, String> {
    let methods = &config.selfservice.methods;
    let (webauthn, passkey) = (&methods.webauthn, &methods.passkey);
    Ok(MethodSettings {
        password: methods.password.enabled,
        password_policy: PasswordPolicy {
            min_length: methods.password.config.min_password_length,
            similarity: methods.password.config.identifier_similarity_check_enabled,
        },
        breaches: breaches(&methods.password.config)?,
        profile: methods.profile.enabled,
        totp: methods.totp.enabled,
        totp_issuer: methods.totp.config.issuer.clone().unwrap_or_else(|| host(public_url)),
        lookup_secret: methods.lookup_secret.enabled,
        code: methods.code.is_on().then_some(CodeSettings {
            lifespan: methods.code.config.lifespan,
            max_submissions: methods.code.config.max_submissions,
            is_passwordless: methods.code.passwordless_enabled,
            is_second_factor: methods.code.mfa_enabled,
            has_fallback: methods.code.config.missing_credential_fallback_enabled,
            chooses_address_to_refresh: config.feature_flags.refresh_login_choose_address,
        }),
        link: methods.link.enabled.then(|| LinkSettings {
            lifespan: methods.link.config.lifespan,
            base_url: methods.link.config.base_url.as_ref().map(|url| url.trim_end_matches('/').to_owned()),
        }),
        webauthn: webauthn.enabled.then(|| WebauthnSettings {
            is_passwordless: webauthn.config.passwordless,
            rp: relying_party(webauthn.config.rp.as_ref(), public_url),
        }),
        passkey: passkey.enabled.then(|| PasskeySettings {
            rp: relying_party(passkey.config.rp.as_ref(), public_url),
            selection: Selection {
                attachment: passkey.config.authenticator_selection.attachment.clone(),
                resident_key: Some(passkey.config.authenticator_selection.resident_key.clone()),
                user_verification: passkey.config.authenticator_selection.user_verification.clone(),
            },
            attestation: passkey.config.attestation.preference.clone(),
            login_timeout: passkey.config.timeouts.login.unwrap_or(PASSKEY_TIMEOUT),
            registration_timeout: passkey.config.timeouts.registration.unwrap_or(PASSKEY_TIMEOUT),
        }),
    })
}

/// Who asks for keys. Without a configured one it is the host of the public base URL.
// Kratos: forms cannot be made then, 500.
fn relying_party(configured: Option<&model::RelyingParty>, public_url: &str) -> RelyingParty {
    if let Some(rp) = configured {
        return RelyingParty { id: rp.id.clone(), name: rp.display_name.clone(), origins: rp.origins(public_url) };
    }
    let url = url::Url::parse(public_url).ok();
    let id = url.as_ref().and_then(url::Url::host_str).unwrap_or_default().to_owned();
    let origins = url.map(|url| url.origin().ascii_serialization()).into_iter().collect();
    RelyingParty { name: id.clone(), id, origins }
}

/// The host of a URL, with its port if it has one.
fn host(url: &str) -> String {
    let Ok(url) = url::Url::parse(url) else { return String::new() };
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => String::new(),
    }
}

fn cors(cors: &model::Cors) -> CorsSettings {
    CorsSettings {
        allowed_origins: cors.allowed_origins.iter().map(|origin| origin.to_lowercase()).collect(),
        allowed_methods: cors.allowed_methods.clone(),
        allowed_headers: cors.allowed_headers.clone(),
        exposed_headers: cors.exposed_headers.clone(),
        allow_credentials: cors.allow_credentials,
        options_passthrough: cors.options_passthrough,
        max_age: cors.max_age,
    }
}
