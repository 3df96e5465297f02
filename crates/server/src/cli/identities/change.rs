//! `identities patch` and `identities delete`.

use super::described;
use crate::cli::connect::ServerArgs;
use crate::cli::each::each_id;
use crate::cli::failure::Failure;
use crate::cli::input::read_json;
use crate::cli::output::OutputArgs;
use clap::Args;
use selfsame_client::apis::identity_api;
use selfsame_client::models::JsonPatch;
use serde_json::Value;
use std::path::PathBuf;

const PATCH_EXAMPLES: &str = "\
Examples:
  selfsame identities patch 0190c0de-0000-4000-8000-000000000000 --set /traits/name/first=Ada --set /state=inactive
  selfsame identities patch 0190c0de-0000-4000-8000-000000000000 --set '/metadata_public={\"plan\": \"free\"}' --remove /external_id
  selfsame identities patch 0190c0de-0000-4000-8000-000000000000 --file steps.json";

#[derive(Args)]
#[command(after_help = PATCH_EXAMPLES)]
pub struct PatchArguments {
    /// Id of the identity
    id: String,
    /// Set the member at a JSON pointer; a value that is no JSON is taken as text
    #[arg(long, value_name = "POINTER=VALUE", required_unless_present_any = ["remove", "file"])]
    set: Vec<String>,
    /// Remove the member at a JSON pointer
    #[arg(long, value_name = "POINTER")]
    remove: Vec<String>,
    /// File with a JSON Patch (RFC 6902), applied first; `-` reads standard input
    #[arg(long)]
    file: Option<PathBuf>,
}

pub fn patch(arguments: PatchArguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    let mut steps = match &arguments.file {
        Some(path) => serde_json::from_value::<Vec<JsonPatch>>(read_json(path)?)
            .map_err(|error| Failure::Usage(format!("{} is no JSON Patch: {error}", path.display())))?,
        None => Vec::new(),
    };
    for assignment in &arguments.set {
        steps.push(step_of(assignment)?);
    }
    steps.extend(arguments.remove.into_iter().map(|pointer| JsonPatch::new("remove".to_owned(), pointer)));
    server.run(async |server| {
        let changed = identity_api::patch_identity(&server.configuration, &arguments.id, Some(steps)).await;
        let identity = changed.map_err(|error| server.explain(&format!("change identity {}", arguments.id), &error))?;
        output.show(&identity, || described(&identity))
    })
}

fn step_of(assignment: &str) -> Result<JsonPatch, Failure> {
    let (pointer, value) = assignment
        .split_once('=')
        .filter(|(pointer, _)| pointer.starts_with('/'))
        .ok_or_else(|| Failure::Usage(format!("--set {assignment:?}: write POINTER=VALUE, for example /traits/name/first=Ada")))?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok(JsonPatch { value: Some(Some(value)), ..JsonPatch::new("replace".to_owned(), pointer.to_owned()) })
}

const DELETE_EXAMPLES: &str = "\
Examples:
  selfsame identities delete 0190c0de-0000-4000-8000-000000000000
  selfsame identities list --starts-with test- --json | jq -r '.[].id' | xargs selfsame identities delete

Sessions, credentials and addresses go with the identity. There is no way back.";

#[derive(Args)]
#[command(after_help = DELETE_EXAMPLES)]
pub struct DeleteArguments {
    /// Ids of the identities
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub fn delete(arguments: &DeleteArguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    server.run(async |server| {
        let delete = async |id: &str| {
            let deleted = identity_api::delete_identity(&server.configuration, id).await;
            deleted.map_err(|error| server.explain(&format!("delete identity {id}"), &error))
        };
        each_id(&arguments.ids, "deleted", output, delete).await
    })
}
