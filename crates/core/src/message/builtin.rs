//! What the messages say unless the operator has templates.

use super::{Message, MessageKind};

/// Subject and plain text.
pub fn text(message: &Message) -> (String, String) {
    let (subject, body) = match &message.kind {
        MessageKind::RecoveryValid { link, .. } => ("Recover access to your account", format!("Open this link:\n\n{link}\n")),
        MessageKind::RecoveryInvalid | MessageKind::RecoveryCodeInvalid => {
            ("Account access attempted", "Somebody asked to recover an account with this address, but there is none.\n".to_owned())
        }
        MessageKind::RecoveryCodeValid { code, .. } => ("Your recovery code", format!("Enter this code:\n\n{code}\n")),
        MessageKind::VerificationValid { link, .. } => ("Verify your address", format!("Open this link:\n\n{link}\n")),
        MessageKind::VerificationInvalid | MessageKind::VerificationCodeInvalid => {
            ("Verification attempted", "Somebody asked to verify this address, but no account has it.\n".to_owned())
        }
        MessageKind::VerificationCodeValid { code, link, .. } => {
            ("Verify your address", format!("Enter this code:\n\n{code}\n\nor open this link:\n\n{link}\n"))
        }
        MessageKind::LoginCodeValid { code, .. } => ("Your sign-in code", format!("Enter this code:\n\n{code}\n")),
        MessageKind::RegistrationCodeValid { code, .. } => ("Complete your registration", format!("Enter this code:\n\n{code}\n")),
        MessageKind::VerifiableAddressChanged { .. } => {
            ("Your address was changed", "An address of your account was changed.\n".to_owned())
        }
        MessageKind::AuthenticatorKeyAdded { .. } => ("A key was added", "A key was added to your account.\n".to_owned()),
    };
    (subject.to_owned(), body)
}
