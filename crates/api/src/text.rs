//! The catalogue of messages for people: stable ids, their types and contexts, and our English words.
//!
//! A message without data is a constant, one with data a function. The ranges: 1010xxx login, 1040xxx
//! registration, 1050xxx settings, 1060xxx recovery, 1070xxx labels, 1080xxx verification, 4000xxx
//! validation, 401xxxx to 407xxxx errors of one flow. It is a catalogue: a message may be here before a flow shows it.

mod steps;
mod validation;

pub use steps::*;
pub use validation::*;

use crate::ui::{UiText, UiTextKind};
use serde_json::{Map, Value};
use std::borrow::Cow;

macro_rules! messages {
    ($kind:ident: $($name:ident = $id:literal, $text:literal;)*) => {$(
        #[doc = concat!("`", stringify!($id), "`: ", $text)]
        pub const $name: UiText = UiText { id: $id, text: Cow::Borrowed($text), kind: UiTextKind::$kind, context: None };
    )*};
}

messages! { Info:
    LOGIN_SUBMIT_AGAIN = 1010001, "Sign in";
    LOGIN_REAUTHENTICATE = 1010003, "Please confirm that it is you by signing in again.";
    LOGIN_SECOND_FACTOR = 1010004, "Please complete the second step of signing in.";
    LOGIN_TOTP_CODE = 1010006, "Code from your authenticator app";
    LOGIN_LOOKUP_CODE = 1010007, "Backup code";
    LOGIN_SECURITY_KEY = 1010008, "Sign in with a security key";
    LOGIN_SUBMIT_TOTP = 1010009, "Use the authenticator app";
    LOGIN_SUBMIT_LOOKUP = 1010010, "Use a backup code";
    LOGIN_SECURITY_KEY_READY = 1010012, "Get your security key ready.";
    LOGIN_SECURITY_KEY_CONTINUE = 1010013, "Continue with the security key";
    LOGIN_CODE_SENT = 1010014, "We sent you a code. If none arrives, check the address or start again.";
    LOGIN_SEND_CODE = 1010015, "Send me a sign-in code";
    LOGIN_SUBMIT_LINKING = 1010017, "Sign in and link";
    LOGIN_PASSKEY = 1010021, "Sign in with a passkey";
    LOGIN_SUBMIT_PASSWORD = 1010022, "Sign in with password";
    LOGIN_CODE_SENT_AGAIN = 1010025, "We sent you a code to confirm that it is you.";
    REGISTRATION_SUBMIT = 1040001, "Sign up";
    REGISTRATION_CONTINUE = 1040003, "Continue";
    REGISTRATION_SECURITY_KEY = 1040004, "Sign up with a security key";
    REGISTRATION_CODE_SENT = 1040005, "We sent you a code. If none arrives, check the address or start again.";
    REGISTRATION_SEND_CODE = 1040006, "Send me a sign-up code";
    REGISTRATION_PASSKEY = 1040007, "Sign up with a passkey";
    REGISTRATION_BACK = 1040008, "Back";
    REGISTRATION_CHOOSE_CREDENTIAL = 1040009, "Please choose how you want to sign in from now on.";
    SETTINGS_UNLINK_TOTP = 1050004, "Remove the authenticator app";
    SETTINGS_TOTP_QR = 1050005, "QR code for your authenticator app";
    SETTINGS_LOOKUP_REVEAL = 1050007, "Show backup codes";
    SETTINGS_LOOKUP_REGENERATE = 1050008, "Make new backup codes";
    SETTINGS_LOOKUP_CODES = 1050010, "These are your backup codes. Keep them in a safe place.";
    SETTINGS_LOOKUP_CONFIRM = 1050011, "Confirm backup codes";
    SETTINGS_ADD_SECURITY_KEY = 1050012, "Add a security key";
    SETTINGS_SECURITY_KEY_NAME = 1050013, "Name of the security key";
    SETTINGS_LOOKUP_DISABLE = 1050016, "Switch backup codes off";
    SETTINGS_TOTP_SECRET_LABEL = 1050017, "Secret for your authenticator app";
    SETTINGS_ADD_PASSKEY = 1050019, "Add a passkey";
    RECOVERY_LINK_SENT = 1060002, "If an account belongs to this address, a recovery link is on its way to it.";
    RECOVERY_CODE_SENT = 1060003, "If an account belongs to this address, a recovery code is on its way to it.";
    RECOVERY_TYPE_ADDRESS = 1060005, "Please type the full address that you chose.";
    RECOVERY_CHOOSE_ADDRESS = 1060006, "Please choose where to send the recovery code.";
    RECOVERY_BACK = 1060007, "Back";
    LABEL_PASSWORD = 1070001, "Password";
    LABEL_SAVE = 1070003, "Save";
    LABEL_IDENTIFIER = 1070004, "Sign-in name";
    LABEL_TOTP_CODE = 1070006, "Code from the authenticator app";
    LABEL_EMAIL = 1070007, "E-mail";
    LABEL_RESEND_CODE = 1070008, "Send the code again";
    LABEL_CONTINUE = 1070009, "Continue";
    LABEL_RECOVERY_CODE = 1070010, "Recovery code";
    LABEL_VERIFICATION_CODE = 1070011, "Confirmation code";
    LABEL_REGISTRATION_CODE = 1070012, "Sign-up code";
    LABEL_LOGIN_CODE = 1070013, "Sign-in code";
    LABEL_RECOVERY_ADDRESS = 1070016, "Recovery address";
    LABEL_PHONE = 1070017, "Phone number";
    LABEL_EMAIL_OR_PHONE = 1070018, "E-mail or phone number";
    VERIFICATION_LINK_SENT = 1080001, "A link to confirm this address is on its way to it.";
    VERIFICATION_CODE_SENT = 1080003, "A code to confirm this address is on its way to it.";
    VERIFICATION_CODE_SENT_TO_PHONE = 1080004, "A code to confirm this number is on its way to it.";
}

