//! An identity as JSON.

use super::Object;
use crate::schemas::Schemas;
use selfsame_api::Timestamp;
use selfsame_api::identity::CredentialType;
use selfsame_store::ops::identities::IdentityView;

/// Which of an identity's members an answer shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub metadata_admin: MetadataAdmin,
    /// None leaves the member away.
    pub credentials: Option<&'a [ShownCredential]>,
    pub addresses: bool,
    pub schema_url: SchemaUrl<'a>,
    /// Echoed, not stored.
    pub region: Option<&'a str>,
}

/// What stands in `schema_url`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaUrl<'a> {
    Computed,
    Empty,
    Given(&'a str),
}

/// How `metadata_admin` appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataAdmin {
    /// Always, `null` if unset.
    Shown,
    /// Only if it is set.
    ShownIfSet,
    /// Never: the answer goes to the identity's owner.
    Hidden,
}

impl Shown<'_> {
    /// What administrators see in lists.
    pub const ADMIN: Self =
        Self { metadata_admin: MetadataAdmin::Shown, credentials: None, addresses: true, schema_url: SchemaUrl::Computed, region: None };
    /// What the identity's owner sees.
    pub const OWNER: Self = Self { metadata_admin: MetadataAdmin::Hidden, ..Self::ADMIN };
}

/// A credential as an answer shows it.
#[derive(Clone, Debug)]
pub struct ShownCredential {
    pub kind: CredentialType,
    /// A JSON array.
    pub identifiers: String,
    /// JSON, only where it was asked for.
    pub config: Option<String>,
    pub version: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Appends the identity to `out`.
pub fn write(out: &mut Vec<u8>, identity: &IdentityView<'_>, schemas: &Schemas, shown: Shown<'_>) {
    let mut object = Object::begin(out);
    object.uuid("id", identity.id.0);
    if let Some(external_id) = identity.external_id {
        object.text("external_id", external_id);
    }
    if let Some(credentials) = shown.credentials
        && !credentials.is_empty()
    {
        write_credentials(object.name("credentials"), credentials);
    }
    object.text("schema_id", identity.schema_id);
    match shown.schema_url {
        SchemaUrl::Computed => object.text("schema_url", &schemas.url_of(identity.schema_id)),
        SchemaUrl::Empty => object.word("schema_url", ""),
        SchemaUrl::Given(url) => object.text("schema_url", url),
    }
    object.word("state", identity.state.as_str());
    if let Some(changed_at) = identity.state_changed_at {
        object.time("state_changed_at", changed_at);
    }
    object.raw("traits", identity.traits);
    if shown.addresses {
        if identity.verifiable_addresses != "[]" {
            object.raw("verifiable_addresses", identity.verifiable_addresses);
        }
        if identity.recovery_addresses != "[]" {
            object.raw("recovery_addresses", identity.recovery_addresses);
        }
    }
    object.raw("metadata_public", identity.metadata_public.unwrap_or("null"));
    match (shown.metadata_admin, identity.metadata_admin) {
        (MetadataAdmin::Shown | MetadataAdmin::ShownIfSet, Some(metadata)) => object.raw("metadata_admin", metadata),
        (MetadataAdmin::Shown, None) => object.raw("metadata_admin", "null"),
        (MetadataAdmin::ShownIfSet, None) | (MetadataAdmin::Hidden, _) => {}
    }
    object.time("created_at", identity.created_at);
    object.time("updated_at", identity.updated_at);
    match identity.organization_id {
        Some(organization) => object.uuid("organization_id", organization),
        None => object.raw("organization_id", "null"),
    }
    if let Some(region) = shown.region {
        object.text("region", region);
    }
    object.end();
}

fn write_credentials(out: &mut Vec<u8>, credentials: &[ShownCredential]) {
    let mut object = Object::begin(out);
    for credential in credentials {
        let mut one = Object::begin(object.name(credential.kind.as_str()));
        one.word("type", credential.kind.as_str());
        one.raw("identifiers", &credential.identifiers);
        if let Some(config) = &credential.config {
            one.raw("config", config);
        }
        one.number("version", i64::from(credential.version));
        one.time("created_at", credential.created_at);
        one.time("updated_at", credential.updated_at);
        one.end();
    }
    object.end();
}
