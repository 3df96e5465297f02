//! `identities list` and `identities get`.

use super::described;
use crate::cli::connect::ServerArgs;
use crate::cli::failure::Failure;
use crate::cli::output::{JsonList, LongTable, OutputArgs, cell, note, print, print_json};
use clap::Args;
use futures_util::TryStreamExt;
use selfsame_client::apis::identity_api::{self, ListIdentities};
use selfsame_client::models::Identity;
use serde_json::Value;

const LIST_EXAMPLES: &str = "\
Examples:
  selfsame identities list
  selfsame identities list --identifier ada@example.org
  selfsame identities list --all --json > identities.json";

#[derive(Args)]
#[command(after_help = LIST_EXAMPLES)]
pub struct ListArguments {
    /// Only who signs in with exactly this
    #[arg(long, value_name = "TEXT", group = "filter")]
    identifier: Option<String>,
    /// Only who signs in with something that starts like this
    #[arg(long, value_name = "TEXT", group = "filter")]
    starts_with: Option<String>,
    /// Only these ids
    #[arg(long, value_name = "ID", value_delimiter = ',', group = "filter")]
    ids: Option<Vec<String>>,
    /// Only this organization
    #[arg(long, value_name = "ID", group = "filter")]
    organization: Option<String>,
    /// Credential types to show with their secrets (in JSON)
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    include_credential: Option<Vec<String>>,
    /// The most identities to list
    #[arg(long, default_value_t = 100, value_name = "ROWS")]
    limit: usize,
    /// List all of them
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

pub fn list(arguments: ListArguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    let limit = if arguments.all { usize::MAX } else { arguments.limit };
    let which = ListIdentities {
        page_size: Some(limit.clamp(1, 500) as i64),
        credentials_identifier: arguments.identifier,
        preview_credentials_identifier_similar: arguments.starts_with,
        ids: arguments.ids,
        organization_id: arguments.organization,
        include_credential: arguments.include_credential,
        ..ListIdentities::default()
    };
    server.run(async |server| {
        let mut identities = identity_api::list_identities_stream(&server.configuration, which);
        let explain = |error| server.explain("list identities", &error);
        let mut count = 0;
        let mut json = if output.json { Some(JsonList::begin()?) } else { None };
        let mut rows = LongTable::begin(["ID", "STATE", "SCHEMA", "CREATED", "TRAITS"]);
        let mut has_more = false;
        while let Some(identity) = identities.try_next().await.map_err(explain)? {
            if count == limit {
                has_more = true;
                break;
            }
            count += 1;
            match &mut json {
                Some(list) => list.item(&identity)?,
                None => rows.row(row(&identity))?,
            }
        }
        match json {
            Some(list) => list.end()?,
            None if count == 0 => note("no identities"),
            None => rows.end()?,
        }
        if has_more {
            note(format!("there are more than {limit}: give --all, or a greater --limit"));
        }
        Ok(())
    })
}

fn row(identity: &Identity) -> [String; 5] {
    let state = identity.state.map(|state| state.to_string()).unwrap_or_default();
    let traits = identity.traits.as_ref().map(Value::to_string).unwrap_or_default();
    let created = identity.created_at.as_deref().and_then(|at| at.get(..19)).unwrap_or_default().replace('T', " ");
    [identity.id.clone(), state, cell(&identity.schema_id, 20), created, cell(&traits, 80)]
}

const GET_EXAMPLES: &str = "\
Examples:
  selfsame identities get 0190c0de-0000-4000-8000-000000000000
  selfsame identities get --external customer-17 --include-credential password --json";

#[derive(Args)]
#[command(after_help = GET_EXAMPLES)]
pub struct GetArguments {
    /// Ids of the identities
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// The ids are those that you gave (`external_id`)
    #[arg(long)]
    external: bool,
    /// Credential types to show with their secrets (in JSON)
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    include_credential: Option<Vec<String>>,
}

pub fn get(arguments: &GetArguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    server.run(async |server| {
        let mut found = Vec::new();
        for id in &arguments.ids {
            let (configuration, include) = (&server.configuration, arguments.include_credential.clone());
            let tried = format!("get identity {id}");
            let identity = if arguments.external {
                let answer = identity_api::get_identity_by_external_id(configuration, id, include).await;
                answer.map_err(|error| server.explain(&tried, &error))?
            } else {
                identity_api::get_identity(configuration, id, include).await.map_err(|error| server.explain(&tried, &error))?
            };
            found.push(identity);
        }
        match found.as_slice() {
            [one] if output.json => print_json(one),
            all if output.json => print_json(&all),
            all => print(all.iter().map(described).collect::<Vec<_>>().join("\n\n")),
        }
    })
}
