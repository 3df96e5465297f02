//! The public listener: what people's clients call.

pub mod answer;
pub mod client;
pub mod cookies;
pub mod cors;
pub mod csrf;
pub mod errors;
pub mod login;
pub mod logout;
pub mod recovery;
pub mod registration;
pub mod sessions;
pub mod settings;
pub mod token_exchange;
pub mod verification;
pub mod visit;
pub mod well_known;
pub mod whoami;
