//! Messages with data that lead through a flow: buttons, labels, notices, and what became of an older flow.

use super::{context_of, error, info};
use crate::Timestamp;
use crate::identity::Channel;
use crate::ui::{UiText, UiTextKind};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// 1010002: sign in with this provider; `label` is what people call it.
pub fn login_provider(label: &str, id: &str) -> UiText {
    info(1010002, format!("Sign in with {label}"), [("provider", label.into()), ("provider_id", id.into())])
}

/// 1010016: somebody who came by way of a provider has an account already and is to sign in to it.
pub struct LinkNotice<'a> {
    /// What both accounts are known by.
    pub identifier: &'a str,
    /// Where to sign in.
    pub login_url: &'a str,
    /// The provider's label.
    pub provider: &'a str,
    /// Both lists are empty unless login hints are on.
    pub credential_types: &'a [&'a str],
    /// The ids of providers that the account is linked with.
    pub providers: &'a [&'a str],
}

/// The message of a [`LinkNotice`].
pub fn login_link(notice: &LinkNotice<'_>) -> UiText {
    let LinkNotice { identifier, login_url, provider, credential_types, providers } = *notice;
    let text = format!("An account with {identifier} exists already. Sign in to it to link it with {provider}.");
    let context = [
        ("duplicateIdentifier", identifier.into()),
        ("duplicate_identifier", identifier.into()),
        ("newLoginUrl", login_url.into()),
        ("new_login_url", login_url.into()),
        ("provider", provider.into()),
        ("available_credential_types", credential_types.into()),
        ("available_providers", providers.into()),
    ];
    info(1010016, text, context)
}

/// 1010018: sign in with this provider and link the accounts.
pub fn login_provider_linking(label: &str) -> UiText {
    info(1010018, format!("Confirm with {label}"), [("provider", label.into())])
}

/// 1010023: send the sign-in code to this address.
pub fn login_code_to(address: &str, channel: Channel) -> UiText {
    let context = [("address", address.into()), ("channel", channel.as_str().into())];
    info(1010023, format!("Send a code to {address}"), context)
}

/// 1040002: sign up with this provider.
pub fn registration_provider(label: &str, id: &str) -> UiText {
    info(1040002, format!("Sign up with {label}"), [("provider", label.into()), ("provider_id", id.into())])
}

/// 1050002: connect this provider.
pub fn settings_link_provider(label: &str) -> UiText {
    info(1050002, format!("Connect {label}"), [("provider", label.into())])
}

/// 1050003: disconnect this provider.
pub fn settings_unlink_provider(label: &str) -> UiText {
    info(1050003, format!("Disconnect {label}"), [("provider", label.into())])
}

/// 1050006: the secret of an authenticator app, in Base32; it is its own text.
pub fn settings_totp_secret(secret: &str) -> UiText {
    info(1050006, secret.to_owned(), [("secret", secret.into())])
}

/// A recovery code as the list shows it.
#[derive(Clone, Copy)]
pub enum LookupCode<'a> {
    /// The code itself.
    Unused(&'a str),
    /// Spent: not shown any more.
    Used {
        /// When it was spent.
        at: Timestamp,
    },
}

