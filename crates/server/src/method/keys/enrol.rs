//! New keys: judged, given to a new identity or added to an account, and taken away again.

use super::{Ceremony, asked, not_proven, proves};
use crate::app::Current;
use crate::method::{NewCredential, Refusal, RegistrationAttempt, SettingsAttempt, check_csrf};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_core::identity::factors::first_factor_count;
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::session::completed;
use selfsame_core::webauthn::registration::{self, NewKey};
use selfsame_core::webauthn::response::Created;
use selfsame_core::webauthn::stored::{self, KeyName, StoredKey};
use selfsame_core::webauthn::{Asked, RelyingParty};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Reads the answer to creation options and judges it.
// Kratos: an answer that proves nothing is an error of the server, 500.
pub fn made(asked: &Asked<'_>, answer: &str) -> Result<NewKey, Refusal> {
    let created = Created::parse(answer).map_err(|error| Refusal::Message(text::generic_error(&error.to_string())))?;
    registration::verify(asked, &created).map_err(|failure| {
        tracing::debug!(%failure, "a new key was refused");
        not_proven()
    })
}

/// What a registration with a key of either kind is made of.
pub struct Enrolment<'a> {
    pub kind: CredentialType,
    pub method: SessionMethod,
    pub answer: &'a str,
    /// The field that the answer came in.
    pub field: &'static str,
    pub rp: &'a RelyingParty,
    pub ceremony: Option<Ceremony>,
    pub verifies_user: bool,
    pub display_name: Option<&'a str>,
}

/// Makes the credential of a new identity. The traits come first.
pub fn enrol(attempt: RegistrationAttempt<'_>, enrolment: &Enrolment<'_>) -> Result<NewCredential, Refusal> {
    let RegistrationAttempt { visit, flow, body, wrong, .. } = attempt;
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    check_csrf(visit, flow.kind, body)?;
    let ceremony = enrolment.ceremony.as_ref();
    // What cannot be read is told before what is missing on our side.
    Created::parse(enrolment.answer).map_err(|error| Refusal::Message(text::generic_error(&error.to_string())))?;
    let key = made(&asked(flow, ceremony, enrolment.rp, enrolment.verifies_user)?, enrolment.answer)?;
    let mut config = Value::Null;
    let name = KeyName { display_name: enrolment.display_name, is_passwordless: true };
    stored::add(&mut config, &key, name, &ceremony.map(Ceremony::user_handle).unwrap_or_default(), visit.now);
    let step = completed(enrolment.method, Aal::Aal1, visit.now);
    let challenge = ceremony.map(|ceremony| ceremony.challenge.clone());
    Ok(NewCredential { kind: enrolment.kind, config, version: 1, identifiers: None, step, challenge, code: None })
}

/// The account with a new key.
pub fn added(attempt: &SettingsAttempt<'_>, enrolment: &Enrolment<'_>, is_passwordless: bool) -> Result<Identity, Refusal> {
    let (flow, now) = (attempt.flow, attempt.visit.now);
    let ceremony = enrolment.ceremony.as_ref();
    let key = made(&asked(flow, ceremony, enrolment.rp, enrolment.verifies_user)?, enrolment.answer)?;
    let mut after = attempt.loaded.identity.clone();
    let empty = || Credential { identifiers: Vec::new(), config: json!({}), version: 1, created_at: now, updated_at: now };
    let credential = after.credentials.entry(enrolment.kind).or_insert_with(empty);
    let name = KeyName { display_name: enrolment.display_name, is_passwordless };
    if !stored::add(&mut credential.config, &key, name, &ceremony.map(Ceremony::user_handle).unwrap_or_default(), now) {
        return Err(Refusal::Fields(vec![(enrolment.field.into(), text::generic_error("This key is registered already."))]));
    }
    (credential.version, credential.updated_at) = (1, now);
    Ok(after)
}

/// A stored key with its id as buttons write it.
pub fn keys_of(identity: &Identity, kind: CredentialType) -> Vec<(String, StoredKey)> {
    let credential = identity.credentials.get(&kind);
    let keys = credential.map(|credential| stored::keys(&credential.config)).unwrap_or_default();
    keys.into_iter().map(|key| (hex(&key.id), key)).collect()
}

/// The account without a key. `field` gets the message if the key is the last way to sign in.
pub fn removed(attempt: &SettingsAttempt<'_>, kind: CredentialType, id: &str, field: &'static str) -> Result<Identity, Refusal> {
    let before = &attempt.loaded.identity;
    let unknown = || Refusal::Message(text::generic_error("This account has no such key."));
    let (_, key) = keys_of(before, kind).into_iter().find(|(known, _)| known.eq_ignore_ascii_case(id)).ok_or_else(unknown)?;
    if is_last(before, &key, kind, &attempt.visit.current) {
        let last = text::generic_error("This is the last way to sign in to the account; add another one first.");
        return Err(Refusal::Fields(vec![(field.into(), last)]));
    }
    let mut after = before.clone();
    if let Some(credential) = after.credentials.get_mut(&kind) {
        stored::remove(&mut credential.config, &key.id);
        (credential.version, credential.updated_at) = (1, attempt.visit.now);
    }
    Ok(after)
}

/// Whether nobody could sign in to the account without this key.
pub fn is_last(identity: &Identity, key: &StoredKey, kind: CredentialType, current: &Current) -> bool {
    proves(key, kind, Aal::Aal1) && first_factor_count(identity, current.settings.factors) < 2
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
