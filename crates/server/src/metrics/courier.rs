//! Messages and what becomes of them: tries as this process makes them, the queue as the database has it.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use selfsame_api::identity::Channel;
use selfsame_store::ops::outbox;
use selfsame_store::{Result, Rx, Store};

/// The kinds of messages.
const CHANNELS: [Channel; 2] = [Channel::Email, Channel::Sms];

/// How a try to deliver a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    Sent,
    /// It is tried again.
    Failed,
    /// It was the last one.
    Abandoned,
}

impl Try {
    const ALL: [Self; 3] = [Self::Sent, Self::Failed, Self::Abandoned];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Abandoned => "abandoned",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TryLabels {
    channel: &'static str,
    outcome: &'static str,
}

/// The tries of this process.
#[derive(Debug)]
pub struct Tries(Family<TryLabels, Counter>);

impl Default for Tries {
    fn default() -> Self {
        let tries = Self(Family::default());
        for channel in CHANNELS {
            for outcome in Try::ALL {
                tries.of(channel, outcome);
            }
        }
        tries
    }
}

impl Tries {
    pub fn count(&self, channel: Channel, outcome: Try) {
        self.of(channel, outcome).inc();
    }

    fn of(&self, channel: Channel, outcome: Try) -> Counter {
        let labels = TryLabels { channel: channel.as_str(), outcome: outcome.as_str() };
        self.0.get_or_create(&labels).clone()
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("selfsame_courier_tries", "Tries of this process to deliver a message, by how they ended", self.0.clone());
    }
}

/// How many messages of each kind wait or are under way.
pub(super) async fn queued(store: &Store) -> Result<Vec<(Channel, i64)>> {
    store
        .read(async move |rx: &mut Rx<'_>| {
            let mut all = Vec::with_capacity(CHANNELS.len());
            for channel in CHANNELS {
                all.push((channel, outbox::queued(rx, channel).await?));
            }
            Ok(all)
        })
        .await
}

pub(super) fn register_queue(registry: &mut Registry, queued: &[(Channel, i64)]) {
    let family = Family::<Vec<(&str, &str)>, Gauge>::default();
    for (channel, count) in queued {
        family.get_or_create(&vec![("channel", channel.as_str())]).set(*count);
    }
    registry.register("selfsame_courier_queue", "Messages in the database that wait to be sent or are being sent", family);
}
