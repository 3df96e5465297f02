//! The hook that holds a change back until its new address is verified. The whole change waits, in the flow of that
//! verification; the account stays what it is.

use super::commit::was_made;
use super::stored::NextState;
use super::{Heard, Submitted, account::render};
use crate::flow::verification::{Cause, Caused};
use crate::http::public::visit::Visit;
use crate::identity::settle;
use crate::method::Refusal;
use selfsame_api::flow::FlowType;
use selfsame_api::identity::VerifiableAddress;
use selfsame_api::text;
use selfsame_config::model::Hook;
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::settings::{Settings, new_addresses};
use selfsame_core::flow::verification::HeldChange;
use selfsame_core::identity::Identity;
use selfsame_store::Tx;
use selfsame_store::ops::identities::write;
use selfsame_store::ops::secrets::{SecretPurpose, forget_of_identity};
use selfsame_store::ops::sessions;

/// The new addresses that hold a change by `method` back.
pub(super) fn held_back<'a>(visit: &Visit, method: &str, before: &Identity, after: &'a Identity) -> Vec<&'a VerifiableAddress> {
    let hooks = visit.selfservice().settings.account.flow.hooks.before_storing(method);
    let holds = hooks.iter().any(|hook| matches!(hook, Hook::VerifyNewAddress));
    if holds { new_addresses(before, after) } else { Vec::new() }
}

impl Heard<'_> {
    /// Keeps the change in the flow of a verification, and sends that flow's message to the new address. What was held back
    /// before is forgotten. None if others changed the account or the flow meanwhile.
    pub(super) async fn hold(
        &self,
        mut flow: Flow<Settings>,
        after: &Identity,
        address: &VerifiableAddress,
    ) -> Result<Option<Submitted>, Refusal> {
        let (visit, before) = (self.visit, &self.account.loaded);
        if !visit.selfservice().settings.verification.is_enabled {
            return Err(Refusal::Message(text::generic_error("Addresses cannot be changed while none can be verified.")));
        }
        let record = settle::revised(&visit.app, &visit.current, before, after)?;
        let caused = self.cause(&flow, after, address)?;
        let next = NextState::new(&visit.app, &mut flow, visit.now)?;
        let (read, sent, session, now) = (before.clone(), caused.clone(), self.live.session.id, visit.now);
        let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
            if !sessions::is_usable(tx.rx(), session, now).await? {
                return Ok(false);
            }
            // Whether somebody else has a value of it is told at once.
            tx.mark().await?;
            write::update(tx, &read, &record).await?;
            tx.undo().await?;
            for purpose in [SecretPurpose::NewAddressCode, SecretPurpose::NewAddressLink] {
                forget_of_identity(tx, purpose, read.key).await?;
            }
            sent.write(tx).await?;
            next.put(tx).await.map(|()| true)
        });
        if !was_made(written.await)? {
            return Ok(None);
        }
        visit.app.courier.ring();
        let is_browser = flow.kind == FlowType::Browser;
        let mut shown = render(visit, flow, &self.account.row)?;
        shown.continue_with = vec![caused.continue_with(visit, is_browser)];
        Ok(Some(Submitted::Held { flow: Box::new(shown), page: caused.page(visit) }))
    }

    fn cause(&self, flow: &Flow<Settings>, after: &Identity, address: &VerifiableAddress) -> Result<Caused, Refusal> {
        let (visit, before) = (self.visit, &self.account.loaded.identity);
        let held = HeldChange {
            identity_id: before.id,
            session_id: self.live.session.id,
            via: address.via,
            address: address.value.clone(),
            made_of: HeldChange::fingerprint(&before.traits),
            traits: after.traits.clone(),
        };
        let cause = Cause {
            kind: flow.kind,
            request_url: &flow.request_url,
            return_to: flow.return_to.as_deref(),
            owner: visit.csrf(),
            payload: None,
        };
        let mut rng = visit.app.randomness.fork();
        let caused = Caused::holding(visit, &mut Ctx { now: visit.now, rng: &mut rng }, &cause, &self.account.row, held);
        // The method that verifies addresses is off.
        caused.map_err(|error| if error.status.is_client_error() { super::into_message(&error) } else { error.into() })
    }
}
