//! How an administrator begins a recovery for somebody: such a flow has already sent its code or link, by way of the
//! administrator.

use super::Recovery;
use crate::Ctx;
use crate::csrf::CsrfToken;
use crate::flow::address::{Delivery, continue_button, short_code_input};
use crate::flow::{Flow, NewFlow};
use crate::one_time::{draw_code, draw_token};
use crate::secret::Secret;
use selfsame_api::flow::{FlowState, FlowType};
use selfsame_api::{IdentityId, text};
use std::borrow::Cow;
use std::time::Duration;

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
        flow.nodes = Some(vec![short_code_input(text::LABEL_RECOVERY_CODE), continue_button(Delivery::Code)]);
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
            details: Recovery { begun_for: Some(self.identity_id), ..Recovery::default() },
        };
        let mut flow = Flow::begin(ctx, new, self.lifespan);
        flow.active = Some(Cow::Borrowed(method));
        flow
    }
}

#[cfg(test)]
mod tests;
