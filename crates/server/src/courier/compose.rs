//! From a message to the row of the outbox: rendered, then sealed.

use crate::app::App;
use selfsame_api::MessageId;
use selfsame_core::Ctx;
use selfsame_core::message::Message;
use selfsame_store::Result;
use selfsame_store::ops::messages::{NewMessage, SealedContent};

/// Composes a message for the outbox. Nothing here waits. A template that fails costs nobody but its message: it is
/// enqueued unrendered and the courier reports why.
pub fn compose(app: &App, ctx: &mut Ctx<'_>, message: &Message) -> Result<NewMessage> {
    let id = MessageId::from_random(ctx.id_bytes());
    let (current, kind) = (app.current(), message.kind.template_type());
    let mut content = message.content();
    let wording = current.pages.words.of_message(kind, &content.data);
    current.courier.templates().fill(kind, message.channel, &mut content, &wording);
    Ok(NewMessage {
        id,
        channel: message.channel,
        recipient: message.to.clone(),
        template_type: kind,
        content: SealedContent::seal(&app.sealer, id, &content)?,
        created_at: ctx.now,
    })
}
