//! A code or a link on its way to an address: the secret, its message, and what is written of both in one commit. An
//! address that nobody has costs the same: as much is drawn, composed and written, only that nothing of it is sent.

use super::one_time::{self, Wanted};
use crate::app::{App, Current};
use crate::courier;
use crate::http::encode::identity::{self, Shown};
use crate::http::error::{ApiError, ApiResult};
use selfsame_api::FlowId;
use selfsame_api::identity::Channel;
use selfsame_core::flow::address::{Delivery, channel};
use selfsame_core::message::{Message, MessageKind, Origin};
use selfsame_core::{Ctx, Key, normalise};
use selfsame_store::ops::identities::IdentityRow;
use selfsame_store::ops::messages::{self, NewMessage};
use selfsame_store::ops::secrets::{self, OneTimeSecret, SecretPurpose, SentTo};
use selfsame_store::{Result, Tx};
use serde_json::{Value, json};
use std::time::Duration;

/// What somebody proves to read an address for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Verification,
    Recovery,
    /// Verification of an address that the account does not have yet.
    NewAddress,
}

impl Topic {
    /// Under which a secret of it is stored.
    pub const fn purpose(self, delivery: Delivery) -> SecretPurpose {
        match (self, delivery) {
            (Self::Verification, Delivery::Code) => SecretPurpose::VerificationCode,
            (Self::Verification, Delivery::Link) => SecretPurpose::VerificationLink,
            (Self::Recovery, Delivery::Code) => SecretPurpose::RecoveryCode,
            (Self::Recovery, Delivery::Link) => SecretPurpose::RecoveryLink,
            (Self::NewAddress, Delivery::Code) => SecretPurpose::NewAddressCode,
            (Self::NewAddress, Delivery::Link) => SecretPurpose::NewAddressLink,
        }
    }
}

/// What is to be sent.
pub struct Letter<'a> {
    pub topic: Topic,
    pub delivery: Delivery,
    pub flow_id: FlowId,
    pub to: SentTo,
    /// None if nobody has the address.
    pub owner: Option<&'a IdentityRow>,
    pub origin: Origin,
    /// Whether an e-mail address that nobody has is told so.
    pub notifies_unknown: bool,
}

/// What a letter writes.
#[derive(Clone)]
pub struct Dispatch {
    secret_key: Key,
    secret: OneTimeSecret,
    message_key: Key,
    message: NewMessage,
    /// Whether the message is sent, or only written like one.
    is_sent: bool,
}

/// An address as a person typed it, in its stored form.
pub fn addressed(typed: &str) -> SentTo {
    let via = channel(typed);
    let value = match via {
        Channel::Email => normalise::strict_email(typed).unwrap_or_else(|_| normalise::graceful(typed)),
        Channel::Sms => normalise::graceful(typed),
    };
    SentTo { via, value }
}

/// 404 unless the method is on.
pub fn lifespan(current: &Current, delivery: Delivery) -> ApiResult<Duration> {
    let methods = &current.selfservice.settings.methods;
    let lifespan = match delivery {
        Delivery::Code => methods.code.as_ref().map(|code| code.lifespan),
        Delivery::Link => methods.link.as_ref().map(|link| link.lifespan),
    };
    let name = delivery.as_str();
    lifespan.ok_or_else(|| ApiError::not_found().reason(format!("This method is switched off: selfservice.methods.{name}.enabled")))
}

/// Draws the secret and composes its message.
pub fn prepare(app: &App, current: &Current, ctx: &mut Ctx<'_>, letter: Letter<'_>) -> ApiResult<Dispatch> {
    let Letter { topic, delivery, flow_id, to, owner, origin, notifies_unknown } = letter;
    let (purpose, lifespan) = (topic.purpose(delivery), lifespan(current, delivery)?);
    let identity_key = owner.map(|owner| owner.key);
    let wanted = || Wanted { purpose, flow_id, identity_key, sent_to: Some(to.clone()), lifespan };
    let drawn = match delivery {
        Delivery::Code => one_time::code(current, ctx, wanted()),
        Delivery::Link => one_time::link(ctx, wanted()),
    };
    let secret = if owner.is_some() { drawn.stored } else { one_time::for_nobody(ctx, wanted()) };
    let is_told = owner.is_none() && notifies_unknown && to.via == Channel::Email && normalise::strict_email(&to.value).is_ok();
    let kind = if is_told {
        unknown(topic, delivery)
    } else {
        let identity = owner.map_or_else(|| Ok(json!({})), |owner| public_json(current, owner))?;
        known(current, topic, delivery, flow_id, drawn.clear.expose(), identity, lifespan)
    };
    let message = courier::compose(app, ctx, &Message { channel: to.via, to: to.value.clone(), kind, origin })?;
    let (secret_key, message_key) = (app.store.next_key(ctx.now), app.store.next_key(ctx.now));
    Ok(Dispatch { secret_key, secret, message_key, message, is_sent: owner.is_some() || is_told })
}

/// The identity as its owner sees it, for templates.
pub fn public_json(current: &Current, row: &IdentityRow) -> ApiResult<Value> {
    let mut text = Vec::with_capacity(1024);
    identity::write(&mut text, &row.view(), &current.schemas, Shown::OWNER);
    serde_json::from_slice(&text).map_err(ApiError::internal)
}

fn known(
    current: &Current,
    topic: Topic,
    delivery: Delivery,
    flow_id: FlowId,
    secret: &str,
    identity: Value,
    expires_in: Duration,
) -> MessageKind {
    let own = &current.selfservice;
    let secret = secret.to_owned();
    match (topic, delivery) {
        (Topic::Verification | Topic::NewAddress, Delivery::Code) => {
            let link = own.link_url(&format!("/self-service/verification?code={secret}&flow={flow_id}"));
            MessageKind::VerificationCodeValid { code: secret, link, identity, expires_in }
        }
        (Topic::Verification | Topic::NewAddress, Delivery::Link) => {
            let link = own.link_url(&format!("/self-service/verification?flow={flow_id}&token={secret}"));
            MessageKind::VerificationValid { link, identity, expires_in }
        }
        (Topic::Recovery, Delivery::Code) => MessageKind::RecoveryCodeValid { code: secret, identity, expires_in },
        (Topic::Recovery, Delivery::Link) => {
            let link = own.link_url(&format!("/self-service/recovery?flow={flow_id}&token={secret}"));
            MessageKind::RecoveryValid { link, identity, expires_in }
        }
    }
}

fn unknown(topic: Topic, delivery: Delivery) -> MessageKind {
    match (topic, delivery) {
        (Topic::Verification | Topic::NewAddress, Delivery::Code) => MessageKind::VerificationCodeInvalid,
        (Topic::Verification | Topic::NewAddress, Delivery::Link) => MessageKind::VerificationInvalid,
        (Topic::Recovery, Delivery::Code) => MessageKind::RecoveryCodeInvalid,
        (Topic::Recovery, Delivery::Link) => MessageKind::RecoveryInvalid,
    }
}

impl Dispatch {
    /// Writes the secret and its message. A new code takes the place of the flow's earlier ones; links stay good.
    pub async fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        if matches!(self.secret.purpose, SecretPurpose::VerificationCode | SecretPurpose::RecoveryCode | SecretPurpose::NewAddressCode) {
            secrets::supersede(tx, self.secret.purpose, self.secret.flow_id).await?;
        }
        secrets::insert(tx, self.secret_key, &self.secret).await?;
        messages::enqueue(tx, self.message_key, &self.message).await?;
        if self.is_sent {
            return Ok(());
        }
        messages::withdraw(tx, self.message_key).await
    }
}
