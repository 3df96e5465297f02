//! The bodies of create, batch and update.

use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::{Fields, Unknown};
use selfsame_api::identity::{Channel, IdentityState};
use selfsame_core::credential::import::{self, CredentialImport};
use selfsame_core::credential::{ImportError, Strictness};
use selfsame_core::identity::derive::{AddressImport, RecoveryImport, VerifiableImport};
use selfsame_core::patch;
use serde_json::Value;
use uuid::Uuid;

const CREATE_FIELDS: &[&str] = &[
    "schema_id",
    "traits",
    "credentials",
    "verifiable_addresses",
    "recovery_addresses",
    "metadata_public",
    "metadata_admin",
    "state",
    "organization_id",
    "external_id",
    "region",
];

/// What a create body asks for.
pub struct CreateBody {
    /// Empty for the default schema.
    pub schema_id: String,
    pub traits: Value,
    pub credentials: CredentialImport,
    pub addresses: AddressImport,
    pub metadata_public: Value,
    /// None if the body did not say.
    pub metadata_admin: Option<Value>,
    pub state: IdentityState,
    pub organization_id: Option<Uuid>,
    pub external_id: Option<String>,
    pub region: Option<String>,
}

impl CreateBody {
    /// Reads a create body; `path` is where it stands in the request.
    pub fn read(value: Value, path: &str) -> ApiResult<Self> {
        let mut fields = Fields::new(value, path, CREATE_FIELDS, Unknown::Refused)?;
        // Types first: a body that does not decode is refused before any of its values is judged.
        let schema_id = fields.text("schema_id")?.unwrap_or_default();
        let traits = read_traits(&mut fields)?.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
        let credentials = fields.object("credentials")?;
        let addresses = AddressImport { verifiable: verifiable(&mut fields)?, recovery: recovery(&mut fields)? };
        let metadata_public = fields.raw("metadata_public").unwrap_or(Value::Null);
        let metadata_admin = fields.raw("metadata_admin");
        let state = fields.text("state")?;
        let organization_id = fields.parsed("organization_id", "a UUID")?;
        let external_id = fields.text("external_id")?.filter(|id| !id.is_empty());
        let region = fields.text("region")?;
        let credentials = read_credentials(credentials, Strictness::Strict)?;
        let state = read_state(state.as_deref())?.unwrap_or_default();
        let region = read_region(region)?;
        Ok(Self { schema_id, traits, credentials, addresses, metadata_public, metadata_admin, state, organization_id, external_id, region })
    }
}

const UPDATE_FIELDS: &[&str] =
    &["schema_id", "traits", "credentials", "metadata_public", "metadata_admin", "state", "external_id", "region"];

/// What an update body asks for. What it does not carry is wiped, but for schema, state and credentials.
pub struct UpdateBody {
    /// None keeps the schema.
    pub schema_id: Option<String>,
    pub traits: Value,
    pub credentials: CredentialImport,
    pub metadata_public: Value,
    pub metadata_admin: Option<Value>,
    /// The text as sent; judged only after the identity was found.
    pub state: Option<String>,
    pub external_id: Option<String>,
    pub region: Option<String>,
}

impl UpdateBody {
    pub fn read(value: Value) -> ApiResult<Self> {
        Self::decode(value).map_err(|mut error| {
            // The contract has the text of these in `reason`.
            error.body.reason.get_or_insert_with(|| error.body.message.clone());
            error
        })
    }

    fn decode(value: Value) -> ApiResult<Self> {
        let mut fields = Fields::new(value, "", UPDATE_FIELDS, Unknown::Ignored)?;
        let credentials = fields.object("credentials")?;
        let credentials = read_credentials(credentials, Strictness::Lenient)?;
        Ok(Self {
            schema_id: fields.text("schema_id")?.filter(|id| !id.is_empty()),
            traits: read_traits(&mut fields)?.unwrap_or_else(|| Value::Object(serde_json::Map::new())),
            metadata_public: fields.raw("metadata_public").unwrap_or(Value::Null),
            metadata_admin: fields.raw("metadata_admin"),
            state: fields.text("state")?,
            external_id: fields.text("external_id")?.filter(|id| !id.is_empty()),
            region: fields.text("region")?,
            credentials,
        })
    }
}

