//! What only a registration flow has, and the decisions along its way.

use super::{Flow, FlowKind};
use selfsame_api::Timestamp;
use selfsame_api::flow::FlowState;
use serde::{Deserialize, Serialize};

/// What only a registration flow has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_schema: Option<String>,
    /// Where the verification of the new address leads, instead of where this flow does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_verification_return_to: Option<String>,
}

impl FlowKind for Registration {
    const NAME: &'static str = "registration";
    const FIRST_STATE: FlowState = FlowState::ChooseMethod;
}

/// What stands before the methods when a flow is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    Open,
    /// Whoever is signed in has an account.
    AlreadySignedIn,
    Expired,
}

/// Whether a submission reaches the methods. A live session is judged before expiry.
pub fn gate(flow: &Flow<Registration>, is_signed_in: bool, now: Timestamp) -> Gate {
    if is_signed_in {
        Gate::AlreadySignedIn
    } else if flow.is_expired(now) {
        Gate::Expired
    } else {
        Gate::Open
    }
}

/// What a submission asks for, before any method is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The profile is complete: show the ways to sign up.
    Forth,
    /// Show the profile again.
    Back,
    /// A method is meant.
    Method,
}

/// Which step a submission asks for. `is_two_step` is whether the profile has a screen of its own.
pub fn step(is_two_step: bool, method: Option<&str>, screen: Option<&str>) -> Step {
    match (is_two_step, method, screen) {
        (true, Some("profile:back"), _) | (true, _, Some("previous")) => Step::Back,
        (true, Some("profile"), _) | (true, _, Some(_)) => Step::Forth,
        (true, _, None) | (false, _, _) => Step::Method,
    }
}

#[cfg(test)]
mod machine;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_a_step_only_where_it_has_a_screen() {
        assert_eq!(step(true, Some("profile"), None), Step::Forth);
        assert_eq!(step(true, None, Some("credential-selection")), Step::Forth);
        assert_eq!(step(true, Some("password"), Some("previous")), Step::Back);
        assert_eq!(step(true, Some("profile:back"), None), Step::Back);
        assert_eq!(step(true, Some("password"), None), Step::Method);
        assert_eq!(step(false, Some("profile"), Some("previous")), Step::Method);
    }
}