messages! { Success:
    SETTINGS_SAVED = 1050001, "Your changes have been saved.";
    EMAIL_VERIFIED = 1080002, "This e-mail address is confirmed.";
    PHONE_VERIFIED = 1080005, "This phone number is confirmed.";
}

messages! { Error:
    INVALID_CREDENTIALS = 4000006, "The sign-in details are not right. Please check your sign-in name and password.";
    ACCOUNT_EXISTS = 4000007, "An account with these details exists already. Do you want to sign in instead?";
    WRONG_TOTP_CODE = 4000008, "This code is not right. Please try again.";
    NO_IDENTIFIER = 4000009, "Nothing in these details could serve to sign in. Is an address or user name missing?";
    ADDRESS_NOT_VERIFIED = 4000010, "This account's address has not been confirmed yet. Please look for the confirmation message in your mail.";
    NO_TOTP_DEVICE = 4000011, "No authenticator app is set up for this account.";
    LOOKUP_CODE_USED = 4000012, "This backup code was used before. Please take another one.";
    NO_SECURITY_KEY = 4000013, "No security key is set up for this account.";
    NO_LOOKUP_CODES = 4000014, "No backup codes are set up for this account.";
    UNKNOWN_SECURITY_KEY = 4000015, "No account belongs to this security key or passkey.";
    WRONG_LOOKUP_CODE = 4000016, "This backup code is not right.";
    ACCOUNT_EXISTS_LINKING = 4000027, "An account with the same sign-in name exists already. Sign in to it to link the two.";
    WRONG_CONSTANT = 4000030, "Only one certain value is allowed here.";
    PASSWORD_TOO_SIMILAR = 4000031, "The password is too similar to your sign-in name.";
    NO_CODE_LOGIN = 4000035, "This account cannot sign in by code.";
    TRAITS_CHANGED = 4000036, "These details are not those that the code was sent for. Please start again.";
    NO_SUCH_ACCOUNT = 4000037, "No account was found, or it has no way to sign in.";
    SAME_PASSWORD = 4000039, "The new password must differ from the current one.";
    SECURITY_KEY_FAILED = 4000043, "The security key or passkey could not be verified. Please try again.";
    LOGIN_NO_METHOD = 4010002, "This way to sign in cannot be used here. Please choose another one.";
    REGISTRATION_NO_METHOD = 4010003, "This way to sign up cannot be used here. Please choose another one.";
    SETTINGS_NO_METHOD = 4010004, "Nothing to change was chosen, or it cannot be changed here.";
    RECOVERY_NO_METHOD = 4010005, "This way to recover the account cannot be used here. Please choose another one.";
    VERIFICATION_NO_METHOD = 4010006, "This way to confirm the address cannot be used here. Please choose another one.";
    LOGIN_WRONG_CODE = 4010008, "This sign-in code is not right or has expired. Please try again.";
    LINKED_OTHER_ACCOUNT = 4010009, "You signed in to another account than the one to be linked.";
    UNKNOWN_CODE_ADDRESS = 4010010, "This address is not one of the account's.";
    ACCOUNT_INACTIVE = 4010011, "This account has been deactivated.";
    REGISTRATION_WRONG_CODE = 4040003, "This sign-up code is not right or has expired. Please try again.";
    SETTINGS_ONE_ADDRESS_AT_A_TIME = 4050002, "Please change one address at a time.";
    RECOVERY_RETRY = 4060001, "This recovery was completed before. Please start again.";
    RECOVERY_WRONG_STATE = 4060002, "This recovery cannot go on. Please start again.";
    RECOVERY_WRONG_LINK = 4060004, "This recovery link is not right or was used before. Please start again.";
    RECOVERY_WRONG_CODE = 4060006, "This recovery code is not right or was used before. Please try again.";
    VERIFICATION_WRONG_LINK = 4070001, "This link is not right or was used before. Please start again.";
    VERIFICATION_RETRY = 4070002, "This was completed before. Please start again.";
    VERIFICATION_WRONG_STATE = 4070003, "This cannot go on. Please start again.";
    VERIFICATION_WRONG_CODE = 4070006, "This code is not right or was used before. Please try again.";
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

#[cfg(test)]
mod tests;
