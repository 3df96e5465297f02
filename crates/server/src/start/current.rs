//! What a (re)load builds from the configuration: settings, schemas, self-service rules.

use super::schema_source::{self, SchemaSourceError};
use crate::app::Current;
use crate::courier;
use crate::keys::Keys;
use crate::outbound::Outbound;
use crate::pages::{Pages, PagesError};
use crate::schemas::Schemas;
use crate::secrets::Secrets;
use crate::selfservice::{self, SelfService};
use crate::settings::{AdminRecoverySettings, QuietProbes, Settings};
use selfsame_config::Config;
use selfsame_config::model::HashAlgorithm;
use selfsame_core::hash::Hasher;
use selfsame_core::identity::factors::FactorRules;
use tokio::runtime::Handle;

/// Why a configuration that is valid by itself cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UnusableConfig {
    #[error(transparent)]
    Schema(#[from] SchemaSourceError),
    #[error("identity.default_schema_id: no schema is called {0:?}; set it to one of identity.schemas")]
    DefaultSchema(String),
    #[error("{0}")]
    SelfService(String),
    #[error(transparent)]
    Courier(#[from] courier::SettingsError),
    #[error(transparent)]
    Pages(#[from] PagesError),
}

/// Builds it. Blocks while schemas are fetched.
pub fn build(config: &Config, secrets: &Secrets, runtime: &Handle) -> Result<Current, UnusableConfig> {
    let only_embedded = config.security.disallow_ref_in_identity_schemas;
    let outbound = Outbound::new(&config.clients.http);
    let loaded = config.identity.schemas.iter().map(|source| schema_source::load(source, only_embedded, &outbound, runtime));
    let settings = settings(config);
    let (loaded, is_selectable) = (loaded.collect::<Result<_, _>>()?, |id: &str| config.identity.is_selectable(id));
    let schemas = Schemas::new(loaded, settings.default_schema_id.clone(), is_selectable, &config.serve.public.listener.base_url);
    if schemas.find("").is_none() {
        return Err(UnusableConfig::DefaultSchema(settings.default_schema_id));
    }
    let selfservice = selfservice::Settings::from_config(config, secrets).map_err(UnusableConfig::SelfService)?;
    let selfservice = SelfService::new(selfservice).map_err(|error| UnusableConfig::SelfService(error.to_string()))?;
    let courier = courier::Settings::from_config(config, &outbound, runtime)?;
    let pages = Pages::load(config, &outbound, runtime)?;
    Ok(Current { settings, schemas, selfservice, keys: Keys::derive(secrets), outbound, courier, pages })
}

fn settings(config: &Config) -> Settings {
    let methods = &config.selfservice.methods;
    Settings {
        admin_url: config.serve.admin.listener.base_url.clone(),
        default_schema_id: config.identity.default_schema_id.clone(),
        earliest_possible_extend: config.session.extendable_below(),
        faster_session_extend: config.feature_flags.faster_session_extend,
        factors: FactorRules {
            code_passwordless: methods.code.passwordless_enabled,
            code_mfa: methods.code.mfa_enabled,
            password_migration_hook: methods.password.config.migrate_hook.enabled,
        },
        dev: config.dev,
        recovery: AdminRecoverySettings {
            code: methods.code.enabled.then_some(methods.code.config.lifespan),
            link: methods.link.enabled.then_some(methods.link.config.lifespan),
            ui_url: config.selfservice.flows.recovery.ui_url.clone(),
        },
        config_revision: config.revision.clone(),
        quiet_probes: QuietProbes {
            public: config.serve.public.listener.request_log.disable_for_health,
            admin: config.serve.admin.listener.request_log.disable_for_health,
        },
        admin_tls: config.serve.admin.listener.tls().is_some(),
    }
}

/// How fresh passwords are hashed.
pub fn hasher(config: &Config) -> Hasher {
    let hashers = &config.hashers;
    match hashers.algorithm {
        HashAlgorithm::Bcrypt => Hasher::Bcrypt { cost: hashers.bcrypt.cost },
        HashAlgorithm::Argon2 => Hasher::Argon2id {
            memory_kib: hashers.argon2.memory_kib(),
            iterations: hashers.argon2.iterations,
            parallelism: hashers.argon2.parallelism.unwrap_or_else(|| default_lanes(hashers.argon2.memory_kib())),
            salt_length: hashers.argon2.salt_length as usize,
            key_length: hashers.argon2.key_length as usize,
        },
    }
}

/// Twice the processors, within what a hash may have and what `memory_kib` is enough for.
fn default_lanes(memory_kib: u32) -> u32 {
    (2 * cores()).min(16).min(memory_kib / 8).max(1)
}

/// The processors that this process may use.
pub fn cores() -> u32 {
    std::thread::available_parallelism().map_or(1, |count| count.get() as u32)
}

#[cfg(test)]
mod tests;
