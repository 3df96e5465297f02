//! The same functions without async, with the feature `blocking`.
//!
//! Calls run on one thread of the crate's own, shared by all callers. They must not be made from async code: they would
//! stop its thread, and panic to say so.
//!
//! ```no_run
//! use selfsame_client::apis::{configuration::Configuration, identity_api::ListIdentities};
//! use selfsame_client::blocking::identity_api;
//!
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let admin = Configuration { base_path: "http://127.0.0.1:4434".into(), ..Default::default() };
//! let identity = identity_api::get_identity(&admin, "0190c0de-0000-4000-8000-000000000000", None)?;
//! println!("{:?}", identity.traits);
//! for identity in identity_api::list_identities_iter(&admin, ListIdentities::default()) {
//!     println!("{}", identity?.id);
//! }
//! # Ok(()) }
//! ```
#![expect(clippy::too_many_arguments, reason = "functions take and give what the async ones do")]
#![expect(clippy::elidable_lifetime_names, reason = "the macro names the one that some parameters share")]

mod runtime;

pub use runtime::Iter;

/// `name(parameters) -> Answer | Error;` becomes a function that waits for the async one of that name.
macro_rules! blocking {
    ($api:ident: $($name:ident($($parameter:ident: $type:ty),*) -> $answer:ty | $error:ident;)*) => {$(
        #[doc = concat!("[`", stringify!($name), "`](crate::apis::", stringify!($api), "::", stringify!($name), "), waited for.")]
        pub fn $name(configuration: &Configuration $(, $parameter: $type)*) -> Result<$answer, Error<api::$error>> {
            runtime::wait(api::$name(configuration $(, $parameter)*))
        }
    )*};
}

/// `name(parameters) -> Row | Error = stream;` becomes an iterator over that stream.
macro_rules! iterators {
    ($api:ident: $($name:ident($($parameter:ident: $type:ty),*) -> $row:ty | $error:ident = $stream:ident;)*) => {$(
        #[doc = concat!("[`", stringify!($stream), "`](crate::apis::", stringify!($api), "::", stringify!($stream), ") as an iterator.")]
        pub fn $name<'c>(configuration: &'c Configuration $(, $parameter: $type)*) -> Iter<'c, $row, api::$error> {
            Iter::over(api::$stream(configuration $(, $parameter)*))
        }
    )*};
}

/// Blocking [`identity_api`](crate::apis::identity_api).
pub mod identity_api {
    use super::Iter;
    use super::runtime;
    use crate::apis::configuration::Configuration;
    use crate::apis::identity_api::{ListIdentities, ListSessions};
    use crate::apis::{Error, Page, identity_api as api};
    use crate::models;

