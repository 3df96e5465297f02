//! The decisions of a login flow: may it begin, may this submission be heard, and what follows from a
//! proven factor.

use super::{Flow, FlowKind};
use crate::Ctx;
use crate::session::{Session, SessionToken, issue};
use selfsame_api::flow::FlowState;
use selfsame_api::identity::IdentityState;
use selfsame_api::session::{Aal, AuthenticationMethod, Device};
use selfsame_api::ui::UiText;
use selfsame_api::{IdentityId, Timestamp, text};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What only a login flow has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Login {
    /// Whether a person who is signed in proves it once more.
    pub refresh: bool,
    pub requested_aal: Aal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_schema: Option<String>,
}

impl FlowKind for Login {
    const NAME: &'static str = "login";
    const FIRST_STATE: FlowState = FlowState::ChooseMethod;
}

/// The answer to a request to begin a login.
#[derive(Clone, Debug, PartialEq)]
pub enum Beginning {
    /// A flow with this refresh flag and, for the person, this message.
    Flow {
        refresh: bool,
        message: Option<UiText>,
    },
    AlreadySignedIn,
    /// A second factor needs a session that has a first one.
    NeedsFirstFactor,
}

/// Whether a login may begin, given the session that came with the request.
pub fn begin(refresh: bool, requested: Aal, session: Option<Aal>) -> Beginning {
    match session {
        None if requested > Aal::Aal1 => Beginning::NeedsFirstFactor,
        None => Beginning::Flow { refresh: false, message: None },
        Some(_) if refresh => Beginning::Flow { refresh: true, message: Some(text::LOGIN_REAUTHENTICATE) },
        Some(has) if has >= requested => Beginning::AlreadySignedIn,
        Some(_) => Beginning::Flow { refresh: false, message: (requested > Aal::Aal1).then_some(text::LOGIN_SECOND_FACTOR) },
    }
}

/// What stands before the methods when a flow is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    Open,
    AlreadySignedIn,
    NeedsFirstFactor,
    Expired,
}

/// Whether a submission reaches the methods. A live session is judged before expiry.
pub fn gate(flow: &Flow<Login>, session: Option<Aal>, now: Timestamp) -> Gate {
    match session {
        Some(has) if !flow.details.refresh && flow.details.requested_aal <= has => Gate::AlreadySignedIn,
        None if flow.details.requested_aal > Aal::Aal1 => Gate::NeedsFirstFactor,
        Some(_) | None if flow.is_expired(now) => Gate::Expired,
        Some(_) | None => Gate::Open,
    }
}

/// A factor that was proven, and whose it is.
#[derive(Clone, Debug)]
pub struct Proven {
    pub identity_id: IdentityId,
    pub identity_state: IdentityState,
    pub step: AuthenticationMethod,
}

/// What follows from a proven factor.
pub enum LoginOutcome {
    Refused(UiText),
    /// A session for whom none was live before.
    NewSession {
        session: Session,
        token: SessionToken,
    },
    /// The session that the request carried, one step richer.
    SteppedUp(Session),
}

/// Completes a login. The session of the same person is continued; anybody else gets a new one.
pub fn complete(ctx: &mut Ctx<'_>, proven: Proven, current: Option<Session>, device: Device, lifespan: Duration) -> LoginOutcome {
    if proven.identity_state == IdentityState::Inactive {
        return LoginOutcome::Refused(text::ACCOUNT_INACTIVE);
    }
    match current {
        Some(mut session) if session.identity_id == proven.identity_id => {
            session.step_up(proven.step, ctx.now, lifespan);
            LoginOutcome::SteppedUp(session)
        }
        Some(_) | None => {
            let session = issue(ctx, proven.identity_id, proven.step, device, lifespan);
            LoginOutcome::NewSession { session, token: SessionToken::generate(ctx) }
        }
    }
}

#[cfg(test)]
mod machine;
#[cfg(test)]
mod tests;
