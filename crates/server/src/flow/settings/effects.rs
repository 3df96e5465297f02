//! What else a change causes, by the hooks that are configured: made ready before the change is committed, and written
//! in the same unit of work.

use crate::courier;
use crate::flow::dispatch::public_json;
use crate::flow::verification::{self, Cause, Caused, note_sent};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::flow::{ContinueWith, FlowType};
use selfsame_api::identity::VerifiableAddress;
use selfsame_api::{SessionId, Timestamp};
use selfsame_config::model::{AddressRecipients, Hook};
use selfsame_core::flow::Flow;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;
use selfsame_core::message::{Message, MessageKind, Origin};
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::identities::IdentityRow;
use selfsame_store::ops::messages::{self, NewMessage};
use selfsame_store::ops::sessions;
use selfsame_store::{Result, Tx};

/// A change of one identity, as hooks see it.
pub struct Made<'a> {
    pub method: &'static str,
    pub before: &'a Identity,
    pub after: &'a Identity,
    /// `after` as rows.
    pub row: &'a IdentityRow,
}

/// What hooks want written.
#[derive(Clone, Default)]
pub struct Effects {
    /// Whether all sessions end but the one that made the change.
    ends_other_sessions: bool,
    messages: Vec<(Key, NewMessage)>,
}

impl Effects {
    /// Asks the configured hooks, in their order.
    pub fn of(visit: &Visit, ctx: &mut Ctx<'_>, made: &Made<'_>) -> ApiResult<Self> {
        let mut effects = Self::default();
        for hook in visit.selfservice().settings.account.flow.hooks.after(made.method) {
            match hook {
                Hook::RevokeActiveSessions => effects.ends_other_sessions = true,
                Hook::NotifyPreviousAddresses(recipients) => {
                    for address in told(made.before, made.after, *recipients) {
                        effects.messages.push((visit.app.store.next_key(ctx.now), notice(visit, ctx, made, address)?));
                    }
                }
                // These have nothing to do here, are asked elsewhere, or are not called: start says so.
                Hook::Session
                | Hook::WebHook(_)
                | Hook::RequireVerifiedAddress
                | Hook::Verification
                | Hook::ShowVerificationUi
                | Hook::VerifyNewAddress
                | Hook::B2bSso
                | Hook::Organization => {}
            }
        }
        Ok(effects)
    }

    /// Writes them. The courier is to be rung after.
    pub async fn write(&self, tx: &mut Tx<'_>, identity: Key, own: SessionId, now: Timestamp) -> Result<()> {
        if self.ends_other_sessions {
            sessions::disable_others(tx, identity, own, now).await?;
        }
        for (key, message) in &self.messages {
            messages::enqueue(tx, *key, message).await?;
        }
        Ok(())
    }

    pub fn have_messages(&self) -> bool {
        !self.messages.is_empty()
    }
}

/// The addresses that a message goes to at once, which is noted with them: those that none has gone to yet.
pub fn to_verify(visit: &Visit, after: &mut Identity) -> Vec<VerifiableAddress> {
    if !visit.selfservice().settings.verification.is_enabled {
        return Vec::new();
    }
    let fresh: Vec<VerifiableAddress> = after.verifiable_addresses.iter().filter(|address| address.status == "pending").cloned().collect();
    let asked = verification::to_verify(visit, &fresh);
    for address in after.verifiable_addresses.iter_mut().filter(|address| asked.iter().any(|asked| asked.id == address.id)) {
        note_sent(address, visit.now);
    }
    asked
}

/// The verifications of changed addresses, and whether the client is told.
#[derive(Clone)]
pub struct Verifications {
    caused: Vec<Caused>,
    is_shown: bool,
}

impl Verifications {
    pub fn of(visit: &Visit, ctx: &mut Ctx<'_>, made: &Made<'_>, flow: &Flow<Settings>, asked: &[VerifiableAddress]) -> ApiResult<Self> {
        let settings = &visit.selfservice().settings;
        let cause = Cause {
            kind: flow.kind,
            request_url: &flow.request_url,
            return_to: flow.return_to.as_deref(),
            owner: visit.csrf(),
            payload: None,
        };
        let caused: ApiResult<Vec<Caused>> = asked.iter().map(|address| Caused::new(visit, ctx, &cause, made.row, address)).collect();
        let has_hook = settings.account.flow.hooks.after(made.method).iter().any(|hook| matches!(hook, Hook::ShowVerificationUi));
        Ok(Self { caused: caused?, is_shown: has_hook || settings.features.show_every_verification })
    }

    /// What the client is told.
    pub fn continue_with(&self, visit: &Visit, kind: FlowType) -> Vec<ContinueWith> {
        let shown = if self.is_shown { &self.caused[..] } else { &[] };
        shown.iter().map(|caused| caused.continue_with(visit, kind == FlowType::Browser)).collect()
    }

    /// Writes them. The courier is to be rung after.
    pub async fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        for caused in &self.caused {
            caused.write(tx).await?;
        }
        Ok(())
    }
}

/// Whom of the former addresses is told that they changed; nobody if they did not.
fn told<'a>(before: &'a Identity, after: &Identity, recipients: AddressRecipients) -> Vec<&'a VerifiableAddress> {
    let stays = |old: &&VerifiableAddress| after.verifiable_addresses.iter().any(|new| new.via == old.via && new.value == old.value);
    let old = &before.verifiable_addresses;
    if old.iter().all(|old| stays(&old)) && old.len() == after.verifiable_addresses.len() {
        return Vec::new();
    }
    old.iter()
        .filter(|address| match recipients {
            AddressRecipients::Removed => !stays(address),
            AddressRecipients::AllVerified => address.verified,
            AddressRecipients::All => true,
        })
        .collect()
}

fn notice(visit: &Visit, ctx: &mut Ctx<'_>, made: &Made<'_>, to: &VerifiableAddress) -> ApiResult<NewMessage> {
    let kind = MessageKind::VerifiableAddressChanged { identity: public_json(&visit.current, made.row)?, changed_at: ctx.now };
    let message =
        Message { channel: to.via, to: to.value.clone(), kind, origin: Origin { language: visit.language(), ..Origin::default() } };
    Ok(courier::compose(&visit.app, ctx, &message)?)
}

#[cfg(test)]
mod tests;
