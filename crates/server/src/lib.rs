//! Selfsame, the server: what the binary starts and the tests drive.

pub mod app;
pub mod hasher;
pub mod http;
pub mod identity;
pub mod load;
pub mod schemas;
pub mod serve;
pub mod settings;
