//! The catalogue of messages for people: stable ids, their types and contexts, and our English words.
//!
//! A message without data is a constant, one with data a function. The ranges: 1010xxx login, 1040xxx
//! registration, 1050xxx settings, 1060xxx recovery, 1070xxx labels, 1080xxx verification, 4000xxx
//! validation, 401xxxx to 407xxxx errors of one flow. It is a catalogue: a message may be here before a flow shows it.

use crate::Timestamp;
use crate::ui::{UiText, UiTextKind};
use serde_json::{Map, Value};
use std::borrow::Cow;

macro_rules! messages {
    ($kind:ident: $($name:ident = $id:literal, $text:literal;)*) => {$(
        pub const $name: UiText = UiText { id: $id, text: Cow::Borrowed($text), kind: UiTextKind::$kind, context: None };
    )*};
}

messages! { Info:
    LOGIN_SUBMIT_AGAIN = 1010001, "Sign in";
    LOGIN_REAUTHENTICATE = 1010003, "Please confirm that it is you by signing in again.";
    LOGIN_SECOND_FACTOR = 1010004, "Please complete the second step of signing in.";
    LOGIN_TOTP_CODE = 1010006, "Code from your authenticator app";
    LOGIN_LOOKUP_CODE = 1010007, "Backup recovery code";
    LOGIN_SECURITY_KEY = 1010008, "Sign in with a security key";
    LOGIN_SUBMIT_TOTP = 1010009, "Use the authenticator app";
    LOGIN_SUBMIT_LOOKUP = 1010010, "Use a backup recovery code";
    LOGIN_SECURITY_KEY_READY = 1010012, "Get your security key ready.";
    LOGIN_SECURITY_KEY_CONTINUE = 1010013, "Continue with the security key";
    LOGIN_CODE_SENT = 1010014, "We sent you a code. If none arrives, check the address or start again.";
    LOGIN_SEND_CODE = 1010015, "Send me a sign-in code";
    LOGIN_SUBMIT_LINKING = 1010017, "Sign in and link";
    LOGIN_PASSKEY = 1010021, "Sign in with a passkey";
    LOGIN_SUBMIT_PASSWORD = 1010022, "Sign in with password";
    LOGIN_CODE_SENT_AGAIN = 1010025, "We sent you a code to confirm that it is you.";
    LABEL_PASSWORD = 1070001, "Password";
    LABEL_SAVE = 1070003, "Save";
    LABEL_IDENTIFIER = 1070004, "ID";
    LABEL_EMAIL = 1070007, "E-mail";
    LABEL_RESEND_CODE = 1070008, "Send the code again";
    LABEL_CONTINUE = 1070009, "Continue";
    LABEL_RECOVERY_CODE = 1070010, "Recovery code";
    LABEL_LOGIN_CODE = 1070013, "Sign-in code";
}

messages! { Error:
    INVALID_CREDENTIALS = 4000006, "The sign-in details are not right. Check the spelling of your identifier and password.";
    WRONG_TOTP_CODE = 4000008, "This code is not right. Please try again.";
    ADDRESS_NOT_VERIFIED = 4000010, "This account's address has not been confirmed yet. Check your mail for the confirmation message.";
    NO_TOTP_DEVICE = 4000011, "No authenticator app is set up for this account.";
    LOOKUP_CODE_USED = 4000012, "This backup recovery code was used before.";
    NO_SECURITY_KEY = 4000013, "No security key is set up for this account.";
    NO_LOOKUP_CODES = 4000014, "No backup recovery codes are set up for this account.";
    UNKNOWN_SECURITY_KEY = 4000015, "No account belongs to this security key or passkey.";
    WRONG_LOOKUP_CODE = 4000016, "This backup recovery code is not right.";
    NO_CODE_LOGIN = 4000035, "This account cannot sign in by code.";
    NO_SUCH_ACCOUNT = 4000037, "No account was found, or it has no way to sign in.";
    SECURITY_KEY_FAILED = 4000043, "The security key or passkey could not be verified.";
    LOGIN_NO_METHOD = 4010002, "No way to sign in was chosen, or it cannot be used here.";
    LOGIN_WRONG_CODE = 4010008, "This sign-in code is not right or has expired. Please try again.";
    LINKED_OTHER_ACCOUNT = 4010009, "You signed in to another account than the one to be linked.";
    ACCOUNT_INACTIVE = 4010011, "This account has been deactivated.";
}

/// 1070002: a field named by the identity schema.
pub fn label_trait(title: &str, name: &str) -> UiText {
    info(1070002, title.to_owned(), [("title", title.into()), ("name", name.into())])
}

/// 4000001: an error without an id of its own.
pub fn generic_error(reason: &str) -> UiText {
    error(4000001, reason.to_owned(), [("reason", reason.into())])
}

/// 4000002: a required field is missing; `property` is its last name.
pub fn required(property: &str) -> UiText {
    error(4000002, format!("Property {property} is missing."), [("property", property.into())])
}

/// 4000003: a text is too short.
pub fn too_short(min_length: usize, actual_length: usize) -> UiText {
    let context = [("min_length", min_length.into()), ("actual_length", actual_length.into())];
    error(4000003, format!("At least {min_length} characters are needed, not {actual_length}."), context)
}

/// 4000026: a value of another JSON type than the schema allows.
pub fn wrong_type(allowed: &[&str], actual: &str) -> UiText {
    let context = [("allowed_types", allowed.into()), ("actual_type", actual.into())];
    error(4000026, format!("Expected {}, but got {actual}.", allowed.join(" or ")), context)
}

/// 4010001: the message of the fresh login flow that replaces an expired one.
pub fn login_flow_expired(expired_at: Timestamp, now: Timestamp) -> UiText {
    let seconds = now.since(expired_at).as_secs();
    let context = [("expired_at", expired_at.to_string().into()), ("expired_at_unix", expired_at.seconds().into())];
    error(4010001, format!("The sign-in form expired {seconds} seconds ago. Please try again."), context)
}

fn info<const N: usize>(id: u32, text: String, context: [(&str, Value); N]) -> UiText {
    UiText::with_context(id, UiTextKind::Info, text, context_of(context))
}

fn error<const N: usize>(id: u32, text: String, context: [(&str, Value); N]) -> UiText {
    UiText::with_context(id, UiTextKind::Error, text, context_of(context))
}

fn context_of<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
