//! What runs beside the requests, however long they take: deleting what has expired.

use crate::app::App;
use rand::Rng;
use selfsame_config::Config;
use selfsame_config::model::Cleanup;
use selfsame_core::attempts::NETWORK_LIFESPAN;
use selfsame_store::Tx;
use selfsame_store::lease::{self, Holder};
use selfsame_store::ops::sweep::{self, Expiring};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

const SWEEP_EVERY: Duration = Duration::from_mins(1);
/// One-time secrets are of no use a day after.
const KEEP_SHORT: Duration = Duration::from_hours(24);

/// The lease of the one node that sweeps.
const SWEEPER: &str = "sweeper";
/// Whoever holds it renews it with every batch and every round; after this long without, another node goes on.
const HELD_FOR: Duration = Duration::from_mins(2);

/// Deletes expired rows until told to stop: in small batches with a pause after each, so that nobody waits for it. Of
/// several nodes one does.
pub async fn sweep(app: Arc<App>, config: watch::Receiver<Arc<Config>>, mut stop: watch::Receiver<bool>) {
    let mut holder: Holder = [0; 16];
    app.randomness.fork().fill_bytes(&mut holder);
    loop {
        let cleanup = config.borrow().database.cleanup.clone();
        if sweep_all(&app, &cleanup, holder, &mut stop).await || pause(SWEEP_EVERY, &mut stop).await {
            break;
        }
    }
    let given_back = app.store.write(async move |tx: &mut Tx<'_>| lease::release(tx, SWEEPER, &holder).await).await;
    if let Err(error) = given_back {
        tracing::warn!(%error, "the sweeper's lease could not be given back; another node sweeps once it has ended");
    }
}

/// One round; true if the server stops meanwhile.
async fn sweep_all(app: &App, cleanup: &Cleanup, holder: Holder, stop: &mut watch::Receiver<bool>) -> bool {
    for what in Expiring::ALL {
        let (before, limit) = (app.now().minus(kept(what, cleanup)), cleanup.batch_size as usize);
        loop {
            let now = app.now();
            let deleted = app.store.write(async move |tx: &mut Tx<'_>| {
                if lease::take(tx, SWEEPER, &holder, now, now + HELD_FOR).await? {
                    return sweep::expired(tx, what, before, limit).await.map(Some);
                }
                Ok(None)
            });
            match deleted.await {
                Ok(Some(deleted)) if deleted == limit => {
                    if pause(cleanup.sleep.tables, stop).await {
                        return true;
                    }
                }
                Ok(Some(_)) => break,
                // Another node's work.
                Ok(None) => return false,
                Err(error) => {
                    tracing::warn!(%error, "expired rows could not be deleted; they are tried again");
                    break;
                }
            }
        }
    }
    false
}

/// How long rows stay past their expiry.
fn kept(what: Expiring, cleanup: &Cleanup) -> Duration {
    let own = match what {
        Expiring::Sessions => cleanup.keep_sessions,
        Expiring::Flows => return cleanup.keeps_flows(),
        // Nobody is sent to look at an error for longer, and anybody can make one. Attempts that count no longer have no
        // bearing on anything.
        Expiring::Errors | Expiring::Attempts => return Duration::ZERO,
        Expiring::OneTimeSecrets | Expiring::TokenExchanges => KEEP_SHORT,
        Expiring::Messages => cleanup.keep_messages,
        Expiring::KnownNetworks => return NETWORK_LIFESPAN,
    };
    own.max(cleanup.older_than)
}

/// Waits; true if the server stops meanwhile.
pub(super) async fn pause(time: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        () = tokio::time::sleep(time) => false,
        _ = stop.changed() => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use selfsame_config::Sources;

    #[test]
    fn only_errors_and_attempts_go_before_older_than() {
        let env = ("DATABASE_CLEANUP".to_owned(), r#"{"older_than":"100h","keep_flows":"1h"}"#.to_owned());
        let sources = Sources { env: vec![env], ..Sources::new("base64://e30=") };
        let cleanup = selfsame_config::load(&sources).unwrap_or_else(|problems| panic!("{problems}")).config.database.cleanup;
        let hours = Expiring::ALL.map(|what| kept(what, &cleanup).as_secs() / 3600);
        assert_eq!(hours, [720, 100, 0, 100, 100, 720, 0, 720]);
    }
}
