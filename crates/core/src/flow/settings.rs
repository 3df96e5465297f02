//! The decisions of a settings flow: may this session look at it, may it be submitted, and may a change be made.
//!
//! Whatever a method makes of an identity is compared with what it was: a change to what one signs in with, or to where
//! messages go, is made only for a session that signed in a short while ago, and no method can say otherwise.

use super::{Flow, FlowKind};
use crate::identity::Identity;
use crate::session::{RequiredAal, Session, falls_short};
use selfsame_api::flow::FlowState;
use selfsame_api::identity::{CredentialType, VerifiableAddress};
use selfsame_api::session::Aal;
use selfsame_api::{FlowId, IdentityId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

/// What only a settings flow has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub identity_id: IdentityId,
    /// The flow that a form of this one submits to, once this one succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<FlowId>,
    /// Counts the writes, so that nothing is decided on what another submission changed meanwhile.
    #[serde(default)]
    pub revision: u64,
    /// Form and memory as they are stored: sealed, for secrets that are not confirmed yet are in them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sealed: String,
}

impl Settings {
    pub fn of(identity_id: IdentityId) -> Self {
        Self { identity_id, action: None, revision: 0, sealed: String::new() }
    }
}

impl FlowKind for Settings {
    const NAME: &'static str = "settings";
    const FIRST_STATE: FlowState = FlowState::ShowForm;
}

/// What the configuration demands of whoever changes an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demands {
    pub aal: RequiredAal,
    /// How long after signing in one may change what is protected.
    pub privileged_for: Duration,
}

/// What stands before a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    Open,
    NeedsSecondFactor,
    Expired,
    OtherIdentity,
}

/// Whether a session reaches the methods of a flow. `available` is what its identity can reach.
pub fn gate(flow: &Flow<Settings>, session: &Session, available: Aal, demands: Demands, now: Timestamp) -> Gate {
    if falls_short(session.aal, demands.aal, available) {
        Gate::NeedsSecondFactor
    } else if flow.is_expired(now) {
        Gate::Expired
    } else if flow.details.identity_id != session.identity_id {
        Gate::OtherIdentity
    } else {
        Gate::Open
    }
}

/// As [`gate`], of somebody who only looks: then expiry is told only to whom the flow belongs.
pub fn gate_to_look(flow: &Flow<Settings>, session: &Session, available: Aal, demands: Demands, now: Timestamp) -> Gate {
    if flow.details.identity_id == session.identity_id { gate(flow, session, available, demands, now) } else { Gate::OtherIdentity }
}

/// How well a change is protected, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protection {
    /// Every session that passes the gate may make it.
    Plain,
    /// Needs a recent sign-in, unless the configured time is nothing.
    Recent,
    /// Needs a recent sign-in; with nothing as the configured time nobody's is.
    AlwaysRecent,
}

/// How well the step from `before` to `after` is protected.
pub fn protection(before: &Identity, after: &Identity) -> Protection {
    if password_config(before) != password_config(after) {
        return Protection::AlwaysRecent;
    }
    let credentials = |identity: &Identity| -> Vec<_> {
        let all = identity.credentials.iter();
        all.map(|(kind, credential)| (*kind, credential.identifiers.clone(), credential.config.clone())).collect()
    };
    let verifiable = |identity: &Identity| -> Vec<_> {
        identity.verifiable_addresses.iter().map(|address| (address.via, address.value.clone(), address.verified)).collect()
    };
    let recovery = |identity: &Identity| -> Vec<_> {
        identity.recovery_addresses.iter().map(|address| (address.via, address.value.clone())).collect()
    };
    let is_plain = credentials(before) == credentials(after)
        && verifiable(before) == verifiable(after)
        && recovery(before) == recovery(after)
        && before.state == after.state
        && before.metadata_admin == after.metadata_admin
        && before.external_id == after.external_id;
    if is_plain { Protection::Plain } else { Protection::Recent }
}

/// The password's config; the empty one of an identity that could have a password is none.
fn password_config(identity: &Identity) -> Option<&Value> {
    let credential = identity.credentials.get(&CredentialType::Password)?;
    Some(&credential.config).filter(|config| config.as_object().is_none_or(|members| !members.is_empty()))
}

/// Whether a session may make a change that is so protected.
pub fn permits(protection: Protection, session: &Session, demands: Demands, now: Timestamp) -> bool {
    let is_recent = session.authenticated_at + demands.privileged_for > now;
    match protection {
        Protection::Plain => true,
        Protection::Recent => is_recent || demands.privileged_for.is_zero(),
        Protection::AlwaysRecent => is_recent,
    }
}

/// Whether a change may be committed: the last question, asked of every change whatever made it.
pub fn may_commit(
    flow: &Flow<Settings>,
    session: &Session,
    (before, available): (&Identity, Aal),
    after: &Identity,
    demands: Demands,
    now: Timestamp,
) -> bool {
    gate(flow, session, available, demands, now) == Gate::Open
        && before.id == session.identity_id
        && after.id == before.id
        && session.is_usable(before.state, now)
        && permits(protection(before, after), session, demands, now)
}

/// The verifiable addresses that `after` has and `before` has not.
pub fn new_addresses<'a>(before: &Identity, after: &'a Identity) -> Vec<&'a VerifiableAddress> {
    let is_known = |new: &VerifiableAddress| before.verifiable_addresses.iter().any(|old| old.via == new.via && old.value == new.value);
    after.verifiable_addresses.iter().filter(|new| !is_known(new)).collect()
}

#[cfg(test)]
mod tests;
