//! The binary `selfsame`: the one place that reads the environment and ends the process.

use clap::Parser;
use selfsame::cli::{Cli, Environment, run};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let variables = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let hostname = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned());
    ExitCode::from(run(cli, &Environment { variables: variables.collect(), hostname }))
}
