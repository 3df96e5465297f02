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
    /// A native client: it receives and sends a session token, and no cookies.
    Api,
    /// A browser: cookies carry the session, and a CSRF token protects every submission.
    Browser,
}

/// How far a flow has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowState {
    /// Fresh, or put back to the start: a method has to be chosen.
    ChooseMethod,
    /// A code or link is on its way, by mail or text message; the flow waits for it.
    SentEmail,
    /// What was asked for has been proved; nothing more can be submitted.
    PassedChallenge,
    /// Settings: the form is open, and stays so after a refused submission.
    ShowForm,
    /// Settings: the change was made.
    Success,
    /// Recovery by chosen address: some identifier of the account is asked for.
    RecoveryAwaitingAddress,
    /// Recovery by chosen address: several addresses are offered, masked.
    RecoveryAwaitingAddressChoice,
    /// Recovery by chosen address: the chosen one has to be typed in full.
    RecoveryConfirmingAddress,
    /// Recovery by chosen address: the code was sent and is waited for.
    RecoveryAwaitingCode,
}

/// A login flow, members in the order of the published API. Debug leaves the exchange code and the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LoginFlow {
    /// What addresses of the flow carry as `flow=`.
    pub id: FlowId,
    /// Of whose members a sign-in is expected; always `null` while there are no organizations.
    pub organization_id: Option<Uuid>,
    /// The client that it was made for.
    #[serde(rename = "type")]
    pub kind: FlowType,
    /// From then on nothing can be submitted to it.
    pub expires_at: Timestamp,
    /// When the flow was made.
    pub issued_at: Timestamp,
    /// The address that the flow was asked for at, with its query.
    pub request_url: String,
    /// Where a browser goes once the flow is done, if the request named an allowed address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The method that ran last and came far enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    /// The form as it stands now, with the messages of the last submission.
    pub ui: UiContainer,
    /// When its row was made: `issued_at` to the microsecond.
    pub created_at: Timestamp,
    /// When a submission last changed it.
    pub updated_at: Timestamp,
    /// Whether somebody who is signed in already has to prove it again.
    pub refresh: bool,
    /// The level that the session shall have: `aal2` asks for a second factor only.
    pub requested_aal: Aal,
    /// Only in the answer that creates the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token_exchange_code: Option<String>,
    /// How far it has come.
    pub state: FlowState,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
    /// The schema that was chosen with the flow, to be kept if it becomes a registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_schema: Option<String>,
}

/// A registration flow. Debug leaves the exchange code and the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RegistrationFlow {
    /// What addresses of the flow carry as `flow=`.
    pub id: FlowId,
    /// The client that it was made for.
    #[serde(rename = "type")]
    pub kind: FlowType,
    /// From then on nothing can be submitted to it.
    pub expires_at: Timestamp,
    /// When the flow was made.
    pub issued_at: Timestamp,
    /// The address that the flow was asked for at, with its query.
    pub request_url: String,
    /// Where a browser goes once the flow is done, if the request named an allowed address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The method that was submitted last; absent in a fresh flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    /// The form as it stands now, with the messages of the last submission.
    pub ui: UiContainer,
    /// Whose member the new identity becomes; always `null` while there are no organizations.
    pub organization_id: Option<Uuid>,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
    /// Only in the answer that creates the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token_exchange_code: Option<String>,
    /// How far it has come.
    pub state: FlowState,
    /// The schema of the new identity; absent for the default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_schema: Option<String>,
}

/// A settings flow. Debug leaves the identity and the form's values out.
#[derive(Clone, Serialize, Deserialize)]
pub struct SettingsFlow {
    /// What addresses of the flow carry as `flow=`.
    pub id: FlowId,
    /// The client that it was made for.
    #[serde(rename = "type")]
    pub kind: FlowType,
    /// From then on nothing can be submitted to it.
    pub expires_at: Timestamp,
    /// When the flow was made.
    pub issued_at: Timestamp,
    /// The address that the flow was asked for at, with its query.
    pub request_url: String,
    /// Where a browser goes once the flow is done, if the request named an allowed address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The method that was submitted last; absent in a fresh flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    /// The form as it stands now, with the messages of the last submission.
    pub ui: UiContainer,
    /// The person's own view of the identity, as whoami shows it.
    pub identity: Box<RawValue>,
    /// How far it has come.
    pub state: FlowState,
    /// Of whose members' settings these are; always `null` while there are no organizations.
    pub organization_id: Option<Uuid>,
    /// What is left to do after a change, such as confirming a new address; empty before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continue_with: Vec<ContinueWith>,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
}

/// A recovery flow. Debug leaves the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryFlow {
    /// What addresses of the flow carry as `flow=`.
    pub id: FlowId,
    /// The client that it was made for.
    #[serde(rename = "type")]
    pub kind: FlowType,
    /// From then on nothing can be submitted to it.
    pub expires_at: Timestamp,
    /// When the flow was made.
    pub issued_at: Timestamp,
    /// The address that the flow was asked for at, with its query.
    pub request_url: String,
    /// Where a browser goes once the flow is done, if the request named an allowed address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The method that was submitted last; absent in a fresh flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    /// The form as it stands now, with the messages of the last submission.
    pub ui: UiContainer,
    /// How far it has come.
    pub state: FlowState,
    /// For a native client that proved the address: its session token and the settings flow to go to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continue_with: Vec<ContinueWith>,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
}

/// A verification flow. Debug leaves the form's values out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VerificationFlow {
    /// What addresses of the flow carry as `flow=`.
    pub id: FlowId,
    /// The client that it was made for.
    #[serde(rename = "type")]
    pub kind: FlowType,
    /// From then on nothing can be submitted to it.
    pub expires_at: Timestamp,
    /// When the flow was made.
    pub issued_at: Timestamp,
    /// The address that the flow was asked for at, with its query.
    pub request_url: String,
    /// Where a browser goes once the flow is done, if the request named an allowed address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The method that was submitted last; absent in a fresh flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    /// The form as it stands now, with the messages of the last submission.
    pub ui: UiContainer,
    /// How far it has come.
    pub state: FlowState,
    /// Only in the answer to the submission that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transient_payload: Option<Map<String, Value>>,
}

/// What a client is asked to do next. Debug leaves the session token out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum ContinueWith {
    /// A browser goes to this address.
    RedirectBrowserTo {
        /// Absolute.
        redirect_browser_to: String,
    },
    /// A new address waits to be confirmed.
    ShowVerificationUi {
        /// The verification.
        flow: ContinueWithFlow,
    },
    /// A native client keeps this token of its new session.
    SetOrySessionToken {
        /// As `X-Session-Token` takes it.
        ory_session_token: String,
    },
    /// Recovery came through: a new password or other credential is to be set.
    ShowSettingsUi {
        /// The settings.
        flow: ContinueWithFlow,
    },
    /// An account is to be recovered in this flow.
    ShowRecoveryUi {
        /// The recovery.
        flow: ContinueWithFlow,
    },
}

/// The flow that a client is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContinueWithFlow {
    /// Of a flow that exists already.
    pub id: FlowId,
    /// The address to confirm; only for a verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifiable_address: Option<String>,
    /// The page that shows the flow; only for browsers.
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
