//! Every native flow of a person, from sign-up to signing out, against a running server.
//!
//! `cargo run -p selfsame-client --example flow_tour -- http://127.0.0.1:4434 http://127.0.0.1:4433`

use selfsame_client as client;

mod flows;

const READS_FLOWS: bool = true;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    flows::run().await
}
