//! Client of the Selfsame identity server, and of any server that speaks Ory Kratos' API.
//!
//! Functions, models and errors are named and typed as in the crate `ory-kratos-client` 26.2.0, so a program moves over
//! by changing its dependency and `use ory_kratos_client` to `use selfsame_client`. On top of that, errors are chosen by
//! status, flows decode, lists come as streams, calls that may be repeated are tried again, and with the feature
//! `blocking` nothing needs to be async.
//!
//! ```no_run
//! use selfsame_client::apis::{Error, configuration::Configuration, identity_api};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let admin = Configuration { base_path: "http://127.0.0.1:4434".into(), ..Default::default() };
//! match identity_api::get_identity(&admin, "0190c0de-0000-4000-8000-000000000000", None).await {
//!     Ok(identity) => println!("{:?}", identity.traits),
//!     Err(Error::ResponseError(refusal)) => match refusal.entity {
//!         Some(identity_api::GetIdentityError::Status404(_)) => println!("no such identity"),
//!         other => println!("{}: {other:?}", refusal.status),
//!     },
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(()) }
//! ```
#![deny(missing_docs)]

pub mod apis;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod models;

pub use futures_util::{StreamExt, TryStreamExt};
pub use reqwest;

/// The example in the readme compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
