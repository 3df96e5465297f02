//! What only the database itself knows, asked when somebody looks at the figures: whether it answers, its migrations, how
//! far its standbys are behind.

use super::courier;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::{Registry, Unit};
use selfsame_api::identity::Channel;
use selfsame_store::{Standby, Store};
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// The figures of one look.
#[derive(Debug)]
pub struct DatabaseFigures {
    known_migration: i64,
    /// None if the database does not answer.
    migration: Option<i64>,
    standbys: Vec<Standby>,
    /// Messages that wait, by their kind.
    queued: Vec<(Channel, i64)>,
}

/// Figures are wanted most when the database is in trouble: then the others come without its own.
const LONGEST: Duration = Duration::from_secs(2);

impl DatabaseFigures {
    /// Asks the database.
    pub async fn ask(store: &Store) -> Self {
        let asked = tokio::time::timeout(LONGEST, async {
            let migration = store.newest_migration().await.ok();
            // Databases that merely speak PostgreSQL's protocol have no such view.
            let standbys = if migration.is_some() { store.standbys().await.unwrap_or_default() } else { Vec::new() };
            let queued = if migration.is_some() { courier::queued(store).await.unwrap_or_default() } else { Vec::new() };
            (migration, standbys, queued)
        });
        let (migration, standbys, queued) = asked.await.unwrap_or_default();
        Self { known_migration: store.newest_known_migration(), migration, standbys, queued }
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let up = i64::from(self.migration.is_some());
        registry.register("selfsame_store_up", "Whether the database answers", ConstGauge::new(up));
        let help = "The newest migration that this program knows";
        registry.register("selfsame_store_known_migration", help, ConstGauge::new(self.known_migration));
        if let Some(migration) = self.migration {
            registry.register("selfsame_store_migration", "The newest migration of the database", ConstGauge::new(migration));
        }
        if !self.standbys.is_empty() {
            self.register_standbys(registry);
        }
        if !self.queued.is_empty() {
            courier::register_queue(registry, &self.queued);
        }
    }

    fn register_standbys(&self, registry: &mut Registry) {
        type Labels = Vec<(&'static str, String)>;
        let lag = Family::<Labels, Gauge<f64, AtomicU64>>::default();
        let bytes = Family::<Labels, Gauge>::default();
        for standby in &self.standbys {
            let waits = if standby.is_synchronous { "true" } else { "false" };
            let labels = vec![("standby", standby.name.clone()), ("synchronous", waits.to_owned())];
            // Standbys often share a name, as they do by default: the one that is farthest behind shows.
            let (lag, bytes) = (lag.get_or_create(&labels), bytes.get_or_create(&labels));
            lag.set(lag.get().max(standby.lag.as_secs_f64()));
            bytes.set(bytes.get().max(i64::try_from(standby.lag_bytes).unwrap_or(i64::MAX)));
        }
        registry.register_with_unit("selfsame_store_standby_lag", "How far a standby is behind", Unit::Seconds, lag);
        registry.register_with_unit("selfsame_store_standby_lag", "What a standby has not replayed yet", Unit::Bytes, bytes);
    }
}
