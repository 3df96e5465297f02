//! The admin API: one file for each resource.

pub mod courier;
pub mod identities;
pub mod recovery;
pub mod sessions;
