//! The same tour as `flow_tour`, from the same source, with the published crate `ory-kratos-client`.
//!
//! `cargo run -p selfsame-client --example published_crate_flow_tour -- http://127.0.0.1:4434 http://127.0.0.1:4433`

use ory_kratos_client as client;

mod flows;

/// That crate sends every submission, but cannot decode an answer that holds a form.
const READS_FLOWS: bool = false;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    flows::run().await
}
