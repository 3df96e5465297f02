//! Logging to standard error, as text or JSON.

use selfsame_config::model::{Log, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging. A second call in one process has no effect.
pub fn start(log: &Log) {
    let filter = EnvFilter::new(log.level.as_filter());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Json => builder.json().try_init().ok(),
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).try_init().ok(),
    };
}
