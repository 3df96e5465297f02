//! A change of an account that was held back until its new address is verified: made in the unit of work that uses the
//! secret, as if its owner had made it just now.

use crate::flow::settings::account::Account;
use crate::flow::settings::effects::{Effects, Made};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use crate::identity::settle;
use crate::method::profile;
use selfsame_api::identity::IdentityState;
use selfsame_api::{SessionId, Timestamp};
use selfsame_core::flow::verification::HeldChange;
use selfsame_core::identity::derive::{self, AddressImport};
use selfsame_core::{Ctx, Key};
use selfsame_store::Tx;
use selfsame_store::ops::identities::{IdentityRecord, Loaded, write};
use selfsame_store::ops::sessions;

/// The change, ready to be written.
#[derive(Clone)]
pub struct Applied {
    before: Loaded,
    after: IdentityRecord,
    effects: Effects,
    session: SessionId,
}

impl Applied {
    /// None if it no longer fits: the traits or their schema changed meanwhile, or the account may not sign in.
    pub async fn new(visit: &Visit, held: &HeldChange, key: Key) -> ApiResult<Option<Self>> {
        let before = Account::load(&visit.app, key).await?.loaded;
        let schema = settle::schema_of(&visit.current, &before.identity.schema_id)?;
        let Ok(derived) = schema.compiled.validate(&held.traits) else { return Ok(None) };
        if !held.fits(&before.identity.traits) || before.identity.state != IdentityState::Active {
            return Ok(None);
        }
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        let mut after = before.identity.clone();
        derive::apply(&mut after, derived, &AddressImport::default(), &mut ctx);
        after.verify_address(held.via, &held.address, visit.now);
        after.updated_at = visit.now;
        let record = settle::revised(&visit.app, &visit.current, &before, &after)?;
        let made = Made { method: profile::NAME, before: &before.identity, after: &after, row: &record.row };
        let effects = Effects::of(visit, &mut ctx, &made)?;
        Ok(Some(Self { before, after: record, effects, session: held.session_id }))
    }

    /// Writes it, with what the hooks want; false if the session that it was made in has ended. The courier is to be rung after.
    pub async fn write(&self, tx: &mut Tx<'_>, now: Timestamp) -> selfsame_store::Result<bool> {
        if !sessions::is_usable(tx.rx(), self.session, now).await? {
            return Ok(false);
        }
        write::update(tx, &self.before, &self.after).await?;
        self.effects.write(tx, self.before.key, self.session, now).await.map(|()| true)
    }
}
