//! What somebody who signs up a second time is told about the account that is there: how it signs in.

use crate::http::public::visit::Visit;
use selfsame_api::text;
use selfsame_api::ui::UiText;
use selfsame_core::identity::factors::SignInHints;
use selfsame_store::ops::identities::{Loaded, read};
use selfsame_store::{Clash, ClashField, Rx, StoreError};

/// The message for a sign-up that clashes with an account; with hints where they are on and accounts are not to be hidden.
pub async fn account_exists(visit: &Visit, clash: &Clash) -> Result<UiText, StoreError> {
    let settings = &visit.selfservice().settings;
    let value = match &clash.field {
        ClashField::CredentialIdentifier { identifier, .. } => identifier,
        ClashField::VerifiableAddress { value, .. } | ClashField::RecoveryAddress { value, .. } => value,
        ClashField::ExternalId(_) | ClashField::Id => return Ok(text::ACCOUNT_EXISTS),
    };
    let (true, false, Some(holder)) = (settings.registration.gives_hints, settings.hides_accounts, clash.holder) else {
        return Ok(text::ACCOUNT_EXISTS);
    };
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_id(rx, holder).await);
    let Some((row, credentials)) = found.await? else { return Ok(text::ACCOUNT_EXISTS) };
    let loaded = Loaded::decode(&row, credentials, &visit.app.sealer)?;
    let hints = SignInHints::of(&loaded.identity, visit.current.settings.factors);
    let providers: Vec<&str> = hints.providers.iter().map(String::as_str).collect();
    Ok(text::account_exists(value, &hints.types, &providers))
}
