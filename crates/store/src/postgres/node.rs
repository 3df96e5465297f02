//! This node's number among all that write to one database: it stands in every internal key, so that no two nodes make
//! the same. The number is a lease, renewed while the store is open.

use super::{Database, marker};
use crate::KeyMaker;
use crate::error::{Result, StoreError};
use crate::lease::{self, Holder, SKEW};
use crate::ops::health::greatest_key;
use crate::tx::{Rx, Tx};
use selfsame_api::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

const NUMBERS: u32 = 1024;
const LENGTH: Duration = Duration::from_mins(1);
const RENEW_EVERY: Duration = Duration::from_secs(15);
const TRY_AGAIN: Duration = Duration::from_secs(1);
/// Rows of connections that have not written for this long are of no use to anybody.
const KEEP_MARKERS: Duration = Duration::from_hours(24);
const FORGET_EVERY: u32 = 240;

/// The keys that this node may make, and until when.
pub(crate) struct Node {
    pub(crate) keys: KeyMaker,
    holder: Holder,
    valid_until: AtomicI64,
}

impl Node {
    /// Takes a number that is free.
    pub(crate) async fn start(database: &Database) -> Result<Self> {
        let node = Self { keys: KeyMaker::new(0), holder: database.connector().fresh_id(), valid_until: AtomicI64::new(0) };
        node.take_number(database).await?;
        Ok(node)
    }

    /// Whether keys made now are made by nobody else.
    pub(crate) fn may_make_keys(&self, now: Timestamp) -> bool {
        now.micros() < self.valid_until.load(Ordering::Relaxed)
    }

    /// Renews the number until told to stop. It is not given back: whoever gets it next must begin after the last key that
    /// was made under it, and waiting for its end makes sure of that.
    pub(crate) async fn keep(self: Arc<Self>, database: Arc<Database>, mut stop: watch::Receiver<bool>) {
        let mut round = 0;
        let mut pause = RENEW_EVERY;
        loop {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => return,
            }
            let renewed = self.renew(&database).await;
            pause = if renewed.is_ok() { RENEW_EVERY } else { TRY_AGAIN };
            if let Err(error) = renewed {
                tracing::warn!(%error, "the lease of this node's number could not be renewed; it is tried again");
            }
            round += 1;
            if round % FORGET_EVERY == 1 {
                let before = database.options().now().minus(KEEP_MARKERS);
                let forgotten = database.write(&async move |tx: &mut Tx<'_>| marker::forget(tx, before).await).await;
                if let Err(error) = forgotten {
                    tracing::warn!(%error, "marks of old connections could not be deleted; they are tried again");
                }
            }
        }
    }

    pub(crate) async fn renew(&self, database: &Database) -> Result<()> {
        let (name, holder, now) = (name(self.keys.node()), self.holder, database.options().now());
        let until = now + LENGTH;
        if database.write(&async move |tx: &mut Tx<'_>| lease::renew(tx, &name, &holder, until).await).await? {
            self.valid_until.store(until.minus(SKEW).micros(), Ordering::Relaxed);
            return Ok(());
        }
        tracing::error!(number = self.keys.node(), "another node has taken this node's number; it takes another");
        self.take_number(database).await
    }

    async fn take_number(&self, database: &Database) -> Result<()> {
        let now = database.options().now();
        let held = async move |rx: &mut Rx<'_>| Ok((lease::taken(rx, "node/", "node0", now).await?, greatest_key(rx).await?));
        let (taken, greatest) = database.read(&held).await?;
        let taken: HashSet<String> = taken.into_iter().collect();
        let first = database.connector().chance();
        for number in (0..NUMBERS).map(|step| first.wrapping_add(step) % NUMBERS) {
            let (name, holder, now) = (name(number as u16), self.holder, database.options().now());
            if taken.contains(&name) {
                continue;
            }
            let until = now + LENGTH;
            if database.write(&async move |tx: &mut Tx<'_>| lease::take(tx, &name, &holder, now, until).await).await? {
                self.keys.move_to(number as u16);
                if let Some(key) = greatest {
                    self.keys.pass(key);
                }
                self.valid_until.store(until.minus(SKEW).micros(), Ordering::Relaxed);
                return Ok(());
            }
        }
        Err(StoreError::Unavailable(format!("all {NUMBERS} node numbers are taken; those of nodes that are gone are free a minute later")))
    }
}

fn name(number: u16) -> String {
    format!("node/{number:04}")
}
