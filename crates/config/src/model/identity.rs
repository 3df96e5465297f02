//! Identity schemas.

use serde::Deserialize;

/// `identity`
#[derive(Debug, Clone, Deserialize)]
pub struct Identity {
    /// The schema of identities that name none.
    pub default_schema_id: String,
    /// The schemas, in the order of `GET /schemas`; never empty. Of equal ids the first counts.
    pub schemas: Vec<SchemaSource>,
}

impl Identity {
    /// The source of the schema `id`.
    pub fn schema(&self, id: &str) -> Option<&SchemaSource> {
        self.schemas.iter().find(|schema| schema.id == id)
    }

    /// A client may ask for the schema `id` in registration and login.
    pub fn is_selectable(&self, id: &str) -> bool {
        id == self.default_schema_id || self.schema(id).is_some_and(|schema| schema.selfservice_selectable)
    }
}

/// `identity.schemas[]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SchemaSource {
    /// The schema's id.
    pub id: String,
    /// `file://`, `base64://`, `http://` or `https://`.
    pub url: String,
    /// Clients may ask for it.
    #[serde(default)]
    pub selfservice_selectable: bool,
}
