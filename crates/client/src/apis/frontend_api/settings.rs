//! Settings flows: a signed-in person changes profile and credentials.

use reqwest::Method;

use super::{CreateBrowserSettingsFlowError, CreateNativeSettingsFlowError, GetSettingsFlowError, UpdateSettingsFlowError};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::Call;
use crate::models;

/// Starts a change of settings in an app.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_native_settings_flow(public, Some("session token")).await?;
/// println!("{:?}", flow.identity.traits);
/// # Ok(()) }
/// ```
pub async fn create_native_settings_flow(
    configuration: &Configuration,
    x_session_token: Option<&str>,
) -> Result<models::SettingsFlow, Error<CreateNativeSettingsFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/settings/api").session_token(x_session_token).json().await
}

/// Starts a change of settings in a browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_browser_settings_flow(public, None, Some("cookie header of the browser")).await?;
/// println!("{}", flow.ui.action);
/// # Ok(()) }
/// ```
pub async fn create_browser_settings_flow(
    configuration: &Configuration,
    return_to: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::SettingsFlow, Error<CreateBrowserSettingsFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/settings/browser").query("return_to", return_to).cookie(cookie).json().await
}

/// Reads a settings flow, with the session it belongs to.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::get_settings_flow(public, "0190c0de-0000-4000-8000-000000000000", Some("session token"), None).await?;
/// println!("{}", flow.expires_at);
/// # Ok(()) }
/// ```
pub async fn get_settings_flow(
    configuration: &Configuration,
    id: &str,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::SettingsFlow, Error<GetSettingsFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/settings/flows")
        .query("id", Some(id))
        .session_token(x_session_token)
        .cookie(cookie)
        .json()
        .await
}

/// Submits a settings flow. A session that is too old is refused with 403: sign in again, then submit again.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// use models::{UpdateSettingsFlowBody, UpdateSettingsFlowWithPasswordMethod};
/// let body = UpdateSettingsFlowWithPasswordMethod::new("password".into(), "better horse".into());
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let body = UpdateSettingsFlowBody::Password(Box::new(body));
/// let flow = frontend_api::update_settings_flow(public, id, body, Some("session token"), None).await?;
/// println!("{:?}", flow.state);
/// # Ok(()) }
/// ```
pub async fn update_settings_flow(
    configuration: &Configuration,
    flow: &str,
    update_settings_flow_body: models::UpdateSettingsFlowBody,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::SettingsFlow, Error<UpdateSettingsFlowError>> {
    Call::public(configuration, Method::POST, "/self-service/settings")
        .query("flow", Some(flow))
        .body(&update_settings_flow_body)
        .session_token(x_session_token)
        .cookie(cookie)
        .json()
        .await
}
