//! One identity at a time, and the batch import.

use reqwest::Method;

use super::{
    BatchPatchIdentitiesError, CreateIdentityError, DeleteIdentityCredentialsError, DeleteIdentityError, GetIdentityByExternalIdError,
    GetIdentityError, PatchIdentityError, UpdateIdentityError,
};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::{Call, segment};
use crate::models;

/// Creates up to 1000 identities at once, credentials included (at most 200 with a password in clear).
///
/// The answer has one entry per identity, in order: its id, or why it was refused. A batch is refused as a whole only
/// for what makes it unreadable.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, identity_api}, models};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let person = models::CreateIdentityBody::new("person".into(), serde_json::json!({"email": "ada@example.org"}));
/// let entry = models::IdentityPatch { create: Some(Box::new(person)), ..Default::default() };
/// let batch = models::PatchIdentitiesBody { identities: Some(vec![entry]) };
/// let answer = identity_api::batch_patch_identities(admin, Some(batch)).await?;
/// for entry in answer.identities.unwrap_or_default() {
///     println!("{:?} {:?}", entry.identity, entry.error);
/// }
/// # Ok(()) }
/// ```
pub async fn batch_patch_identities(
    configuration: &Configuration,
    patch_identities_body: Option<models::PatchIdentitiesBody>,
) -> Result<models::BatchPatchIdentitiesResponse, Error<BatchPatchIdentitiesError>> {
    Call::admin(configuration, Method::PATCH, "/admin/identities").body(&patch_identities_body).json().await
}

/// [`batch_patch_identities`] with a body that is JSON already, for programs that pass rows on as they are.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let body = br#"{"identities": [{"create": {"schema_id": "person", "traits": {"email": "ada@example.org"}}}]}"#;
/// let answer = identity_api::batch_patch_identities_raw(admin, body.to_vec()).await?;
/// println!("{}", answer.identities.unwrap_or_default().len());
/// # Ok(()) }
/// ```
pub async fn batch_patch_identities_raw(
    configuration: &Configuration,
    body: Vec<u8>,
) -> Result<models::BatchPatchIdentitiesResponse, Error<BatchPatchIdentitiesError>> {
    Call::admin(configuration, Method::PATCH, "/admin/identities").raw_body(body).json().await
}

/// Creates one identity, with credentials to import if the body has them. Never sent twice.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, identity_api}, models};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let person = models::CreateIdentityBody::new("person".into(), serde_json::json!({"email": "ada@example.org"}));
/// let identity = identity_api::create_identity(admin, Some(person)).await?;
/// println!("{}", identity.id);
/// # Ok(()) }
/// ```
pub async fn create_identity(
    configuration: &Configuration,
    create_identity_body: Option<models::CreateIdentityBody>,
) -> Result<models::Identity, Error<CreateIdentityError>> {
    Call::admin(configuration, Method::POST, "/admin/identities").body(&create_identity_body).json().await
}

/// Reads one identity, its credentials included; their secrets only for the types in `include_credential`.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let identity = identity_api::get_identity(admin, "0190c0de-0000-4000-8000-000000000000", Some(vec!["oidc".into()])).await?;
/// println!("{:?}", identity.traits);
/// # Ok(()) }
/// ```
pub async fn get_identity(
    configuration: &Configuration,
    id: &str,
    include_credential: Option<Vec<String>>,
) -> Result<models::Identity, Error<GetIdentityError>> {
    Call::admin(configuration, Method::GET, format!("/admin/identities/{}", segment(id)))
        .query_all("include_credential", include_credential.as_deref())
        .json()
        .await
}

/// Reads one identity by the id that you gave it.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let identity = identity_api::get_identity_by_external_id(admin, "customer-17", None).await?;
/// println!("{}", identity.id);
/// # Ok(()) }
/// ```
pub async fn get_identity_by_external_id(
    configuration: &Configuration,
    external_id: &str,
    include_credential: Option<Vec<String>>,
) -> Result<models::Identity, Error<GetIdentityByExternalIdError>> {
    Call::admin(configuration, Method::GET, format!("/admin/identities/by/external/{}", segment(external_id)))
        .query_all("include_credential", include_credential.as_deref())
        .json()
        .await
}

/// Changes parts of one identity by JSON Patch: `add`, `remove` and `replace`, all or none.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, identity_api}, models::JsonPatch};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let rename = JsonPatch { value: Some(Some("Ada".into())), ..JsonPatch::new("replace".into(), "/traits/name".into()) };
/// let identity = identity_api::patch_identity(admin, "0190c0de-0000-4000-8000-000000000000", Some(vec![rename])).await?;
/// println!("{:?}", identity.traits);
/// # Ok(()) }
/// ```
pub async fn patch_identity(
    configuration: &Configuration,
    id: &str,
    json_patch: Option<Vec<models::JsonPatch>>,
) -> Result<models::Identity, Error<PatchIdentityError>> {
    Call::admin(configuration, Method::PATCH, format!("/admin/identities/{}", segment(id))).body(&json_patch).json().await
}

/// Replaces one identity. What the body leaves out is cleared (metadata, external id); credentials it does not name stay.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, identity_api}, models};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// use models::update_identity_body::StateEnum;
/// let body = models::UpdateIdentityBody::new("person".into(), StateEnum::Inactive, serde_json::json!({"email": "ada@example.org"}));
/// identity_api::update_identity(admin, "0190c0de-0000-4000-8000-000000000000", Some(body)).await?;
/// # Ok(()) }
/// ```
pub async fn update_identity(
    configuration: &Configuration,
    id: &str,
    update_identity_body: Option<models::UpdateIdentityBody>,
) -> Result<models::Identity, Error<UpdateIdentityError>> {
    Call::admin(configuration, Method::PUT, format!("/admin/identities/{}", segment(id))).body(&update_identity_body).json().await
}

/// Deletes one identity with all that hangs on it. There is no way back.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// identity_api::delete_identity(admin, "0190c0de-0000-4000-8000-000000000000").await?;
/// # Ok(()) }
/// ```
pub async fn delete_identity(configuration: &Configuration, id: &str) -> Result<(), Error<DeleteIdentityError>> {
    Call::admin(configuration, Method::DELETE, format!("/admin/identities/{}", segment(id))).nothing().await
}

/// Removes one credential, of the types that may be removed; `oidc` and `saml` need the `identifier`
/// (`provider:subject`) of the account.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// identity_api::delete_identity_credentials(admin, "0190c0de-0000-4000-8000-000000000000", "totp", None).await?;
/// # Ok(()) }
/// ```
pub async fn delete_identity_credentials(
    configuration: &Configuration,
    id: &str,
    r#type: &str,
    identifier: Option<&str>,
) -> Result<(), Error<DeleteIdentityCredentialsError>> {
    Call::admin(configuration, Method::DELETE, format!("/admin/identities/{}/credentials/{}", segment(id), segment(r#type)))
        .query("identifier", identifier)
        .nothing()
        .await
}
