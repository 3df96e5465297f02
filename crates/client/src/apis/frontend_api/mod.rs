//! Self-service of people, on the public listener: sign-in, registration, settings, recovery, verification, sessions.
//!
//! Functions named `…native…` are for apps and use session tokens; `…browser…` are for servers that draw pages and pass
//! on the browser's `Cookie` header. The configuration's credentials are not sent here.

mod login;
mod recovery;
mod registration;
mod sessions;
mod settings;

pub use login::*;
pub use recovery::*;
pub use registration::*;
pub use sessions::*;
pub use settings::*;

use super::typed_error::typed_errors;
use crate::models::{
    ErrorBrowserLocationChangeRequired, ErrorGeneric, LoginFlow, RecoveryFlow, RegistrationFlow, SettingsFlow, VerificationFlow,
};

typed_errors! {
    CreateBrowserLoginFlowError of create_browser_login_flow { Status400 = 400 } else ErrorGeneric;
    CreateBrowserLogoutFlowError of create_browser_logout_flow { Status400 = 400, Status401 = 401, Status500 = 500 };
    CreateBrowserRecoveryFlowError of create_browser_recovery_flow { Status400 = 400 } else ErrorGeneric;
    CreateBrowserRegistrationFlowError of create_browser_registration_flow {} else ErrorGeneric;
    CreateBrowserSettingsFlowError of create_browser_settings_flow { Status400 = 400, Status401 = 401, Status403 = 403 } else ErrorGeneric;
    CreateBrowserVerificationFlowError of create_browser_verification_flow {} else ErrorGeneric;
    CreateFedcmFlowError of create_fedcm_flow { Status400 = 400 } else ErrorGeneric;
    CreateNativeLoginFlowError of create_native_login_flow { Status400 = 400 } else ErrorGeneric;
    CreateNativeRecoveryFlowError of create_native_recovery_flow { Status400 = 400 } else ErrorGeneric;
    CreateNativeRegistrationFlowError of create_native_registration_flow { Status400 = 400 } else ErrorGeneric;
    CreateNativeSettingsFlowError of create_native_settings_flow { Status400 = 400 } else ErrorGeneric;
    CreateNativeVerificationFlowError of create_native_verification_flow { Status400 = 400 } else ErrorGeneric;
    DisableMyOtherSessionsError of disable_my_other_sessions { Status400 = 400, Status401 = 401 } else ErrorGeneric;
    DisableMySessionError of disable_my_session { Status400 = 400, Status401 = 401 } else ErrorGeneric;
    ExchangeSessionTokenError of exchange_session_token { Status403 = 403, Status404 = 404, Status410 = 410 } else ErrorGeneric;
    GetFlowErrorError of get_flow_error { Status403 = 403, Status404 = 404, Status500 = 500 };
    GetLoginFlowError of get_login_flow { Status403 = 403, Status404 = 404, Status410 = 410 } else ErrorGeneric;
    GetRecoveryFlowError of get_recovery_flow { Status404 = 404, Status410 = 410 } else ErrorGeneric;
    GetRegistrationFlowError of get_registration_flow { Status403 = 403, Status404 = 404, Status410 = 410 } else ErrorGeneric;
    GetSettingsFlowError of get_settings_flow { Status401 = 401, Status403 = 403, Status404 = 404, Status410 = 410 } else ErrorGeneric;
    GetVerificationFlowError of get_verification_flow { Status403 = 403, Status404 = 404 } else ErrorGeneric;
    GetWebAuthnJavaScriptError of get_web_authn_java_script {};
    ListMySessionsError of list_my_sessions { Status400 = 400, Status401 = 401 } else ErrorGeneric;
    PerformNativeLogoutError of perform_native_logout { Status400 = 400 } else ErrorGeneric;
    ToSessionError of to_session { Status401 = 401, Status403 = 403 } else ErrorGeneric;
    UpdateFedcmFlowError of update_fedcm_flow {
        Status400 = 400 (LoginFlow), Status410 = 410, Status422 = 422 (ErrorBrowserLocationChangeRequired)
    } else ErrorGeneric;
    UpdateLoginFlowError of update_login_flow {
        Status400 = 400 (LoginFlow), Status410 = 410, Status422 = 422 (ErrorBrowserLocationChangeRequired)
    } else ErrorGeneric;
    UpdateLogoutFlowError of update_logout_flow {} else ErrorGeneric;
    UpdateRecoveryFlowError of update_recovery_flow {
        Status400 = 400 (RecoveryFlow), Status410 = 410, Status422 = 422 (ErrorBrowserLocationChangeRequired)
    } else ErrorGeneric;
    UpdateRegistrationFlowError of update_registration_flow {
        Status400 = 400 (RegistrationFlow), Status410 = 410, Status422 = 422 (ErrorBrowserLocationChangeRequired)
    } else ErrorGeneric;
    UpdateSettingsFlowError of update_settings_flow {
        Status400 = 400 (SettingsFlow), Status401 = 401, Status403 = 403, Status410 = 410, Status422 = 422 (ErrorBrowserLocationChangeRequired)
    } else ErrorGeneric;
    UpdateVerificationFlowError of update_verification_flow { Status400 = 400 (VerificationFlow), Status410 = 410 } else ErrorGeneric;
}