fn read_credentials(value: Option<Value>, strictness: Strictness) -> ApiResult<CredentialImport> {
    value.map_or_else(|| Ok(CredentialImport::default()), |value| import::parse(value, strictness)).map_err(|error| match error {
        ImportError::Shape { .. } => ApiError::malformed(error.to_string()),
        ImportError::Value { .. } => ApiError::bad_request(error.to_string()),
    })
}

/// `traits`, if given; `null` is an error, since it is no object.
fn read_traits(fields: &mut Fields) -> ApiResult<Option<Value>> {
    match fields.raw("traits") {
        None => Ok(None),
        Some(object @ Value::Object(_)) => Ok(Some(object)),
        // The contract judges this with the schema, so that the text stands in `reason`.
        Some(other) => Err(ApiError::bad_request(fields.wrong("traits", "an object", &other).body.message)),
    }
}

/// A state by its word; empty is none.
pub fn read_state(text: Option<&str>) -> ApiResult<Option<IdentityState>> {
    match text {
        None | Some("") => Ok(None),
        Some("active") => Ok(Some(IdentityState::Active)),
        Some("inactive") => Ok(Some(IdentityState::Inactive)),
        Some(other) => Err(ApiError::bad_request(format!("state: expected active or inactive, got {other:?}"))),
    }
}

/// A known region; empty is none.
pub fn read_region(region: Option<String>) -> ApiResult<Option<String>> {
    match region.filter(|region| !region.is_empty()) {
        Some(region) if !patch::REGIONS.contains(&region.as_str()) => {
            Err(ApiError::bad_request(format!("region: expected one of {}, got {region:?}", patch::REGIONS.join(", "))))
        }
        other => Ok(other),
    }
}

/// A channel by its word; any other word names none, and its address matches nothing.
pub fn channel(text: &str) -> Option<Channel> {
    [Channel::Email, Channel::Sms].into_iter().find(|channel| channel.as_str() == text)
}

fn verifiable(fields: &mut Fields) -> ApiResult<Vec<VerifiableImport>> {
    const FIELDS: &[&str] = &["id", "value", "verified", "via", "status", "verified_at", "created_at", "updated_at"];
    let items = fields.array("verifiable_addresses")?.unwrap_or_default();
    items
        .into_iter()
        .map(|item| {
            let mut one = Fields::new(item, "verifiable_addresses", FIELDS, Unknown::Refused)?;
            Ok(VerifiableImport {
                id: one.parsed("id", "a UUID")?,
                value: one.text("value")?.unwrap_or_default().to_lowercase(),
                via: one.text("via")?.as_deref().and_then(channel),
                verified: one.boolean("verified")?.unwrap_or_default(),
                status: one.text("status")?.unwrap_or_default(),
                verified_at: one.parsed("verified_at", "an RFC 3339 time")?,
            })
        })
        .collect()
}

fn recovery(fields: &mut Fields) -> ApiResult<Vec<RecoveryImport>> {
    const FIELDS: &[&str] = &["id", "value", "via", "break_glass_for_organization", "created_at", "updated_at"];
    let items = fields.array("recovery_addresses")?.unwrap_or_default();
    items
        .into_iter()
        .map(|item| {
            let mut one = Fields::new(item, "recovery_addresses", FIELDS, Unknown::Refused)?;
            Ok(RecoveryImport {
                id: one.parsed("id", "a UUID")?,
                value: one.text("value")?.unwrap_or_default().to_lowercase(),
                via: one.text("via")?.as_deref().and_then(channel),
                break_glass_for_organization: one.parsed("break_glass_for_organization", "a UUID")?,
            })
        })
        .collect()
}
