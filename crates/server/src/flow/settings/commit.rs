//! The commit of a change: identity, session and flow as one unit of work, decided by the versions that were read.

use super::effects::{self, Effects, Made, Verifications};
use super::stored::{NewRow, NextState};
use super::{Heard, Wishes, create, demands, into_message, page};
use crate::flow::kind::return_to_error;
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use crate::identity::settle;
use crate::method::Refusal;
use selfsame_api::flow::{ContinueWith, FlowState};
use selfsame_api::session::AuthenticationMethod;
use selfsame_api::text;
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::settings::{Settings, may_commit};
use selfsame_core::identity::Identity;
use selfsame_core::session::Session;
use selfsame_store::ops::identities::{IdentityRow, write};
use selfsame_store::ops::sessions;
use selfsame_store::{StoreError, Tx};

/// A change that was made.
pub(super) struct Committed {
    pub flow: Flow<Settings>,
    pub owner: IdentityRow,
    pub session: Session,
    pub target: String,
    pub continue_with: Vec<ContinueWith>,
}

/// Whether a change was made, by what its commit says: whether the session was still in force. Not so if others changed the
/// account or the flow meanwhile.
pub(super) fn was_made(written: selfsame_store::Result<bool>) -> Result<bool, Refusal> {
    match written {
        Ok(true) => Ok(true),
        Ok(false) => Err(ApiError::unauthorized("The session was revoked meanwhile").into()),
        Err(StoreError::Stale) => Ok(false),
        Err(StoreError::Conflict(_)) => Err(Refusal::Message(text::ACCOUNT_EXISTS)),
        Err(error) => Err(error.into()),
    }
}

impl Heard<'_> {
    /// Whether the session may make this change; if not, the last sign-in is too long ago.
    pub(super) fn may_make(&self, flow: &Flow<Settings>, after: &Identity) -> bool {
        let before = (&self.account.loaded.identity, self.account.loaded.available_aal);
        may_commit(flow, &self.live.session, before, after, demands(self.visit), self.visit.now)
    }

    /// Makes the identity what a method wants it to be; none if others changed it meanwhile.
    pub(super) async fn commit(
        &self,
        mut flow: Flow<Settings>,
        method: &'static str,
        after: &Identity,
        step: Option<AuthenticationMethod>,
    ) -> Result<Option<Committed>, Refusal> {
        let (visit, before) = (self.visit, &self.account.loaded);
        let target = target_after(visit, &flow, method).map_err(|error| into_message(&error))?;
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        let mut after = after.clone();
        after.updated_at = visit.now;
        let asked = effects::to_verify(visit, &mut after);
        let record = settle::revised(&visit.app, &visit.current, before, &after)?;
        let made = Made { method, before: &before.identity, after: &after, row: &record.row };
        // Verification stands before the configured hooks, and so do its messages.
        let verifications = Verifications::of(visit, &mut ctx, &made, &flow, &asked);
        let verifications =
            verifications.map_err(|error| if error.status.is_client_error() { into_message(&error) } else { error.into() })?;
        let effects = Effects::of(visit, &mut ctx, &made)?;
        let has_messages = effects.have_messages() || !asked.is_empty();
        let continue_with = verifications.continue_with(visit, flow.kind);
        let session = self.session_after(step);
        let fresh = self.succeed(&mut ctx, &mut flow, &after)?;
        let fresh = NewRow::new(&visit.app, &fresh)?;
        let next = NextState::new(&visit.app, &mut flow, visit.now)?;
        let owner = record.row.clone();
        let (read, enrolled, now) = (before.clone(), session.clone(), visit.now);
        let (id, read_at) = (self.live.session.id, self.live.session.updated_at);
        let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
            let is_live = match &enrolled {
                Some(session) => sessions::set_authentication(tx, session, read_at, now).await?,
                None => sessions::is_active(tx.rx(), id).await?,
            };
            if !is_live {
                return Ok(false);
            }
            write::update(tx, &read, &record).await?;
            verifications.write(tx).await?;
            effects.write(tx, read.key, id, now).await?;
            next.put(tx).await?;
            fresh.insert(tx).await.map(|()| true)
        });
        if !was_made(written.await)? {
            return Ok(None);
        }
        if has_messages {
            visit.app.courier.ring();
        }
        let session = session.unwrap_or_else(|| self.live.session.clone());
        Ok(Some(Committed { flow, owner, session, target, continue_with }))
    }

    /// The session, if the change was a step of signing in.
    fn session_after(&self, step: Option<AuthenticationMethod>) -> Option<Session> {
        let step = step?;
        let mut session = self.live.session.clone();
        session.enrol(step, self.visit.now);
        Some(session)
    }

    /// Makes of a flow what it is after a success: it looks and works like a fresh one, which is returned.
    fn succeed(&self, ctx: &mut Ctx<'_>, flow: &mut Flow<Settings>, after: &Identity) -> ApiResult<Flow<Settings>> {
        let wishes = Wishes { kind: flow.kind, request_url: self.visit.request_url()?, return_to: None, messages: Vec::new() };
        let fresh = create(self.visit, ctx, after, wishes);
        flow.state = FlowState::Success;
        flow.messages = vec![text::SETTINGS_SAVED];
        flow.nodes.clone_from(&fresh.nodes);
        flow.internal.clone_from(&fresh.internal);
        flow.details.action = Some(fresh.id);
        Ok(fresh)
    }
}

/// Where a browser goes after a change: its own wish, then the method's and the flow's setting, or back to the page.
fn target_after(visit: &Visit, flow: &Flow<Settings>, method: &str) -> ApiResult<String> {
    let own = visit.selfservice();
    match &flow.return_to {
        Some(raw) => own.returns.accept(raw).map_err(return_to_error),
        None => Ok(own.settings.account.flow.after(method).map_or_else(|| page(visit, flow.id), str::to_owned)),
    }
}
