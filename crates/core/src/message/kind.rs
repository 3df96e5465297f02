//! The kinds of messages, each with its data; the reference's template types, keys and field names.

use super::{Message, Origin};
use selfsame_api::Timestamp;
use selfsame_api::identity::Channel;
use serde_json::{Map, Value, json};
use std::time::Duration;
use url::Url;

/// What a message is about. Identities are their public JSON.
#[derive(Clone)]
pub enum MessageKind {
    RecoveryValid { link: String, identity: Value, expires_in: Duration },
    RecoveryInvalid,
    RecoveryCodeValid { code: String, identity: Value, expires_in: Duration },
    RecoveryCodeInvalid,
    VerificationValid { link: String, identity: Value, expires_in: Duration },
    VerificationInvalid,
    VerificationCodeValid { code: String, link: String, identity: Value, expires_in: Duration },
    VerificationCodeInvalid,
    LoginCodeValid { code: String, identity: Value, expires_in: Duration },
    RegistrationCodeValid { code: String, traits: Value, expires_in: Duration },
    VerifiableAddressChanged { identity: Value, changed_at: Timestamp },
    AuthenticatorKeyAdded { identity: Value, added_at: Timestamp },
}

/// The name of a kind, as stored and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TemplateType {
    RecoveryValid,
    RecoveryInvalid,
    RecoveryCodeValid,
    RecoveryCodeInvalid,
    VerificationValid,
    VerificationInvalid,
    VerificationCodeValid,
    VerificationCodeInvalid,
    LoginCodeValid,
    RegistrationCodeValid,
    VerifiableAddressChanged,
    AuthenticatorKeyAdded,
}

impl TemplateType {
    pub const ALL: [Self; 12] = [
        Self::RecoveryValid,
        Self::RecoveryInvalid,
        Self::RecoveryCodeValid,
        Self::RecoveryCodeInvalid,
        Self::VerificationValid,
        Self::VerificationInvalid,
        Self::VerificationCodeValid,
        Self::VerificationCodeInvalid,
        Self::LoginCodeValid,
        Self::RegistrationCodeValid,
        Self::VerifiableAddressChanged,
        Self::AuthenticatorKeyAdded,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RecoveryValid => "recovery_valid",
            Self::RecoveryInvalid => "recovery_invalid",
            Self::RecoveryCodeValid => "recovery_code_valid",
            Self::RecoveryCodeInvalid => "recovery_code_invalid",
            Self::VerificationValid => "verification_valid",
            Self::VerificationInvalid => "verification_invalid",
            Self::VerificationCodeValid => "verification_code_valid",
            Self::VerificationCodeInvalid => "verification_code_invalid",
            Self::LoginCodeValid => "login_code_valid",
            Self::RegistrationCodeValid => "registration_code_valid",
            Self::VerifiableAddressChanged => "verifiable_address_changed",
            Self::AuthenticatorKeyAdded => "authenticator_key_added",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The folder of its files below `courier.template_override_path`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::RecoveryValid => "recovery/valid",
            Self::RecoveryInvalid => "recovery/invalid",
            Self::RecoveryCodeValid => "recovery_code/valid",
            Self::RecoveryCodeInvalid => "recovery_code/invalid",
            Self::VerificationValid => "verification/valid",
            Self::VerificationInvalid => "verification/invalid",
            Self::VerificationCodeValid => "verification_code/valid",
            Self::VerificationCodeInvalid => "verification_code/invalid",
            Self::LoginCodeValid => "login_code/valid",
            Self::RegistrationCodeValid => "registration_code/valid",
            Self::VerifiableAddressChanged => "verifiable_address_changed",
            Self::AuthenticatorKeyAdded => "authenticator_key_added",
        }
    }

    /// Whether it has a text for phones too.
    pub const fn has_sms(self) -> bool {
        match self {
            Self::RecoveryCodeValid
            | Self::VerificationCodeValid
            | Self::LoginCodeValid
            | Self::RegistrationCodeValid
            | Self::VerifiableAddressChanged
            | Self::AuthenticatorKeyAdded => true,
            Self::RecoveryValid
            | Self::RecoveryInvalid
            | Self::RecoveryCodeInvalid
            | Self::VerificationValid
            | Self::VerificationInvalid
            | Self::VerificationCodeInvalid => false,
        }
    }

    /// Whether its templates and channels see the client's headers.
    const fn shows_headers(self) -> bool {
        matches!(self, Self::RecoveryCodeValid | Self::LoginCodeValid | Self::RegistrationCodeValid)
    }
}

