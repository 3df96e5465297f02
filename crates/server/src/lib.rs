//! Selfsame, the server: what the binary starts and the tests drive.

pub mod hasher;
