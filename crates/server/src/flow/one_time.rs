//! One-time codes and links of all flows: drawn before a commit and stored in it, checked in the commit of their effect.
//!
//! A submission counts before it is judged, the right one too, so that guesses are bounded whatever is submitted at once.

use crate::app::Current;
use selfsame_api::{FlowId, Timestamp};
use selfsame_core::keyed::token_hash;
use selfsame_core::one_time::{draw_code, draw_token};
use selfsame_core::secret::Secret;
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::flows;
use selfsame_store::ops::secrets::{self, OneTimeSecret, SecretPurpose, SentTo, Taken};
use selfsame_store::{Result, Tx};
use std::time::Duration;

/// What a secret about to be drawn is for.
pub struct Wanted {
    pub purpose: SecretPurpose,
    pub flow_id: FlowId,
    /// Whose it is; none before there is an account.
    pub identity_key: Option<Key>,
    pub sent_to: Option<SentTo>,
    pub lifespan: Duration,
}

/// A secret that was drawn: what is sent to its owner, and what is stored of it.
pub struct Drawn {
    pub clear: Secret,
    pub stored: OneTimeSecret,
}

/// Draws a code.
pub fn code(current: &Current, ctx: &mut Ctx<'_>, wanted: Wanted) -> Drawn {
    let clear = draw_code(ctx);
    let hash = current.keys.codes.mac(clear.expose());
    Drawn { stored: stored(ctx, wanted, hash), clear }
}

/// Draws the token of a link.
pub fn link(ctx: &mut Ctx<'_>, wanted: Wanted) -> Drawn {
    let clear = draw_token(ctx);
    let hash = token_hash(clear.expose());
    Drawn { stored: stored(ctx, wanted, hash), clear }
}

/// What is stored where nobody gets a secret, so that as much is written as for somebody. Nothing that is submitted
/// matches it.
pub fn for_nobody(ctx: &mut Ctx<'_>, wanted: Wanted) -> OneTimeSecret {
    let hash = token_hash(draw_token(ctx).expose());
    stored(ctx, Wanted { identity_key: None, ..wanted }, hash)
}

fn stored(ctx: &Ctx<'_>, wanted: Wanted, hash: [u8; 32]) -> OneTimeSecret {
    let Wanted { purpose, flow_id, identity_key, sent_to, lifespan } = wanted;
    OneTimeSecret { purpose, flow_id, identity_key, sent_to, hash, expires_at: ctx.now + lifespan, created_at: ctx.now }
}

/// A secret as somebody submits it.
#[derive(Clone)]
pub struct Attempt {
    pub purpose: SecretPurpose,
    pub flow_id: FlowId,
    hashes: Vec<[u8; 32]>,
}

impl Attempt {
    /// A code, as it was typed.
    pub fn by_code(current: &Current, purpose: SecretPurpose, flow_id: FlowId, code: &str) -> Self {
        Self { purpose, flow_id, hashes: current.keys.codes.all_macs(code) }
    }

    /// The token of a link.
    pub fn by_link(purpose: SecretPurpose, flow_id: FlowId, token: &str) -> Self {
        Self { purpose, flow_id, hashes: vec![token_hash(token)] }
    }

    /// The forms in which the secret may be stored.
    pub fn hashes(&self) -> &[[u8; 32]] {
        &self.hashes
    }

    /// Uses the secret, in the unit of work of its effect.
    pub async fn take(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<Taken> {
        secrets::take(tx, self.purpose, self.flow_id, &self.hashes, now).await
    }

    /// As [`Attempt::take`], counted among the flow's submissions first; none once there were `most` of them. A unit of
    /// work that refuses the secret commits too, or the count is lost.
    pub async fn count_and_take(&self, tx: &mut Tx<'_>, most: u32, now: Timestamp) -> Result<Option<Taken>> {
        if !flows::count_submission(tx, self.flow_id, most).await? {
            return Ok(None);
        }
        self.take(tx, now).await.map(Some)
    }
}
