//! The configuration as the server reads it: plain values with every default filled in, one file per area.
//! All of it comes out of `load`; nothing here reads files or the environment.

mod courier;
mod crypto;
mod flows;
mod hook;
mod identity;
mod methods;
mod root;
mod serve;
mod session;

pub use courier::*;
pub use crypto::*;
pub use flows::*;
pub use hook::*;
pub use identity::*;
pub use methods::*;
pub use root::*;
pub use serve::*;
pub use session::*;
