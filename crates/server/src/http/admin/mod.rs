//! The admin API: one file for each resource.

pub mod identities;
pub mod sessions;
