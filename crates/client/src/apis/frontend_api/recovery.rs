//! Recovery and verification flows, and the errors that browsers are sent to.

use reqwest::Method;

use super::{
    CreateBrowserRecoveryFlowError, CreateBrowserVerificationFlowError, CreateNativeRecoveryFlowError, CreateNativeVerificationFlowError,
    GetFlowErrorError, GetRecoveryFlowError, GetVerificationFlowError, UpdateRecoveryFlowError, UpdateVerificationFlowError,
};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::Call;
use crate::models;

/// Starts a recovery in an app.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_native_recovery_flow(public).await?;
/// println!("{}", flow.id);
/// # Ok(()) }
/// ```
pub async fn create_native_recovery_flow(
    configuration: &Configuration,
) -> Result<models::RecoveryFlow, Error<CreateNativeRecoveryFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/recovery/api").json().await
}

/// Starts a recovery in a browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_browser_recovery_flow(public, None).await?;
/// println!("{}", flow.ui.action);
/// # Ok(()) }
/// ```
pub async fn create_browser_recovery_flow(
    configuration: &Configuration,
    return_to: Option<&str>,
) -> Result<models::RecoveryFlow, Error<CreateBrowserRecoveryFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/recovery/browser").query("return_to", return_to).json().await
}

/// Reads a recovery flow. Flows of browsers need the `Cookie` header of the browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::get_recovery_flow(public, "0190c0de-0000-4000-8000-000000000000", None).await?;
/// println!("{:?}", flow.state);
/// # Ok(()) }
/// ```
pub async fn get_recovery_flow(
    configuration: &Configuration,
    id: &str,
    cookie: Option<&str>,
) -> Result<models::RecoveryFlow, Error<GetRecoveryFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/recovery/flows").query("id", Some(id)).cookie(cookie).json().await
}

/// Submits a recovery flow: first the address, then the code.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// use models::{UpdateRecoveryFlowBody, UpdateRecoveryFlowWithCodeMethod, update_recovery_flow_with_code_method::MethodEnum};
/// let mut body = UpdateRecoveryFlowWithCodeMethod::new(MethodEnum::Code);
/// body.email = Some("ada@example.org".into());
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let flow = frontend_api::update_recovery_flow(public, id, UpdateRecoveryFlowBody::Code(Box::new(body)), None, None).await?;
/// println!("{:?}", flow.state);
/// # Ok(()) }
/// ```
pub async fn update_recovery_flow(
    configuration: &Configuration,
    flow: &str,
    update_recovery_flow_body: models::UpdateRecoveryFlowBody,
    token: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::RecoveryFlow, Error<UpdateRecoveryFlowError>> {
    Call::public(configuration, Method::POST, "/self-service/recovery")
        .query("flow", Some(flow))
        .body(&update_recovery_flow_body)
        .query("token", token)
        .cookie(cookie)
        .json()
        .await
}

/// Starts a verification in an app.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_native_verification_flow(public, None).await?;
/// println!("{}", flow.id);
/// # Ok(()) }
/// ```
pub async fn create_native_verification_flow(
    configuration: &Configuration,
    return_to: Option<&str>,
) -> Result<models::VerificationFlow, Error<CreateNativeVerificationFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/verification/api").query("return_to", return_to).json().await
}

/// Starts a verification in a browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_browser_verification_flow(public, None).await?;
/// println!("{}", flow.ui.action);
/// # Ok(()) }
/// ```
pub async fn create_browser_verification_flow(
    configuration: &Configuration,
    return_to: Option<&str>,
) -> Result<models::VerificationFlow, Error<CreateBrowserVerificationFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/verification/browser").query("return_to", return_to).json().await
}

/// Reads a verification flow. Flows of browsers need the `Cookie` header of the browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::get_verification_flow(public, "0190c0de-0000-4000-8000-000000000000", None).await?;
/// println!("{:?}", flow.state);
/// # Ok(()) }
/// ```
pub async fn get_verification_flow(
    configuration: &Configuration,
    id: &str,
    cookie: Option<&str>,
) -> Result<models::VerificationFlow, Error<GetVerificationFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/verification/flows").query("id", Some(id)).cookie(cookie).json().await
}

/// Submits a verification flow: first the address, then the code.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// use models::{UpdateVerificationFlowBody, UpdateVerificationFlowWithCodeMethod, update_verification_flow_with_code_method::MethodEnum};
/// let mut body = UpdateVerificationFlowWithCodeMethod::new(MethodEnum::Code);
/// body.code = Some("123456".into());
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let flow = frontend_api::update_verification_flow(public, id, UpdateVerificationFlowBody::Code(Box::new(body)), None, None).await?;
/// println!("{:?}", flow.state);
/// # Ok(()) }
/// ```
pub async fn update_verification_flow(
    configuration: &Configuration,
    flow: &str,
    update_verification_flow_body: models::UpdateVerificationFlowBody,
    token: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::VerificationFlow, Error<UpdateVerificationFlowError>> {
    Call::public(configuration, Method::POST, "/self-service/verification")
        .query("flow", Some(flow))
        .body(&update_verification_flow_body)
        .query("token", token)
        .cookie(cookie)
        .json()
        .await
}

/// Reads the error that a browser was sent to the error page with.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let error = frontend_api::get_flow_error(public, "0190c0de-0000-4000-8000-000000000000").await?;
/// println!("{:?}", error.error);
/// # Ok(()) }
/// ```
pub async fn get_flow_error(configuration: &Configuration, id: &str) -> Result<models::FlowError, Error<GetFlowErrorError>> {
    Call::public(configuration, Method::GET, "/self-service/errors").query("id", Some(id)).json().await
}
