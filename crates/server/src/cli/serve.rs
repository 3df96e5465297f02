//! `selfsame serve`: the server itself, and what a person sees when it has started.

use super::Environment;
use super::failure::Failure;
use super::output;
use super::settings::{self, ConfigArgs};
use crate::start::{self, Options, OtherSecrets, StartError, log};
use clap::Args;
use selfsame_config::{Config, Loaded};
use selfsame_store::Migrate;
use std::fmt::Write;
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  selfsame serve
  selfsame serve --config selfsame.yml --data /var/lib/selfsame
  SERVE_PUBLIC_PORT=8080 selfsame serve --dev -c base.yml -c local.yml

Without a configuration file a working server comes up: its data in ./selfsame-data, \
people sign in on http://127.0.0.1:4433, the admin API listens on http://127.0.0.1:4434. \
Keys of the configuration can be set by environment variables: serve.public.port is SERVE_PUBLIC_PORT. \
Not so members of free maps (give the whole map as JSON) and keys with a hyphen (use the flag).";

/// How long what still blocks may hold up the end of the process.
pub(super) const LONGEST_END: Duration = Duration::from_secs(3);

/// Arguments of `serve`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    config: ConfigArgs,
    /// Development mode: cheap hashes, readable messages, no insistence on protections
    #[arg(long)]
    dev: bool,
    /// Deliver messages from this process, also where courier.worker.enabled is false
    #[arg(long)]
    watch_courier: bool,
    /// Accepted and without effect: nothing is ever reported anywhere
    #[arg(long)]
    sqa_opt_out: bool,
    /// Do not migrate the database; refuse to start if it needs it
    #[arg(long)]
    no_migrate: bool,
    /// Start although the database was served with other secrets, which are gone
    #[arg(long)]
    accept_secrets: bool,
}

pub fn run(arguments: &Arguments, environment: &Environment) -> Result<(), Failure> {
    let mut sources = arguments.config.sources(environment);
    sources.dev = arguments.dev;
    sources.watch_courier = arguments.watch_courier;
    let Loaded { config, warnings } = settings::load(&sources)?;
    log::start(&config.log);
    for warning in warnings {
        tracing::warn!("configuration: {warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Failed(format!("cannot start: {error}")))?;
    let migrate = if arguments.no_migrate { Migrate::Refuse } else { Migrate::Apply };
    let other_secrets = if arguments.accept_secrets { OtherSecrets::Accepted } else { OtherSecrets::Refused };
    let options = Options { migrate, other_secrets, on_ready: Box::new(|config| output::note(announcement(config))) };
    let served = runtime.block_on(start::serve(config, sources, options));
    // Told to stop before it was ready, it may still wait for a schema's host or for a lock.
    runtime.shutdown_timeout(LONGEST_END);
    served.map_err(|error| failure(&error))
}

pub fn failure(error: &StartError) -> Failure {
    let text = error.to_string();
    match error {
        StartError::Config(_) | StartError::Dsn(_) | StartError::Tls(_) | StartError::Secrets(_) => Failure::Configuration(text),
        StartError::Database(_)
        | StartError::Read(_)
        | StartError::MissingKey(_)
        | StartError::OtherSecrets(_)
        | StartError::Unfinished(_) => Failure::Database(text),
        StartError::Listen(_) | StartError::System(_) => Failure::Failed(text),
    }
}

/// Where people sign up and in, and where a developer reads the mails.
fn pages(config: &Config) -> String {
    let (public, admin) = (&config.serve.public.listener, &config.serve.admin.listener);
    let mut text = String::new();
    if config.pages.are_shown {
        let _ = writeln!(text, "  pages   {}", public.url_of("/ui/"));
    }
    if config.dev {
        let _ = writeln!(text, "  outbox  {}", admin.url_of("/ui/outbox"));
    }
    text
}

/// Both addresses and three requests to try.
pub fn announcement(config: &Config) -> String {
    let (public, admin) = (&config.serve.public.listener, &config.serve.admin.listener);
    let schema = &config.identity.default_schema_id;
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "Selfsame {} is ready.\n  public  {}\n  admin   {}\n{}\nTry:\n  curl {}\n  curl -X POST {} -H 'Content-Type: application/json' \\\n    -d '{{\"schema_id\": \"{schema}\", \"traits\": {{\"email\": \"ada@example.org\"}}}}'\n  curl {}\n",
        env!("CARGO_PKG_VERSION"),
        public.base_url,
        admin.base_url,
        pages(config),
        public.url_of("/health/ready"),
        admin.url_of("/admin/identities"),
        admin.url_of("/admin/identities"),
    );
    text
}