impl MessageKind {
    pub const fn template_type(&self) -> TemplateType {
        match self {
            Self::RecoveryValid { .. } => TemplateType::RecoveryValid,
            Self::RecoveryInvalid => TemplateType::RecoveryInvalid,
            Self::RecoveryCodeValid { .. } => TemplateType::RecoveryCodeValid,
            Self::RecoveryCodeInvalid => TemplateType::RecoveryCodeInvalid,
            Self::VerificationValid { .. } => TemplateType::VerificationValid,
            Self::VerificationInvalid => TemplateType::VerificationInvalid,
            Self::VerificationCodeValid { .. } => TemplateType::VerificationCodeValid,
            Self::VerificationCodeInvalid => TemplateType::VerificationCodeInvalid,
            Self::LoginCodeValid { .. } => TemplateType::LoginCodeValid,
            Self::RegistrationCodeValid { .. } => TemplateType::RegistrationCodeValid,
            Self::VerifiableAddressChanged { .. } => TemplateType::VerifiableAddressChanged,
            Self::AuthenticatorKeyAdded { .. } => TemplateType::AuthenticatorKeyAdded,
        }
    }
}

impl Message {
    /// The data under the keys that are stored and that HTTP channels see.
    pub fn data(&self) -> Map<String, Value> {
        let mut data = Map::new();
        let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
        put("to", json!(self.to));
        let is_sms = self.channel == Channel::Sms;
        match &self.kind {
            MessageKind::RecoveryInvalid
            | MessageKind::RecoveryCodeInvalid
            | MessageKind::VerificationInvalid
            | MessageKind::VerificationCodeInvalid => {}
            MessageKind::RecoveryValid { link, identity, expires_in } => {
                put("recovery_url", json!(link));
                put("identity", identity.clone());
                put("expires_in_minutes", minutes(*expires_in));
            }
            MessageKind::RecoveryCodeValid { code, identity, expires_in } => {
                put("recovery_code", json!(code));
                if is_sms {
                    // Kratos: an SMS has the recovery code under this key only; we give both.
                    put("verification_code", json!(code));
                }
                put("identity", identity.clone());
                put("expires_in_minutes", minutes(*expires_in));
            }
            MessageKind::VerificationValid { link, identity, expires_in } => {
                put("verification_url", json!(link));
                put("identity", identity.clone());
                put("expires_in_minutes", minutes(*expires_in));
            }
            MessageKind::VerificationCodeValid { code, link, identity, expires_in } => {
                put("verification_code", json!(code));
                if !is_sms {
                    put("verification_url", json!(link));
                }
                put("identity", identity.clone());
                put("expires_in_minutes", minutes(*expires_in));
            }
            MessageKind::LoginCodeValid { code, identity, expires_in } => {
                put("login_code", json!(code));
                put("identity", identity.clone());
                put("expires_in_minutes", minutes(*expires_in));
            }
            MessageKind::RegistrationCodeValid { code, traits, expires_in } => {
                put("registration_code", json!(code));
                put("traits", traits.clone());
                if is_sms {
                    // Kratos: an SMS has the traits under this key only; we give both.
                    put("identity", traits.clone());
                }
                put("expires_in_minutes", minutes(*expires_in));
            }
            MessageKind::VerifiableAddressChanged { identity, changed_at } => {
                put("identity", identity.clone());
                put("changed_at", json!(changed_at.to_string()));
            }
            MessageKind::AuthenticatorKeyAdded { identity, added_at } => {
                put("identity", identity.clone());
                put("added_at", json!(added_at.to_string()));
            }
        }
        self.put_origin(&mut data);
        data
    }

    fn put_origin(&self, data: &mut Map<String, Value>) {
        let Origin { request_url, transient_payload, oauth2_login_request, language, .. } = &self.origin;
        if !language.is_empty() {
            data.insert("language".to_owned(), json!(language));
        }
        match self.kind.template_type() {
            TemplateType::VerifiableAddressChanged | TemplateType::AuthenticatorKeyAdded => {
                data.insert("transient_payload".to_owned(), Value::Null);
                return;
            }
            kind => {
                let payload = if transient_payload.is_null() { json!({}) } else { transient_payload.clone() };
                data.insert("request_url".to_owned(), json!(request_url));
                data.insert("transient_payload".to_owned(), payload);
                if self.channel == Channel::Sms && kind.has_sms() {
                    data.insert("request_url_domain".to_owned(), json!(host(request_url)));
                }
            }
        }
        if let Some(request) = oauth2_login_request {
            data.insert("oauth2_login_request".to_owned(), request.clone());
        }
    }

    /// The client's headers, for the kinds that show them.
    pub fn request_headers(&self) -> Map<String, Value> {
        if self.kind.template_type().shows_headers() { self.origin.request_headers.clone() } else { Map::new() }
    }
}

/// Whole minutes, at least one: nobody is told that a code is good for 0 minutes.
fn minutes(time: Duration) -> Value {
    json!((time.as_secs() / 60).max(1))
}

fn host(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// The field that templates see for a stored key: `recovery_url` is `RecoveryURL`.
pub fn field_name(key: &str) -> String {
    let words = key.split('_').map(|word| match word {
        "url" => "URL".to_owned(),
        "oauth2" => "OAuth2".to_owned(),
        word => word[..word.len().min(1)].to_ascii_uppercase() + &word[word.len().min(1)..],
    });
    words.collect()
}
