//! Tells this process' couriers that there is something to send.

use selfsame_api::identity::Channel;
use tokio::sync::Notify;

/// Rings when a message was committed. A ring that nobody waits for is kept for the next one who does.
#[derive(Default)]
pub struct Wake {
    email: Notify,
    sms: Notify,
}

impl Wake {
    /// To be called after the commit that holds a message.
    pub fn ring(&self) {
        self.email.notify_one();
        self.sms.notify_one();
    }

    /// Returns at the next ring.
    pub async fn rung(&self, channel: Channel) {
        match channel {
            Channel::Email => self.email.notified().await,
            Channel::Sms => self.sms.notified().await,
        }
    }
}
