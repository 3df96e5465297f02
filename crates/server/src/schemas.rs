//! The configured identity schemas: loaded, compiled and addressed.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use selfsame_api::text;
use selfsame_api::ui::UiText;
use selfsame_core::schema::{IdentitySchema, label};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// One configured schema.
pub struct Schema {
    pub id: String,
    pub compiled: IdentitySchema,
    /// What a login form calls its identifier, if the schema says.
    pub identifier_label: Option<UiText>,
    /// Full names of the traits by which a passkey is called.
    pub passkey_names: Vec<String>,
    /// Whether whoever signs up or in may ask for it.
    pub is_selectable: bool,
    url: String,
}

/// All configured schemas, in the order of the configuration.
pub struct Schemas {
    all: Vec<Arc<Schema>>,
    default_id: String,
    base: String,
}

impl Schemas {
    /// `is_selectable` says whether people may choose a schema, by its id; `public_url` is the public base URL.
    pub fn new(compiled: Vec<IdentitySchema>, default_id: String, is_selectable: impl Fn(&str) -> bool, public_url: &str) -> Self {
        let base = format!("{}/schemas/", public_url.trim_end_matches('/'));
        let all = compiled.into_iter().map(|compiled| {
            let id = compiled.id().to_owned();
            let url = address(&base, &id);
            let document = serde_json::from_str(compiled.json()).unwrap_or_default();
            let (identifier_label, passkey_names) = (label_of(&document), label::passkey_names(&document));
            let is_selectable = is_selectable(&id);
            Arc::new(Schema { id, compiled, identifier_label, passkey_names, is_selectable, url })
        });
        Self { all: all.collect(), default_id, base }
    }

    pub fn all(&self) -> &[Arc<Schema>] {
        &self.all
    }

    /// The schema's id as configured, from an id that is empty (the default), plain, or base64url-encoded.
    pub fn find(&self, id: &str) -> Option<&Arc<Schema>> {
        let id = if id.is_empty() { &self.default_id } else { id };
        self.all.iter().find(|schema| schema.id == id).or_else(|| {
            let decoded = BASE64_URL_SAFE_NO_PAD.decode(id).ok()?;
            self.all.iter().find(|schema| schema.id.as_bytes() == decoded)
        })
    }

    /// The public address of a schema, by its id, plain or base64url-encoded; also of one that left the configuration.
    pub fn url_of(&self, id: &str) -> Cow<'_, str> {
        match self.find(id) {
            Some(schema) => Cow::Borrowed(&schema.url),
            None => Cow::Owned(address(&self.base, id)),
        }
    }
}

fn label_of(document: &Value) -> Option<UiText> {
    let (title, name) = label::only_identifier(document)?;
    Some(text::label_trait(&title, &name))
}

fn address(base: &str, id: &str) -> String {
    format!("{base}{}", BASE64_URL_SAFE_NO_PAD.encode(id))
}
