//! Self-service flows on the wire.

use crate::session::Aal;
use crate::ui::UiContainer;
use crate::{FlowId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;
use uuid::Uuid;

/// Which client a flow is for: a native one that carries tokens, or a browser with cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowType {
    Api,
    Browser,
}

/// How far a flow has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowState {
    ChooseMethod,
    SentEmail,
    PassedChallenge,
    ShowForm,
    Success,
    RecoveryAwaitingAddress,
    RecoveryAwaitingAddressChoice,
    RecoveryConfirmingAddress,
    RecoveryAwaitingCode,
}

/// A login flow, members in the order of the published API. Debug leaves the exchange code and the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LoginFlow {
    pub id: FlowId,
    pub organization_id: Option<Uuid>,
    #[serde(rename = "type")]
    pub kind: FlowType,
    pub expires_at: Timestamp,
    pub issued_at: Timestamp,
    pub request_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The method that ran last and came far enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    pub ui: UiContainer,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub refresh: bool,
    pub requested_aal: Aal,
    /// Only in the answer that creates the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token_exchange_code: Option<String>,
    pub state: FlowState,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_schema: Option<String>,
}

/// A registration flow. Debug leaves the exchange code and the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RegistrationFlow {
    pub id: FlowId,
    #[serde(rename = "type")]
    pub kind: FlowType,
    pub expires_at: Timestamp,
    pub issued_at: Timestamp,
    pub request_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    pub ui: UiContainer,
    pub organization_id: Option<Uuid>,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
    /// Only in the answer that creates the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token_exchange_code: Option<String>,
    pub state: FlowState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_schema: Option<String>,
}

/// A settings flow. Debug leaves the identity and the form's values out.
#[derive(Clone, Serialize, Deserialize)]
pub struct SettingsFlow {
    pub id: FlowId,
    #[serde(rename = "type")]
    pub kind: FlowType,
    pub expires_at: Timestamp,
    pub issued_at: Timestamp,
    pub request_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    pub ui: UiContainer,
    /// The person's own view of the identity, as whoami shows it.
    pub identity: Box<RawValue>,
    pub state: FlowState,
    pub organization_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continue_with: Vec<ContinueWith>,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
}

/// A recovery flow. Debug leaves the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryFlow {
    pub id: FlowId,
    #[serde(rename = "type")]
    pub kind: FlowType,
    pub expires_at: Timestamp,
    pub issued_at: Timestamp,
    pub request_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    pub ui: UiContainer,
    pub state: FlowState,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continue_with: Vec<ContinueWith>,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
}

/// A verification flow. Debug leaves the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VerificationFlow {
    pub id: FlowId,
    #[serde(rename = "type")]
    pub kind: FlowType,
    pub expires_at: Timestamp,
    pub issued_at: Timestamp,
    pub request_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    pub ui: UiContainer,
    pub state: FlowState,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
}

/// What a client is asked to do next. Debug leaves the session token out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum ContinueWith {
    RedirectBrowserTo { redirect_browser_to: String },
    ShowVerificationUi { flow: ContinueWithFlow },
    SetOrySessionToken { ory_session_token: String },
    ShowSettingsUi { flow: ContinueWithFlow },
    ShowRecoveryUi { flow: ContinueWithFlow },
}

/// The flow that a client is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContinueWithFlow {
    pub id: FlowId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifiable_address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

macro_rules! debug_without_values {
    ($($flow:ident)*) => {$(
        impl fmt::Debug for $flow {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut shown = f.debug_struct(stringify!($flow));
                shown.field("id", &self.id).field("kind", &self.kind).field("state", &self.state).finish_non_exhaustive()
            }
        }
    )*};
}

debug_without_values! { LoginFlow RegistrationFlow SettingsFlow RecoveryFlow VerificationFlow }

impl fmt::Debug for ContinueWith {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RedirectBrowserTo { redirect_browser_to } => {
                f.debug_struct("RedirectBrowserTo").field("redirect_browser_to", redirect_browser_to).finish()
            }
            Self::ShowVerificationUi { flow } => f.debug_struct("ShowVerificationUi").field("flow", flow).finish(),
            Self::SetOrySessionToken { .. } => f.debug_struct("SetOrySessionToken").finish_non_exhaustive(),
            Self::ShowSettingsUi { flow } => f.debug_struct("ShowSettingsUi").field("flow", flow).finish(),
            Self::ShowRecoveryUi { flow } => f.debug_struct("ShowRecoveryUi").field("flow", flow).finish(),
        }
    }
}

#[cfg(test)]
mod tests;
