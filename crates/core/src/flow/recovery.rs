//! What only a recovery flow has, and how an administrator begins one for somebody: such a flow has already
//! sent its code or link, by way of the administrator.

use super::{Flow, FlowKind, NewFlow};
use crate::Ctx;
use crate::csrf::CsrfToken;
use crate::one_time::{CODE_LENGTH, draw_code, draw_token};
use crate::secret::Secret;
use selfsame_api::flow::{FlowState, FlowType};
use selfsame_api::ui::{Group, InputKind, Node};
use selfsame_api::{IdentityId, text};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::time::Duration;

/// What only a recovery flow has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Whose account an administrator is handing back; none while a person asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun_for: Option<IdentityId>,
}

impl FlowKind for Recovery {
    const NAME: &'static str = "recovery";
    const FIRST_STATE: FlowState = FlowState::ChooseMethod;
}

/// What an administrator's recovery is made of.
pub struct AdminRecovery {
    pub identity_id: IdentityId,
    pub kind: FlowType,
    pub request_url: String,
    pub return_to: Option<String>,
    /// Of the flow and of its secret.
    pub lifespan: Duration,
}

impl AdminRecovery {
    /// A flow that waits for the code. Any browser may bring it: nobody's cookie is asked for.
    pub fn by_code(self, ctx: &mut Ctx<'_>) -> (Flow<Recovery>, Secret) {
        let code = draw_code(ctx);
        let mut flow = self.begin(ctx, "code");
        flow.state = FlowState::SentEmail;
        flow.nodes = Some(code_form());
        (flow, code)
    }

    /// A flow that waits for its link to be opened, and cannot be read until then.
    pub fn by_link(self, ctx: &mut Ctx<'_>) -> (Flow<Recovery>, Secret) {
        let token = draw_token(ctx);
        let mut flow = self.begin(ctx, "link");
        flow.csrf = Some(CsrfToken::generate(ctx));
        (flow, token)
    }

    fn begin(self, ctx: &mut Ctx<'_>, method: &'static str) -> Flow<Recovery> {
        let new = NewFlow {
            kind: self.kind,
            request_url: self.request_url,
            return_to: self.return_to,
            organization_id: None,
            csrf: None,
            messages: Vec::new(),
            details: Recovery { begun_for: Some(self.identity_id) },
        };
        let mut flow = Flow::begin(ctx, new, self.lifespan);
        flow.active = Some(Cow::Borrowed(method));
        flow
    }
}

/// The form in which a code is typed.
fn code_form() -> Vec<Node> {
    let mut code = Node::input(Group::Code, "code", InputKind::Text);
    if let Some(input) = code.as_input_mut() {
        input.required = true;
        input.autocomplete = Some(Cow::Borrowed("one-time-code"));
        input.pattern = Some(Cow::Borrowed("[0-9]+"));
        input.maxlength = Some(CODE_LENGTH as u32);
    }
    code.meta.label = Some(text::LABEL_RECOVERY_CODE);
    vec![code, Node::submit(Group::Code, "method", "code", text::LABEL_CONTINUE)]
}

#[cfg(test)]
mod tests;
