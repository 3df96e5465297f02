//! Recovery codes and links to hand over to a person.

use reqwest::Method;

use super::{CreateRecoveryCodeForIdentityError, CreateRecoveryLinkForIdentityError};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::Call;
use crate::models;

/// Makes a recovery code and the link of the page that takes it. Nothing is mailed.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, identity_api}, models};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let whose = models::CreateRecoveryCodeForIdentityBody::new("0190c0de-0000-4000-8000-000000000000".into());
/// let recovery = identity_api::create_recovery_code_for_identity(admin, Some(whose)).await?;
/// println!("{} at {}", recovery.recovery_code, recovery.recovery_link);
/// # Ok(()) }
/// ```
pub async fn create_recovery_code_for_identity(
    configuration: &Configuration,
    create_recovery_code_for_identity_body: Option<models::CreateRecoveryCodeForIdentityBody>,
) -> Result<models::RecoveryCodeForIdentity, Error<CreateRecoveryCodeForIdentityError>> {
    Call::admin(configuration, Method::POST, "/admin/recovery/code").body(&create_recovery_code_for_identity_body).json().await
}

/// Makes a recovery link. Nothing is mailed. The method `link` must be on; the answer is 404 otherwise.
///
/// ```no_run
/// # use selfsame_client::{apis::{configuration::Configuration, identity_api}, models};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let whose = models::CreateRecoveryLinkForIdentityBody::new("0190c0de-0000-4000-8000-000000000000".into());
/// let recovery = identity_api::create_recovery_link_for_identity(admin, None, Some(whose)).await?;
/// println!("{}", recovery.recovery_link);
/// # Ok(()) }
/// ```
pub async fn create_recovery_link_for_identity(
    configuration: &Configuration,
    return_to: Option<&str>,
    create_recovery_link_for_identity_body: Option<models::CreateRecoveryLinkForIdentityBody>,
) -> Result<models::RecoveryLinkForIdentity, Error<CreateRecoveryLinkForIdentityError>> {
    Call::admin(configuration, Method::POST, "/admin/recovery/link")
        .query("return_to", return_to)
        .body(&create_recovery_link_for_identity_body)
        .json()
        .await
}
