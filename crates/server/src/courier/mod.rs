//! Messages to people. Whoever causes one composes it before its commit, enqueues it inside
//! ([`selfsame_store::ops::messages::enqueue`]) and wakes the courier afterwards. The courier, in this process or in
//! another one, takes what is due and hands it to a mail server or to an HTTP service.

mod compose;
mod deliver;
mod http;
mod settings;
mod smtp;
mod templates;
mod tls;
mod wake;
mod worker;

pub use compose::compose;
pub use settings::{Settings, SettingsError};
pub use wake::Wake;
pub use worker::watch;

/// Why a try failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For the dispatch that the admin API shows.
    pub reason: String,
    /// Another try would end the same.
    pub is_permanent: bool,
}

impl Failure {
    /// A failure that may pass.
    pub fn passing(reason: impl std::fmt::Display) -> Self {
        Self { reason: shown(&reason.to_string()), is_permanent: false }
    }

    /// A failure that stays.
    pub fn permanent(reason: impl std::fmt::Display) -> Self {
        Self { reason: shown(&reason.to_string()), is_permanent: true }
    }
}

/// Longest reason that is kept: it may quote what a hostile server says.
const MAX_REASON: usize = 500;

fn shown(reason: &str) -> String {
    reason.chars().map(|character| if character.is_control() { ' ' } else { character }).take(MAX_REASON).collect()
}
