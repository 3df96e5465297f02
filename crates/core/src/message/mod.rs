//! Messages to people: what each kind says and which data it carries, and the templates that turn it into text.
//!
//! Delivery is somewhere else: a message is composed here, kept in the outbox in the commit of its cause, and sent
//! by the courier.

pub mod builtin;
mod kind;
pub mod template;
mod templates;

pub use kind::{MessageKind, TemplateType};
pub use templates::{Override, OverrideSource, Templates};

use selfsame_api::identity::Channel;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A message about to be composed.
#[derive(Clone)]
pub struct Message {
    pub channel: Channel,
    /// The address, in its stored form.
    pub to: String,
    pub kind: MessageKind,
    pub origin: Origin,
}

/// The request that causes a message, as far as templates and channels may know it.
#[derive(Clone, Default)]
pub struct Origin {
    /// The flow's `request_url`.
    pub request_url: String,
    /// What the client sent with its submission; `null` counts as `{}`.
    pub transient_payload: Value,
    /// The allow-listed headers of the client, each name with a list of values.
    pub request_headers: Map<String, Value>,
    /// `{challenge, client{…}}` while an OAuth2 login is under way.
    pub oauth2_login_request: Option<Value>,
}

/// What the outbox keeps sealed of a message: it holds codes, links and traits.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Content {
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// What templates and HTTP channels see, under the reference's keys.
    pub data: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub request_headers: Map<String, Value>,
    /// Subject and body could not be rendered yet, for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unrendered: Option<String>,
}

/// Under what an address counts when messages to it are counted: letter case, a subaddress (`ann+tag@…`) and the
/// punctuation of phone numbers make no other receiver.
pub fn receiver(channel: Channel, address: &str) -> String {
    let folded = crate::normalise::graceful(address);
    match channel {
        Channel::Sms => folded.chars().filter(char::is_ascii_digit).collect(),
        Channel::Email => {
            let bare = crate::normalise::strict_email(&folded).unwrap_or(folded);
            match bare.rsplit_once('@') {
                Some((local, domain)) => format!("{}@{domain}", local.split('+').next().filter(|name| !name.is_empty()).unwrap_or(local)),
                None => bare,
            }
        }
    }
}

#[cfg(test)]
mod tests;
