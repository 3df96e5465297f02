//! Health and version.

use reqwest::Method;

use super::Error;
use super::configuration::Configuration;
use super::request::Call;
use super::typed_error::typed_errors;
use crate::models;

typed_errors! {
    GetVersionError of get_version {};
    IsAliveError of is_alive {} else String;
    IsReadyError of is_ready { Status503 = 503 (models::IsReady503Response) } else String;
}

/// The version of the server; on the admin listener.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, metadata_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// println!("{}", metadata_api::get_version(admin).await?.version);
/// # Ok(()) }
/// ```
pub async fn get_version(configuration: &Configuration) -> Result<models::GetVersion200Response, Error<GetVersionError>> {
    Call::public(configuration, Method::GET, "/version").json().await
}

/// Whether the server runs, on either listener. Says nothing about its database.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, metadata_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// assert_eq!(metadata_api::is_alive(public).await?.status, "ok");
/// # Ok(()) }
/// ```
pub async fn is_alive(configuration: &Configuration) -> Result<models::IsAlive200Response, Error<IsAliveError>> {
    Call::public(configuration, Method::GET, "/health/alive").json().await
}

/// Whether the server can do its work, database included; on either listener. Not being ready is an answer, not a
/// reason to try again: the call is sent once.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, metadata_api};
/// # async fn example(public: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// assert_eq!(metadata_api::is_ready(public).await?.status, "ok");
/// # Ok(()) }
/// ```
pub async fn is_ready(configuration: &Configuration) -> Result<models::IsAlive200Response, Error<IsReadyError>> {
    Call::public(configuration, Method::GET, "/health/ready").once().json().await
}
