//! How to reach a PostgreSQL database and how much of it to use.

use super::faults::Faults;
use selfsame_api::Timestamp;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How to open a database on the PostgreSQL wire.
#[derive(Clone)]
pub struct PostgresOptions {
    /// Hosts, user, password, database, session attributes.
    pub config: tokio_postgres::Config,
    /// How certificates are judged; without, connections are in clear.
    pub tls: Option<Arc<rustls::ClientConfig>>,
    /// Connections for units of work and reads of several statements.
    pub pool_size: usize,
    /// How long to wait for one of them.
    pub pool_wait: Duration,
    /// Shared connections for look-ups.
    pub pipelines: usize,
    /// Whether prepared statements outlive their transaction. Not behind a pooler in transaction mode.
    pub keeps_statements: bool,
    /// The present time, for leases and markers.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Fresh randomness: names of connections and pauses are drawn from it.
    pub seed: [u8; 32],
    /// Faults on purpose, for tests.
    pub faults: Option<Arc<Faults>>,
}

/// A host that does not answer is given up after this long, unless the DSN says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A host that acknowledges nothing for this long is gone.
const UNACKNOWLEDGED: Duration = Duration::from_secs(15);

impl PostgresOptions {
    /// Defaults for everything but where the database is. `config` gets time limits where it has none.
    pub fn new(mut config: tokio_postgres::Config, clock: Arc<dyn Fn() -> Timestamp + Send + Sync>, seed: [u8; 32]) -> Self {
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(UNACKNOWLEDGED);
        }
        if config.get_application_name().is_none() {
            config.application_name("selfsame");
        }
        Self {
            config,
            tls: None,
            pool_size: 16,
            pool_wait: Duration::from_secs(5),
            pipelines: 3,
            keeps_statements: true,
            clock,
            seed,
            faults: None,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Host and database, as error messages name them; never the password.
    pub fn place(&self) -> String {
        let host = match self.config.get_hosts().first() {
            Some(tokio_postgres::config::Host::Tcp(host)) => host.clone(),
            #[cfg(unix)]
            Some(tokio_postgres::config::Host::Unix(path)) => path.display().to_string(),
            _ => "localhost".to_owned(),
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432);
        format!("postgres://{host}:{port}/{}", self.config.get_dbname().or(self.config.get_user()).unwrap_or_default())
    }
}

/// Without the password.
impl fmt::Debug for PostgresOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresOptions").field("place", &self.place()).field("pool_size", &self.pool_size).finish_non_exhaustive()
    }
}
