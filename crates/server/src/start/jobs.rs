//! What runs beside the requests: deleting what has expired, and looking for changed files.

use super::serve::check_keys;
use super::{current, tls};
use crate::app::{App, Current};
use crate::secrets::Secrets;
use selfsame_config::model::{Cleanup, Listener};
use selfsame_config::{Config, Reloaded, Sources, fingerprint, reload, watched_files};
use selfsame_core::secretbox::SealKeys;
use selfsame_store::Tx;
use selfsame_store::ops::sweep::{self, Expiring};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

const LOOK_EVERY: Duration = Duration::from_secs(1);
const SWEEP_EVERY: Duration = Duration::from_mins(1);
/// One-time secrets are of no use a day after.
const KEEP_SHORT: Duration = Duration::from_hours(24);

/// Deletes expired rows until told to stop: in small batches with a pause after each, so that nobody waits for it.
pub async fn sweep(app: Arc<App>, config: watch::Receiver<Arc<Config>>, mut stop: watch::Receiver<bool>) {
    loop {
        let cleanup = config.borrow().database.cleanup.clone();
        for what in Expiring::ALL {
            let (before, limit) = (app.now().minus(kept(what, &cleanup)), cleanup.batch_size as usize);
            loop {
                let deleted = app.store.write(async move |tx: &mut Tx<'_>| sweep::expired(tx, what, before, limit).await).await;
                match deleted {
                    Ok(deleted) if deleted == limit => {
                        if pause(cleanup.sleep.tables, &mut stop).await {
                            return;
                        }
                    }
                    Ok(_) => break,
                    Err(error) => {
                        tracing::warn!(%error, "expired rows could not be deleted; they are tried again");
                        break;
                    }
                }
            }
        }
        if pause(SWEEP_EVERY, &mut stop).await {
            return;
        }
    }
}

/// How long rows stay past their expiry.
fn kept(what: Expiring, cleanup: &Cleanup) -> Duration {
    let own = match what {
        Expiring::Sessions => cleanup.keep_sessions,
        Expiring::Flows => return cleanup.keeps_flows(),
        // Nobody is sent to look at an error for longer, and anybody can make one.
        Expiring::Errors => return Duration::ZERO,
        Expiring::OneTimeSecrets => KEEP_SHORT,
    };
    own.max(cleanup.older_than)
}

/// Waits; true if the server stops meanwhile.
async fn pause(time: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        () = tokio::time::sleep(time) => false,
        _ = stop.changed() => true,
    }
}

/// What a reload replaces outside of the [`App`].
pub struct Replaced {
    pub config: watch::Sender<Arc<Config>>,
    pub public_tls: watch::Sender<Option<TlsAcceptor>>,
    pub admin_tls: watch::Sender<Option<TlsAcceptor>>,
}

/// Looks at the configuration's files, schemas and certificates each second, and takes over what has changed if it
/// is valid; otherwise the old stays and the log says why.
pub async fn follow_files(app: Arc<App>, sources: Sources, replaced: Replaced, mut stop: watch::Receiver<bool>) {
    let config = || replaced.config.borrow().clone();
    let certificates = |config: &Config| {
        let listeners = [&config.serve.public.listener, &config.serve.admin.listener];
        fingerprint(listeners.into_iter().flat_map(tls::watched_files))
    };
    let mut seen = fingerprint(watched_files(&sources, &config()));
    let mut seen_certificates = certificates(&config());
    while !pause(LOOK_EVERY, &mut stop).await {
        let now = fingerprint(watched_files(&sources, &config()));
        if now != seen {
            seen = now;
            take_over(&app, &sources, &replaced).await;
        }
        let now = certificates(&config());
        if now != seen_certificates {
            seen_certificates = now;
            let config = config();
            renew(&config.serve.public.listener, &replaced.public_tls);
            renew(&config.serve.admin.listener, &replaced.admin_tls);
        }
    }
}

async fn take_over(app: &Arc<App>, sources: &Sources, replaced: &Replaced) {
    let old = replaced.config.borrow().clone();
    match read_again(app, old, sources.clone()).await {
        Ok((Reloaded { config, warnings, needs_restart }, secrets, current)) => {
            for warning in warnings {
                tracing::warn!("configuration: {warning}");
            }
            if !needs_restart.is_empty() {
                tracing::warn!(keys = needs_restart.join(", "), "changed keys that count from the next start only");
            }
            app.sealer.replace(SealKeys::new(secrets.cipher));
            app.hasher.set_hasher(current::hasher(&config));
            app.replace(current);
            renew(&config.serve.public.listener, &replaced.public_tls);
            renew(&config.serve.admin.listener, &replaced.admin_tls);
            replaced.config.send_replace(Arc::new(config));
            tracing::info!("the changed configuration is in force");
        }
        Err(reason) => tracing::error!("the changed configuration is not usable, the old one stays in force:\n{reason}"),
    }
}

/// Everything that a change of the files leads to, or why it cannot be used.
async fn read_again(app: &Arc<App>, old: Arc<Config>, sources: Sources) -> Result<(Reloaded, Secrets, Current), String> {
    let (handle, mut rng) = (Handle::current(), app.randomness.fork());
    let built = tokio::task::spawn_blocking(move || {
        let reloaded = reload(&old, &sources).map_err(|problems| problems.to_string())?;
        let secrets = Secrets::of(&reloaded.config, &mut rng).map_err(|error| error.to_string())?;
        let current = current::build(&reloaded.config, &secrets, &handle).map_err(|error| error.to_string())?;
        tls::acceptor(&reloaded.config.serve.public.listener).map_err(|error| error.to_string())?;
        tls::acceptor(&reloaded.config.serve.admin.listener).map_err(|error| error.to_string())?;
        Ok::<_, String>((reloaded, secrets, current))
    });
    let (reloaded, secrets, current) = built.await.map_err(|error| error.to_string())??;
    check_keys(&app.store, &SealKeys::new(secrets.cipher.clone())).await.map_err(|error| error.to_string())?;
    Ok((reloaded, secrets, current))
}

fn renew(listener: &Listener, to: &watch::Sender<Option<TlsAcceptor>>) {
    match tls::acceptor(listener) {
        Ok(acceptor) => {
            to.send_replace(acceptor);
            tracing::info!("the renewed certificate is in force");
        }
        Err(error) => tracing::error!(%error, "the renewed certificate is not usable, the old one stays in force"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_errors_goes_before_older_than() {
        let env = ("DATABASE_CLEANUP".to_owned(), r#"{"older_than":"100h","keep_flows":"1h"}"#.to_owned());
        let sources = Sources { env: vec![env], ..Sources::new("base64://e30=") };
        let cleanup = selfsame_config::load(&sources).unwrap_or_else(|problems| panic!("{problems}")).config.database.cleanup;
        let hours = [Expiring::Sessions, Expiring::Flows, Expiring::Errors, Expiring::OneTimeSecrets]
            .map(|what| kept(what, &cleanup).as_secs() / 3600);
        assert_eq!(hours, [720, 100, 0, 100]);
    }
}
