//! Drives all 19 operations of the identity API against a running server, a success and a refusal each, and checks both.
//!
//! `cargo run -p selfsame-client --example identity_tour -- http://127.0.0.1:4434 http://127.0.0.1:4433`
//!
//! The server must have the methods password, code and link on, and a schema whose only required trait is `email`.
//! What it makes it deletes again. The status is 0 only if every operation did what it should.

use selfsame_client as client;

mod tour;

/// Errors are chosen by status.
const CHOSEN_BY_STATUS: bool = true;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    tour::run().await
}
