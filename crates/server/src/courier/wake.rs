//! Tells this process' courier that there is something to send.

use tokio::sync::Notify;

/// Rings when a message was committed. A ring that nobody waits for is kept for the next one who does.
#[derive(Default)]
pub struct Wake(Notify);

impl Wake {
    /// To be called after the commit that holds a message.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Returns at the next ring.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}
