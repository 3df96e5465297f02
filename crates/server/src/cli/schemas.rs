//! `selfsame schemas`: the identity schemas of a running server.

use super::connect::ServerArgs;
use super::failure::Failure;
use super::output::{OutputArgs, cell, print, print_json, table};
use clap::{Args, Subcommand};
use futures_util::TryStreamExt;
use selfsame_client::apis::identity_api;
use selfsame_client::models::IdentitySchemaContainer;

const EXAMPLES: &str = "\
Examples:
  selfsame schemas list
  selfsame schemas get person > person.schema.json";

/// Arguments of `schemas`.
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
    /// List the schemas
    #[command(after_help = "Example:\n  selfsame schemas list --json")]
    List,
    /// Print one schema, as JSON
    #[command(after_help = "Example:\n  selfsame schemas get person > person.schema.json")]
    Get {
        /// Id of the schema
        id: String,
    },
}

pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { server, output, command } = arguments;
    server.run(async |server| match command {
        Command::List => {
            let schemas = identity_api::list_identity_schemas_stream(&server.configuration, None);
            let schemas: Vec<_> = schemas.try_collect().await.map_err(|error| server.explain("list schemas", &error))?;
            if output.json { print_json(&schemas) } else { print(listed(&schemas)) }
        }
        Command::Get { id } => {
            let schema = identity_api::get_identity_schema(&server.configuration, &id).await;
            print_json(&schema.map_err(|error| server.explain(&format!("get schema {id}"), &error))?)
        }
    })
}

fn listed(schemas: &[IdentitySchemaContainer]) -> String {
    let mut rows = table(["ID", "TITLE"]);
    for container in schemas {
        let title = container.schema.get("title").and_then(serde_json::Value::as_str).unwrap_or_default();
        rows.add_row([container.id.clone(), cell(title, 60)]);
    }
    rows.trim_fmt()
}
