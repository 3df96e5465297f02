//! The courier at work: looks for due messages, takes some, delivers them a few at a time. E-mail and SMS each have
//! their own, so that a service that hangs holds up its own kind only.

use super::deliver::{LONGEST, deliver};
use super::settings::Via;
use crate::app::{App, Current};
use selfsame_api::Timestamp;
use selfsame_api::identity::Channel;
use selfsame_store::ops::outbox::{self, Claim, Claimed};
use selfsame_store::{Result, Rx, Tx};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// Messages of one kind that are under way at once.
const AT_ONCE: usize = 4;
/// What a claim lasts beyond the tries it is for.
const GRACE: Duration = Duration::from_secs(30);
/// The operator's templates are read again so often.
const REFRESH_EVERY: Duration = Duration::from_mins(1);
/// The pause after trouble with the database.
const TROUBLE_PAUSE: Duration = Duration::from_secs(5);
/// The shortest pause, so that `pull_wait: 0s` does not spin.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);

/// Delivers messages of all kinds until told to stop; what is under way then is finished first.
pub async fn watch(app: Arc<App>, stop: watch::Receiver<bool>) {
    let sms = tokio::spawn(Courier::new(app.clone(), Channel::Sms, stop.clone()).run());
    Courier::new(app, Channel::Email, stop).run().await;
    sms.await.ok();
}

struct Courier {
    app: Arc<App>,
    channel: Channel,
    stop: watch::Receiver<bool>,
    refreshed: Instant,
}

/// When to look next.
enum Next {
    AtOnce,
    /// After the usual pause, or when this is due.
    Later(Option<Timestamp>),
    After(Duration),
}

impl Courier {
    fn new(app: Arc<App>, channel: Channel, stop: watch::Receiver<bool>) -> Self {
        Self { app, channel, stop, refreshed: Instant::now() }
    }

    async fn run(mut self) {
        self.say_what_is_missing();
        while !*self.stop.borrow() {
            let current = self.app.current();
            if self.channel == Channel::Email && self.refreshed.elapsed() > REFRESH_EVERY {
                current.courier.refresh_templates(&current.outbound).await;
                self.refreshed = Instant::now();
            }
            let next = self.look(&current).await.unwrap_or_else(|error| {
                tracing::warn!(%error, channel = self.channel.as_str(), "the queue of messages could not be read; it is tried again");
                Next::After(TROUBLE_PAUSE)
            });
            self.wait(&current, next).await;
        }
    }

    fn say_what_is_missing(&self) {
        if matches!(self.app.current().courier.via(self.channel), Via::Held) {
            tracing::warn!("no mail server is configured: e-mails are kept until courier.smtp.connection_uri is set");
        }
    }

    /// Looks once, and delivers what it finds.
    async fn look(&mut self, current: &Arc<Current>) -> Result<Next> {
        let (settings, channel, now) = (&current.courier, self.channel, self.app.now());
        if matches!(settings.via(channel), Via::Held) {
            return Ok(Next::Later(None));
        }
        let first = self.app.store.lookup(async move |rx: &mut Rx<'_>| outbox::first_due(rx, channel).await).await?;
        if first.is_none_or(|first| first > now) {
            return Ok(Next::Later(first));
        }
        let total = &settings.limits(channel).total;
        let mut limit = settings.pull_count;
        if total.count > 0 {
            let since = now.minus(total.window);
            let sent = self.app.store.read(async move |rx: &mut Rx<'_>| outbox::sent_since(rx, channel, since).await).await?;
            limit = limit.min(usize::try_from(i64::from(total.count) - sent).unwrap_or_default());
            if limit == 0 {
                tracing::warn!(
                    channel = channel.as_str(),
                    "the limit of all messages together is reached (courier.limits); the others wait"
                );
                return Ok(Next::After(settings.pull_wait.max(Duration::from_secs(1))));
            }
        }
        let lasts = GRACE + LONGEST * limit.div_ceil(AT_ONCE) as u32;
        let claim = Claim { channel, now, until: now + lasts, limit, receiver_window: settings.limits(channel).per_address.window };
        let claimed = self.app.store.write(async move |tx: &mut Tx<'_>| outbox::claim(tx, &claim).await).await?;
        self.deliver_all(current, claimed.into()).await;
        Ok(Next::AtOnce)
    }

    /// Delivers what was claimed; once the server stops, no other try begins, and the rest is handed back.
    async fn deliver_all(&self, current: &Arc<Current>, mut waiting: VecDeque<Claimed>) {
        let mut under_way = JoinSet::new();
        loop {
            while under_way.len() < AT_ONCE && !*self.stop.borrow() {
                let Some(claimed) = waiting.pop_front() else { break };
                let (app, current, channel) = (self.app.clone(), current.clone(), self.channel);
                under_way.spawn(async move { deliver(&app, &current, channel, claimed).await });
            }
            if under_way.join_next().await.is_none() {
                break;
            }
        }
        for claimed in waiting {
            let now = self.app.now();
            let handed_back = self.app.store.write(async move |tx: &mut Tx<'_>| outbox::hand_back(tx, &claimed, now).await).await;
            if let Err(error) = handed_back {
                tracing::warn!(%error, "a message could not be handed back; it is tried again when its claim lapses");
            }
        }
    }

    async fn wait(&mut self, current: &Current, next: Next) {
        let settings = &current.courier;
        let (pause, may_wake) = match next {
            Next::AtOnce => (SHORTEST_PAUSE.min(settings.pull_wait), false),
            Next::After(pause) => (pause, false),
            Next::Later(None) => (settings.pull_wait.max(SHORTEST_PAUSE), settings.is_wakeable()),
            Next::Later(Some(due)) => {
                let until = Duration::from_micros(u64::try_from(due.micros() - self.app.now().micros()).unwrap_or_default());
                let pause = if settings.is_wakeable() { until.min(settings.pull_wait) } else { settings.pull_wait };
                (pause.max(SHORTEST_PAUSE), settings.is_wakeable())
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = self.app.courier.rung(self.channel), if may_wake => {}
            _ = self.stop.changed() => {}
        }
    }
}
