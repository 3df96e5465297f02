//! Sign-in flows.

use reqwest::Method;

use super::{
    CreateBrowserLoginFlowError, CreateFedcmFlowError, CreateNativeLoginFlowError, ExchangeSessionTokenError, GetLoginFlowError,
    GetWebAuthnJavaScriptError, UpdateFedcmFlowError, UpdateLoginFlowError,
};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::Call;
use crate::models;

/// Starts a sign-in of an app. With a session token, `refresh` and `aal` ask for a fresh or a stronger proof.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_native_login_flow(public, None, None, None, None, None, None, None, None).await?;
/// for node in &flow.ui.nodes {
///     println!("{:?}", node.attributes);
/// }
/// # Ok(()) }
/// ```
pub async fn create_native_login_flow(
    configuration: &Configuration,
    refresh: Option<bool>,
    aal: Option<&str>,
    x_session_token: Option<&str>,
    return_session_token_exchange_code: Option<bool>,
    return_to: Option<&str>,
    organization: Option<&str>,
    via: Option<&str>,
    identity_schema: Option<&str>,
) -> Result<models::LoginFlow, Error<CreateNativeLoginFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/login/api")
        .query("refresh", refresh)
        .query("aal", aal)
        .session_token(x_session_token)
        .query("return_session_token_exchange_code", return_session_token_exchange_code)
        .query("return_to", return_to)
        .query("organization", organization)
        .query("via", via)
        .query("identity_schema", identity_schema)
        .json()
        .await
}

/// Starts a sign-in of a browser, for a server that draws the page itself. Keep the cookies of the answer in the browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_browser_login_flow(public, None, None, Some("/home"), None, None, None, None, None).await?;
/// println!("{}", flow.ui.action);
/// # Ok(()) }
/// ```
pub async fn create_browser_login_flow(
    configuration: &Configuration,
    refresh: Option<bool>,
    aal: Option<&str>,
    return_to: Option<&str>,
    cookie: Option<&str>,
    login_challenge: Option<&str>,
    organization: Option<&str>,
    via: Option<&str>,
    identity_schema: Option<&str>,
) -> Result<models::LoginFlow, Error<CreateBrowserLoginFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/login/browser")
        .query("refresh", refresh)
        .query("aal", aal)
        .query("return_to", return_to)
        .cookie(cookie)
        .query("login_challenge", login_challenge)
        .query("organization", organization)
        .query("via", via)
        .query("identity_schema", identity_schema)
        .json()
        .await
}

/// Reads a sign-in flow. Flows of browsers need the `Cookie` header of the browser.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::get_login_flow(public, "0190c0de-0000-4000-8000-000000000000", None).await?;
/// println!("{}", flow.expires_at);
/// # Ok(()) }
/// ```
pub async fn get_login_flow(
    configuration: &Configuration,
    id: &str,
    cookie: Option<&str>,
) -> Result<models::LoginFlow, Error<GetLoginFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/login/flows").query("id", Some(id)).cookie(cookie).json().await
}

/// Submits a sign-in flow. Refused input comes back as `Status400` with the flow and its messages.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// use models::{UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod};
/// let proof = UpdateLoginFlowWithPasswordMethod::new("ada@example.org".into(), "password".into(), "correct horse".into());
/// let id = "0190c0de-0000-4000-8000-000000000000";
/// let login = frontend_api::update_login_flow(public, id, UpdateLoginFlowBody::Password(Box::new(proof)), None, None).await?;
/// println!("signed in until {:?}", login.session.expires_at);
/// # Ok(()) }
/// ```
pub async fn update_login_flow(
    configuration: &Configuration,
    flow: &str,
    update_login_flow_body: models::UpdateLoginFlowBody,
    x_session_token: Option<&str>,
    cookie: Option<&str>,
) -> Result<models::SuccessfulNativeLogin, Error<UpdateLoginFlowError>> {
    Call::public(configuration, Method::POST, "/self-service/login")
        .query("flow", Some(flow))
        .body(&update_login_flow_body)
        .session_token(x_session_token)
        .cookie(cookie)
        .json()
        .await
}

/// Fetches what the browser needs for a sign-in by FedCM.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let flow = frontend_api::create_fedcm_flow(public).await?;
/// println!("{} providers", flow.providers.unwrap_or_default().len());
/// # Ok(()) }
/// ```
pub async fn create_fedcm_flow(configuration: &Configuration) -> Result<models::CreateFedcmFlowResponse, Error<CreateFedcmFlowError>> {
    Call::public(configuration, Method::GET, "/self-service/fed-cm/parameters").json().await
}

/// Submits the token of a sign-in by FedCM.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, frontend_api}, models};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let body = models::UpdateFedcmFlowBody::new("csrf".into(), "token".into());
/// let login = frontend_api::update_fedcm_flow(public, body).await?;
/// println!("{}", login.session.id);
/// # Ok(()) }
/// ```
pub async fn update_fedcm_flow(
    configuration: &Configuration,
    update_fedcm_flow_body: models::UpdateFedcmFlowBody,
) -> Result<models::SuccessfulNativeLogin, Error<UpdateFedcmFlowError>> {
    Call::public(configuration, Method::POST, "/self-service/fed-cm/token").body(&update_fedcm_flow_body).json().await
}

/// Trades the two halves of an exchange code for the session token: the one from the flow, the other from the return address. Works once.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let login = frontend_api::exchange_session_token(public, "init", "return").await?;
/// println!("{}", login.session.id);
/// # Ok(()) }
/// ```
pub async fn exchange_session_token(
    configuration: &Configuration,
    init_code: &str,
    return_to_code: &str,
) -> Result<models::SuccessfulNativeLogin, Error<ExchangeSessionTokenError>> {
    Call::public(configuration, Method::GET, "/sessions/token-exchange")
        .query("init_code", Some(init_code))
        .query("return_to_code", Some(return_to_code))
        .once()
        .json()
        .await
}

/// Fetches the script that pages with security keys and passkeys load.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, frontend_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let script = frontend_api::get_web_authn_java_script(public).await?;
/// println!("{} bytes", script.len());
/// # Ok(()) }
/// ```
pub async fn get_web_authn_java_script(configuration: &Configuration) -> Result<String, Error<GetWebAuthnJavaScriptError>> {
    Call::public(configuration, Method::GET, "/.well-known/ory/webauthn.js").text().await
}
