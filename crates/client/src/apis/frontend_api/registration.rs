//! Registration flows.

use reqwest::Method;

use super::{CreateBrowserRegistrationFlowError, CreateNativeRegistrationFlowError, GetRegistrationFlowError, UpdateRegistrationFlowError};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::Call;
use crate::models;

/// Starts a registration in an app.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_native_registration_flow(public, None, None, None, None).await?;
/// println!("{}", flow.id);
/// # Ok(()) }
/// ```
pub async fn create_native_registration_flow(
    configuration: &Configuration,
    return_session_token_exchange_code: Option<bool>,
    return_to: Option<&str>,
    organization: Option<&str>,
    identity_schema: Option<&str>,
) -> Result<models::RegistrationFlow, Error<CreateNativeRegistrationFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/registration/api")
        .query("return_session_token_exchange_code", return_session_token_exchange_code)
        .query("return_to", return_to)
        .query("organization", organization)
        .query("identity_schema", identity_schema)
        .json()
        .await
}

/// Starts a registration in a browser. Keep the cookies of the answer in the browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_browser_registration_flow(public, None, None, None, None, None).await?;
/// println!("{}", flow.ui.action);
/// # Ok(()) }
/// ```
pub async fn create_browser_registration_flow(
    configuration: &Configuration,
    return_to: Option<&str>,
    login_challenge: Option<&str>,
    after_verification_return_to: Option<&str>,
    organization: Option<&str>,
    identity_schema: Option<&str>,
) -> Result<models::RegistrationFlow, Error<CreateBrowserRegistrationFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/registration/browser")
        .query("return_to", return_to)
        .query("login_challenge", login_challenge)
        .query("after_verification_return_to", after_verification_return_to)
        .query("organization", organization)
        .query("identity_schema", identity_schema)
        .json()
        .await
}

/// Reads a registration flow. Flows of browsers need the `Cookie` header of the browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::get_registration_flow(public, "0190c0de-0000-4000-8000-000000000000", None).await?;
/// println!("{}", flow.expires_at);
/// # Ok(()) }
/// ```
pub async fn get_registration_flow(
    configuration: &Configuration,
    id: &str,
    cookie: Option<&str>,
) -> Result<models::RegistrationFlow, Error<GetRegistrationFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/registration/flows").query("id", Some(id)).cookie(cookie).json().await
}

/// Submits a registration flow. Refused input comes back as `Status400` with the flow and its messages.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// use models::{UpdateRegistrationFlowBody, UpdateRegistrationFlowWithPasswordMethod};
/// let traits = serde_json::json!({"email": "ada@example.org"});
/// let body = UpdateRegistrationFlowWithPasswordMethod::new("password".into(), "correct horse".into(), traits);
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let done = frontend_api::update_registration_flow(public, id, UpdateRegistrationFlowBody::Password(Box::new(body)), None).await?;
/// println!("{}", done.identity.id);
/// # Ok(()) }
/// ```
pub async fn update_registration_flow(
    configuration: &Configuration,
    flow: &str,
    update_registration_flow_body: models::UpdateRegistrationFlowBody,
    cookie: Option<&str>,
) -> Result<models::SuccessfulNativeRegistration, Error<UpdateRegistrationFlowError>> {
    Call::public(configuration, Method::POST, "/self-service/registration")
        .query("flow", Some(flow))
        .body(&update_registration_flow_body)
        .cookie(cookie)
        .json()
        .await
}
