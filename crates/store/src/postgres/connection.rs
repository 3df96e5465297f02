//! One connection with its prepared statements, how it is made, and the pool of those that transactions check out.

use super::PostgresOptions;
use crate::sql::Sql;
use deadpool::managed::{Manager, Metrics, RecycleError, RecycleResult};
use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::task::AbortHandle;
use tokio_postgres::{Client, Error, NoTls, Socket, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connection and what belongs to it alone.
pub(crate) struct Connection {
    pub(crate) client: Client,
    /// By address of the text; none where statements are not kept.
    statements: Option<RwLock<HashMap<usize, Statement>>>,
    /// Names this connection among all that ever were, for [`super::marker`].
    pub(crate) id: [u8; 16],
    units: AtomicI64,
    broken: AtomicBool,
    driver: AbortHandle,
    pub(crate) traffic: Arc<Traffic>,
}

/// What went over all connections so far, but for preparing statements and opening connections.
#[derive(Debug, Default)]
pub struct Traffic {
    /// Statements, those that control a transaction among them.
    pub statements: AtomicU64,
    /// How often something was sent and waited for.
    pub round_trips: AtomicU64,
}

impl Traffic {
    /// Statements that travel with others.
    pub(crate) fn add(&self, statements: usize) {
        self.statements.fetch_add(statements as u64, Ordering::Relaxed);
    }

    /// Statements that were sent together and are waited for.
    pub(crate) fn count(&self, statements: usize) {
        self.add(statements);
        self.round_trips.fetch_add(1, Ordering::Relaxed);
    }
}

impl Connection {
    /// The prepared form of `sql`; none where statements are not kept.
    pub(crate) async fn statement(&self, sql: Sql) -> Result<Option<Statement>, Error> {
        let Some(statements) = &self.statements else { return Ok(None) };
        let address = sql.postgres.as_ptr() as usize;
        let known = statements.read().unwrap_or_else(PoisonError::into_inner).get(&address).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let prepared = self.client.prepare(sql.postgres).await?;
        statements.write().unwrap_or_else(PoisonError::into_inner).insert(address, prepared.clone());
        Ok(Some(prepared))
    }

    /// Whether statements outlive their transaction here, and with them all other state of the session.
    pub(crate) fn keeps_state(&self) -> bool {
        self.statements.is_some()
    }

    /// The number of the next unit of work that commits here.
    pub(crate) fn next_unit(&self) -> i64 {
        self.units.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Closes it at once, so that the server undoes what is open there.
    pub(crate) fn give_up(&self) {
        self.broken.store(true, Ordering::Relaxed);
        self.driver.abort();
    }

    pub(crate) fn is_usable(&self) -> bool {
        !self.broken.load(Ordering::Relaxed) && !self.client.is_closed()
    }
}

/// Makes connections.
pub(crate) struct Connector {
    options: PostgresOptions,
    rng: Mutex<ChaCha20Rng>,
    pub(crate) traffic: Arc<Traffic>,
}

/// What a statement that escaped its transaction runs into: BEGIN is sent along with the first statement, without
/// waiting, and names READ WRITE itself. Where it failed, that statement must not take effect alone.
const READ_ONLY: &str = "SET default_transaction_read_only = on";

impl Connector {
    pub(crate) fn new(options: PostgresOptions) -> Self {
        let rng = Mutex::new(ChaCha20Rng::from_seed(options.seed));
        Self { options, rng, traffic: Arc::default() }
    }

    pub(crate) fn options(&self) -> &PostgresOptions {
        &self.options
    }

    /// Sixteen bytes that nobody else draws.
    pub(crate) fn fresh_id(&self) -> [u8; 16] {
        let mut id = [0; 16];
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut id);
        id
    }

    /// Evenly distributed over the whole range.
    pub(crate) fn chance(&self) -> u32 {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).next_u32()
    }

    pub(crate) async fn connect(&self) -> Result<Connection, Error> {
        let (client, driver) = match &self.options.tls {
            None => drive(Box::pin(self.options.config.connect(NoTls)).await?),
            Some(tls) => drive(Box::pin(self.options.config.connect(MakeRustlsConnect::new((**tls).clone()))).await?),
        };
        let keeps_state = self.options.keeps_statements;
        if keeps_state {
            client.batch_execute(READ_ONLY).await?;
        }
        Ok(Connection {
            client,
            statements: keeps_state.then(RwLock::default),
            id: self.fresh_id(),
            units: AtomicI64::new(0),
            broken: AtomicBool::new(false),
            driver,
            traffic: self.traffic.clone(),
        })
    }
}

/// Lets the connection's messages flow; ends by itself once the client is dropped and what it sent is answered.
fn drive<S>((client, connection): (Client, tokio_postgres::Connection<Socket, S>)) -> (Client, AbortHandle)
where
    S: tokio_postgres::tls::TlsStream + Send + Unpin + 'static,
{
    let driver = tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(error = super::error::text(&error), "a database connection ended");
        }
    });
    (client, driver.abort_handle())
}

impl Manager for Connector {
    type Type = Box<Connection>;
    type Error = Error;

    async fn create(&self) -> Result<Box<Connection>, Error> {
        self.connect().await.map(Box::new)
    }

    async fn recycle(&self, connection: &mut Box<Connection>, _: &Metrics) -> RecycleResult<Error> {
        if connection.is_usable() { Ok(()) } else { Err(RecycleError::message("the connection is gone")) }
    }
}
