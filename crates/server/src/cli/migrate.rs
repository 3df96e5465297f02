//! `selfsame migrate`: the state of the database's layout, and bringing it up to date. Also under the reference's name,
//! `migrate sql`.

use super::Environment;
use super::failure::Failure;
use super::output::{OutputArgs, print, table};
use super::settings::{self, ConfigArgs, block_on};
use crate::app::Clock;
use clap::{Args, Subcommand};
use selfsame_store::{Migrate, MigrationStatus, OpenError, Store, StoreOptions};
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  selfsame migrate status
  selfsame migrate up --config selfsame.yml
  selfsame migrate sql -e -y
  selfsame migrate sql up -y sqlite://selfsame-data/selfsame.db

`serve` migrates by itself unless it is told --no-migrate.";

/// Arguments of `migrate`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Which migrations the database has
    #[command(after_help = "Example:\n  selfsame migrate status --json")]
    Status {
        /// The database [default: `dsn` of the configuration]
        dsn: Option<String>,
    },
    /// Apply what is pending
    #[command(after_help = "Example:\n  selfsame migrate up sqlite://selfsame-data/selfsame.db")]
    Up {
        /// The database [default: `dsn` of the configuration]
        dsn: Option<String>,
    },
    /// The same by the reference's names
    Sql(SqlArguments),
}

#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = false,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  selfsame migrate sql -e -y\n  selfsame migrate sql status sqlite://selfsame-data/selfsame.db"
)]
struct SqlArguments {
    /// Take the DSN from the environment or the configuration, as is done anyway
    #[arg(short = 'e', long, global = true)]
    read_from_env: bool,
    /// Do not ask; nothing is ever asked
    #[arg(short, long, global = true)]
    yes: bool,
    /// The database
    dsn: Option<String>,
    #[command(subcommand)]
    form: Option<SqlForm>,
}

#[derive(Subcommand)]
enum SqlForm {
    /// Apply what is pending
    Up {
        /// The database
        dsn: Option<String>,
    },
    /// Which migrations the database has
    Status {
        /// The database
        dsn: Option<String>,
    },
    /// Not offered: restore a backup instead
    Down {
        /// Ignored
        #[arg(hide = true, num_args = 0.., trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

pub fn run(arguments: &Arguments, environment: &Environment) -> Result<(), Failure> {
    let place = |dsn: &Option<String>| settings::database(&arguments.config, dsn.as_deref(), environment).map(|place| place.options);
    match &arguments.command {
        Command::Status { dsn } => status(&place(dsn)?, arguments.output),
        Command::Up { dsn } => up(&place(dsn)?, arguments.output),
        Command::Sql(sql) => match &sql.form {
            Some(SqlForm::Status { dsn }) => status(&place(dsn)?, arguments.output),
            Some(SqlForm::Up { dsn }) => up(&place(dsn)?, arguments.output),
            None => up(&place(&sql.dsn)?, arguments.output),
            Some(SqlForm::Down { .. }) => Err(Failure::Usage(
                "migrations are not taken back: what newer columns hold would be lost. Stop the server, restore the backup from before the \
                 upgrade into an empty folder (`selfsame restore FILE --data FOLDER`), and start the older version on it"
                    .to_owned(),
            )),
        },
    }
}

fn status(options: &StoreOptions, output: OutputArgs) -> Result<(), Failure> {
    // Looking must not create anything.
    if is_absent(options) {
        let place = options.place();
        return Err(Failure::Database(format!(
            "there is no database at {place} yet: `selfsame serve` or `selfsame migrate up` creates it"
        )));
    }
    let all = read(options)?;
    output.show(&as_json(&all), || {
        let mut rows = table(["VERSION", "NAME", "APPLIED"]);
        for one in &all {
            let applied = one.applied_at.map_or_else(|| "pending".to_owned(), |at| at.to_string());
            rows.add_row([format!("{:04}", one.version), one.name.to_owned(), applied]);
        }
        rows.trim_fmt()
    })
}

fn up(options: &StoreOptions, output: OutputArgs) -> Result<(), Failure> {
    let pending = |all: &[MigrationStatus]| all.iter().filter(|one| one.applied_at.is_none()).count();
    let before = if is_absent(options) { None } else { Some(pending(&read(options)?)) };
    let place = options.place();
    let opened = block_on(async {
        let store = Store::open(options.clone(), Migrate::Apply, Clock::system().now()).await?;
        store.close().await;
        Ok(())
    })?;
    opened.map_err(|error: OpenError| Failure::Database(error.to_string()))?;
    let all = read(options)?;
    let applied = before.unwrap_or(all.len());
    if output.json {
        return output.show(&json!({ "applied": applied, "migrations": as_json(&all) }), String::new);
    }
    print(match applied {
        0 => format!("{place} is up to date"),
        1 => format!("{place}: 1 migration applied"),
        count => format!("{place}: {count} migrations applied"),
    })
}

/// A file that is not there yet; a server tells by itself.
fn is_absent(options: &StoreOptions) -> bool {
    matches!(options, StoreOptions::Sqlite(sqlite) if !sqlite.path.exists())
}

fn read(options: &StoreOptions) -> Result<Vec<MigrationStatus>, Failure> {
    block_on(Store::migration_status(options.clone()))?.map_err(|error| Failure::Database(error.to_string()))
}

fn as_json(all: &[MigrationStatus]) -> Value {
    all.iter()
        .map(|one| json!({ "version": one.version, "name": one.name, "applied_at": one.applied_at.map(|at| at.to_string()) }))
        .collect()
}
