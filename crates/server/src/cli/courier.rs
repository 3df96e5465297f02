//! `selfsame courier watch`: delivery in a process of its own.

use super::Environment;
use super::failure::Failure;
use super::serve::{LONGEST_END, failure};
use super::settings::{self, ConfigArgs};
use crate::start::{self, log};
use clap::{Args, Subcommand};
use selfsame_config::Loaded;

const EXAMPLES: &str = "\
Examples:
  selfsame courier watch --config selfsame.yml --data /var/lib/selfsame

`selfsame serve` delivers messages itself unless courier.worker.enabled is false. Several couriers on one database are \
fine: each message is taken by one of them.";

/// Arguments of `courier`.
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Deliver messages until stopped
    #[command(after_help = EXAMPLES)]
    Watch(WatchArguments),
}

#[derive(Args)]
struct WatchArguments {
    #[command(flatten)]
    config: ConfigArgs,
    /// Development mode: what no delivery is configured for goes into the log
    #[arg(long)]
    dev: bool,
}

pub fn run(arguments: &Arguments, environment: &Environment) -> Result<(), Failure> {
    let Command::Watch(arguments) = &arguments.command;
    let mut sources = arguments.config.sources(environment);
    sources.dev = arguments.dev;
    let Loaded { config, warnings } = settings::load(&sources)?;
    let options = settings::database(&arguments.config, None, environment)?.options;
    log::start(&config.log);
    for warning in warnings {
        tracing::warn!("configuration: {warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Failed(format!("cannot start: {error}")))?;
    let outcome = runtime.block_on(start::watch_courier(config, options)).map_err(|error| failure(&error));
    // A start that was ended may still wait for something, on a thread of its own.
    runtime.shutdown_timeout(LONGEST_END);
    outcome
}
