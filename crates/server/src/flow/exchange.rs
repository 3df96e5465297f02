//! A sign-in that a native client begins and that ends in a browser: the client gets a code at the beginning, and exchanges
//! it for the session together with the one that the browser brings back.

use crate::http::public::visit::Visit;
use selfsame_api::FlowId;
use selfsame_api::flow::FlowType;
use selfsame_core::Ctx;
use selfsame_core::keyed::token_hash;
use selfsame_core::secret::Secret;
use selfsame_store::ops::exchanges::NewExchange;
use std::time::Duration;

/// Characters of a code: 381 bits.
pub const CODE_LENGTH: usize = 64;

/// How long the codes are good.
const LIFESPAN: Duration = Duration::from_hours(1);

/// How a flow's client gets its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// In the answer to its submission, or in a cookie.
    Answer,
    /// Also in exchange for codes.
    Exchange,
}

impl Handover {
    /// What a request asks for that begins a flow; `is_true` reads its parameter. Browsers have no use for codes.
    pub fn asked(visit: &Visit, kind: FlowType, is_true: impl Fn(&str) -> bool) -> Self {
        let wants = visit.query.get("return_session_token_exchange_code").is_some_and(is_true);
        if wants && kind == FlowType::Api { Self::Exchange } else { Self::Answer }
    }

    /// The row to be stored with the flow, and the code that is in the answer alone.
    pub fn begin(self, visit: &Visit, ctx: &mut Ctx<'_>, flow_id: FlowId) -> (Option<NewExchange>, Option<Secret>) {
        if self == Self::Answer {
            return (None, None);
        }
        let code = Secret::new(ctx.alphanumeric(CODE_LENGTH));
        let row = NewExchange {
            key: visit.app.store.next_key(ctx.now),
            flow_id,
            init_hash: token_hash(code.expose()),
            expires_at: ctx.now + LIFESPAN,
            created_at: ctx.now,
        };
        (Some(row), Some(code))
    }
}
