//! Lists of identities and sessions, three ways: the published crate's functions, which give one page's rows; `…_page`,
//! which also says where the next page starts; and `…_stream`, which walks all pages.

use reqwest::Method;

use super::{ListIdentitiesError, ListIdentitySessionsError, ListSessionsError};
use crate::apis::configuration::Configuration;
use crate::apis::request::{Call, segment};
use crate::apis::{Error, Page, Rows, page};
use crate::models;

/// Which identities to list. The server takes at most one of `ids`, `credentials_identifier`,
/// `preview_credentials_identifier_similar` and `organization_id`.
#[derive(Clone, Debug, Default)]
pub struct ListIdentities {
    /// Rows per page; 250 if absent, 500 at most.
    pub page_size: Option<i64>,
    /// Where to start: [`Page::next`] of the page before.
    pub page_token: Option<String>,
    /// `strong` or `eventual`.
    pub consistency: Option<String>,
    /// Only these.
    pub ids: Option<Vec<String>>,
    /// Only who signs in with exactly this.
    pub credentials_identifier: Option<String>,
    /// Only who signs in with something that starts like this.
    pub preview_credentials_identifier_similar: Option<String>,
    /// Credential types to show with their secrets.
    pub include_credential: Option<Vec<String>>,
    /// Only this organization.
    pub organization_id: Option<String>,
}

/// Which sessions to list.
#[derive(Clone, Debug, Default)]
pub struct ListSessions {
    /// Rows per page; 250 if absent, 1000 at most.
    pub page_size: Option<i64>,
    /// Where to start: [`Page::next`] of the page before.
    pub page_token: Option<String>,
    /// Only those that are, or are not, active.
    pub active: Option<bool>,
    /// `identity` and `devices`. Sessions of one identity always have both.
    pub expand: Option<Vec<String>>,
}

/// Lists identities. Of `per_page`/`page` and `page_size`/`page_token`, prefer the latter: or see
/// [`list_identities_stream`].
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let found = identity_api::list_identities(admin, None, None, None, None, None, None, Some("ada@example.org"), None, None, None).await?;
/// println!("{}", found.len());
/// # Ok(()) }
/// ```
pub async fn list_identities(
    configuration: &Configuration,
    per_page: Option<i64>,
    page: Option<i64>,
    page_size: Option<i64>,
    page_token: Option<&str>,
    consistency: Option<&str>,
    ids: Option<Vec<String>>,
    credentials_identifier: Option<&str>,
    preview_credentials_identifier_similar: Option<&str>,
    include_credential: Option<Vec<String>>,
    organization_id: Option<&str>,
) -> Result<Vec<models::Identity>, Error<ListIdentitiesError>> {
    let which = ListIdentities {
        page_size,
        page_token: page_token.map(str::to_owned),
        consistency: consistency.map(str::to_owned),
        ids,
        credentials_identifier: credentials_identifier.map(str::to_owned),
        preview_credentials_identifier_similar: preview_credentials_identifier_similar.map(str::to_owned),
        include_credential,
        organization_id: organization_id.map(str::to_owned),
    };
    identities(configuration, &which).query("per_page", per_page).query("page", page).json().await
}

/// Lists one page of identities and says where the next one starts.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api::{self, ListIdentities}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let first = identity_api::list_identities_page(admin, &ListIdentities { page_size: Some(100), ..Default::default() }).await?;
/// let second = ListIdentities { page_size: Some(100), page_token: first.next, ..Default::default() };
/// println!("{}", identity_api::list_identities_page(admin, &second).await?.items.len());
/// # Ok(()) }
/// ```
pub async fn list_identities_page(
    configuration: &Configuration,
    which: &ListIdentities,
) -> Result<Page<models::Identity>, Error<ListIdentitiesError>> {
    identities(configuration, which).page().await
}

/// All identities, page by page.
///
/// ```no_run
/// # use selfsame_client::{TryStreamExt, apis::{configuration::Configuration, identity_api::{self, ListIdentities}}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let mut identities = identity_api::list_identities_stream(admin, ListIdentities::default());
/// while let Some(identity) = identities.try_next().await? {
///     println!("{}", identity.id);
/// }
/// # Ok(()) }
/// ```
pub fn list_identities_stream(configuration: &Configuration, which: ListIdentities) -> Rows<'_, models::Identity, ListIdentitiesError> {
    page::rows(which.page_token.clone(), move |page_token| {
        let which = ListIdentities { page_token, ..which.clone() };
        Box::pin(async move { list_identities_page(configuration, &which).await })
    })
}

/// Lists sessions of all identities, newest first.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = identity_api::list_sessions(admin, Some(100), None, Some(true), Some(vec!["identity".into()])).await?;
/// println!("{}", sessions.len());
/// # Ok(()) }
/// ```
pub async fn list_sessions(
    configuration: &Configuration,
    page_size: Option<i64>,
    page_token: Option<&str>,
    active: Option<bool>,
    expand: Option<Vec<String>>,
) -> Result<Vec<models::Session>, Error<ListSessionsError>> {
    let which = ListSessions { page_size, page_token: page_token.map(str::to_owned), active, expand };
    sessions(Call::admin(configuration, Method::GET, "/admin/sessions"), &which).json().await
}

