//! Hooks: what runs before and after a flow.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

use crate::secret::Secret;

/// One entry of a `hooks` list.
#[derive(Clone)]
pub enum Hook {
    /// Signs the new identity in.
    Session,
    /// Calls a URL.
    WebHook(WebHook),
    /// Ends all other sessions.
    RevokeActiveSessions,
    /// Refuses identities without a verified address.
    RequireVerifiedAddress,
    /// Starts a verification.
    Verification,
    /// Points the client to the verification flow.
    ShowVerificationUi,
    /// Parks a change of address until the new one is verified.
    VerifyNewAddress,
    /// Tells the old addresses of a change.
    NotifyPreviousAddresses(AddressRecipients),
    /// Accepted for compatibility, does nothing.
    B2bSso,
    /// Accepted for compatibility, does nothing.
    Organization,
}

impl<'de> Deserialize<'de> for Hook {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Entry {
            hook: String,
            config: Option<Value>,
        }
        let entry = Entry::deserialize(deserializer)?;
        let config = entry.config.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
        Ok(match entry.hook.as_str() {
            "session" => Self::Session,
            "web_hook" => Self::WebHook(serde_json::from_value(config).map_err(D::Error::custom)?),
            "revoke_active_sessions" => Self::RevokeActiveSessions,
            "require_verified_address" => Self::RequireVerifiedAddress,
            "verification" => Self::Verification,
            "show_verification_ui" => Self::ShowVerificationUi,
            "verify_new_address" => Self::VerifyNewAddress,
            "notify_previous_addresses" => {
                let Recipients { recipients } = serde_json::from_value(config).map_err(D::Error::custom)?;
                Self::NotifyPreviousAddresses(recipients)
            }
            "b2b_sso" => Self::B2bSso,
            "organization" => Self::Organization,
            other => return Err(D::Error::custom(format!("there is no hook `{other}`"))),
        })
    }
}

#[derive(Deserialize)]
struct Recipients {
    #[serde(default)]
    recipients: AddressRecipients,
}

/// `config.recipients` of `notify_previous_addresses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressRecipients {
    /// Addresses that were taken away.
    #[default]
    Removed,
    /// Every verified old address.
    AllVerified,
    /// Every old address.
    All,
}

/// `config` of a `web_hook`.
#[derive(Clone, Deserialize)]
pub struct WebHook {
    /// Names the hook in logs.
    pub id: Option<String>,
    /// Where to call.
    pub url: String,
    /// The method, sent as written.
    pub method: String,
    /// Jsonnet source of the body: a URI, or a file path in the old spelling.
    pub body: Option<String>,
    /// Headers sent along.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Credentials sent along.
    pub auth: Option<Auth>,
    /// What happens with the answer.
    #[serde(default)]
    pub response: WebHookResponse,
    /// The old spelling of `response.parse`, without changes of the identity.
    #[serde(default)]
    pub can_interrupt: bool,
    /// Also sends the `Ory-Webhook-*` headers.
    #[serde(default = "yes")]
    pub emit_analytics_event: bool,
}

impl WebHook {
    /// The answer can stop the flow, so the hook runs before anything is stored.
    pub fn is_blocking(&self) -> bool {
        self.response.parse || self.can_interrupt
    }
}

/// `response` of a `web_hook`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct WebHookResponse {
    /// Call in the background, whatever the answer.
    #[serde(default)]
    pub ignore: bool,
    /// The answer may change the identity or refuse.
    #[serde(default)]
    pub parse: bool,
}

/// Credentials of an outgoing call.
#[derive(Clone, Deserialize)]
#[serde(tag = "type", content = "config", rename_all = "snake_case")]
pub enum Auth {
    /// User and password.
    BasicAuth {
        /// The user.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A key in a header or cookie.
    ApiKey {
        /// Name of the header or cookie.
        name: String,
        /// The key.
        value: Secret,
        /// Where it is put.
        #[serde(rename = "in")]
        place: ApiKeyPlace,
    },
}

/// `auth.config.in`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApiKeyPlace {
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

pub(crate) fn yes() -> bool {
    true
}
