//! HTTP: routers of the two listeners, decoding of requests, encoding of answers.

pub mod admin;
pub mod canonical;
pub mod crossing;
pub mod duration;
pub mod encode;
pub mod error;
pub mod fields;
pub mod health;
pub mod listen;
pub mod meta;
pub mod observe;
pub mod page;
pub mod public;
pub mod request;
pub mod respond;
pub mod router;
pub mod schemas;
pub mod service;