    blocking! {
        identity_api:
        batch_patch_identities(
            patch_identities_body: Option<models::PatchIdentitiesBody>
        ) -> models::BatchPatchIdentitiesResponse | BatchPatchIdentitiesError;
        create_identity(create_identity_body: Option<models::CreateIdentityBody>) -> models::Identity | CreateIdentityError;
        get_identity(id: &str, include_credential: Option<Vec<String>>) -> models::Identity | GetIdentityError;
        get_identity_by_external_id(
            external_id: &str, include_credential: Option<Vec<String>>
        ) -> models::Identity | GetIdentityByExternalIdError;
        patch_identity(id: &str, json_patch: Option<Vec<models::JsonPatch>>) -> models::Identity | PatchIdentityError;
        update_identity(id: &str, update_identity_body: Option<models::UpdateIdentityBody>) -> models::Identity | UpdateIdentityError;
        delete_identity(id: &str) -> () | DeleteIdentityError;
        delete_identity_credentials(id: &str, r#type: &str, identifier: Option<&str>) -> () | DeleteIdentityCredentialsError;
        list_identities(
            per_page: Option<i64>, page: Option<i64>, page_size: Option<i64>, page_token: Option<&str>, consistency: Option<&str>,
            ids: Option<Vec<String>>, credentials_identifier: Option<&str>, preview_credentials_identifier_similar: Option<&str>,
            include_credential: Option<Vec<String>>, organization_id: Option<&str>
        ) -> Vec<models::Identity> | ListIdentitiesError;
        list_identities_page(which: &ListIdentities) -> Page<models::Identity> | ListIdentitiesError;
        list_sessions(
            page_size: Option<i64>, page_token: Option<&str>, active: Option<bool>, expand: Option<Vec<String>>
        ) -> Vec<models::Session> | ListSessionsError;
        list_sessions_page(which: &ListSessions) -> Page<models::Session> | ListSessionsError;
        list_identity_sessions(
            id: &str, per_page: Option<i64>, page: Option<i64>, page_size: Option<i64>, page_token: Option<&str>, active: Option<bool>
        ) -> Vec<models::Session> | ListIdentitySessionsError;
        list_identity_sessions_page(id: &str, which: &ListSessions) -> Page<models::Session> | ListIdentitySessionsError;
        create_recovery_code_for_identity(
            create_recovery_code_for_identity_body: Option<models::CreateRecoveryCodeForIdentityBody>
        ) -> models::RecoveryCodeForIdentity | CreateRecoveryCodeForIdentityError;
        create_recovery_link_for_identity(
            return_to: Option<&str>, create_recovery_link_for_identity_body: Option<models::CreateRecoveryLinkForIdentityBody>
        ) -> models::RecoveryLinkForIdentity | CreateRecoveryLinkForIdentityError;
        get_identity_schema(id: &str) -> serde_json::Value | GetIdentitySchemaError;
        list_identity_schemas(
            per_page: Option<i64>, page: Option<i64>, page_size: Option<i64>, page_token: Option<&str>
        ) -> Vec<models::IdentitySchemaContainer> | ListIdentitySchemasError;
        list_identity_schemas_page(
            page_size: Option<i64>, page_token: Option<&str>
        ) -> Page<models::IdentitySchemaContainer> | ListIdentitySchemasError;
        get_session(id: &str, expand: Option<Vec<String>>) -> models::Session | GetSessionError;
        extend_session(id: &str) -> models::Session | ExtendSessionError;
        disable_session(id: &str) -> () | DisableSessionError;
        delete_identity_sessions(id: &str) -> () | DeleteIdentitySessionsError;
    }

    iterators! {
        identity_api:
        list_identities_iter(which: ListIdentities) -> models::Identity | ListIdentitiesError = list_identities_stream;
        list_sessions_iter(which: ListSessions) -> models::Session | ListSessionsError = list_sessions_stream;
        list_identity_sessions_iter(
            id: &'c str, which: ListSessions
        ) -> models::Session | ListIdentitySessionsError = list_identity_sessions_stream;
        list_identity_schemas_iter(
            page_size: Option<i64>
        ) -> models::IdentitySchemaContainer | ListIdentitySchemasError = list_identity_schemas_stream;
    }
}

/// Blocking [`frontend_api`](crate::apis::frontend_api).
pub mod frontend_api {
    use super::runtime;
    use crate::apis::configuration::Configuration;
    use crate::apis::{Error, frontend_api as api};
    use crate::models;

