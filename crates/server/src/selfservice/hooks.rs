//! Which hooks a flow has, and in which order they run: the one place that knows.
//!
//! A method's own list takes the place of the flow's list, unless it is empty. What runs before anything is stored stands
//! in the method's list alone.

use selfsame_config::model::{After, Before, Hook};
use std::collections::BTreeMap;

/// The hooks around one kind of flow.
#[derive(Clone, Default)]
pub struct Hooks {
    before: Vec<Hook>,
    after: Vec<Hook>,
    of_method: BTreeMap<String, Vec<Hook>>,
}

impl Hooks {
    pub fn new(before: &Before, after: &After) -> Self {
        Self {
            before: before.hooks.clone(),
            after: after.hooks.clone(),
            of_method: after.methods.iter().map(|(name, rules)| (name.clone(), rules.hooks.clone())).collect(),
        }
    }

    /// Run once for each new flow, before it is stored.
    pub fn before(&self) -> &[Hook] {
        &self.before
    }

    /// Run once `method` has completed the flow.
    pub fn after(&self, method: &str) -> &[Hook] {
        // Who only asks before anything is stored leaves what comes after to the flow's list.
        let runs_after = |hook: &Hook| !matches!(hook, Hook::VerifyNewAddress);
        self.of_method.get(method).filter(|hooks| hooks.iter().any(runs_after)).unwrap_or(&self.after)
    }

    /// Whether all other sessions end once `method` has completed the flow.
    pub fn end_other_sessions(&self, method: &str) -> bool {
        self.after(method).iter().any(|hook| matches!(hook, Hook::RevokeActiveSessions))
    }

    /// Asked before what `method` made is stored.
    pub fn before_storing(&self, method: &str) -> &[Hook] {
        self.of_method.get(method).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests;
