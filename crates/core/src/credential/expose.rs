//! What an administrator sees of a credential: its config when it is asked for, and how credentials
//! written in an earlier version look once they are read.

use super::import::base64;
use crate::identity::{Credential, Identity};
use selfsame_api::identity::CredentialType;
use serde_json::{Map, Value, json};

/// The config of `credential` as `include_credential` reveals it; `None` if there is nothing to show.
pub fn revealed_config(kind: CredentialType, credential: &Credential) -> Option<Value> {
    let config = &credential.config;
    match kind {
        CredentialType::Oidc => links(config, &["initial_id_token", "initial_access_token", "initial_refresh_token"]),
        CredentialType::Saml => links(config, &[]),
        CredentialType::Deviceauthn => Some(without_pins(config)),
        CredentialType::Totp => Some(without_used_step(config)).filter(|config| !config.is_null()),
        CredentialType::Password
        | CredentialType::LookupSecret
        | CredentialType::Webauthn
        | CredentialType::Code
        | CredentialType::Passkey => Some(config.clone()).filter(|config| !config.is_null()),
    }
}

/// Rebuilds the provider list from known members only: tokens always, the rest if it says something.
fn links(config: &Value, tokens: &[&str]) -> Option<Value> {
    let providers = config["providers"].as_array().filter(|providers| !providers.is_empty())?;
    let link = |stored: &Value| {
        let mut shown = Map::new();
        for token in tokens {
            shown.insert((*token).to_owned(), stored[*token].as_str().unwrap_or_default().into());
        }
        for name in ["subject", "provider"] {
            shown.insert(name.to_owned(), stored[name].as_str().unwrap_or_default().into());
        }
        if let Some(organization) = stored["organization"].as_str().filter(|id| !id.is_empty()) {
            shown.insert("organization".to_owned(), organization.into());
        }
        if !tokens.is_empty() && stored["use_auto_link"] == true {
            shown.insert("use_auto_link".to_owned(), true.into());
        }
        Value::Object(shown)
    };
    Some(json!({ "providers": providers.iter().map(link).collect::<Vec<_>>() }))
}

fn without_used_step(config: &Value) -> Value {
    let mut shown = config.clone();
    if let Some(members) = shown.as_object_mut() {
        members.shift_remove(super::totp::USED_STEP);
    }
    shown
}

fn without_pins(config: &Value) -> Value {
    let mut shown = config.clone();
    for key in super::delete::device_keys(&mut shown).into_iter().flatten() {
        if let Some(members) = key.as_object_mut() {
            members.shift_remove("pin");
        }
    }
    shown
}

/// The version that a credential has once it is read: see [`upgrade`].
pub const fn read_version(kind: CredentialType, stored: u32) -> u32 {
    match (kind, stored) {
        (CredentialType::Password | CredentialType::Webauthn | CredentialType::Code, 0) => 1,
        _ => stored,
    }
}

/// Brings credentials of version 0 up to version 1, as every read does. The store may keep the old form.
pub fn upgrade(identity: &mut Identity) {
    let handle = base64(identity.id.as_bytes());
    for (kind, credential) in &mut identity.credentials {
        if credential.version != 0 {
            continue;
        }
        match kind {
            CredentialType::Password => remove_repeats(&mut credential.identifiers),
            CredentialType::Webauthn => complete_webauthn(&mut credential.config, &handle),
            CredentialType::Code => complete_code(credential),
            CredentialType::Oidc
            | CredentialType::Saml
            | CredentialType::Totp
            | CredentialType::LookupSecret
            | CredentialType::Passkey
            | CredentialType::Deviceauthn => continue,
        }
        credential.version = 1;
    }
}

fn remove_repeats(identifiers: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    identifiers.retain(|identifier| seen.insert(identifier.clone()));
}

fn complete_webauthn(config: &mut Value, handle: &Value) {
    if !config.is_object() {
        *config = json!({});
    }
    for credential in config.get_mut("credentials").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(members) = credential.as_object_mut() {
            members.entry("is_passwordless").or_insert(false.into());
        }
    }
    if config["user_handle"].as_str().is_none_or(str::is_empty) {
        config["user_handle"] = handle.clone();
    }
}

/// Before version 1 a code credential knew the kind of its address only, not its addresses.
fn complete_code(credential: &mut Credential) {
    if credential.config.get("addresses").is_some() {
        return;
    }
    let channel = match credential.config["address_type"].as_str() {
        Some("phone" | "sms") => "sms",
        _ => "email",
    };
    let address = |identifier: &String| json!({ "channel": channel, "address": identifier });
    credential.config = json!({ "addresses": credential.identifiers.iter().map(address).collect::<Vec<_>>() });
}
