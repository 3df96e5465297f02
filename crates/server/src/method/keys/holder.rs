//! Whose key an answer is by, and whether it proves possession of it.

use super::{key_ids, not_proven, proves};
use crate::attempts::Trace;
use crate::http::public::visit::Visit;
use crate::method::{Accepted, LoginAttempt, Refusal};
use selfsame_api::IdentityId;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_core::Key;
use selfsame_core::credential::handle_identifier;
use selfsame_core::flow::login::Proven;
use selfsame_core::identity::Identity;
use selfsame_core::identity::factors::available_aal;
use selfsame_core::session::completed;
use selfsame_core::webauthn::response::Asserted;
use selfsame_core::webauthn::{Asked, assertion, stored};
use selfsame_store::Rx;
use selfsame_store::ops::identities::read::{self, Checked};
use selfsame_store::ops::identities::record::StoredConfig;
use selfsame_store::ops::identities::{IdentityRow, Loaded};
use serde_json::Value;
use uuid::Uuid;

/// Who has keys of one type, and what the store knows of them.
pub struct Holder {
    key: Key,
    row: IdentityRow,
    identity: Identity,
    kind: CredentialType,
    /// The credential's config as it is stored.
    config: String,
}

/// By what a holder is found.
pub enum Sought {
    /// An identifier of credentials of this type.
    Identifier(CredentialType, String),
    /// What a discoverable key says of its user.
    Handle(Vec<u8>),
    /// Whoever is signed in, with credentials of this type.
    Session(Key, CredentialType),
}

/// Whoever has keys and is found by what is sought.
pub async fn holder(visit: &Visit, sought: Sought) -> Result<Option<Holder>, Refusal> {
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let Some((key, kind)) = locate(rx, &sought).await? else { return Ok(None) };
        Ok(read::whole_by_key(rx, key).await?.map(|found| (found, kind)))
    });
    let Some(((row, credentials), kind)) = found.await? else { return Ok(None) };
    let config = credentials.iter().find(|credential| credential.kind == kind).map(|credential| &credential.config);
    let Some(StoredConfig::Plain(config)) = config else { return Ok(None) };
    let config = config.clone();
    let identity = Loaded::decode(&row, credentials, &visit.app.sealer)?.identity;
    Ok(Some(Holder { key: row.key, row, identity, kind, config }))
}

async fn locate(rx: &mut Rx<'_>, sought: &Sought) -> selfsame_store::Result<Option<(Key, CredentialType)>> {
    match sought {
        Sought::Session(key, kind) => Ok(Some((*key, *kind))),
        Sought::Identifier(kind, identifier) => Ok(read::key_by_identifier(rx, *kind, identifier).await?.map(|key| (key, *kind))),
        Sought::Handle(handle) => {
            if let Some(key) = read::key_by_identifier(rx, CredentialType::Passkey, &handle_identifier(handle)).await? {
                return Ok(Some((key, CredentialType::Passkey)));
            }
            // A security key that was made in settings calls its user by the identity's id.
            let Some(id) = Uuid::from_slice(handle).ok().map(IdentityId) else { return Ok(None) };
            Ok(read::key_by_id(rx, id).await?.map(|key| (key, CredentialType::Webauthn)))
        }
    }
}

/// What a key is used for.
#[derive(Clone, Copy)]
pub struct Use {
    pub method: SessionMethod,
    pub aal: Aal,
}

impl Holder {
    /// The ids of the keys that prove a factor of this level.
    pub fn key_ids(&self, aal: Aal) -> Vec<Vec<u8>> {
        key_ids(&self.identity, self.kind, |key| proves(key, self.kind, aal))
    }

    /// Judges the answer to request options.
    pub fn accept(self, attempt: &LoginAttempt<'_>, asked: &Asked<'_>, asserted: &Asserted, used_for: Use) -> Result<Accepted, Refusal> {
        let mut config: Value = serde_json::from_str(&self.config).unwrap_or_default();
        let key = stored::keys(&config).into_iter().find(|key| key.id == asserted.id && proves(key, self.kind, used_for.aal));
        let key = key.ok_or_else(not_proven)?;
        let used = assertion::verify(asked, &key, asserted).map_err(|failure| {
            tracing::debug!(identity.id = %self.row.id, %failure, "a key was refused");
            not_proven()
        })?;
        if used.may_be_cloned {
            tracing::warn!(identity.id = %self.row.id, "a key's counter did not move forward: there may be a copy of it");
        }
        let before = config.clone();
        stored::remember_use(&mut config, &key.id, &used);
        let step = completed(used_for.method, used_for.aal, attempt.visit.now);
        Ok(Accepted {
            proven: Proven { identity_id: self.row.id, identity_state: self.row.state, step },
            available_aal: available_aal(&self.identity, attempt.visit.current.settings.factors),
            identity: self.row,
            identity_key: self.key,
            spent: None,
            checked: Some(Checked { kind: self.kind, config: self.config }),
            used: (config != before).then(|| config.to_string()),
            challenge: Some(asked.challenge.to_owned()),
            // No key is found by trying: answers that are wrong are not counted.
            trace: Trace::default(),
            code: None,
        })
    }
}
