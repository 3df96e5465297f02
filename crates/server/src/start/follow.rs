//! Following the files: a configuration, schema or certificate that changes comes into force without a restart. What
//! is not usable leaves the old in force, and the log says why; it is tried again when a file that it names changes, and
//! from time to time where the reason may pass, such as a host that is down.

use super::jobs::pause;
use super::secret_check::{self, OtherSecrets};
use super::serve::check_keys;
use super::{current, tls};
use crate::app::{App, Current};
use crate::secrets::{Secrets, StandIns};
use selfsame_config::model::Listener;
use selfsame_config::{Config, Reloaded, Sources, Watched, reload, watched_files};
use selfsame_core::secretbox::SealKeys;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A configuration that is valid by itself is tried again after this long, then each time after twice as long.
const FIRST_RETRY: Duration = Duration::from_secs(5);
const LONGEST_RETRY: Duration = Duration::from_mins(5);

/// What a reload replaces outside of the [`App`].
pub struct Replaced {
    pub config: watch::Sender<Arc<Config>>,
    pub public_tls: watch::Sender<Option<TlsAcceptor>>,
    pub admin_tls: watch::Sender<Option<TlsAcceptor>>,
}

/// Looks at the files each second, and takes over what has changed if it is usable.
pub struct Follower {
    app: Arc<App>,
    sources: Sources,
    stand_ins: Arc<StandIns>,
    replaced: Replaced,
    watched: Watched,
    /// Files that only the configuration names which was refused last.
    wanted: Vec<PathBuf>,
    retry: Option<Retry>,
}

/// When what was refused is tried again.
struct Retry {
    at: Instant,
    pause: Duration,
    /// Why it was refused; said once.
    reason: String,
}

/// Why a changed configuration is not taken over.
enum Refused {
    /// It is invalid until somebody changes it.
    Invalid(String),
    /// Something that it needs is not there; later it may be.
    Unusable(String),
}

/// All that a changed configuration puts in force.
struct Successor {
    config: Config,
    secrets: Secrets,
    current: Current,
    public_tls: Option<TlsAcceptor>,
    admin_tls: Option<TlsAcceptor>,
}

impl Follower {
    /// Files that change from now on are noticed.
    pub fn new(app: Arc<App>, sources: Sources, stand_ins: Arc<StandIns>, replaced: Replaced) -> Self {
        let mut follower = Self { app, sources, stand_ins, replaced, watched: Watched::default(), wanted: Vec::new(), retry: None };
        follower.watch();
        follower
    }

