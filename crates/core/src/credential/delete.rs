//! Deletion of one credential by an administrator: which types may go, and what is left of them.
//!
//! Nobody may be locked out this way: a password or a link goes only while another first factor stays.

use super::provider_identifier;
use crate::identity::Identity;
use selfsame_api::Timestamp;
use selfsame_api::identity::CredentialType;
use serde_json::{Value, json};

/// Why a credential was not deleted; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeleteRefusal {
    /// 400.
    #[error("`identifier` must name which of the credentials of this type to delete")]
    MissingIdentifier,
    /// 404.
    #[error("the identity has no credential of this type")]
    NoCredential,
    /// 404.
    #[error("the identity has no credential of this type with this identifier")]
    NoSuchIdentifier,
    /// 400.
    #[error("this is the identity's last way to sign in")]
    LastFirstFactor,
    /// 400.
    #[error("credentials of this type cannot be deleted")]
    NotDeletable,
}

/// What must hold before the identity is even looked up.
pub fn check_request(kind: &str, identifier: Option<&str>) -> Result<(), DeleteRefusal> {
    if kind == CredentialType::Deviceauthn.as_str() && named(identifier).is_none() {
        return Err(DeleteRefusal::MissingIdentifier);
    }
    Ok(())
}

/// Deletes the credential of the type spelt `kind`. `first_factors` is how many ways to sign in the
/// identity has before; `identifier` says which link or key, for types that hold several.
pub fn delete(
    identity: &mut Identity,
    kind: &str,
    identifier: Option<&str>,
    first_factors: usize,
    now: Timestamp,
) -> Result<(), DeleteRefusal> {
    let kind: CredentialType = kind.parse().map_err(|_| DeleteRefusal::NoCredential)?;
    let credential = identity.credentials.get_mut(&kind).ok_or(DeleteRefusal::NoCredential)?;
    let is_last = first_factors < 2;
    match kind {
        CredentialType::Totp | CredentialType::LookupSecret => {
            identity.credentials.remove(&kind);
            return Ok(());
        }
        CredentialType::Password | CredentialType::Oidc | CredentialType::Saml if is_last => return Err(DeleteRefusal::LastFirstFactor),
        // Its identifiers stay: they come from the traits.
        CredentialType::Password => credential.config = json!({}),
        CredentialType::Oidc | CredentialType::Saml => {
            let identifier = named(identifier).ok_or(DeleteRefusal::MissingIdentifier)?;
            remove_link(&mut credential.config, identifier)?;
            credential.identifiers.retain(|present| present != identifier);
        }
        CredentialType::Webauthn => {
            if let Some(keys) = credential.config.get_mut("credentials").and_then(Value::as_array_mut) {
                keys.retain(|key| key["is_passwordless"] == true);
                if keys.is_empty() {
                    credential.config = json!({});
                    credential.version = 0;
                }
            }
            // What the traits identify keeps its row, empty; they would bring it back.
            if credential.config.get("credentials").is_none() && credential.identifiers.is_empty() {
                identity.credentials.remove(&kind);
                return Ok(());
            }
        }
        CredentialType::Deviceauthn => {
            let identifier = named(identifier).ok_or(DeleteRefusal::MissingIdentifier)?;
            remove_device_key(&mut credential.config, identifier)?;
            credential.identifiers.retain(|present| present != identifier);
        }
        CredentialType::Code | CredentialType::Passkey => return Err(DeleteRefusal::NotDeletable),
    }
    credential.updated_at = now;
    Ok(())
}

fn named(identifier: Option<&str>) -> Option<&str> {
    identifier.filter(|identifier| !identifier.is_empty())
}

fn remove_link(config: &mut Value, identifier: &str) -> Result<(), DeleteRefusal> {
    let providers = config.get_mut("providers").and_then(Value::as_array_mut).ok_or(DeleteRefusal::NoSuchIdentifier)?;
    let before = providers.len();
    let text = |link: &Value, name: &str| link[name].as_str().unwrap_or_default().to_owned();
    providers.retain(|link| provider_identifier(&text(link, "provider"), &text(link, "subject")) != identifier);
    if providers.len() == before { Err(DeleteRefusal::NoSuchIdentifier) } else { Ok(()) }
}

fn remove_device_key(config: &mut Value, identifier: &str) -> Result<(), DeleteRefusal> {
    let mut found = false;
    let mut left = 0;
    for keys in device_keys(config) {
        let before = keys.len();
        keys.retain(|key| key["client_key_id"] != identifier);
        found |= keys.len() < before;
        left += keys.len();
    }
    if !found {
        return Err(DeleteRefusal::NoSuchIdentifier);
    }
    if left == 0 {
        *config = json!({});
    }
    Ok(())
}

/// The lists of device keys in a config, whatever their name.
pub(super) fn device_keys(config: &mut Value) -> Vec<&mut Vec<Value>> {
    config.as_object_mut().into_iter().flat_map(|members| members.values_mut()).filter_map(Value::as_array_mut).collect()
}
