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
    /// The tag of the language that its sender reads; empty if that is not known.
    pub language: &'static str,
}

/// The words of a message in one language.
pub struct Wording {
    /// The language's tag, and the direction that it is written in: `ltr` or `rtl`.
    pub language: &'static str,
    pub direction: &'static str,
    /// What each name of [`builtin::words`] says.
    pub words: Vec<(&'static str, String)>,
}

impl Wording {
    /// As templates see it.
    fn json(&self) -> Value {
        let words = self.words.iter().map(|(name, text)| ((*name).to_owned(), text.as_str().into()));
        let about = [("lang", self.language), ("dir", self.direction)].map(|(name, text)| (name.to_owned(), text.into()));
        Value::Object(words.chain(about).collect())
    }
}

impl Message {
    /// What is kept of it, before its subject and body are rendered.
    pub fn content(&self) -> Content {
        Content { data: self.data(), request_headers: self.request_headers(), ..Content::default() }
    }
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
