//! The same tour as `identity_tour`, from the same source, with the published crate `ory-kratos-client`: programs that
//! use it go on working, and move over by the one `use` line that differs here.
//!
//! `cargo run -p selfsame-client --example published_crate_tour -- http://127.0.0.1:4434 http://127.0.0.1:4433`

use ory_kratos_client as client;

mod tour;

/// That crate reads every refusal as the first variant that fits, whatever the status.
const CHOSEN_BY_STATUS: bool = false;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    tour::run().await
}
