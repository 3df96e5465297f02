//! `identities create`: one identity, from flags or from a JSON document.

use super::described;
use crate::cli::connect::ServerArgs;
use crate::cli::failure::Failure;
use crate::cli::input::{json_argument, read_json};
use crate::cli::output::OutputArgs;
use clap::Args;
use selfsame_client::apis::send_json;
use selfsame_client::models::Identity;
use selfsame_client::reqwest::Method;
use serde_json::{Map, Value};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  selfsame identities create --traits '{\"email\": \"ada@example.org\"}'
  selfsame identities create --schema person --external-id customer-17 --traits '{\"email\": \"ada@example.org\"}'
  selfsame identities create ada.json
  echo '{\"traits\": {\"email\": \"ada@example.org\"}, \"credentials\": {\"password\": {\"config\": {\"password\": \"…\"}}}}' \\
    | selfsame identities create -

Give passwords in a file or on standard input: others on the machine can read a command line.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// File with the identity as JSON; `-` reads standard input
    #[arg(required_unless_present = "traits")]
    file: Option<PathBuf>,
    /// Traits as JSON
    #[arg(long, value_name = "JSON")]
    traits: Option<String>,
    /// Id of the schema [default: the server's default schema]
    #[arg(long, value_name = "ID")]
    schema: Option<String>,
    /// `active` or `inactive`
    #[arg(long, value_parser = ["active", "inactive"])]
    state: Option<String>,
    /// An id of your own; unique
    #[arg(long, value_name = "ID")]
    external_id: Option<String>,
}

pub fn run(arguments: Arguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    let mut body = match &arguments.file {
        Some(path) => match read_json(path)? {
            Value::Object(members) => members,
            _ => return Err(Failure::Usage(format!("{} is no JSON object; for many rows use `identities import`", path.display()))),
        },
        None => Map::new(),
    };
    if let Some(traits) = &arguments.traits {
        body.insert("traits".to_owned(), json_argument("--traits", traits)?);
    }
    for (name, value) in [("schema_id", arguments.schema), ("state", arguments.state), ("external_id", arguments.external_id)] {
        if let Some(value) = value {
            body.insert(name.to_owned(), Value::String(value));
        }
    }
    // As JSON, not as a model: a member that this program does not know is the server's to judge.
    let body = Value::Object(body);
    server.run(async |server| {
        let created = send_json(&server.configuration, Method::POST, "/admin/identities", Some(&body)).await;
        let created = created.map_err(|error| server.explain("create the identity", &error))?;
        let identity: Identity = serde_json::from_value(created.clone())
            .map_err(|error| Failure::Failed(format!("cannot read the created identity: {error}")))?;
        output.show(&created, || described(&identity))
    })
}
