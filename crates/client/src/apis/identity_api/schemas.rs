//! Identity schemas. They live on the public listener; the admin one redirects there.

use reqwest::Method;

use super::{GetIdentitySchemaError, ListIdentitySchemasError};
use crate::apis::configuration::Configuration;
use crate::apis::request::{Call, segment};
use crate::apis::{Error, Page, Rows, page};
use crate::models;

/// Reads one identity schema.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let schema = identity_api::get_identity_schema(public, "person").await?;
/// println!("{}", schema["title"]);
/// # Ok(()) }
/// ```
pub async fn get_identity_schema(configuration: &Configuration, id: &str) -> Result<serde_json::Value, Error<GetIdentitySchemaError>> {
    Call::public(configuration, Method::GET, format!("/schemas/{}", segment(id))).json().await
}

/// Lists the identity schemas in the order of the configuration.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// for schema in identity_api::list_identity_schemas(public, None, None, None, None).await? {
///     println!("{}", schema.id);
/// }
/// # Ok(()) }
/// ```
pub async fn list_identity_schemas(
    configuration: &Configuration,
    per_page: Option<i64>,
    page: Option<i64>,
    page_size: Option<i64>,
    page_token: Option<&str>,
) -> Result<Vec<models::IdentitySchemaContainer>, Error<ListIdentitySchemasError>> {
    schemas(configuration)
        .query("per_page", per_page)
        .query("page", page)
        .query("page_size", page_size)
        .query("page_token", page_token)
        .json()
        .await
}

/// Lists one page of the identity schemas and says where the next one starts.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let page = identity_api::list_identity_schemas_page(public, Some(10), None).await?;
/// println!("{} of {:?}", page.items.len(), page.total);
/// # Ok(()) }
/// ```
pub async fn list_identity_schemas_page(
    configuration: &Configuration,
    page_size: Option<i64>,
    page_token: Option<&str>,
) -> Result<Page<models::IdentitySchemaContainer>, Error<ListIdentitySchemasError>> {
    // A size makes the server answer with tokens instead of page numbers.
    schemas(configuration).query("page_size", Some(page_size.unwrap_or(250))).query("page_token", page_token).page().await
}

/// All identity schemas, page by page.
///
/// ```no_run
/// # use selfsame_client::{TryStreamExt, apis::{configuration::Configuration, identity_api}};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let schemas: Vec<_> = identity_api::list_identity_schemas_stream(public, None).try_collect().await?;
/// println!("{}", schemas.len());
/// # Ok(()) }
/// ```
pub fn list_identity_schemas_stream(
    configuration: &Configuration,
    page_size: Option<i64>,
) -> Rows<'_, models::IdentitySchemaContainer, ListIdentitySchemasError> {
    page::rows(None, move |token| Box::pin(async move { list_identity_schemas_page(configuration, page_size, token.as_deref()).await }))
}

fn schemas(configuration: &Configuration) -> Call<'_> {
    Call::public(configuration, Method::GET, "/schemas")
}
