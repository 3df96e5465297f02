//! A person's own sessions: who am I, where else am I signed in, sign out. Give the session token of an app or the
//! `Cookie` header of a browser.

use reqwest::Method;

use super::{
    CreateBrowserLogoutFlowError, DisableMyOtherSessionsError, DisableMySessionError, ListMySessionsError, PerformNativeLogoutError,
    ToSessionError, UpdateLogoutFlowError,
};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::{Call, segment};
use crate::models;

/// Says whose session this is: the check that every request of an application makes. 401 without a session, 403 if a
/// second factor is missing. `tokenize_as` adds the session as a JWT made by that template.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let session = frontend_api::to_session(public, Some("session token"), None, None).await?;
/// println!("{:?}", session.identity.map(|identity| identity.id));
/// # Ok(()) }
/// ```
pub async fn to_session(
    configuration: &Configuration,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
    tokenize_as: Option<&str>,
) -> Result<models::Session, Error<ToSessionError>> {
    Call::public(configuration, Method::GET, "/sessions/whoami")
        .session_token(x_session_token)
        .cookie(cookie)
        .query("tokenize_as", tokenize_as)
        .json()
        .await
}

/// Lists the other sessions of the person.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let others = frontend_api::list_my_sessions(public, None, None, None, None, Some("session token"), None).await?;
/// println!("{}", others.len());
/// # Ok(()) }
/// ```
pub async fn list_my_sessions(
    configuration: &Configuration,
    per_page: Option<i64>,
    page: Option<i64>,
    page_size: Option<i64>,
    page_token: Option<&str>,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
) -> Result<Vec<models::Session>, Error<ListMySessionsError>> {
    Call::public(configuration, Method::GET, "/sessions")
        .query("per_page", per_page)
        .query("page", page)
        .query("page_size", page_size)
        .query("page_token", page_token)
        .session_token(x_session_token)
        .cookie(cookie)
        .json()
        .await
}

/// Ends one other session of the person.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// frontend_api::disable_my_session(public, "0190c0de-0000-4000-8000-000000000000", Some("session token"), None).await?;
/// # Ok(()) }
/// ```
pub async fn disable_my_session(
    configuration: &Configuration,
    id: &str,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
) -> Result<(), Error<DisableMySessionError>> {
    Call::public(configuration, Method::DELETE, format!("/sessions/{}", segment(id)))
        .session_token(x_session_token)
        .cookie(cookie)
        .nothing()
        .await
}

/// Ends all other sessions of the person.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let ended = frontend_api::disable_my_other_sessions(public, Some("session token"), None).await?;
/// println!("{:?}", ended.count);
/// # Ok(()) }
/// ```
pub async fn disable_my_other_sessions(
    configuration: &Configuration,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::DeleteMySessionsCount, Error<DisableMyOtherSessionsError>> {
    Call::public(configuration, Method::DELETE, "/sessions").session_token(x_session_token).cookie(cookie).json().await
}

/// Signs an app out: the session token is worth nothing afterwards.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let body = models::PerformNativeLogoutBody::new("session token".into());
/// frontend_api::perform_native_logout(public, body).await?;
/// # Ok(()) }
/// ```
pub async fn perform_native_logout(
    configuration: &Configuration,
    perform_native_logout_body: models::PerformNativeLogoutBody,
) -> Result<(), Error<PerformNativeLogoutError>> {
    Call::public(configuration, Method::DELETE, "/self-service/logout/api").body(&perform_native_logout_body).nothing().await
}

/// Gives the address that signs a browser out.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let logout = frontend_api::create_browser_logout_flow(public, Some("cookie header of the browser"), None).await?;
/// println!("{}", logout.logout_url);
/// # Ok(()) }
/// ```
pub async fn create_browser_logout_flow(
    configuration: &Configuration,
    cookie: Option<&str>,
    return_to: Option<&str>,
) -> Result<models::LogoutFlow, Error<CreateBrowserLogoutFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/logout/browser").cookie(cookie).query("return_to", return_to).json().await
}

/// Signs a browser out with the token of [`create_browser_logout_flow`](super::create_browser_logout_flow).
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// frontend_api::update_logout_flow(public, Some("logout token"), None, Some("cookie header of the browser")).await?;
/// # Ok(()) }
/// ```
pub async fn update_logout_flow(
    configuration: &Configuration,
    token: Option<&str>,
    return_to: Option<&str>,
    cookie: Option<&str>,
) -> Result<(), Error<UpdateLogoutFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/logout")
        .query("token", token)
        .query("return_to", return_to)
        .cookie(cookie)
        .once()
        .nothing()
        .await
}
