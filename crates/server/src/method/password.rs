//! Sign-in with an identifier and a password.

mod choose;
mod migrate;

use super::{
    Accepted, Answer, Change, LoginAttempt, LoginForm, Method, NewCredential, Refusal, RegistrationAttempt, RegistrationForm,
    SettingsAttempt, SettingsForm,
};
use crate::app::Current;
use crate::attempts::{Attempt, Heard};
use crate::http::public::visit::Visit;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, UiText};
use selfsame_core::Key;
use selfsame_core::attempts::{Account, Factor};
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::Proven;
use selfsame_core::flow::settings::Protection;
use selfsame_core::hash::{LONGEST_PASSWORD, PasswordHash};
use selfsame_core::identity::factors::available_aal;
use selfsame_core::normalise;
use selfsame_core::secret::Secret;
use selfsame_core::session::completed;
use selfsame_store::ops::attempts;
use selfsame_store::ops::identities::read::Checked;
use selfsame_store::ops::identities::record::StoredConfig;
use selfsame_store::ops::identities::{CredentialRow, IdentityRow, Loaded, write};
use selfsame_store::{Rx, Tx};
use serde_json::Value;

pub struct Password;

const NAME: &str = "password";

/// In a credential without a hash: another system is asked.
const WAITS_FOR_HOOK: &str = "use_password_migration_hook";

/// What the store knows about who holds an identifier.
struct Holder {
    key: Key,
    row: IdentityRow,
    credentials: Vec<CredentialRow>,
}

impl Holder {
    /// The password credential's config.
    fn config(&self) -> Option<&str> {
        match &self.credentials.iter().find(|credential| credential.kind == CredentialType::Password)?.config {
            StoredConfig::Plain(config) => Some(config),
            StoredConfig::Sealed(_) => None,
        }
    }
}

/// How a holder's password can be checked.
enum Stored {
    Hash(PasswordHash),
    /// Imported without a hash, to be asked for at another system.
    WaitsForHook,
    Nothing,
}

impl Method for Password {
    fn name(&self) -> &'static str {
        NAME
    }

    fn aal(&self, _: &Current) -> Aal {
        Aal::Aal1
    }

    fn login_nodes(&self, form: &LoginForm<'_>, nodes: &mut Vec<Node>) {
        let methods = &form.current.selfservice.settings.methods;
        if !methods.password || form.flow.details.requested_aal != Aal::Aal1 {
            return;
        }
        let (identifier, label) = match form.holder {
            None => (identifier_node(form), text::LOGIN_SUBMIT_PASSWORD),
            Some(holder) => {
                let Some(credential) = holder.credentials.get(&CredentialType::Password) else { return };
                let Some(identifier) = credential.identifiers.first() else { return };
                if hash_text(&credential.config).is_empty() {
                    return;
                }
                let hidden = Node::input(Group::Default, "identifier", InputKind::Hidden).value(identifier.clone());
                (hidden, text::LOGIN_SUBMIT_AGAIN)
            }
        };
        nodes.push(identifier);
        let field = Node::input(Group::Password, "password", InputKind::Password).required().autocomplete("current-password");
        nodes.push(field.label(text::LABEL_PASSWORD));
        nodes.push(Node::submit(Group::Password, "method", NAME, label));
    }

    fn claims_login(&self, body: &FlowBody, current: &Current) -> bool {
        current.selfservice.settings.methods.password && body.text("method") == Some(NAME)
    }

    fn login<'a>(&'a self, attempt: LoginAttempt<'a>) -> Answer<'a, Result<Accepted, Refusal>> {
        Box::pin(login(attempt))
    }

    fn registration_nodes(&self, form: &RegistrationForm<'_>, nodes: &mut Vec<Node>) {
        if form.current.selfservice.settings.methods.password {
            nodes.extend(choose::nodes(text::REGISTRATION_SUBMIT));
        }
    }

    fn claims_registration(&self, body: &FlowBody, current: &Current) -> bool {
        self.claims_login(body, current)
    }

    fn register<'a>(&'a self, attempt: RegistrationAttempt<'a>) -> Answer<'a, Result<NewCredential, Refusal>> {
        Box::pin(choose::register(attempt))
    }

    fn is_on_in_settings(&self, current: &Current) -> bool {
        current.selfservice.settings.methods.password
    }

    fn settings_group(&self) -> Group {
        Group::Password
    }

    fn settings_protection(&self) -> Protection {
        Protection::AlwaysRecent
    }

    fn settings_nodes(&self, _: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
        nodes.extend(choose::nodes(text::LABEL_SAVE));
    }

    fn claims_settings(&self, body: &FlowBody) -> bool {
        body.text("method") == Some(NAME)
    }

    fn change<'a>(&'a self, attempt: SettingsAttempt<'a>) -> Answer<'a, Result<Change, Refusal>> {
        Box::pin(choose::change(attempt))
    }
}

