//! The self-service settings out of the configuration document.

use super::{CookieSettings, LoginSettings, MethodSettings, PasskeySettings, SessionSettings, Settings, WebauthnSettings};
use crate::http::public::client::TrustedProxies;
use crate::http::public::cors::CorsSettings;
use crate::load::parse_duration;
use selfsame_core::session::RequiredAal;
use serde_json::Value;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const FALLBACK: &str = "https://www.ory.com/kratos/docs/fallback/";

impl Settings {
    /// Reads the document, which has been validated.
    pub fn from_document(document: &Value, dev: bool) -> Result<Self, String> {
        let at = |pointer: &str| document.pointer(pointer);
        let text = |pointer: &str| at(pointer).and_then(Value::as_str).map(str::to_owned);
        let flag = |pointer: &str, default: bool| at(pointer).and_then(Value::as_bool).unwrap_or(default);
        let time = |pointer: &str| text(pointer).and_then(|text| parse_duration(&text));
        let texts = |pointer: &str| -> Vec<String> {
            at(pointer).and_then(Value::as_array).into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
        };
        let method = |name: &str, default: bool| flag(&format!("/selfservice/methods/{name}/enabled"), default);
        let ui = |flow: &str| text(&format!("/selfservice/flows/{flow}/ui_url")).unwrap_or_else(|| format!("{FALLBACK}{flow}"));
        let after = at("/selfservice/flows/login/after").and_then(Value::as_object);
        let after_method = after
            .into_iter()
            .flatten()
            .filter_map(|(method, rules)| Some((method.clone(), rules.get("default_browser_return_url")?.as_str()?.to_owned())));
        let csrf_cookie = CookieSettings {
            path: text("/cookies/path").unwrap_or_else(|| "/".into()),
            domain: text("/cookies/domain"),
            is_secure: flag("/cookies/secure", !dev),
            same_site: text("/cookies/same_site").unwrap_or_else(|| "Lax".into()),
        };
        let cookie = CookieSettings {
            path: text("/session/cookie/path").unwrap_or_else(|| csrf_cookie.path.clone()),
            domain: text("/session/cookie/domain").or_else(|| csrf_cookie.domain.clone()),
            is_secure: flag("/session/cookie/secure", !dev),
            same_site: text("/session/cookie/same_site").unwrap_or_else(|| csrf_cookie.same_site.clone()),
        };
        let mut cookie_secrets = texts("/secrets/cookie");
        if cookie_secrets.is_empty() {
            cookie_secrets = texts("/secrets/default");
        }
        let is_cacheable = flag("/feature_flags/cacheable_sessions", false);
        let session = SessionSettings {
            cookie,
            cookie_name: text("/session/cookie/name").unwrap_or_else(|| "ory_kratos_session".into()),
            persistent: flag("/session/cookie/persistent", true),
            cookie_secrets,
            lifespan: time("/session/lifespan").unwrap_or(24 * HOUR),
            whoami_aal: match text("/session/whoami/required_aal").as_deref() {
                Some("aal1") => RequiredAal::Aal1,
                _ => RequiredAal::HighestAvailable,
            },
            cacheable: is_cacheable.then(|| time("/feature_flags/cacheable_sessions_max_age").unwrap_or_default()),
        };
        let key_config = |name: &str| format!("/selfservice/methods/{name}/config");
        let methods = MethodSettings {
            password: method("password", true),
            code_passwordless: flag("/selfservice/methods/code/passwordless_enabled", false),
            webauthn: method("webauthn", false)
                .then(|| WebauthnSettings { is_passwordless: flag(&format!("{}/passwordless", key_config("webauthn")), false) }),
            passkey: method("passkey", false).then(|| PasskeySettings {
                rp_id: text(&format!("{}/rp/id", key_config("passkey"))).unwrap_or_default(),
                login_timeout: time(&format!("{}/timeouts/login", key_config("passkey"))).unwrap_or(Duration::from_mins(5)),
            }),
        };
        let or = |pointer: &str, default: &[&str]| {
            if at(pointer).is_some() { texts(pointer) } else { default.iter().map(|&one| one.to_owned()).collect() }
        };
        let cors = flag("/serve/public/cors/enabled", false).then(|| CorsSettings {
            allowed_origins: or("/serve/public/cors/allowed_origins", &["*"]).iter().map(|origin| origin.to_lowercase()).collect(),
            allowed_methods: or("/serve/public/cors/allowed_methods", &["POST", "GET", "PUT", "PATCH", "DELETE"]),
            allowed_headers: or(
                "/serve/public/cors/allowed_headers",
                &["Authorization", "Content-Type", "Max-Age", "X-Session-Token", "X-XSRF-TOKEN", "X-CSRF-TOKEN"],
            ),
            exposed_headers: or("/serve/public/cors/exposed_headers", &["Content-Type"]),
            allow_credentials: flag("/serve/public/cors/allow_credentials", true),
            options_passthrough: flag("/serve/public/cors/options_passthrough", false),
            max_age: at("/serve/public/cors/max_age").and_then(Value::as_u64).unwrap_or(0),
        });
        let proxies = texts("/serve/public/trusted_proxies");
        Ok(Self {
            public_base_url: text("/serve/public/base_url").unwrap_or_default(),
            default_return_url: text("/selfservice/default_browser_return_url").unwrap_or_default(),
            allowed_return_urls: texts("/selfservice/allowed_return_urls"),
            allow_insecure_origins: flag("/feature_flags/legacy_allow_insecure_origins", false),
            error_ui: ui("error"),
            settings_ui: ui("settings"),
            login: LoginSettings {
                ui: ui("login"),
                lifespan: time("/selfservice/flows/login/lifespan").unwrap_or(HOUR),
                after: text("/selfservice/flows/login/after/default_browser_return_url"),
                after_method: after_method.collect(),
            },
            logout_after: text("/selfservice/flows/logout/after/default_browser_return_url"),
            session,
            csrf_cookie,
            methods,
            identifier_label: None,
            open_flows_per_client: at("/selfservice/flows/max_open_per_client")
                .and_then(Value::as_u64)
                .map_or(100_000, |limit| limit as usize),
            trusted_proxies: TrustedProxies::new(proxies.iter().map(String::as_str))?,
            cors,
            is_tls: at("/serve/public/tls/cert").is_some(),
        })
    }
}
