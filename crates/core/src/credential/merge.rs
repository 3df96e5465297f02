//! Imported credentials joined with those that an identity has: the same rules for create, batch and
//! update.
//!
//! A password and a TOTP secret replace what was there; codes and links are appended; authenticators
//! are merged by id. Nothing is ever removed here.

use super::import::{Authenticators, CredentialImport, LookupCode, PasswordImport, ProviderLink, base64};
use super::{ImportError, handle_identifier, provider_identifier};
use crate::identity::{Credential, Identity};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use selfsame_api::Timestamp;
use selfsame_api::identity::CredentialType;
use serde_json::{Map, Value, json};

/// Why an import does not fit the identity. The identity may be half merged: drop it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The body repeats a link, or the identity has it already: a conflict.
    #[error("the {kind} identifier `{identifier}` is there twice")]
    DuplicateIdentifier { kind: CredentialType, identifier: String },
    #[error("a plaintext password was to be merged before it was hashed")]
    NotHashed,
}

/// Joins `import` into `identity`. `hashed` is the hash of the import's plaintext password, if it has one.
pub fn merge(identity: &mut Identity, import: CredentialImport, hashed: Option<String>, now: Timestamp) -> Result<(), MergeError> {
    if let Some(password) = import.password {
        set_config(identity, CredentialType::Password, password_config(password, hashed)?, now);
    }
    if let Some(links) = import.oidc {
        add_links(identity, CredentialType::Oidc, links, now)?;
    }
    if let Some(links) = import.saml {
        add_links(identity, CredentialType::Saml, links, now)?;
    }
    if let Some(authenticators) = import.webauthn {
        let credential = entry(identity, CredentialType::Webauthn, now);
        add_authenticators(credential, authenticators);
    }
    if let Some(authenticators) = import.passkey {
        add_passkeys(identity, authenticators, now)?;
    }
    if let Some(codes) = import.lookup_secret {
        add_codes(identity, codes, now);
    }
    if let Some(url) = import.totp {
        set_config(identity, CredentialType::Totp, json!({ "totp_url": url.expose() }), now);
        identify_by_id(identity, CredentialType::Totp);
    }
    Ok(())
}

/// The config of a password credential that holds `hash`.
pub fn hashed_password(hash: &str) -> Value {
    json!({ "hashed_password": hash })
}

fn password_config(password: PasswordImport, hashed: Option<String>) -> Result<Value, MergeError> {
    match (password, hashed) {
        (PasswordImport::Hash(hash), _) => Ok(hashed_password(hash.as_str())),
        (PasswordImport::Plain(_), Some(hash)) => Ok(hashed_password(&hash)),
        (PasswordImport::Plain(_), None) => Err(MergeError::NotHashed),
        (PasswordImport::MigrationHook, _) => Ok(json!({ "use_password_migration_hook": true })),
    }
}

/// The credential of `kind`, made empty if there is none, and marked as changed now.
fn entry(identity: &mut Identity, kind: CredentialType, now: Timestamp) -> &mut Credential {
    let fresh = || Credential { identifiers: Vec::new(), config: json!({}), version: 0, created_at: now, updated_at: now };
    let credential = identity.credentials.entry(kind).or_insert_with(fresh);
    credential.updated_at = now;
    credential
}

fn set_config(identity: &mut Identity, kind: CredentialType, config: Value, now: Timestamp) {
    entry(identity, kind, now).config = config;
}

fn identify_by_id(identity: &mut Identity, kind: CredentialType) {
    let id = identity.id.to_string();
    if let Some(credential) = identity.credentials.get_mut(&kind)
        && credential.identifiers.is_empty()
    {
        credential.identifiers.push(id);
    }
}

fn add_links(identity: &mut Identity, kind: CredentialType, links: Vec<ProviderLink>, now: Timestamp) -> Result<(), MergeError> {
    let credential = entry(identity, kind, now);
    for link in links {
        let identifier = provider_identifier(&link.provider, &link.subject);
        if credential.identifiers.contains(&identifier) {
            return Err(MergeError::DuplicateIdentifier { kind, identifier });
        }
        credential.identifiers.push(identifier);
        list(&mut credential.config, "providers").push(stored_link(link));
    }
    list(&mut credential.config, "providers");
    Ok(())
}

fn stored_link(link: ProviderLink) -> Value {
    let mut stored = Map::new();
    stored.insert("subject".to_owned(), link.subject.into());
    stored.insert("provider".to_owned(), link.provider.into());
    for token in ["initial_id_token", "initial_access_token", "initial_refresh_token"] {
        stored.insert(token.to_owned(), "".into());
    }
    if let Some(organization) = link.organization {
        stored.insert("organization".to_owned(), organization.to_string().into());
    }
    if link.use_auto_link {
        stored.insert("use_auto_link".to_owned(), true.into());
    }
    stored.into()
}

fn add_authenticators(credential: &mut Credential, import: Authenticators) {
    let stored = list(&mut credential.config, "credentials");
    for authenticator in import.credentials {
        match stored.iter_mut().find(|present| present["id"] == authenticator["id"]) {
            Some(present) => *present = authenticator,
            None => stored.push(authenticator),
        }
    }
    if !import.user_handle.is_empty() {
        credential.config["user_handle"] = base64(&import.user_handle);
    }
}

fn add_passkeys(identity: &mut Identity, import: Authenticators, now: Timestamp) -> Result<(), MergeError> {
    let refused = |member: &str, problem: &str| {
        let path = format!("credentials.passkey.config.{member}");
        Err(ImportError::Value { path, problem: problem.to_owned() }.into())
    };
    if import.credentials.is_empty() {
        return refused("credentials", "at least one passkey is needed");
    }
    let credential = entry(identity, CredentialType::Passkey, now);
    add_authenticators(credential, import);
    let handle = credential.config["user_handle"].as_str().and_then(|encoded| BASE64_STANDARD.decode(encoded).ok());
    let Some(handle) = handle.filter(|handle| !handle.is_empty()) else {
        return refused("user_handle", "a passkey needs the handle of its user");
    };
    let identifier = handle_identifier(&handle);
    if !credential.identifiers.contains(&identifier) {
        credential.identifiers.push(identifier);
    }
    Ok(())
}

fn add_codes(identity: &mut Identity, codes: Vec<LookupCode>, now: Timestamp) {
    let credential = entry(identity, CredentialType::LookupSecret, now);
    let stored = list(&mut credential.config, "recovery_codes");
    stored.extend(codes.into_iter().map(|code| json!({ "code": code.code.expose(), "used_at": code.used_at })));
    identify_by_id(identity, CredentialType::LookupSecret);
}

/// The list `name` of a config, made if there is none.
fn list<'a>(config: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    if !config.is_object() {
        *config = json!({});
    }
    let member = &mut config[name];
    if !member.is_array() {
        *member = json!([]);
    }
    member.as_array_mut().expect("it was just made an array")
}
