//! Where a command finds its configuration and its database.

use super::Environment;
use super::failure::Failure;
use base64::{Engine, prelude::BASE64_STANDARD};
use clap::Args;
use selfsame_config::{Dsn, Loaded, Sources, SqliteDsn};
use selfsame_core::schema::PERSON;
use selfsame_store::SqliteOptions;
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

/// A database file and the folder of what the server generates.
pub struct Place {
    pub options: SqliteOptions,
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
        Dsn::Sqlite(sqlite) => Ok(Place { options: options(&sqlite), data_folder }),
        Dsn::Memory => {
            Err(Failure::Usage("the DSN is `memory`: such a database ends with its server, there is nothing here to work on".to_owned()))
        }
    }
}

/// How the store opens what a DSN names.
pub fn options(sqlite: &SqliteDsn) -> SqliteOptions {
    let mut options = SqliteOptions::new(&sqlite.path);
    if let Some(timeout) = sqlite.busy_timeout {
        options.busy_timeout_ms = u32::try_from(timeout.as_millis()).unwrap_or(u32::MAX);
    }
    options
}
