//! `selfsame sessions`: list and revoke.

use super::connect::ServerArgs;
use super::each::each_id;
use super::failure::Failure;
use super::output::{JsonList, LongTable, OutputArgs, cell, note};
use clap::{Args, Subcommand};
use futures_util::TryStreamExt;
use selfsame_client::apis::identity_api::{self, ListSessions};
use selfsame_client::models::Session;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  selfsame sessions list --active
  selfsame sessions list --identity 0190c0de-0000-4000-8000-000000000000
  selfsame sessions revoke 7f0e1d2c-0000-4000-8000-000000000000
  selfsame sessions revoke --identity 0190c0de-0000-4000-8000-000000000000";

/// Arguments of `sessions`.
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
    /// List sessions, newest first
    #[command(after_help = "Example:\n  selfsame sessions list --active --limit 20")]
    List(ListArguments),
    /// End sessions: whoever holds them has to sign in again
    #[command(
        after_help = "Examples:\n  selfsame sessions revoke 7f0e1d2c-0000-4000-8000-000000000000\n  selfsame sessions revoke --identity 0190c0de-0000-4000-8000-000000000000"
    )]
    Revoke(RevokeArguments),
}

#[derive(Args)]
struct ListArguments {
    /// Only sessions of this identity
    #[arg(long, value_name = "ID")]
    identity: Option<String>,
    /// Only sessions that are in force
    #[arg(long)]
    active: bool,
    /// Only sessions that were revoked or have expired
    #[arg(long, conflicts_with = "active")]
    inactive: bool,
    /// The most sessions to list
    #[arg(long, default_value_t = 100, value_name = "ROWS")]
    limit: usize,
    /// List all of them
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

#[derive(Args)]
struct RevokeArguments {
    /// Ids of the sessions
    #[arg(value_name = "ID", required_unless_present = "identity", conflicts_with = "identity")]
    ids: Vec<String>,
    /// Revoke all sessions of this identity
    #[arg(long, value_name = "ID")]
    identity: Option<String>,
}

pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { server, output, command } = arguments;
    match command {
        Command::List(arguments) => list(&arguments, &server, output),
        Command::Revoke(arguments) => revoke(&arguments, &server, output),
    }
}

fn list(arguments: &ListArguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    let limit = if arguments.all { usize::MAX } else { arguments.limit };
    let which = ListSessions {
        page_size: Some(limit.clamp(1, 500) as i64),
        active: arguments.active.then_some(true).or(arguments.inactive.then_some(false)),
        expand: Some(vec!["identity".to_owned(), "devices".to_owned()]),
        ..ListSessions::default()
    };
    server.run(async |server| {
        let configuration = &server.configuration;
        let mut sessions = match &arguments.identity {
            Some(id) => identity_api::list_identity_sessions_stream(configuration, id, which)
                .map_err(|error| server.explain("list the sessions of the identity", &error))
                .boxed_rows(),
            None => identity_api::list_sessions_stream(configuration, which)
                .map_err(|error| server.explain("list sessions", &error))
                .boxed_rows(),
        };
        let mut json = if output.json { Some(JsonList::begin()?) } else { None };
        let mut rows = LongTable::begin(["ID", "IDENTITY", "ACTIVE", "AAL", "SIGNED IN", "EXPIRES", "DEVICE"]);
        let (mut count, mut has_more) = (0, false);
        while let Some(session) = sessions.try_next().await? {
            if count == limit {
                has_more = true;
                break;
            }
            count += 1;
            match &mut json {
                Some(list) => list.item(&session)?,
                None => rows.row(row(&session))?,
            }
        }
        match json {
            Some(list) => list.end()?,
            None if count == 0 => note("no sessions"),
            None => rows.end()?,
        }
        if has_more {
            note(format!("there are more than {limit}: give --all, or a greater --limit"));
        }
        Ok(())
    })
}

/// Streams of different origin under one type.
trait BoxedRows<'c>: futures_util::Stream<Item = Result<Session, Failure>> + Send + Sized + 'c {
    fn boxed_rows(self) -> futures_util::stream::BoxStream<'c, Result<Session, Failure>> {
        Box::pin(self)
    }
}

impl<'c, S: futures_util::Stream<Item = Result<Session, Failure>> + Send + 'c> BoxedRows<'c> for S {}

fn row(session: &Session) -> [String; 7] {
    let time = |at: &Option<String>| at.as_deref().and_then(|at| at.get(..19)).unwrap_or_default().replace('T', " ");
    let device = session.devices.iter().flatten().next();
    let device = device.map(|device| {
        let (address, agent) = (device.ip_address.as_deref().unwrap_or_default(), device.user_agent.as_deref().unwrap_or_default());
        cell(&format!("{address} {agent}"), 40)
    });
    [
        session.id.clone(),
        session.identity.as_ref().map(|identity| identity.id.clone()).unwrap_or_default(),
        if session.active == Some(true) { "yes" } else { "no" }.to_owned(),
        session.authenticator_assurance_level.map(|level| level.to_string()).unwrap_or_default(),
        time(&session.authenticated_at),
        time(&session.expires_at),
        device.unwrap_or_default(),
    ]
}

fn revoke(arguments: &RevokeArguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    server.run(async |server| {
        if let Some(identity) = &arguments.identity {
            let ended = identity_api::delete_identity_sessions(&server.configuration, identity).await;
            ended.map_err(|error| server.explain(&format!("revoke the sessions of identity {identity}"), &error))?;
            let text = || format!("all sessions of {identity} are revoked");
            return output.show(&json!({ "revoked_identity": identity }), text);
        }
        let revoke = async |id: &str| {
            let ended = identity_api::disable_session(&server.configuration, id).await;
            ended.map_err(|error| server.explain(&format!("revoke session {id}"), &error))
        };
        each_id(&arguments.ids, "revoked", output, revoke).await
    })
}
