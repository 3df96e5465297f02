//! What the configuration says about delivery, checked and made ready.

use super::http::HttpChannel;
use super::smtp::Smtp;
use super::templates::{self, TemplateSource};
use crate::outbound::{Outbound, PrivateAddresses};
use arc_swap::ArcSwap;
use selfsame_api::identity::Channel;
use selfsame_config::Config;
use selfsame_config::model::{ChannelLimits, DeliveryStrategy};
use selfsame_core::message::Templates;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// A pause longer than this asks for delivery in batches: a fresh message does not cut it short.
const LONGEST_WAKEABLE_WAIT: Duration = Duration::from_secs(10);
/// Messages taken at once, whatever the configuration says.
const MOST_AT_ONCE: usize = 100;

/// Delivery as it is configured.
pub struct Settings {
    pub email: Via,
    pub sms: Via,
    /// Tries after the first one.
    pub retries: i64,
    pub pull_count: usize,
    pub pull_wait: Duration,
    pub email_limits: ChannelLimits,
    pub sms_limits: ChannelLimits,
    sources: Vec<TemplateSource>,
    templates: ArcSwap<Templates>,
}

/// How messages of a channel leave.
pub enum Via {
    Smtp(Arc<Smtp>),
    Http(Arc<HttpChannel>),
    /// In development, with nothing configured: into the log.
    Log,
    /// Nothing is configured: they stay where they are until something is.
    Held,
    /// Nothing is configured, and every try fails with this reason.
    Nowhere(&'static str),
}

/// Why the configuration of delivery cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("courier.{key}: {reason}")]
pub struct SettingsError {
    pub key: &'static str,
    pub reason: String,
}

impl Settings {
    /// Blocks while templates are fetched.
    pub fn from_config(config: &Config, outbound: &Outbound, runtime: &Handle) -> Result<Self, SettingsError> {
        let courier = &config.courier;
        let private = if config.clients.smtp.disallow_private_ip_ranges { PrivateAddresses::Refused } else { PrivateAddresses::Allowed };
        let email = match (courier.delivery_strategy, &courier.smtp.connection_uri) {
            (DeliveryStrategy::Http, _) => Via::Http(Arc::new(HttpChannel::for_email(&courier.http.request_config))),
            (DeliveryStrategy::Smtp, Some(uri)) => Via::Smtp(Arc::new(Smtp::new(&courier.smtp, uri, private)?)),
            (DeliveryStrategy::Smtp, None) if config.dev => Via::Log,
            (DeliveryStrategy::Smtp, None) => Via::Held,
        };
        let sms = match courier.channels.iter().find(|channel| channel.id == "sms") {
            Some(channel) if channel.kind.as_deref() == Some("http") => Via::Http(Arc::new(HttpChannel::new(&channel.request_config))),
            Some(_) => Via::Nowhere("the entry of courier.channels for sms has no type; set it to http"),
            None if config.dev => Via::Log,
            None => Via::Nowhere("courier.channels has no entry with the id sms"),
        };
        let sources = templates::sources(courier);
        let loaded = runtime.block_on(templates::load(&sources, outbound));
        Ok(Self {
            email,
            sms,
            retries: courier.message_retries,
            pull_count: usize::try_from(courier.worker.pull_count)
                .ok()
                .filter(|count| *count > 0)
                .unwrap_or(MOST_AT_ONCE)
                .min(MOST_AT_ONCE),
            pull_wait: courier.worker.pull_wait,
            email_limits: courier.limits.email.clone(),
            sms_limits: courier.limits.sms.clone(),
            sources,
            templates: ArcSwap::from_pointee(loaded),
        })
    }

    /// The templates in force.
    pub fn templates(&self) -> Arc<Templates> {
        self.templates.load_full()
    }

    /// Reads the operator's templates again, if there are any.
    pub async fn refresh_templates(&self, outbound: &Outbound) {
        if !self.sources.is_empty() {
            self.templates.store(Arc::new(templates::load(&self.sources, outbound).await));
        }
    }

    pub const fn via(&self, channel: Channel) -> &Via {
        match channel {
            Channel::Email => &self.email,
            Channel::Sms => &self.sms,
        }
    }

    pub const fn limits(&self, channel: Channel) -> &ChannelLimits {
        match channel {
            Channel::Email => &self.email_limits,
            Channel::Sms => &self.sms_limits,
        }
    }

    /// Whether a fresh message is looked at without waiting for the pause to end.
    pub fn is_wakeable(&self) -> bool {
        self.pull_wait <= LONGEST_WAKEABLE_WAIT
    }
}
