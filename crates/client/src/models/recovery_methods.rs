//! Submissions of recovery and verification flows.

use serde_json::Value;

use super::shape::{model, tagged};

tagged! {
    update_recovery_flow_body:
    /// Submission of a recovery flow, by method.
    pub enum UpdateRecoveryFlowBody by "method" {
        Link(UpdateRecoveryFlowWithLinkMethod) = "link",
        Code(UpdateRecoveryFlowWithCodeMethod) = "code",
    }
}

model! {
    update_recovery_flow_with_code_method:
    /// Recover with a code.
    pub struct UpdateRecoveryFlowWithCodeMethod {
        required {
            method: update_recovery_flow_with_code_method::MethodEnum => "Name of the method.",
        }
        optional {
            code: String => "Code that the person received.",
            csrf_token: String => "Anti-CSRF token; browsers only.",
            email: String => "Address of the person.",
            recovery_address: String => "Chosen address.",
            recovery_confirm_address: String => "Full address that proves knowledge of the masked one.",
            recovery_select_address: String => "Masked address that was picked.",
            screen: String => "Which screen of the flow to show.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
    /// The methods.
    pub enum MethodEnum { Link = "link", Code = "code" }
}

model! {
    update_recovery_flow_with_link_method:
    /// Recover with a link.
    pub struct UpdateRecoveryFlowWithLinkMethod {
        required {
            email: String => "Address of the person.",
            method: update_recovery_flow_with_link_method::MethodEnum => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
    /// The methods.
    pub enum MethodEnum { Link = "link", Code = "code" }
}

tagged! {
    update_verification_flow_body:
    /// Submission of a verification flow, by method.
    pub enum UpdateVerificationFlowBody by "method" {
        Link(UpdateVerificationFlowWithLinkMethod) = "link",
        Code(UpdateVerificationFlowWithCodeMethod) = "code",
    }
}

model! {
    update_verification_flow_with_code_method:
    /// Verify with a code.
    pub struct UpdateVerificationFlowWithCodeMethod {
        required {
            method: update_verification_flow_with_code_method::MethodEnum => "Name of the method.",
        }
        optional {
            code: String => "Code that the person received.",
            csrf_token: String => "Anti-CSRF token; browsers only.",
            email: String => "Address of the person.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
    /// The methods.
    pub enum MethodEnum { Link = "link", Code = "code" }
}

model! {
    update_verification_flow_with_link_method:
    /// Verify with a link.
    pub struct UpdateVerificationFlowWithLinkMethod {
        required {
            email: String => "Address of the person.",
            method: update_verification_flow_with_link_method::MethodEnum => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
    /// The methods.
    pub enum MethodEnum { Link = "link", Code = "code" }
}
