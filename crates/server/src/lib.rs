//! Selfsame, the server: what the binary starts and the tests drive.

pub mod app;
pub mod attempts;
pub mod breaches;
pub mod cli;
pub mod courier;
pub mod database;
pub mod flow;
pub mod hasher;
pub mod http;
pub mod identity;
pub mod jsonnet;
pub mod keys;
pub mod method;
pub mod metrics;
pub mod outbound;
pub mod pages;
pub mod quota;
pub mod schemas;
pub mod secrets;
pub mod selfservice;
pub mod settings;
pub mod start;
