//! temporary: configuration straight from YAML until the config crate is there
use crate::keys::KeySecrets;
use crate::settings::{AdminRecoverySettings, QuietProbes, Settings};
use selfsame_core::identity::factors::FactorRules;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::time::Duration;

pub struct Loaded {
    pub settings: Settings,
    pub schemas: Vec<(String, String)>,
    pub database: std::path::PathBuf,
    pub public: String,
    pub admin: String,
    pub value: Value,
}

pub fn load(path: &Path, dev: bool) -> Result<Loaded, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let value: Value = serde_saphyr::from_str(&text).map_err(|error| error.to_string())?;
    let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let flag = |pointer: &str| value.pointer(pointer).and_then(Value::as_bool).unwrap_or(false);
    let duration = |pointer: &str| text(pointer).and_then(|text| parse_duration(&text));
    let lifespan = duration("/session/lifespan").unwrap_or(Duration::from_secs(86_400));
    let texts = |pointer: &str| -> Vec<String> {
        value.pointer(pointer).and_then(Value::as_array).into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let first_set = |pointers: &[&str]| pointers.iter().map(|pointer| texts(pointer)).find(|list| !list.is_empty()).unwrap_or_default();
    let method = |name: &str, default: bool| {
        let pointer = format!("/selfservice/methods/{name}");
        let on = value.pointer(&format!("{pointer}/enabled")).and_then(Value::as_bool).unwrap_or(default);
        on.then(|| duration(&format!("{pointer}/config/lifespan")).unwrap_or(Duration::from_hours(1)))
    };
    let digest = Sha256::digest(value.to_string().as_bytes()).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let settings = Settings {
        public_url: text("/serve/public/base_url").unwrap_or_default(),
        admin_url: text("/serve/admin/base_url").unwrap_or_default(),
        default_schema_id: text("/identity/default_schema_id").unwrap_or_else(|| "default".into()),
        session_lifespan: lifespan,
        earliest_possible_extend: duration("/session/earliest_possible_extend").unwrap_or(lifespan),
        faster_session_extend: flag("/feature_flags/faster_session_extend"),
        factors: FactorRules {
            code_passwordless: flag("/selfservice/methods/code/passwordless_enabled"),
            code_mfa: flag("/selfservice/methods/code/mfa_enabled"),
            password_migration_hook: flag("/selfservice/methods/password/config/migrate_hook/enabled"),
        },
        dev,
        recovery: AdminRecoverySettings {
            code: method("code", true),
            link: method("link", false),
            ui_url: text("/selfservice/flows/recovery/ui_url")
                .unwrap_or_else(|| "https://www.ory.com/kratos/docs/fallback/recovery".into()),
        },
        config_revision: text("/revision").unwrap_or(digest),
        quiet_probes: QuietProbes {
            public: flag("/serve/public/request_log/disable_for_health"),
            admin: flag("/serve/admin/request_log/disable_for_health"),
        },
        admin_tls: value.pointer("/serve/admin/tls/cert").is_some(),
        key_secrets: KeySecrets {
            codes: first_set(&["/secrets/default", "/secrets/cookie"]),
            pages: first_set(&["/secrets/pagination", "/secrets/default", "/secrets/cookie"]),
        },
    };
    let dsn = text("/dsn").unwrap_or_default();
    let database = dsn.trim_start_matches("sqlite://").split('?').next().unwrap_or_default().into();
    let schemas = value.pointer("/identity/schemas").and_then(Value::as_array).cloned().unwrap_or_default();
    let schemas = schemas.iter().map(|one| (one["id"].as_str().unwrap_or_default().into(), one["url"].as_str().unwrap_or_default().into()));
    let schemas = schemas.collect();
    let address = |side: &str, port: u64| {
        let host = text(&format!("/serve/{side}/host")).unwrap_or_else(|| "127.0.0.1".into());
        let port = value.pointer(&format!("/serve/{side}/port")).and_then(Value::as_u64).unwrap_or(port);
        format!("{host}:{port}")
    };
    let (public, admin) = (address("public", 4433), address("admin", 4434));
    Ok(Loaded { settings, schemas, database, public, admin, value })
}

pub fn parse_duration(text: &str) -> Option<Duration> {
    let mut total = Duration::ZERO;
    let mut number = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        let mut unit = c.to_string();
        while let Some(next) = rest.peek().filter(|c| !c.is_ascii_digit()) {
            unit.push(*next);
            rest.next();
        }
        let value: u64 = number.parse().ok()?;
        number.clear();
        total += match unit.as_str() {
            "ns" => Duration::from_nanos(value),
            "us" => Duration::from_micros(value),
            "ms" => Duration::from_millis(value),
            "s" => Duration::from_secs(value),
            "m" => Duration::from_secs(value * 60),
            "h" => Duration::from_secs(value * 3600),
            _ => return None,
        };
    }
    Some(total)
}
