//! The use cases of self-service flows: facts are read, `core` decides, one unit of work commits.

pub mod after_login;
pub mod dispatch;
pub mod exchange;
pub mod guess;
pub mod hints;
pub mod kind;
pub mod login;
pub mod one_time;
pub mod recovery;
pub mod registration;
pub mod settings;
pub mod step;
pub mod stored;
pub mod verification;
