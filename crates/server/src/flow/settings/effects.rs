//! What else a change causes, by the hooks that are configured: made ready before the change is committed, and written
//! in the same unit of work.

use super::account::public_json;
use crate::courier;
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::identity::VerifiableAddress;
use selfsame_api::{SessionId, Timestamp};
use selfsame_config::model::{AddressRecipients, Hook};
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
                // These have nothing to do here, or are not called: start says so.
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
    let kind = MessageKind::VerifiableAddressChanged { identity: public_json(visit, made.row)?, changed_at: ctx.now };
    let message = Message { channel: to.via, to: to.value.clone(), kind, origin: Origin::default() };
    Ok(courier::compose(&visit.app, ctx, &message)?)
}

#[cfg(test)]
mod tests;