/// Lists one page of sessions and says where the next one starts.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api::{self, ListSessions}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let page = identity_api::list_sessions_page(admin, &ListSessions { active: Some(true), ..Default::default() }).await?;
/// println!("{:?}", page.next);
/// # Ok(()) }
/// ```
pub async fn list_sessions_page(
    configuration: &Configuration,
    which: &ListSessions,
) -> Result<Page<models::Session>, Error<ListSessionsError>> {
    sessions(Call::admin(configuration, Method::GET, "/admin/sessions"), which).page().await
}

/// All sessions, newest first, page by page.
///
/// ```no_run
/// # use selfsame_client::{TryStreamExt, apis::{configuration::Configuration, identity_api::{self, ListSessions}}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let mut sessions = identity_api::list_sessions_stream(admin, ListSessions::default());
/// while let Some(session) = sessions.try_next().await? {
///     println!("{}", session.id);
/// }
/// # Ok(()) }
/// ```
pub fn list_sessions_stream(configuration: &Configuration, which: ListSessions) -> Rows<'_, models::Session, ListSessionsError> {
    page::rows(which.page_token.clone(), move |page_token| {
        let which = ListSessions { page_token, ..which.clone() };
        Box::pin(async move { list_sessions_page(configuration, &which).await })
    })
}

/// Lists the sessions of one identity, newest first, with identity and devices.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let sessions = identity_api::list_identity_sessions(admin, id, None, None, None, None, Some(true)).await?;
/// println!("{}", sessions.len());
/// # Ok(()) }
/// ```
pub async fn list_identity_sessions(
    configuration: &Configuration,
    id: &str,
    per_page: Option<i64>,
    page: Option<i64>,
    page_size: Option<i64>,
    page_token: Option<&str>,
    active: Option<bool>,
) -> Result<Vec<models::Session>, Error<ListIdentitySessionsError>> {
    let which = ListSessions { page_size, page_token: page_token.map(str::to_owned), active, expand: None };
    sessions(of_identity(configuration, id), &which).query("per_page", per_page).query("page", page).json().await
}

/// Lists one page of the sessions of one identity, with their number in all.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api::{self, ListSessions}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let page = identity_api::list_identity_sessions_page(admin, id, &ListSessions::default()).await?;
/// println!("{} of {:?}", page.items.len(), page.total);
/// # Ok(()) }
/// ```
pub async fn list_identity_sessions_page(
    configuration: &Configuration,
    id: &str,
    which: &ListSessions,
) -> Result<Page<models::Session>, Error<ListIdentitySessionsError>> {
    // A size makes the server answer with tokens instead of page numbers.
    let which = ListSessions { page_size: which.page_size.or(Some(250)), ..which.clone() };
    sessions(of_identity(configuration, id), &which).page().await
}

/// All sessions of one identity, newest first, page by page.
///
/// ```no_run
/// # use selfsame_client::{TryStreamExt, apis::{configuration::Configuration, identity_api::{self, ListSessions}}};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let mut sessions = identity_api::list_identity_sessions_stream(admin, id, ListSessions::default());
/// while let Some(session) = sessions.try_next().await? {
///     println!("{}", session.id);
/// }
/// # Ok(()) }
/// ```
pub fn list_identity_sessions_stream<'c>(
    configuration: &'c Configuration,
    id: &'c str,
    which: ListSessions,
) -> Rows<'c, models::Session, ListIdentitySessionsError> {
    page::rows(which.page_token.clone(), move |page_token| {
        let which = ListSessions { page_token, ..which.clone() };
        Box::pin(async move { list_identity_sessions_page(configuration, id, &which).await })
    })
}

fn identities<'c>(configuration: &'c Configuration, which: &ListIdentities) -> Call<'c> {
    Call::admin(configuration, Method::GET, "/admin/identities")
        .query("page_size", which.page_size)
        .query("page_token", which.page_token.as_deref())
        .query("consistency", which.consistency.as_deref())
        .query_all("ids", which.ids.as_deref())
        .query("credentials_identifier", which.credentials_identifier.as_deref())
        .query("preview_credentials_identifier_similar", which.preview_credentials_identifier_similar.as_deref())
        .query_all("include_credential", which.include_credential.as_deref())
        .query("organization_id", which.organization_id.as_deref())
}

fn of_identity<'c>(configuration: &'c Configuration, id: &str) -> Call<'c> {
    Call::admin(configuration, Method::GET, format!("/admin/identities/{}/sessions", segment(id)))
}

fn sessions<'c>(call: Call<'c>, which: &ListSessions) -> Call<'c> {
    call.query("page_size", which.page_size)
        .query("page_token", which.page_token.as_deref())
        .query("active", which.active)
        .query_all("expand", which.expand.as_deref())
}
