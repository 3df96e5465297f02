//! What a flow asks its client to do next.

use super::shape::{model, tagged};

tagged! {
    continue_with:
    /// What a client should do next.
    pub enum ContinueWith by "action" {
        ShowVerificationUi(ContinueWithVerificationUi) = "show_verification_ui",
        SetOrySessionToken(ContinueWithSetOrySessionToken) = "set_ory_session_token",
        ShowSettingsUi(ContinueWithSettingsUi) = "show_settings_ui",
        ShowRecoveryUi(ContinueWithRecoveryUi) = "show_recovery_ui",
        RedirectBrowserTo(ContinueWithRedirectBrowserTo) = "redirect_browser_to",
    }
}

model! {
    continue_with_set_ory_session_token:
    /// Keep this session token.
    pub struct ContinueWithSetOrySessionToken {
        required {
            action: continue_with_set_ory_session_token::ActionEnum => "Always the one value.",
            ory_session_token: String => "Token of the new session.",
        }
    }
    /// The action.
    pub enum ActionEnum { SetOrySessionToken = "set_ory_session_token" }
}

model! {
    continue_with_verification_ui:
    /// Go on with a verification flow.
    pub struct ContinueWithVerificationUi {
        required {
            action: continue_with_verification_ui::ActionEnum => "Always the one value.",
            flow: ContinueWithVerificationUiFlow as Box => "The flow to continue with.",
        }
    }
    /// The action.
    pub enum ActionEnum { ShowVerificationUi = "show_verification_ui" }
}

model! {
    continue_with_verification_ui_flow:
    /// The verification flow to go on with.
    pub struct ContinueWithVerificationUiFlow {
        required {
            id: String => "Its id.",
            verifiable_address: String => "Address to verify.",
        }
        optional {
            url: String => "Where a browser continues it.",
        }
    }
}

model! {
    continue_with_settings_ui:
    /// Go on with a settings flow.
    pub struct ContinueWithSettingsUi {
        required {
            action: continue_with_settings_ui::ActionEnum => "Always the one value.",
            flow: ContinueWithSettingsUiFlow as Box => "The flow to continue with.",
        }
    }
    /// The action.
    pub enum ActionEnum { ShowSettingsUi = "show_settings_ui" }
}

model! {
    continue_with_settings_ui_flow:
    /// The settings flow to go on with.
    pub struct ContinueWithSettingsUiFlow {
        required {
            id: String => "Its id.",
        }
        optional {
            url: String => "Where a browser continues it.",
        }
    }
}

model! {
    continue_with_recovery_ui:
    /// Go on with a recovery flow.
    pub struct ContinueWithRecoveryUi {
        required {
            action: continue_with_recovery_ui::ActionEnum => "Always the one value.",
            flow: ContinueWithRecoveryUiFlow as Box => "The flow to continue with.",
        }
    }
    /// The action.
    pub enum ActionEnum { ShowRecoveryUi = "show_recovery_ui" }
}

model! {
    continue_with_recovery_ui_flow:
    /// The recovery flow to go on with.
    pub struct ContinueWithRecoveryUiFlow {
        required {
            id: String => "Its id.",
        }
        optional {
            url: String => "Where a browser continues it.",
        }
    }
}

model! {
    continue_with_redirect_browser_to:
    /// Send the browser elsewhere.
    pub struct ContinueWithRedirectBrowserTo {
        required {
            action: continue_with_redirect_browser_to::ActionEnum => "Always the one value.",
            redirect_browser_to: String => "Where the browser should go.",
        }
    }
    /// The action.
    pub enum ActionEnum { RedirectBrowserTo = "redirect_browser_to" }
}
