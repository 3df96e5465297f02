//! What a method is asked about an account's settings: its part of the form, and the change that a submission makes.

use crate::app::Current;
use crate::http::public::visit::{Live, Visit};
use selfsame_api::session::AuthenticationMethod;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::Identity;
use selfsame_store::ops::identities::Loaded;

/// What the form of a settings flow depends on.
#[derive(Clone, Copy)]
pub struct SettingsForm<'a> {
    pub current: &'a Current,
    pub flow: &'a Flow<Settings>,
    pub identity: &'a Identity,
}

/// A submission to a settings flow. The browser's token and, for all but the profile, how recently the person signed in
/// were checked.
#[derive(Clone, Copy)]
pub struct SettingsAttempt<'a> {
    pub visit: &'a Visit,
    pub flow: &'a Flow<Settings>,
    pub body: &'a FlowBody,
    pub live: &'a Live,
    /// The identity as it is; the change is committed only if it still is so then.
    pub loaded: &'a Loaded,
}

/// What a submission changes.
pub enum Change {
    /// The identity becomes this. Who set up a factor has proven it by that, so that it counts for the session, too.
    Identity { after: Box<Identity>, step: Option<AuthenticationMethod> },
    /// Nothing but what the flow shows and remembers.
    Form(Box<Flow<Settings>>),
}

impl Change {
    /// The identity becomes `after`.
    pub fn to(after: Identity) -> Self {
        Self::Identity { after: Box::new(after), step: None }
    }
}
