//! Configuration: YAML files with the reference's keys, flags and environment variables, held against one JSON Schema
//! and turned into a typed [`Config`]. Every complaint says where, what was expected and what was probably meant.
//! This crate reads files; it does not touch the environment, the clock or the network.

mod builtin;
mod dsn;
mod env;
mod formats;
mod load;
pub mod model;
mod nearest;
mod problem;
mod reference;
mod report;
mod rules;
mod schema;
mod secret;
mod show;
mod tree;
mod units;
mod unsupported;
mod validate;
mod watch;
mod yaml;

pub use dsn::{Dsn, DsnError, PostgresDsn, PostgresTls, SqliteDsn, SslMode};
pub use load::{Loaded, Sources, load};
pub use model::Config;
pub use problem::{Place, Problem, Problems};
pub use reference::reference_markdown;
pub use report::{Report, check};
pub use schema::schema;
pub use secret::{Secret, SecretList};
pub use show::show;
pub use units::{parse_bytes, parse_duration};
pub use unsupported::{Unsupported, unsupported};
pub use watch::{Reloaded, Watched, file_of, reload, watched_files};
