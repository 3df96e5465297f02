//! Helpers for tests: the real binary on free loopback ports, a plain HTTP client, a PostgreSQL
//! server, a security key in software, temporary folders.
//!
//! Everything blocks and panics with a readable reason: a test has nothing better to do with an error.

mod authenticator;
mod cluster;
mod folder;
mod http;
mod late;
mod mail;
mod ports;
mod postgres;
pub mod selfservice;
mod server;
pub mod site;
mod web;

pub use authenticator::{Attestation, Authenticator};
pub use cluster::PostgresNode;
pub use folder::TempFolder;
pub use http::{HttpClient, Response};
pub use late::Late;
pub use mail::{Encryption, Mail, MailServer, Manners};
pub use ports::free_port;
pub use postgres::PostgresServer;
pub use server::{TestServer, TestServerBuilder};
pub use web::WebService;
