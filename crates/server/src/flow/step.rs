//! A submission that completes nothing but leads on: another form, and what is sent to the person with it, committed as one.

use super::kind::Kind;
use super::stored::{document, put, put_sent, sent_too_often};
use crate::app::App;
use crate::courier;
use crate::flow::one_time::{self, Drawn, Wanted};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::flow::FlowState;
use selfsame_api::ui::{Node, UiText};
use selfsame_core::flow::Flow;
use selfsame_core::message::Message;
use selfsame_core::{Ctx, Key};
use selfsame_store::Tx;
use selfsame_store::ops::messages::{self, NewMessage};
use selfsame_store::ops::secrets::{self, OneTimeSecret, SecretPurpose};
use serde_json::Value;

/// The next screen of a flow.
pub struct Step {
    pub state: FlowState,
    pub active: Option<&'static str>,
    pub nodes: Vec<Node>,
    pub messages: Vec<UiText>,
    /// What the method remembers, by its own key.
    pub internal: Option<(&'static str, Value)>,
    pub outgoing: Option<Outgoing>,
}

/// Codes that go out, in the place of those that the flow sent before.
#[derive(Clone)]
pub struct Outgoing {
    purpose: SecretPurpose,
    secrets: Vec<(Key, OneTimeSecret)>,
    messages: Vec<(Key, NewMessage)>,
    /// Enqueued and taken back: nobody gets them.
    unsent: Vec<(Key, NewMessage)>,
}

impl Outgoing {
    pub fn new(purpose: SecretPurpose) -> Self {
        Self { purpose, secrets: Vec::new(), messages: Vec::new(), unsent: Vec::new() }
    }

    /// Draws a code and composes the message that `message` makes of it.
    pub fn add(&mut self, visit: &Visit, ctx: &mut Ctx<'_>, wanted: Wanted, message: impl FnOnce(String) -> Message) -> ApiResult<()> {
        let Drawn { clear, stored } = one_time::code(&visit.current, ctx, wanted);
        self.secrets.push((visit.app.store.next_key(ctx.now), stored));
        let composed = courier::compose(&visit.app, ctx, &message(clear.expose().to_owned()))?;
        self.messages.push((visit.app.store.next_key(ctx.now), composed));
        Ok(())
    }

    /// As much work for nobody: a secret that nothing matches, and no message.
    pub fn add_for_nobody(
        &mut self,
        visit: &Visit,
        ctx: &mut Ctx<'_>,
        wanted: Wanted,
        message: impl FnOnce(String) -> Message,
    ) -> ApiResult<()> {
        let secret = one_time::for_nobody(ctx, wanted);
        self.secrets.push((visit.app.store.next_key(ctx.now), secret));
        let composed = courier::compose(&visit.app, ctx, &message("000000".to_owned()))?;
        self.unsent.push((visit.app.store.next_key(ctx.now), composed));
        Ok(())
    }

    /// Stores what goes out.
    pub async fn commit(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        if let Some((_, first)) = self.secrets.first() {
            secrets::supersede(tx, self.purpose, first.flow_id).await?;
        }
        for (key, secret) in &self.secrets {
            secrets::insert(tx, *key, secret).await?;
        }
        for (key, message) in &self.messages {
            messages::enqueue(tx, *key, message).await?;
        }
        for (key, message) in &self.unsent {
            tx.mark().await?;
            messages::enqueue(tx, *key, message).await?;
            tx.undo().await?;
        }
        Ok(())
    }

    /// Wakes the courier, after the commit.
    pub fn ring(&self, app: &App) {
        if !self.messages.is_empty() {
            app.courier.ring();
        }
    }
}

impl Step {
    /// Changes the flow as the step says; what is to be sent with it is returned.
    pub fn apply<K: Kind>(self, visit: &Visit, flow: &mut Flow<K>) -> Option<Outgoing> {
        flow.state = self.state;
        flow.active = self.active.map(Into::into);
        flow.nodes = Some(self.nodes);
        flow.messages = self.messages;
        flow.updated_at = visit.now;
        if let Some((name, value)) = self.internal {
            flow.internal.insert(name.to_owned(), value);
        }
        self.outgoing
    }
}

/// Takes the step, and stores it with what it sends.
pub async fn take<K: Kind>(visit: &Visit, flow: &mut Flow<K>, step: Step) -> ApiResult<()> {
    let outgoing = step.apply(visit, flow);
    let (kept, text, sent) = (flow.clone(), document(flow)?, outgoing.clone());
    let write = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        let Some(outgoing) = &sent else { return put(tx, &kept, &text).await.map(|()| true) };
        if !put_sent(tx, &kept).await? {
            return Ok(false);
        }
        outgoing.commit(tx).await.map(|()| true)
    });
    if !write.await? {
        return Err(sent_too_often());
    }
    if let Some(outgoing) = outgoing {
        outgoing.ring(&visit.app);
    }
    Ok(())
}
