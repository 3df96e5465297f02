//! Delivery of messages.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::Auth;
use crate::secret::Secret;
use crate::units;

/// `courier`
#[derive(Clone, Deserialize)]
pub struct Courier {
    /// How e-mail leaves.
    pub delivery_strategy: DeliveryStrategy,
    /// E-mail by SMTP.
    pub smtp: Smtp,
    /// E-mail by HTTP.
    #[serde(default)]
    pub http: CourierHttp,
    /// Other channels.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Tries after the first one.
    pub message_retries: i64,
    /// The delivering worker.
    pub worker: CourierWorker,
    /// How many messages may be sent.
    pub limits: CourierLimits,
    /// Folder with templates that replace the built-in ones.
    pub template_override_path: Option<PathBuf>,
    /// Templates that replace single built-in ones.
    #[serde(default)]
    pub templates: CourierTemplates,
}

/// `courier.delivery_strategy`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryStrategy {
    /// A mail server.
    Smtp,
    /// An HTTP call.
    Http,
}

/// `courier.smtp`
#[derive(Clone, Deserialize)]
pub struct Smtp {
    /// `smtp[s]://user:password@host:port/?…`; without it messages stay queued.
    pub connection_uri: Option<Secret>,
    /// Client certificate; empty = none.
    pub client_cert_path: String,
    /// Its key; empty = none.
    pub client_key_path: String,
    /// Sender.
    pub from_address: String,
    /// Sender's name.
    pub from_name: Option<String>,
    /// Further headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// EHLO name.
    pub local_name: String,
}

/// `courier.http`
#[derive(Clone, Default, Deserialize)]
pub struct CourierHttp {
    /// How to call; method and body have defaults here (POST and the built-in one).
    #[serde(default)]
    pub request_config: RequestConfig,
}

/// `request_config` of an HTTP channel.
#[derive(Clone, Default, Deserialize)]
pub struct RequestConfig {
    /// Where to call.
    pub url: Option<String>,
    /// The method.
    pub method: Option<String>,
    /// Headers sent along.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Jsonnet source of the body.
    pub body: Option<String>,
    /// Credentials sent along.
    pub auth: Option<Auth>,
}

/// `courier.channels[]`
#[derive(Clone, Deserialize)]
pub struct Channel {
    /// `sms`
    pub id: String,
    /// `http`; without it nothing can be delivered.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// How to call.
    pub request_config: RequestConfig,
}

/// `courier.worker`
#[derive(Debug, Clone, Deserialize)]
pub struct CourierWorker {
    /// Messages taken at once; 0 = all.
    pub pull_count: i64,
    /// The pause between two looks.
    #[serde(deserialize_with = "units::duration")]
    pub pull_wait: Duration,
    /// `serve` delivers messages.
    pub enabled: bool,
}

/// `courier.limits`
#[derive(Debug, Clone, Deserialize)]
pub struct CourierLimits {
    /// E-mails.
    pub email: ChannelLimits,
    /// Text messages.
    pub sms: ChannelLimits,
}

/// The limits of one channel.
#[derive(Debug, Clone, Deserialize)]
pub struct ChannelLimits {
    /// To one receiver; what is over it is given up.
    pub per_address: SendLimit,
    /// To all receivers together; what is over it waits.
    pub total: SendLimit,
}

/// So many messages within so much time.
#[derive(Debug, Clone, Deserialize)]
pub struct SendLimit {
    /// How many; 0 = any number.
    pub count: u32,
    /// Within which time.
    #[serde(deserialize_with = "units::duration")]
    pub window: Duration,
}

/// `courier.templates`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CourierTemplates {
    /// Recovery by link.
    pub recovery: TemplatePair,
    /// Recovery by code.
    pub recovery_code: TemplatePair,
    /// Verification by link.
    pub verification: TemplatePair,
    /// Verification by code.
    pub verification_code: TemplatePair,
    /// Registration by code.
    pub registration_code: TemplatePair,
    /// Login by code.
    pub login_code: TemplatePair,
    /// Notice about a changed address.
    pub verifiable_address_changed: MessageTemplate,
}

/// Templates for addresses that are known and that are not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TemplatePair {
    /// The address is known.
    pub valid: MessageTemplate,
    /// The address is unknown.
    pub invalid: MessageTemplate,
}

/// The templates of one message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MessageTemplate {
    /// E-mail.
    pub email: EmailTemplate,
    /// Text message.
    pub sms: SmsTemplate,
}

/// Sources of an e-mail's parts; what is absent is built in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EmailTemplate {
    /// The subject.
    pub subject: Option<String>,
    /// The bodies.
    pub body: BodyTemplate,
}

/// Sources of a text message; what is absent is built in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SmsTemplate {
    /// The body; only `plaintext`.
    pub body: BodyTemplate,
}

/// Sources of a body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BodyTemplate {
    /// Plain text.
    pub plaintext: Option<String>,
    /// HTML.
    pub html: Option<String>,
}
