//! One session at a time, and all sessions of an identity.

use reqwest::{Method, StatusCode};

use super::{DeleteIdentitySessionsError, DisableSessionError, ExtendSessionError, GetSessionError};
use crate::apis::Error;
use crate::apis::configuration::Configuration;
use crate::apis::request::{Call, segment};
use crate::models;

/// Reads one session; `expand` adds `identity` and `devices`.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let session = identity_api::get_session(admin, "0190c0de-0000-4000-8000-000000000000", Some(vec!["identity".into()])).await?;
/// println!("{:?}", session.expires_at);
/// # Ok(()) }
/// ```
pub async fn get_session(
    configuration: &Configuration,
    id: &str,
    expand: Option<Vec<String>>,
) -> Result<models::Session, Error<GetSessionError>> {
    Call::admin(configuration, Method::GET, session_path(id)).query_all("expand", expand.as_deref()).json().await
}

/// Moves the end of a session to a full lifespan from now and answers with the session.
///
/// A server set to `faster_session_extend` answers without a body (204); the session is then read by a second call.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let session = identity_api::extend_session(admin, "0190c0de-0000-4000-8000-000000000000").await?;
/// println!("{:?}", session.expires_at);
/// # Ok(()) }
/// ```
pub async fn extend_session(configuration: &Configuration, id: &str) -> Result<models::Session, Error<ExtendSessionError>> {
    let call = Call::admin(configuration, Method::PATCH, format!("{}/extend", session_path(id))).repeatable();
    let answer = call.send().await?.accepted()?;
    if answer.status != StatusCode::NO_CONTENT {
        return answer.json();
    }
    Call::admin(configuration, Method::GET, session_path(id)).query("expand", Some("identity")).json().await
}

/// Ends a session but keeps it on record. Ending it twice is no error.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// identity_api::disable_session(admin, "0190c0de-0000-4000-8000-000000000000").await?;
/// # Ok(()) }
/// ```
pub async fn disable_session(configuration: &Configuration, id: &str) -> Result<(), Error<DisableSessionError>> {
    Call::admin(configuration, Method::DELETE, session_path(id)).nothing().await
}

/// Deletes all sessions of an identity; 404 if it has none.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, identity_api};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// identity_api::delete_identity_sessions(admin, "0190c0de-0000-4000-8000-000000000000").await?;
/// # Ok(()) }
/// ```
pub async fn delete_identity_sessions(configuration: &Configuration, id: &str) -> Result<(), Error<DeleteIdentitySessionsError>> {
    Call::admin(configuration, Method::DELETE, format!("/admin/identities/{}/sessions", segment(id))).nothing().await
}

fn session_path(id: &str) -> String {
    format!("/admin/sessions/{}", segment(id))
}
