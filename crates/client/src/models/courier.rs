//! Messages to people, and what became of them.

use serde_json::Value;

use super::shape::{model, words};

model! {
    message:
    /// A mail or text message in the courier.
    pub struct Message {
        required {
            body: String => "Text of the message; hidden outside development mode.",
            created_at: String => "When it was created, RFC 3339.",
            id: String => "Its id.",
            recipient: String => "Address it goes to.",
            send_count: i64 => "How often delivery was tried.",
            status: CourierMessageStatus => "Where it stands.",
            subject: String => "Subject line; hidden outside development mode.",
            template_type: message::TemplateTypeEnum => "Which message it is.",
            r#type: CourierMessageType => "How it is delivered.",
            updated_at: String => "When it changed last, RFC 3339.",
        }
        optional {
            channel: String => "Delivery channel.",
            dispatches: Vec<MessageDispatch> => "Attempts to deliver, newest first; only when one message is fetched.",
        }
    }
    /// Messages the server sends.
    pub enum TemplateTypeEnum {
        RecoveryInvalid = "recovery_invalid", RecoveryValid = "recovery_valid",
        RecoveryCodeInvalid = "recovery_code_invalid", RecoveryCodeValid = "recovery_code_valid",
        VerificationInvalid = "verification_invalid", VerificationValid = "verification_valid",
        VerificationCodeInvalid = "verification_code_invalid", VerificationCodeValid = "verification_code_valid",
        Stub = "stub", LoginCodeValid = "login_code_valid", RegistrationCodeValid = "registration_code_valid",
        VerifiableAddressChanged = "verifiable_address_changed", AuthenticatorKeyAdded = "authenticator_key_added",
    }
}

model! {
    message_dispatch:
    /// One attempt to deliver a message.
    pub struct MessageDispatch {
        required {
            created_at: String => "When it was created, RFC 3339.",
            id: String => "Its id.",
            message_id: String => "Message this attempt belongs to.",
            status: message_dispatch::StatusEnum => "How the attempt ended.",
            updated_at: String => "When it changed last, RFC 3339.",
        }
        optional {
            error: Value => "What went wrong.",
        }
    }
    /// How an attempt ended.
    pub enum StatusEnum { Failed = "failed", Success = "success" }
}

words! {
    courier_message_status:
    /// Where a message stands.
    pub enum CourierMessageStatus { Queued = "queued", Sent = "sent", Processing = "processing", Abandoned = "abandoned" }
}

words! {
    courier_message_type:
    /// How a message is delivered.
    pub enum CourierMessageType { Email = "email", Phone = "phone" | "sms" }
}
