//! The stored factor of whoever is signed in, for the methods that check it against what was typed.

use super::{Accepted, LoginAttempt, Refusal};
use crate::attempts::{Attempt, Heard};
use crate::http::error::ApiError;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_core::Key;
use selfsame_core::attempts::{Account, Factor as CountedFactor};
use selfsame_core::flow::login::Proven;
use selfsame_core::session::completed;
use selfsame_store::Rx;
use selfsame_store::ops::identities::{CredentialRow, IdentityRow, read};
use serde_json::Value;

/// One credential of the session's identity, as it is stored and opened.
pub struct Factor {
    key: Key,
    pub identity: IdentityRow,
    row: CredentialRow,
    pub config: Value,
}

/// The factor of this type; none if it is not set up.
pub async fn of_session(attempt: &LoginAttempt<'_>, kind: CredentialType) -> Result<Option<Factor>, Refusal> {
    let visit = attempt.visit;
    let key = attempt.live.map(|live| live.identity_key).ok_or_else(|| ApiError::internal("a second factor was asked of nobody"))?;
    let found = visit.app.store.read(async move |rx: &mut Rx<'_>| {
        let Some(identity) = read::by_key(rx, key).await? else { return Ok(None) };
        Ok(read::credential(rx, key, kind).await?.map(|row| (identity, row)))
    });
    let Some((identity, row)) = found.await? else { return Ok(None) };
    let config = row.decode(identity.id, &visit.app.sealer)?.config;
    Ok(Some(Factor { key, identity, row, config }))
}

impl Factor {
    /// Whether an attempt at it is heard.
    pub async fn judge(&self, attempt: &LoginAttempt<'_>, factor: CountedFactor) -> Result<Heard, Refusal> {
        let (visit, id) = (attempt.visit, self.identity.id);
        Ok(Attempt::of(visit, factor, Account::Identity(id)).judge_second(visit, id, self.key).await?)
    }

    /// The proof that a one-time secret of this factor gives, once it is spent: `after` is the config in which it is.
    pub fn accepted(self, attempt: &LoginAttempt<'_>, heard: Heard, method: SessionMethod, after: &Value) -> Result<Accepted, Refusal> {
        let spent = self.row.spend(self.identity.id, after, &attempt.visit.app.sealer)?;
        let spent = spent.ok_or_else(|| ApiError::internal("a factor is stored without a seal"))?;
        let step = completed(method, Aal::Aal2, attempt.visit.now);
        let proven = Proven { identity_id: self.identity.id, identity_state: self.identity.state, step };
        // Whoever proves a second factor has one.
        let available_aal = self.identity.available_aal;
        Ok(Accepted {
            proven,
            identity_key: self.key,
            identity: self.identity,
            checked: None,
            used: None,
            challenge: None,
            available_aal,
            spent: Some(spent),
            trace: heard.right(),
            code: None,
        })
    }
}
