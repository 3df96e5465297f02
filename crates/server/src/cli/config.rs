//! `selfsame config`: check, schema, show, keys.

use super::Environment;
use super::failure::Failure;
use super::output::{OutputArgs, hex, note, print, print_json};
use super::settings::{self, ConfigArgs};
use crate::app::Randomness;
use crate::secrets::{self, Secrets, StandIns};
use crate::start::{current, tls};
use clap::{Args, Subcommand};
use selfsame_config::{Config, Loaded, Place, Problem, Problems};
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  selfsame config check --config selfsame.yml
  selfsame config show --config selfsame.yml
  selfsame config keys --config selfsame.yml
  selfsame config schema > selfsame.schema.json";

/// Arguments of `config`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// As if the server were started in development mode
    #[arg(long, global = true)]
    dev: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Subcommand)]
enum Command {
    /// Tell whether the configuration is valid, its schemas can be used and its certificates be read
    #[command(after_help = "Example:\n  selfsame config check -c selfsame.yml --json")]
    Check,
    /// Print the JSON Schema of the configuration, for editors
    #[command(after_help = "Example:\n  selfsame config schema > selfsame.schema.json")]
    Schema,
    /// Print the values in force: files, environment and defaults together, secrets masked
    #[command(after_help = "Example:\n  selfsame config show -c selfsame.yml")]
    Show,
    /// Print the ids of the keys in secrets.cipher, by which backups and errors name them; the first one seals
    #[command(after_help = "Example:\n  selfsame config keys -c selfsame.yml")]
    Keys,
}

pub fn run(arguments: &Arguments, environment: &Environment) -> Result<(), Failure> {
    let mut sources = arguments.config.sources(environment);
    sources.dev = arguments.dev;
    match arguments.command {
        Command::Schema => print(selfsame_config::schema().trim_end()),
        Command::Show => print_json(&selfsame_config::show(&settings::load(&sources)?.config)),
        Command::Keys => keys(&settings::load(&sources)?.config, arguments.output),
        Command::Check => check(selfsame_config::load(&sources), arguments.output),
    }
}

fn keys(config: &Config, output: OutputArgs) -> Result<(), Failure> {
    let ids = secrets::cipher_key_ids(config).map_err(|error| Failure::Configuration(error.to_string()))?;
    let ids: Vec<String> = ids.iter().map(|id| hex(id)).collect();
    if ids.is_empty() {
        note("no key yet: the server generates one at its first start");
    }
    output.show(&json!({ "keys": &ids }), || ids.join("\n"))
}

fn check(outcome: Result<Loaded, Problems>, output: OutputArgs) -> Result<(), Failure> {
    let (problems, warnings) = match outcome {
        Ok(Loaded { config, warnings }) => (unusable(&config)?, warnings),
        Err(Problems(problems)) => (problems, Vec::new()),
    };
    if output.json {
        let listed = |all: &[Problem]| all.iter().map(as_json).collect::<Vec<_>>();
        print_json(&json!({ "valid": problems.is_empty(), "problems": listed(&problems), "warnings": listed(&warnings) }))?;
    } else {
        for problem in &problems {
            print(format!("error: {problem}"))?;
        }
        for warning in &warnings {
            print(format!("warning: {warning}"))?;
        }
    }
    match problems.len() {
        0 if output.json => Ok(()),
        0 => print("the configuration is valid"),
        1 => Err(Failure::Configuration("the configuration has a problem".to_owned())),
        count => Err(Failure::Configuration(format!("the configuration has {count} problems"))),
    }
}

/// What is wrong with what the configuration points to: schemas, certificates, the rules they have to fit. Built as the
/// start builds it; nothing is written, and neither database nor listeners are touched.
fn unusable(config: &Config) -> Result<Vec<Problem>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Failed(format!("cannot check: {error}"));
    let runtime = tokio::runtime::Runtime::new().map_err(|error| failed(&error))?;
    let randomness = Randomness::system().map_err(|error| failed(&error))?;
    let mut texts = Vec::new();
    match Secrets::of(config, &StandIns::rehearsed(config), &mut randomness.fork()) {
        Ok(secrets) => texts.extend(current::build(config, &secrets, runtime.handle()).err().map(|error| error.to_string())),
        Err(error) => texts.push(error.to_string()),
    }
    for listener in [&config.serve.public.listener, &config.serve.admin.listener] {
        texts.extend(tls::acceptor(listener).err().map(|error| error.to_string()));
    }
    Ok(texts.into_iter().map(|text| Problem { place: Place::BuiltIn, path: String::new(), message: text, hint: None }).collect())
}

fn as_json(problem: &Problem) -> Value {
    json!({ "place": problem.place.to_string(), "key": problem.path, "message": problem.message, "hint": problem.hint })
}
