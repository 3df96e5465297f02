//! A few connections that many look-ups share: each sends its statement at once, behind those that wait for their
//! answers already. They reconnect by themselves.

use super::connection::{Connection, Connector};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tokio_postgres::Error;

pub(crate) struct Pipelines {
    slots: Vec<Slot>,
    next: AtomicUsize,
}

#[derive(Default)]
struct Slot {
    connection: RwLock<Option<Arc<Connection>>>,
    /// Held by the one who connects; the others wait for the outcome.
    connecting: tokio::sync::Mutex<()>,
}

impl Pipelines {
    pub(crate) fn new(size: usize) -> Self {
        Self { slots: (0..size.max(1)).map(|_| Slot::default()).collect(), next: AtomicUsize::new(0) }
    }

    /// One of the connections, in turn.
    pub(crate) async fn get(&self, connector: &Connector) -> Result<Arc<Connection>, Error> {
        let slot = &self.slots[self.next.fetch_add(1, Ordering::Relaxed) % self.slots.len()];
        if let Some(connection) = slot.usable() {
            return Ok(connection);
        }
        let _connecting = slot.connecting.lock().await;
        if let Some(connection) = slot.usable() {
            return Ok(connection);
        }
        let connection = Arc::new(connector.connect().await?);
        *slot.connection.write().unwrap_or_else(PoisonError::into_inner) = Some(connection.clone());
        Ok(connection)
    }

    /// Lets go of all connections.
    pub(crate) fn close(&self) {
        for slot in &self.slots {
            slot.connection.write().unwrap_or_else(PoisonError::into_inner).take();
        }
    }
}

impl Slot {
    fn usable(&self) -> Option<Arc<Connection>> {
        self.connection.read().unwrap_or_else(PoisonError::into_inner).clone().filter(|connection| connection.is_usable())
    }
}
