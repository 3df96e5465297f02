//! The pure decisions of Selfsame: identity schemas, identifiers, credentials, hashes, sessions and flows.
//!
//! Nothing here waits, reads a clock, draws a random number or touches a database: time and chance
//! arrive in a [`Ctx`], facts as arguments, and outcomes leave as values that the store commits.

pub mod attempts;
pub mod context;
pub mod cookie;
pub mod credential;
pub mod csrf;
pub mod flow;
pub mod hash;
pub mod identity;
pub mod keyed;
pub mod message;
pub mod normalise;
pub mod one_time;
pub mod patch;
pub mod qr;
pub mod schema;
pub mod secret;
pub mod secretbox;
pub mod secretcheck;
pub mod session;
pub mod webauthn;

pub use context::{Ctx, Key};
