//! The bodies of requests and answers, flat as in the published crate: `models::Identity`, and the words that only one
//! model uses in a module of its name, `models::identity::StateEnum`.
//!
//! Times, ids and the like are `String`s, since that is what programs written for the published crate expect.
//! Unknown members of an answer are ignored.
#![expect(clippy::too_many_arguments, clippy::option_option, reason = "constructors and members are those of the published crate")]

mod continuations;
mod courier;
mod credentials;
mod errors;
mod flows;
mod identities;
mod login_methods;
mod oauth2;
mod recovery_methods;
mod registration_methods;
mod server;
mod sessions;
mod settings_methods;
mod shape;
mod ui;

#[cfg(test)]
mod tests;

pub use continuations::*;
pub use courier::*;
pub use credentials::*;
pub use errors::*;
pub use flows::*;
pub use identities::*;
pub use login_methods::*;
pub use oauth2::*;
pub use recovery_methods::*;
pub use registration_methods::*;
pub use server::*;
pub use sessions::*;
pub use settings_methods::*;
pub use ui::*;
