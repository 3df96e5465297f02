//! The command line of the binary `selfsame`. One file per group of commands; each has its arguments above what they do.
//! Nothing here reads the environment: `main` hands it in.

mod backup;
mod config;
mod connect;
mod courier;
mod each;
mod failure;
mod hash;
mod identities;
mod import;
mod input;
mod migrate;
mod r#move;
mod output;
mod recovery;
mod schemas;
mod serve;
mod sessions;
mod settings;
mod shell;
mod theme;

pub use serve::announcement;

use crate::jsonnet;
use clap::{Parser, Subcommand};
use failure::{EXIT_CODES, Failure};
use output::note;

const EXAMPLES: &str = "\
Examples:
  selfsame serve
  selfsame identities import people.ndjson
  selfsame backup /backups/selfsame.db";

/// An identity server: accounts, sign-in, sessions, recovery
#[derive(Parser)]
#[command(name = "selfsame", version, max_term_width = 120, after_help = after_help())]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn after_help() -> String {
    format!("{EXAMPLES}\n\n{EXIT_CODES}")
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Arguments),
    /// Check, explain and show the configuration
    Config(config::Arguments),
    /// Read and change the identities of a running server
    Identities(identities::Arguments),
    /// List and revoke the sessions of a running server
    Sessions(sessions::Arguments),
    /// Let a person back into an account
    Recovery(recovery::Arguments),
    /// Read the identity schemas of a running server
    Schemas(schemas::Arguments),
    /// Deliver messages, in a process of their own
    Courier(courier::Arguments),
    /// Bring the database up to date
    Migrate(migrate::Arguments),
    /// Copy the database while the server runs
    Backup(backup::BackupArguments),
    /// Put a backup into an empty data folder
    Restore(backup::RestoreArguments),
    /// Move everything into another database, of either engine
    Move(r#move::Arguments),
    /// Start a look and words of your own for the pages
    Theme(theme::Arguments),
    /// Choose parameters of password hashing
    Hash(hash::Arguments),
    /// Evaluate one piece of Jsonnet, read from standard input
    #[command(hide = true)]
    JsonnetWorker,
    /// Print completions for a shell
    Completions(shell::CompletionsArguments),
    /// Print the manual page
    Man(shell::ManArguments),
    /// Print the version
    Version(shell::VersionArguments),
}

/// What `main` knows about the world.
#[derive(Clone, Default)]
pub struct Environment {
    pub variables: Vec<(String, String)>,
    /// The machine's name.
    pub hostname: Option<String>,
}

/// Runs the command; what went wrong is printed. The exit code.
pub fn run(cli: Cli, environment: &Environment) -> u8 {
    let outcome = match cli.command {
        Command::Serve(arguments) => serve::run(&arguments, environment),
        Command::Config(arguments) => config::run(&arguments, environment),
        Command::Identities(arguments) => identities::run(arguments),
        Command::Sessions(arguments) => sessions::run(arguments),
        Command::Recovery(arguments) => recovery::run(arguments),
        Command::Schemas(arguments) => schemas::run(arguments),
        Command::Courier(arguments) => courier::run(&arguments, environment),
        Command::JsonnetWorker => jsonnet::worker::run().map_err(|error| Failure::Failed(error.to_string())),
        Command::Migrate(arguments) => migrate::run(&arguments, environment),
        Command::Backup(arguments) => backup::backup(&arguments, environment),
        Command::Restore(arguments) => backup::restore(&arguments, environment),
        Command::Move(arguments) => r#move::run(&arguments, environment),
        Command::Theme(arguments) => theme::run(&arguments),
        Command::Hash(arguments) => hash::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::man(&arguments),
        Command::Version(arguments) => shell::version(&arguments),
    };
    match outcome {
        Ok(()) => 0,
        Err(failure) => {
            if !matches!(failure, Failure::NobodyReads) {
                note(format!("selfsame: {failure}"));
            }
            failure.code()
        }
    }
}

#[cfg(test)]
mod tests;
