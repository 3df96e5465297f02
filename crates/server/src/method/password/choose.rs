//! Choosing a password, at sign-up and in settings: the form, the rules, the hash.

use super::{NAME, hash_text};
use crate::breaches::Unusable;
use crate::hasher::PoolError;
use crate::http::error::ApiError;
use crate::http::public::visit::Visit;
use crate::method::{Change, NewCredential, Refusal, RegistrationAttempt, SettingsAttempt, check_csrf};
use http::StatusCode;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, UiText};
use selfsame_core::credential::merge::hashed_password;
use selfsame_core::hash::{HasherError, PasswordHash};
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::secret::Secret;
use selfsame_core::session::completed;
use serde_json::json;

const FIELD: &str = "password";

/// The field and its button.
pub fn nodes(label: UiText) -> [Node; 2] {
    let field = Node::input(Group::Password, FIELD, InputKind::Password).required().autocomplete("new-password");
    [field.label(text::LABEL_PASSWORD), Node::submit(Group::Password, "method", NAME, label)]
}

/// The traits come first, then the password: a policy is told once they are right.
pub async fn register(attempt: RegistrationAttempt<'_>) -> Result<NewCredential, Refusal> {
    let RegistrationAttempt { visit, flow, body, identity, mut wrong, .. } = attempt;
    let password = body.text(FIELD);
    if password.is_none() {
        wrong.push((FIELD.into(), text::required(FIELD)));
    }
    let (Some(password), true) = (password, wrong.is_empty()) else { return Err(Refusal::Fields(wrong)) };
    check_csrf(visit, flow.kind, body)?;
    if identifiers(identity).is_empty() {
        return Err(Refusal::Message(text::NO_IDENTIFIER));
    }
    let hash = hash(visit, Secret::new(password.to_owned()), identity).await?;
    let step = completed(SessionMethod::Password, Aal::Aal1, visit.now);
    Ok(NewCredential {
        kind: CredentialType::Password,
        config: hashed_password(&hash),
        version: 0,
        identifiers: None,
        step,
        challenge: None,
        code: None,
    })
}

/// The new password must be another one than the present.
pub async fn change(attempt: SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let (visit, before) = (attempt.visit, &attempt.loaded.identity);
    let password = attempt.body.text(FIELD).ok_or_else(|| refused(text::required(FIELD)))?;
    let password = Secret::new(password.to_owned());
    let hash = hash(visit, password.clone(), before).await?;
    let mut after = before.clone();
    let empty = || Credential { identifiers: Vec::new(), config: json!({}), version: 0, created_at: visit.now, updated_at: visit.now };
    let credential = after.credentials.entry(CredentialType::Password).or_insert_with(empty);
    if let Ok(present) = PasswordHash::parse(hash_text(&credential.config))
        && visit.app.hasher.verify(present, password).await?
    {
        return Err(refused(text::SAME_PASSWORD));
    }
    credential.config = hashed_password(&hash);
    credential.updated_at = visit.now;
    Ok(Change::to(after))
}

/// The hash of a password that the rules allow `identity`.
async fn hash(visit: &Visit, password: Secret, identity: &Identity) -> Result<String, Refusal> {
    let identifiers: Vec<&str> = identifiers(identity).iter().map(String::as_str).collect();
    visit.selfservice().settings.methods.password_policy.check(&password, &identifiers).map_err(refused)?;
    check_breaches(visit, &password).await?;
    let length = password.bytes().len();
    match visit.app.hasher.hash(password, &mut visit.app.randomness.fork()).await {
        Err(PoolError::Password(HasherError::TooLong { limit, .. })) => Err(refused(text::password_too_long(limit, length))),
        other => Ok(other?),
    }
}

async fn check_breaches(visit: &Visit, password: &Secret) -> Result<(), Refusal> {
    let Some(rules) = &visit.selfservice().settings.methods.breaches else { return Ok(()) };
    match visit.app.breaches.check(&visit.current.outbound, rules, password, visit.now).await {
        Ok(()) => Ok(()),
        Err(Unusable::Breached(count)) => Err(refused(text::password_breached(count.into()))),
        Err(Unusable::Unknown(_)) => {
            let message = "Nobody says whether this password is known from data breaches; try again later";
            Err(ApiError::new(StatusCode::BAD_GATEWAY, message).id("upstream_error").into())
        }
    }
}

fn identifiers(identity: &Identity) -> &[String] {
    identity.credentials.get(&CredentialType::Password).map_or(&[][..], |credential| &credential.identifiers)
}

fn refused(message: UiText) -> Refusal {
    Refusal::Fields(vec![(FIELD.into(), message)])
}