/// 1050015: the list of recovery codes, whose items are 1050009 and 1050014.
pub fn settings_lookup_codes(codes: &[LookupCode<'_>]) -> UiText {
    let secrets: Vec<UiText> = codes.iter().map(|code| lookup_code(*code)).collect();
    let text = secrets.iter().map(|secret| secret.text.as_ref()).collect::<Vec<_>>().join(", ");
    let secrets = secrets.into_iter().map(as_json).collect();
    info(1050015, text, [("secrets", Value::Array(secrets))])
}

fn lookup_code(code: LookupCode<'_>) -> UiText {
    match code {
        LookupCode::Unused(code) => info(1050009, code.to_owned(), [("secret", code.into())]),
        LookupCode::Used { at } => info(1050014, "used".to_owned(), moment("used_at", "used_at_unix", at)),
    }
}

fn as_json(message: UiText) -> Value {
    let mut json = Map::new();
    json.insert("id".to_owned(), message.id.into());
    json.insert("text".to_owned(), message.text.into());
    json.insert("type".to_owned(), "info".into());
    json.insert("context".to_owned(), message.context.into());
    Value::Object(json)
}

/// 1050018: remove this security key.
pub fn settings_remove_security_key(display_name: &str, added_at: Timestamp) -> UiText {
    remove_key(1050018, "security key", display_name, added_at)
}

/// 1050020: remove this passkey.
pub fn settings_remove_passkey(display_name: &str, added_at: Timestamp) -> UiText {
    remove_key(1050020, "passkey", if display_name.is_empty() { "unnamed" } else { display_name }, added_at)
}

fn remove_key(id: u32, kind: &str, display_name: &str, added_at: Timestamp) -> UiText {
    let [at, unix] = moment("added_at", "added_at_unix", added_at);
    info(id, format!("Remove the {kind} \"{display_name}\""), [("display_name", display_name.into()), at, unix])
}

/// 1060001: the account was recovered, and until then its credentials may be changed.
pub fn recovery_done(until: Timestamp, now: Timestamp) -> UiText {
    let minutes = until.since(now).as_secs().div_ceil(60);
    let text = format!("Your account is recovered. Within {minutes} minutes, set a new password or another way to sign in.");
    let [at, unix] = moment("privileged_session_expires_at", "privileged_session_expires_at_unix", until);
    let context = context_of([("privilegedSessionExpiresAt", until.to_string().into()), at, unix]);
    UiText { id: 1060001, text: Cow::Owned(text), kind: UiTextKind::Success, context: Some(context) }
}

/// 1060004: the recovery code went to the address behind this mask.
pub fn recovery_code_sent_to(masked_address: &str) -> UiText {
    let text = format!("If an account belongs to {masked_address}, a recovery code is on its way to it.");
    info(1060004, text, [("masked_address", masked_address.into())])
}

/// 1070000: a label that is data itself, such as a masked address.
pub fn label_text(text: &str) -> UiText {
    UiText { id: 1070000, text: Cow::Owned(text.to_owned()), kind: UiTextKind::Info, context: None }
}

/// 1070002: a field named by the identity schema.
pub fn label_trait(title: &str, name: &str) -> UiText {
    info(1070002, title.to_owned(), [("title", title.into()), ("name", name.into())])
}

/// 4010001: the message of the fresh login flow that replaces an expired one.
pub fn login_flow_expired(expired_at: Timestamp, now: Timestamp) -> UiText {
    expired(4010001, "sign-in form", expired_at, now)
}

/// 4040001: the message of the fresh registration flow that replaces an expired one.
pub fn registration_flow_expired(expired_at: Timestamp, now: Timestamp) -> UiText {
    expired(4040001, "sign-up form", expired_at, now)
}

/// 4050001: the message of the fresh settings flow that replaces an expired one.
pub fn settings_flow_expired(expired_at: Timestamp, now: Timestamp) -> UiText {
    expired(4050001, "settings form", expired_at, now)
}

/// 4060005: a recovery flow or link expired.
pub fn recovery_flow_expired(expired_at: Timestamp, now: Timestamp) -> UiText {
    expired(4060005, "recovery", expired_at, now)
}

/// 4070005: a verification flow or link expired.
pub fn verification_flow_expired(expired_at: Timestamp, now: Timestamp) -> UiText {
    expired(4070005, "confirmation of the address", expired_at, now)
}

fn expired(id: u32, what: &str, expired_at: Timestamp, now: Timestamp) -> UiText {
    let seconds = now.since(expired_at).as_secs();
    let text = format!("The {what} expired {seconds} seconds ago. Please try again.");
    error(id, text, moment("expired_at", "expired_at_unix", expired_at))
}

/// 4900001, of a range that is Selfsame's own: too many wrong attempts; so many seconds to wait.
pub fn too_many_attempts(seconds: u32) -> UiText {
    error(4900001, format!("There were too many wrong attempts. Please wait {seconds} seconds."), [("retry_after", seconds.into())])
}

/// A moment in both spellings of contexts.
fn moment<'a>(name: &'a str, unix: &'a str, at: Timestamp) -> [(&'a str, Value); 2] {
    [(name, at.to_string().into()), (unix, at.seconds().into())]
}
