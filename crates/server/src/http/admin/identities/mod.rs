//! `/admin/identities`: the Identity API.

mod batch;
mod create;
mod credentials;
mod delete;
mod get;
mod list;
mod patch;
mod update;

pub use batch::batch;
pub use create::create;
pub use credentials::delete_credential;
pub use delete::delete;
pub use get::{get, get_by_external_id};
pub use list::list;
pub use patch::patch;
pub use update::update;

use crate::app::{App, Current};
use crate::http::encode::identity::{MetadataAdmin, SchemaUrl, Shown, ShownCredential, write};
use crate::http::error::{ApiError, ApiResult};
use crate::http::request::Query;
use selfsame_api::IdentityId;
use selfsame_api::identity::CredentialType;
use selfsame_core::credential::expose;
use selfsame_store::ops::identities::{CredentialRow, IdentityRecord, IdentityRow, Loaded, read};
use selfsame_store::{Rx, Tx};

/// How often a decision is made again when the identity changed while it was being made.
const TRIES: usize = 8;

/// An id from a path. What is no UUID names no identity.
fn identity_id(text: &str) -> ApiResult<IdentityId> {
    text.parse().map_err(|_| ApiError::not_found())
}

/// The identity with all its credentials, for a decision.
async fn load(app: &App, id: IdentityId) -> ApiResult<Loaded> {
    let found = app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_id(rx, id).await);
    let (row, credentials) = found.await?.ok_or_else(ApiError::not_found)?;
    let mut loaded = Loaded::decode(&row, credentials, &app.sealer)?;
    expose::upgrade(&mut loaded.identity);
    Ok(loaded)
}

/// Writes `after` over `before`, unless `before` has changed meanwhile.
async fn store_update(app: &App, before: Loaded, after: IdentityRecord) -> selfsame_store::Result<()> {
    app.store.write(async move |tx: &mut Tx<'_>| selfsame_store::ops::identities::write::update(tx, &before, &after).await).await
}

/// Which credentials' configs an answer shows in clear.
#[derive(Clone, Debug, Default)]
struct Included(Vec<CredentialType>);

impl Included {
    fn from_query(query: &Query) -> ApiResult<Self> {
        let mut kinds = Vec::new();
        for name in query.all("include_credential") {
            match name.parse() {
                Ok(kind) => kinds.push(kind),
                // Methods of recovery have no credential to show.
                Err(_) if matches!(name, "link_recovery" | "code_recovery") => {}
                Err(_) => return Err(ApiError::bad_request(format!("include_credential: no credential type is called {name:?}"))),
            }
        }
        Ok(Self(kinds))
    }

    /// An identity's stored credentials as the answer shows them.
    fn show(&self, app: &App, row: &IdentityRow, credentials: &[CredentialRow]) -> selfsame_store::Result<Vec<ShownCredential>> {
        if credentials.iter().all(|credential| !self.0.contains(&credential.kind)) {
            return Ok(credentials.iter().map(show_plain).collect());
        }
        let mut loaded = Loaded::decode(row, credentials.to_vec(), &app.sealer)?;
        expose::upgrade(&mut loaded.identity);
        let shown = loaded.identity.credentials.iter().map(|(kind, credential)| ShownCredential {
            kind: *kind,
            identifiers: sorted(credential.identifiers.clone()),
            config: if self.0.contains(kind) { expose::revealed_config(*kind, credential).map(|config| config.to_string()) } else { None },
            version: credential.version,
            created_at: credential.created_at,
            updated_at: credential.updated_at,
        });
        Ok(shown.collect())
    }
}

/// A credential without its config: nothing of it needs parsing, but for identifiers out of order.
fn show_plain(row: &CredentialRow) -> ShownCredential {
    let identifiers = if row.identifiers.contains(',') {
        sorted(serde_json::from_str(&row.identifiers).unwrap_or_default())
    } else {
        row.identifiers.clone()
    };
    ShownCredential {
        kind: row.kind,
        identifiers,
        config: None,
        version: expose::read_version(row.kind, row.version),
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// A JSON array in ascending order.
fn sorted(mut identifiers: Vec<String>) -> String {
    identifiers.sort_unstable();
    serde_json::Value::from(identifiers).to_string()
}

/// What the answer to a write takes from the request.
#[derive(Clone, Copy)]
struct Echo<'a> {
    /// Then `metadata_admin` is in the answer even if it is `null`.
    metadata_admin_sent: bool,
    region: Option<&'a str>,
    /// None computes it.
    schema_url: Option<&'a str>,
}

/// The answer to create and update: credentials without their configs.
fn encode_written(record: &IdentityRecord, current: &Current, echo: Echo<'_>) -> Vec<u8> {
    let credentials: Vec<ShownCredential> = record
        .credentials
        .iter()
        .map(|row| ShownCredential {
            kind: row.kind,
            identifiers: row.identifiers.clone(),
            config: None,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
        .collect();
    let shown = Shown {
        metadata_admin: if echo.metadata_admin_sent { MetadataAdmin::Shown } else { MetadataAdmin::ShownIfSet },
        credentials: Some(&credentials),
        schema_url: echo.schema_url.map_or(SchemaUrl::Computed, SchemaUrl::Given),
        region: echo.region,
        ..Shown::ADMIN
    };
    let mut out = Vec::with_capacity(2048);
    write(&mut out, &record.row.view(), &current.schemas, shown);
    out
}
