//! The annotation object `ory.sh/kratos` on a schema node: closed, so that a misspelt key is found
//! when the schema is compiled and not by an account that cannot sign in.

use selfsame_api::identity::Channel;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The key of the annotation.
pub const KEY: &str = "ory.sh/kratos";

/// What one annotated schema node asks for.
#[derive(Debug, PartialEq)]
pub struct Extension {
    /// JSON pointer of the node within its document.
    pub pointer: String,
    pub format: Format,
    pub is_password_identifier: bool,
    pub is_webauthn_identifier: bool,
    pub is_code_identifier: bool,
    pub code_via: Option<Channel>,
    pub is_totp_account_name: bool,
    pub is_passkey_display_name: bool,
    pub verification: Option<Channel>,
    pub recovery: Option<Channel>,
}

/// The `format` beside an annotation, as far as annotations care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Absent,
    Email,
    Tel,
    Other,
}

impl Extension {
    /// Reads the annotation of `node`, if it has one.
    pub fn of_node(node: &Map<String, Value>, pointer: &str) -> Option<Result<Self, serde_json::Error>> {
        let annotation = node.get(KEY)?;
        let format = match node.get("format").and_then(Value::as_str) {
            None => Format::Absent,
            Some("email") => Format::Email,
            Some("tel") => Format::Tel,
            Some(_) => Format::Other,
        };
        Some(Annotation::deserialize(annotation).map(|annotation| annotation.at(pointer, format)))
    }

    /// Whether string values here are rewritten to E.164.
    pub fn is_phone(&self) -> bool {
        let by_code = self.is_code_identifier && self.code_via == Some(Channel::Sms);
        by_code || self.verification == Some(Channel::Sms) || self.recovery == Some(Channel::Sms)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Annotation {
    #[serde(default)]
    credentials: Credentials,
    #[serde(default)]
    verification: Address,
    #[serde(default)]
    recovery: Address,
    #[serde(default, rename = "organizations")]
    _organizations: Organizations,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Credentials {
    password: Identifier,
    webauthn: Identifier,
    code: Code,
    totp: AccountName,
    passkey: DisplayName,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Identifier {
    identifier: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Code {
    identifier: bool,
    via: Option<Channel>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct AccountName {
    account_name: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct DisplayName {
    display_name: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Address {
    via: Option<Channel>,
}

/// Accepted for compatibility; nothing follows from it.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Organizations {
    #[serde(rename = "matcher")]
    _matcher: Option<OrganizationMatcher>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum OrganizationMatcher {
    EmailDomain,
}

impl Annotation {
    fn at(self, pointer: &str, format: Format) -> Extension {
        Extension {
            pointer: pointer.to_owned(),
            format,
            is_password_identifier: self.credentials.password.identifier,
            is_webauthn_identifier: self.credentials.webauthn.identifier,
            is_code_identifier: self.credentials.code.identifier,
            code_via: self.credentials.code.via,
            is_totp_account_name: self.credentials.totp.account_name,
            is_passkey_display_name: self.credentials.passkey.display_name,
            verification: self.verification.via,
            recovery: self.recovery.via,
        }
    }
}
