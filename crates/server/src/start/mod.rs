//! From a configuration to a running server: what is loaded once, and what a reload builds anew.

mod courier;
pub mod current;
pub mod follow;
pub mod jobs;
pub mod listeners;
pub mod log;
pub mod schema_source;
mod secret_check;
pub mod tls;

mod serve;

pub use courier::watch_courier;
pub use current::cores;
pub use secret_check::OtherSecrets;
pub use serve::{Options, StartError, serve};