    blocking! {
        frontend_api:
        create_native_login_flow(
            refresh: Option<bool>, aal: Option<&str>, x_session_token: Option<&str>, return_session_token_exchange_code: Option<bool>,
            return_to: Option<&str>, organization: Option<&str>, via: Option<&str>, identity_schema: Option<&str>
        ) -> models::LoginFlow | CreateNativeLoginFlowError;
        create_browser_login_flow(
            refresh: Option<bool>, aal: Option<&str>, return_to: Option<&str>, cookie: Option<&str>, login_challenge: Option<&str>,
            organization: Option<&str>, via: Option<&str>, identity_schema: Option<&str>
        ) -> models::LoginFlow | CreateBrowserLoginFlowError;
        get_login_flow(id: &str, cookie: Option<&str>) -> models::LoginFlow | GetLoginFlowError;
        update_login_flow(
            flow: &str, update_login_flow_body: models::UpdateLoginFlowBody, x_session_token: Option<&str>, cookie: Option<&str>
        ) -> models::SuccessfulNativeLogin | UpdateLoginFlowError;
        create_fedcm_flow() -> models::CreateFedcmFlowResponse | CreateFedcmFlowError;
        update_fedcm_flow(update_fedcm_flow_body: models::UpdateFedcmFlowBody) -> models::SuccessfulNativeLogin | UpdateFedcmFlowError;
        exchange_session_token(init_code: &str, return_to_code: &str) -> models::SuccessfulNativeLogin | ExchangeSessionTokenError;
        get_web_authn_java_script() -> String | GetWebAuthnJavaScriptError;
        create_native_recovery_flow() -> models::RecoveryFlow | CreateNativeRecoveryFlowError;
        create_browser_recovery_flow(return_to: Option<&str>) -> models::RecoveryFlow | CreateBrowserRecoveryFlowError;
        get_recovery_flow(id: &str, cookie: Option<&str>) -> models::RecoveryFlow | GetRecoveryFlowError;
        update_recovery_flow(
            flow: &str, update_recovery_flow_body: models::UpdateRecoveryFlowBody, token: Option<&str>, cookie: Option<&str>
        ) -> models::RecoveryFlow | UpdateRecoveryFlowError;
        create_native_verification_flow(return_to: Option<&str>) -> models::VerificationFlow | CreateNativeVerificationFlowError;
        create_browser_verification_flow(return_to: Option<&str>) -> models::VerificationFlow | CreateBrowserVerificationFlowError;
        get_verification_flow(id: &str, cookie: Option<&str>) -> models::VerificationFlow | GetVerificationFlowError;
        update_verification_flow(
            flow: &str, update_verification_flow_body: models::UpdateVerificationFlowBody, token: Option<&str>, cookie: Option<&str>
        ) -> models::VerificationFlow | UpdateVerificationFlowError;
        get_flow_error(id: &str) -> models::FlowError | GetFlowErrorError;
        create_native_registration_flow(
            return_session_token_exchange_code: Option<bool>, return_to: Option<&str>, organization: Option<&str>,
            identity_schema: Option<&str>
        ) -> models::RegistrationFlow | CreateNativeRegistrationFlowError;
        create_browser_registration_flow(
            return_to: Option<&str>, login_challenge: Option<&str>, after_verification_return_to: Option<&str>,
            organization: Option<&str>, identity_schema: Option<&str>
        ) -> models::RegistrationFlow | CreateBrowserRegistrationFlowError;
        get_registration_flow(id: &str, cookie: Option<&str>) -> models::RegistrationFlow | GetRegistrationFlowError;
        update_registration_flow(
            flow: &str, update_registration_flow_body: models::UpdateRegistrationFlowBody, cookie: Option<&str>
        ) -> models::SuccessfulNativeRegistration | UpdateRegistrationFlowError;
        to_session(x_session_token: Option<&str>, cookie: Option<&str>, tokenize_as: Option<&str>) -> models::Session | ToSessionError;
        list_my_sessions(
            per_page: Option<i64>, page: Option<i64>, page_size: Option<i64>, page_token: Option<&str>, x_session_token: Option<&str>,
            cookie: Option<&str>
        ) -> Vec<models::Session> | ListMySessionsError;
        disable_my_session(id: &str, x_session_token: Option<&str>, cookie: Option<&str>) -> () | DisableMySessionError;
        disable_my_other_sessions(
            x_session_token: Option<&str>, cookie: Option<&str>
        ) -> models::DeleteMySessionsCount | DisableMyOtherSessionsError;
        perform_native_logout(perform_native_logout_body: models::PerformNativeLogoutBody) -> () | PerformNativeLogoutError;
        create_browser_logout_flow(cookie: Option<&str>, return_to: Option<&str>) -> models::LogoutFlow | CreateBrowserLogoutFlowError;
        update_logout_flow(token: Option<&str>, return_to: Option<&str>, cookie: Option<&str>) -> () | UpdateLogoutFlowError;
        create_native_settings_flow(x_session_token: Option<&str>) -> models::SettingsFlow | CreateNativeSettingsFlowError;
        create_browser_settings_flow(
            return_to: Option<&str>, cookie: Option<&str>
        ) -> models::SettingsFlow | CreateBrowserSettingsFlowError;
        get_settings_flow(id: &str, x_session_token: Option<&str>, cookie: Option<&str>) -> models::SettingsFlow | GetSettingsFlowError;
        update_settings_flow(
            flow: &str, update_settings_flow_body: models::UpdateSettingsFlowBody, x_session_token: Option<&str>, cookie: Option<&str>
        ) -> models::SettingsFlow | UpdateSettingsFlowError;
    }
}

/// Blocking [`courier_api`](crate::apis::courier_api).
pub mod courier_api {
    use super::Iter;
    use super::runtime;
    use crate::apis::configuration::Configuration;
    use crate::apis::courier_api::ListCourierMessages;
    use crate::apis::{Error, Page, courier_api as api};
    use crate::models;

    blocking! {
        courier_api:
        get_courier_message(id: &str) -> models::Message | GetCourierMessageError;
        list_courier_messages(
            page_size: Option<i64>, page_token: Option<&str>, status: Option<models::CourierMessageStatus>, recipient: Option<&str>
        ) -> Vec<models::Message> | ListCourierMessagesError;
        list_courier_messages_page(which: &ListCourierMessages) -> Page<models::Message> | ListCourierMessagesError;
    }

    iterators! {
        courier_api:
        list_courier_messages_iter(which: ListCourierMessages) -> models::Message | ListCourierMessagesError = list_courier_messages_stream;
    }
}

/// Blocking [`metadata_api`](crate::apis::metadata_api).
pub mod metadata_api {
    use super::runtime;
    use crate::apis::configuration::Configuration;
    use crate::apis::{Error, metadata_api as api};
    use crate::models;

    blocking! {
        metadata_api:
        get_version() -> models::GetVersion200Response | GetVersionError;
        is_alive() -> models::IsAlive200Response | IsAliveError;
        is_ready() -> models::IsAlive200Response | IsReadyError;
    }
}
