//! Where a command finds its configuration and its database.

use super::Environment;
use super::failure::Failure;
use crate::app::{Clock, Randomness};
use crate::database;
use base64::{Engine, prelude::BASE64_STANDARD};
use clap::Args;
use selfsame_config::{Dsn, Loaded, Sources};
use selfsame_core::schema::PERSON;
use selfsame_store::{SqliteOptions, StoreOptions};
use std::path::PathBuf;

/// Configuration files and the data folder.
#[derive(Args, Clone, Debug, Default)]
pub struct ConfigArgs {
    /// Configuration file; may be given several times, or with commas, and later files overlay earlier ones
    #[arg(short, long, global = true, value_delimiter = ',', value_name = "FILE")]
    pub config: Vec<PathBuf>,
    /// Data folder: generated secrets, and the database unless the configuration puts it elsewhere [default: the folder of
    /// the configured database, else selfsame-data]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

impl ConfigArgs {
    /// These arguments and the environment as the configuration's loader takes them.
    pub fn sources(&self, environment: &Environment) -> Sources {
        let mut sources = Sources::new(format!("base64://{}", BASE64_STANDARD.encode(PERSON)));
        sources.files.clone_from(&self.config);
        sources.data_dir.clone_from(&self.data);
        sources.env.clone_from(&environment.variables);
        sources.hostname.clone_from(&environment.hostname);
        sources
    }
}

/// Loads the configuration; all problems at once.
pub fn load(sources: &Sources) -> Result<Loaded, Failure> {
    selfsame_config::load(sources).map_err(|problems| {
        let count = problems.0.len();
        let counted = if count == 1 { "has a problem".to_owned() } else { format!("has {count} problems") };
        Failure::Configuration(format!("the configuration {counted}:\n{problems}"))
    })
}

/// A database and the folder of what the server generates.
pub struct Place {
    pub options: StoreOptions,
    pub data_folder: PathBuf,
}

/// The database that `dsn` names, else the configuration.
pub fn database(arguments: &ConfigArgs, dsn: Option<&str>, environment: &Environment) -> Result<Place, Failure> {
    let (dsn, data_folder) = if let Some(text) = dsn {
        let dsn = Dsn::parse(text).map_err(|error| Failure::Usage(error.to_string()))?;
        let data_folder = arguments.data.clone().unwrap_or_else(|| dsn.data_folder());
        (dsn, data_folder)
    } else {
        let config = load(&arguments.sources(environment))?.config;
        (config.dsn, config.data_dir)
    };
    match dsn {
        Dsn::Sqlite(dsn) => Ok(Place { options: database::sqlite(&dsn).into(), data_folder }),
        Dsn::Postgres(dsn) => {
            let randomness = Randomness::system().map_err(|error| Failure::Failed(format!("no randomness: {error}")))?;
            let options = database::postgres(&dsn, Clock::system(), &mut randomness.fork()).map_err(Failure::Configuration)?;
            Ok(Place { options: options.into(), data_folder })
        }
        Dsn::Memory => {
            Err(Failure::Usage("the DSN is `memory`: such a database ends with its server, there is nothing here to work on".to_owned()))
        }
    }
}

/// The database file, for commands that work on one.
pub fn database_file(arguments: &ConfigArgs, environment: &Environment) -> Result<(SqliteOptions, PathBuf), Failure> {
    match database(arguments, None, environment)? {
        Place { options: StoreOptions::Sqlite(options), data_folder } => Ok((options, data_folder)),
        Place { options: StoreOptions::Postgres(_), .. } => Err(Failure::Usage(
            "the DSN is of a PostgreSQL database, which has tools of its own for this: pg_dump and pg_restore, or a standby".to_owned(),
        )),
    }
}

/// Runs what waits, for a command that is no server.
pub fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|error| Failure::Failed(format!("cannot start: {error}")))?.block_on(work))
}