/// The field for the identifier; autofill offers keys too as soon as a key method is on.
pub fn identifier_node(form: &LoginForm<'_>) -> Node {
    let settings = &form.current.selfservice.settings;
    let node = Node::input(Group::Default, "identifier", InputKind::Text).value("").required();
    let has_keys =
        settings.methods.passkey.is_some() || settings.methods.webauthn.as_ref().is_some_and(|webauthn| webauthn.is_passwordless);
    let node = if has_keys { node.autocomplete("username webauthn") } else { node };
    let schema = form.current.schemas.find(form.flow.details.identity_schema.as_deref().unwrap_or_default());
    node.label(schema.and_then(|schema| schema.identifier_label.clone()).unwrap_or(text::LABEL_IDENTIFIER))
}

async fn login(attempt: LoginAttempt<'_>) -> Result<Accepted, Refusal> {
    let body = attempt.body;
    let identifier = body.text("identifier").or_else(|| body.text("password_identifier"));
    let (Some(identifier), Some(password)) = (identifier, body.text("password")) else {
        let missing = [("identifier", identifier.is_none()), ("password", body.text("password").is_none())];
        let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
        return Err(Refusal::Fields(missing.map(|(name, _)| (name.into(), text::required(name))).collect()));
    };
    attempt.check_csrf()?;
    // Nobody has such a password, so nothing is looked up and the time says nothing.
    if password.len() > LONGEST_PASSWORD {
        return Err(Refusal::Message(wrong_credentials()));
    }
    let (visit, password) = (attempt.visit, Secret::new(password.to_owned()));
    let (holder, heard) = find(visit, identifier).await?;
    let stored = holder.as_ref().map_or(Stored::Nothing, stored);
    let is_right = match (&stored, &holder) {
        (Stored::Hash(hash), Some(_)) => visit.app.hasher.verify(hash.clone(), password.clone()).await?,
        (Stored::WaitsForHook, Some(holder)) => ask_elsewhere(&attempt, identifier, &password, holder).await?,
        (Stored::Nothing, _) | (_, None) => {
            // Whoever guesses identifiers must not tell by the time which of them exist.
            spend_time(visit, password.clone()).await?;
            false
        }
    };
    let (Some(mut holder), true) = (holder, is_right) else {
        if let Stored::Hash(hash) = &stored
            && hash.estimated_micros(password.bytes().len()) < visit.app.hasher.hasher().estimated_micros()
        {
            spend_time(visit, password).await?;
        }
        heard.wrong(visit).await?;
        return Err(Refusal::Message(wrong_credentials()));
    };
    let loaded = Loaded::decode(&holder.row, holder.credentials.clone(), &visit.app.sealer)?;
    let available_aal = available_aal(&loaded.identity, visit.current.settings.factors);
    let mut checked = holder.config().map(|config| Checked { kind: CredentialType::Password, config: config.to_owned() });
    let mut used = None;
    match &stored {
        Stored::Hash(hash) => {
            if let Some(config) = renew_hash(visit, &holder, hash, password).await {
                checked = Some(Checked { kind: CredentialType::Password, config });
                holder.row.version += 1;
            }
        }
        Stored::WaitsForHook => used = migrated(visit, &holder, password).await,
        Stored::Nothing => {}
    }
    let proven = Proven {
        identity_id: holder.row.id,
        identity_state: holder.row.state,
        step: completed(SessionMethod::Password, Aal::Aal1, visit.now),
    };
    Ok(Accepted {
        proven,
        identity_key: holder.key,
        identity: holder.row,
        checked,
        used,
        challenge: None,
        available_aal,
        spent: None,
        trace: heard.right(),
        code: None,
    })
}

/// Whether the system that knows this holder's password says that it is right.
// Kratos: 500 while the hook is off.
async fn ask_elsewhere(attempt: &LoginAttempt<'_>, identifier: &str, password: &Secret, holder: &Holder) -> Result<bool, Refusal> {
    let visit = attempt.visit;
    let Some(hook) = &visit.selfservice().settings.migrate_hook else {
        tracing::warn!(
            identity.id = %holder.row.id,
            "a sign-in needs the password migration hook (selfservice.methods.password.config.migrate_hook), which is off"
        );
        spend_time(visit, password.clone()).await?;
        return Ok(false);
    };
    let payload = attempt.body.object("transient_payload").ok().flatten();
    migrate::is_right(visit, hook, &migrate::Asked { identifier, password, flow: attempt.flow, payload, holder: &holder.row }).await
}