    /// Follows the files until told to stop.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        while !pause(LOOK_EVERY, &mut stop).await {
            let changed = self.watched.changed();
            let in_force = self.in_force();
            let is_read = |file| watched_files(&self.sources, &in_force).contains(file) || self.wanted.contains(file);
            if changed.iter().any(is_read) {
                self.retry = None;
                self.take_over().await;
            } else if self.retry.as_ref().is_some_and(|retry| retry.at <= Instant::now()) {
                self.take_over().await;
            }
            let in_force = self.in_force();
            renew("public", &in_force.serve.public.listener, &changed, &self.replaced.public_tls);
            renew("admin", &in_force.serve.admin.listener, &changed, &self.replaced.admin_tls);
        }
    }

    fn in_force(&self) -> Arc<Config> {
        self.replaced.config.borrow().clone()
    }

    /// Watches what the configuration in force names, and what is wanted beside.
    fn watch(&mut self) {
        let files = files_of(&self.sources, &self.in_force());
        self.watched.watch(files.into_iter().chain(self.wanted.iter().cloned()));
    }

    async fn take_over(&mut self) {
        match self.read_again().await {
            Ok(Successor { config, secrets, current, public_tls, admin_tls }) => {
                self.app.sealer.replace(SealKeys::new(secrets.cipher));
                self.app.hasher.set_hasher(current::hasher(&config));
                self.app.replace(current);
                self.replaced.public_tls.send_replace(public_tls);
                self.replaced.admin_tls.send_replace(admin_tls);
                self.replaced.config.send_replace(Arc::new(config));
                self.wanted.clear();
                self.retry = None;
                self.watch();
                tracing::info!("the changed configuration is in force");
            }
            Err(Refused::Invalid(reason)) => {
                self.retry = None;
                say_refused(&reason);
            }
            Err(Refused::Unusable(reason)) => {
                let before = self.retry.take();
                if before.as_ref().is_none_or(|before| before.reason != reason) {
                    say_refused(&reason);
                }
                let pause = before.map_or(FIRST_RETRY, |before| (before.pause * 2).min(LONGEST_RETRY));
                self.retry = Some(Retry { at: Instant::now() + pause, pause, reason });
            }
        }
    }

    /// Everything that a change of the files leads to, or why it cannot be used.
    async fn read_again(&mut self) -> Result<Successor, Refused> {
        let (old, sources) = (self.in_force(), self.sources.clone());
        let reloaded = tokio::task::spawn_blocking(move || reload(&old, &sources).map_err(|problems| problems.to_string()));
        let reloaded = reloaded.await.map_err(|error| Refused::Unusable(error.to_string()))?;
        // Before they are read, so that none changes unseen. A configuration that is invalid by itself names none.
        self.wanted = reloaded.as_ref().map(|reloaded| files_of(&self.sources, &reloaded.config)).unwrap_or_default();
        self.watch();
        let Reloaded { config, warnings, needs_restart } = reloaded.map_err(Refused::Invalid)?;
        let (stand_ins, handle, mut rng) = (self.stand_ins.clone(), Handle::current(), self.app.randomness.fork());
        let built = tokio::task::spawn_blocking(move || {
            let secrets = Secrets::of(&config, &stand_ins, &mut rng).map_err(|error| error.to_string())?;
            let current = current::build(&config, &secrets, &handle).map_err(|error| error.to_string())?;
            let acceptor = |listener| tls::acceptor(listener).map_err(|error| error.to_string());
            let (public_tls, admin_tls) = (acceptor(&config.serve.public.listener)?, acceptor(&config.serve.admin.listener)?);
            Ok::<_, String>(Successor { config, secrets, current, public_tls, admin_tls })
        });
        let successor = built.await.map_err(|error| Refused::Unusable(error.to_string()))?.map_err(Refused::Unusable)?;
        let keys = SealKeys::new(successor.secrets.cipher.clone());
        check_keys(&self.app.store, &keys).await.map_err(|error| Refused::Unusable(error.to_string()))?;
        let mut rng = self.app.randomness.fork();
        let checked = secret_check::check(&self.app.store, &successor.secrets, OtherSecrets::Refused, &mut rng).await;
        checked.map_err(|error| Refused::Unusable(error.to_string()))?;
        for warning in warnings {
            tracing::warn!("configuration: {warning}");
        }
        if !needs_restart.is_empty() {
            tracing::warn!(keys = needs_restart.join(", "), "changed keys that count from the next start only");
        }
        Ok(successor)
    }
}

fn say_refused(reason: &str) {
    tracing::error!("the changed configuration is not usable, the old one stays in force:\n{reason}");
}

/// Every file that has a part in `config`.
fn files_of(sources: &Sources, config: &Config) -> Vec<PathBuf> {
    let listeners = [&config.serve.public.listener, &config.serve.admin.listener];
    watched_files(sources, config).into_iter().chain(listeners.into_iter().flat_map(tls::watched_files)).collect()
}

/// Puts the certificate of `listener` in force if its files are among the `changed` ones.
fn renew(name: &str, listener: &Listener, changed: &[PathBuf], to: &watch::Sender<Option<TlsAcceptor>>) {
    if !tls::watched_files(listener).iter().any(|file| changed.contains(file)) {
        return;
    }
    match tls::acceptor(listener) {
        Ok(acceptor) => {
            to.send_replace(acceptor);
            tracing::info!(listener = name, "the renewed certificate is in force");
        }
        Err(error) => tracing::error!(listener = name, %error, "the renewed certificate is not usable, the old one stays in force"),
    }
}
