//! The operations, one file for each kind of row. Every function is one step of a unit of work.

pub mod attempts;
pub mod exchanges;
pub mod flows;
pub mod health;
pub mod identities;
pub mod messages;
pub mod outbox;
pub mod secret_checks;
pub mod secrets;
pub mod sessions;
pub mod sweep;

#[cfg(test)]
mod tests;