/// The config with the hash of a password that another system knew until now. Without it the sign-in counts all the same, and
/// the next one asks again.
async fn migrated(visit: &Visit, holder: &Holder, password: Secret) -> Option<String> {
    match visit.app.hasher.hash(password, &mut visit.app.randomness.fork()).await {
        Ok(hash) => config_with(holder, hash).map(|(_, new)| new),
        Err(error) => {
            tracing::warn!(identity.id = %holder.row.id, %error, "a password that was checked elsewhere could not be hashed");
            None
        }
    }
}

/// The one answer to an unknown identifier, a missing and a wrong password.
fn wrong_credentials() -> UiText {
    text::INVALID_CREDENTIALS
}

/// Takes as long as a check against a hash of the configured parameters.
async fn spend_time(visit: &Visit, password: Secret) -> Result<(), Refusal> {
    let longest = visit.app.hasher.hasher().longest_password();
    let text = password.expose();
    let password = Secret::new(text[..text.floor_char_boundary(longest)].to_owned());
    let Some(decoy) = visit.app.hasher.hasher().decoy() else { return Ok(()) };
    visit.app.hasher.verify(decoy, password).await?;
    Ok(())
}

/// Who holds an identifier, and that an attempt at the password is heard; an identifier that nobody holds counts alike.
async fn find(visit: &Visit, identifier: &str) -> Result<(Option<Holder>, Heard), Refusal> {
    let identifier = normalise::graceful(identifier);
    let attempt = Attempt::of(visit, Factor::Password, Account::Identifier(&identifier));
    let (subjects, network) = (attempt.subjects, attempt.network().to_owned());
    let begun = visit
        .app
        .store
        .lookup(async move |rx: &mut Rx<'_>| attempts::sign_in(rx, CredentialType::Password, &identifier, &network, &subjects).await);
    let begun = begun.await?;
    let holder = begun.holder.map(|(row, credentials)| Holder { key: row.key, row, credentials });
    let heard = attempt.judge(visit, &begun.levels, holder.as_ref().map(|holder| holder.row.id), begun.seen_at)?;
    Ok((holder, heard))
}

fn stored(holder: &Holder) -> Stored {
    let Some(config) = holder.config() else { return Stored::Nothing };
    let Ok(config) = serde_json::from_str::<Value>(config) else { return Stored::Nothing };
    match hash_text(&config) {
        "" if config.get(WAITS_FOR_HOOK).and_then(Value::as_bool) == Some(true) => Stored::WaitsForHook,
        "" => Stored::Nothing,
        text => PasswordHash::parse(text).map_or(Stored::Nothing, Stored::Hash),
    }
}

fn hash_text(config: &Value) -> &str {
    config.get("hashed_password").and_then(Value::as_str).unwrap_or_default()
}

/// Replaces a hash of another kind or of weaker parameters than configured; the new config if it was. The sign-in
/// does not depend on it.
// Kratos: keeps a hash of the configured kind whatever its parameters.
async fn renew_hash(visit: &Visit, holder: &Holder, hash: &PasswordHash, password: Secret) -> Option<String> {
    let hasher = visit.app.hasher.hasher();
    if !hasher.needs_rehash(hash) || hasher.check_length(password.bytes().len()).is_err() {
        return None;
    }
    let fresh = match visit.app.hasher.hash(password, &mut visit.app.randomness.fork()).await {
        Ok(fresh) => fresh,
        Err(error) => {
            tracing::warn!(identity.id = %holder.row.id, %error, "a password could not be hashed anew at sign-in");
            return None;
        }
    };
    let (old, new) = config_with(holder, fresh)?;
    let (key, now, renewed) = (holder.key, visit.now, new.clone());
    let write =
        visit.app.store.write(async move |tx: &mut Tx<'_>| write::replace_config(tx, key, CredentialType::Password, &old, &new, now).await);
    match write.await {
        Ok(is_replaced) => is_replaced.then_some(renewed),
        Err(error) => {
            tracing::warn!(identity.id = %holder.row.id, %error, "a password's new hash could not be stored");
            None
        }
    }
}

/// The credential's config as it is stored, and as it is to be.
fn config_with(holder: &Holder, hash: String) -> Option<(String, String)> {
    let old = holder.config()?;
    let mut config: Value = serde_json::from_str(old).ok()?;
    let members = config.as_object_mut()?;
    members.insert("hashed_password".into(), Value::String(hash));
    members.remove(WAITS_FOR_HOOK);
    Some((old.to_owned(), config.to_string()))
}
