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
    after_method: BTreeMap<String, Vec<Hook>>,
}

impl Hooks {
    pub fn new(before: &Before, after: &After) -> Self {
        let with_hooks = after.methods.iter().filter(|(_, rules)| !rules.hooks.is_empty());
        Self {
            before: before.hooks.clone(),
            after: after.hooks.clone(),
            after_method: with_hooks.map(|(name, rules)| (name.clone(), rules.hooks.clone())).collect(),
        }
    }

    /// Run once for each new flow, before it is stored.
    pub fn before(&self) -> &[Hook] {
        &self.before
    }

    /// Run once `method` has completed the flow.
    pub fn after(&self, method: &str) -> &[Hook] {
        self.after_method.get(method).unwrap_or(&self.after)
    }

    /// Asked before what `method` made is stored.
    pub fn before_storing(&self, method: &str) -> &[Hook] {
        self.after_method.get(method).map_or(&[], Vec::as_slice)
    }
}
