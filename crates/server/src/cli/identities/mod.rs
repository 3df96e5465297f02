//! `selfsame identities`: list, read, create, change, delete, import, validate.

mod change;
mod create;
mod read;
mod validate;

use super::connect::ServerArgs;
use super::failure::Failure;
use super::import;
use super::output::OutputArgs;
use clap::{Args, Subcommand};
use selfsame_client::models::Identity;
use serde_json::Value;

const EXAMPLES: &str = "\
Examples:
  selfsame identities list --limit 20
  selfsame identities get 0190c0de-0000-4000-8000-000000000000 --json
  selfsame identities create --schema person --traits '{\"email\": \"ada@example.org\"}'
  selfsame identities import people.ndjson";

/// Arguments of `identities`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    server: ServerArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List identities
    List(read::ListArguments),
    /// Show identities
    Get(read::GetArguments),
    /// Create identities from a file, a batch of them at a time
    Import(import::Arguments),
    /// Create one identity
    Create(create::Arguments),
    /// Change parts of one identity
    Patch(change::PatchArguments),
    /// Delete identities with all that hangs on them
    Delete(change::DeleteArguments),
    /// Hold rows for `import` against a schema, without changing anything
    Validate(validate::Arguments),
}

pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { server, output, command } = arguments;
    match command {
        Command::List(arguments) => read::list(arguments, &server, output),
        Command::Get(arguments) => read::get(&arguments, &server, output),
        Command::Import(arguments) => import::run(arguments, &server, output),
        Command::Create(arguments) => create::run(arguments, &server, output),
        Command::Patch(arguments) => change::patch(arguments, &server, output),
        Command::Delete(arguments) => change::delete(&arguments, &server, output),
        Command::Validate(arguments) => validate::run(&arguments, &server, output),
    }
}

/// One identity for people.
fn described(identity: &Identity) -> String {
    let state = identity.state.map(|state| state.to_string()).unwrap_or_default();
    let traits = identity.traits.as_ref().map(Value::to_string).unwrap_or_default();
    let mut rows = vec![
        ("id", identity.id.clone()),
        ("state", state),
        ("schema", identity.schema_id.clone()),
        ("external id", identity.external_id.clone().unwrap_or_default()),
        ("traits", super::output::cell(&traits, 2000)),
    ];
    let mut kinds: Vec<_> = identity.credentials.iter().flatten().collect();
    kinds.sort_by_key(|(kind, _)| *kind);
    let kinds: Vec<_> = kinds
        .into_iter()
        .map(|(kind, credential)| match credential.identifiers.as_deref() {
            Some(identifiers) if !identifiers.is_empty() => format!("{kind} ({})", identifiers.join(", ")),
            _ => kind.clone(),
        })
        .collect();
    rows.push(("credentials", super::output::cell(&kinds.join(", "), 2000)));
    rows.push(("created", identity.created_at.clone().unwrap_or_default()));
    rows.push(("updated", identity.updated_at.clone().unwrap_or_default()));
    super::output::card(&rows)
}
