//! `selfsame serve`: opens the store, binds both listeners, serves until told to stop, then drains.

use super::current::UnusableConfig;
use super::follow::{Follower, Replaced};
use super::secret_check::{self, OtherSecrets};
use super::tls::TlsError;
use super::{current, jobs, listeners, tls};
use crate::app::{App, Clock, Randomness};
use crate::courier;
use crate::database;
use crate::hasher::{HashPool, PoolConfig};
use crate::http::listen::{self, Socket};
use crate::http::router;
use crate::http::service::Side;
use crate::secrets::{Secrets, SecretsError, StandIns};
use rand::{Rng, rngs::ChaCha20Rng};
use selfsame_api::Timestamp;
use selfsame_config::{Config, Dsn, Sources};
use selfsame_core::Ctx;
use selfsame_core::secretbox::SealKeys;
use selfsame_store::{Migrate, OpenError, Rx, Sealer, SqliteOptions, Store, StoreError, StoreOptions};
use std::fs::File;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How a server is started, beside its configuration.
pub struct Options {
    pub migrate: Migrate,
    pub other_secrets: OtherSecrets,
    /// Called once both listeners accept connections.
    pub on_ready: Box<dyn FnOnce(&Config) + Send>,
}

/// Why a server did not start; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Config(#[from] UnusableConfig),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Database(#[from] OpenError),
    #[error("{0}")]
    Dsn(String),
    #[error("cannot read the database: {0}")]
    Read(#[from] StoreError),
    #[error("rows are sealed with the cipher key {0}, which is not configured: add its secret back to secrets.cipher, at any place")]
    MissingKey(String),
    #[error(
        "secrets.{0}: the database is served with another secret, which is not among the configured ones: every node needs the same. Add the other nodes' first entry to the list, behind the new one if this is a rotation. If the old secret is gone for good, start once with --accept-secrets: what was made with it does not count any more"
    )]
    OtherSecrets(&'static str),
    #[error("{0} does not have everything yet of the database that is moved into it: run `selfsame move` again until it is done")]
    Unfinished(String),
    #[error("{0}")]
    Listen(String),
    #[error("cannot start: {0}")]
    System(String),
}

/// The longest estimated wait for a password to be hashed: of a sign-in, and of an import.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_BATCH_WAIT: Duration = Duration::from_mins(1);

/// Serves until SIGTERM or SIGINT, then finishes open requests and queued writes.
pub async fn serve(config: Config, sources: Sources, options: Options) -> Result<(), StartError> {
    let mut told_to_stop = StopSignal::listen()?;
    let running = tokio::select! {
        running = start(config, sources, options) => running?,
        () = told_to_stop.received() => {
            tracing::info!("stopping before the server was ready");
            return Ok(());
        }
    };
    told_to_stop.received().await;
    tracing::info!("stopping: open requests are finished first");
    running.stop().await;
    Ok(())
}

/// A server that is ready.
struct Running {
    app: Arc<App>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    database: Database,
}

async fn start(config: Config, sources: Sources, options: Options) -> Result<Running, StartError> {
    let clock = Clock::system();
    let randomness = Randomness::system().map_err(|error| StartError::System(format!("no randomness: {error}")))?;
    let stand_ins = Arc::new(StandIns::of(&config));
    let secrets = Secrets::of(&config, &stand_ins, &mut randomness.fork())?;
    let database = Database::of(&config, &clock, &mut randomness.fork())?;
    let (store, sealer) = open_store(&database.options, options.migrate, &secrets, &clock, &randomness).await?;
    secret_check::check(&store, &secrets, options.other_secrets, &mut randomness.fork()).await?;
    let built = {
        let (config, secrets, handle) = (config.clone(), secrets.clone(), Handle::current());
        tokio::task::spawn_blocking(move || current::build(&config, &secrets, &handle)).await
    };
    let current = built.map_err(|error| StartError::System(error.to_string()))??;
    let pool = PoolConfig { threads: current::cores() as usize, longest_wait: LONGEST_WAIT, longest_batch_wait: LONGEST_BATCH_WAIT };
    let hasher = HashPool::start(&pool, current::hasher(&config)).map_err(|error| StartError::System(error.to_string()))?;
    let app = Arc::new(App::new(store, sealer, hasher, clock, randomness, current));

    let (stop, stopping) = watch::channel(false);
    let (public_tls, public_tls_now) = watch::channel(tls::acceptor(&config.serve.public.listener)?);
    let (admin_tls, admin_tls_now) = watch::channel(tls::acceptor(&config.serve.admin.listener)?);
    let public = listeners::bind("public", &config.serve.public.listener).await.map_err(StartError::Listen)?;
    let admin = listeners::bind("admin", &config.serve.admin.listener).await.map_err(StartError::Listen)?;
    let listen = |side, socket: Socket, router, tls| tokio::spawn(listen::serve(app.clone(), router, side, socket, tls, stopping.clone()));
    let mut tasks = vec![
        listen(Side::Public, public, router::public(app.clone()), public_tls_now),
        listen(Side::Admin, admin, router::admin(app.clone()), admin_tls_now),
    ];
    let (config_now, config_seen) = watch::channel(Arc::new(config.clone()));
    let replaced = Replaced { config: config_now, public_tls, admin_tls };
    if config.courier.worker.enabled || config.watch_courier {
        tasks.push(tokio::spawn(courier::watch(app.clone(), stopping.clone())));
    }
    tasks.push(tokio::spawn(jobs::sweep(app.clone(), config_seen, stopping.clone())));
    tasks.push(tokio::spawn(Follower::new(app.clone(), sources, stand_ins, replaced).run(stopping)));
    (options.on_ready)(&config);
    Ok(Running { app, stop, tasks, database })
}

impl Running {
    /// Finishes what is under way.
    async fn stop(self) {
        self.stop.send(true).ok();
        for task in self.tasks {
            task.await.ok();
        }
        // Queued writes are on disk after this; nothing else runs any more.
        let hashing = self.app.clone();
        tokio::task::spawn_blocking(move || hashing.hasher.shut_down()).await.ok();
        self.app.store.close().await;
        drop(self.database);
    }
}

/// SIGTERM and SIGINT, from the moment on in which somebody listens: none that came before it was waited for is missed.
pub(super) struct StopSignal {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignal {
    pub(super) fn listen() -> Result<Self, StartError> {
        let listen = |kind| signal(kind).map_err(|error| StartError::System(error.to_string()));
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    pub(super) async fn received(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Where the database lies. Held while the server runs: nobody else serves the same file meanwhile, and a temporary
/// folder goes when this is dropped.
struct Database {
    options: StoreOptions,
    temporary: Option<PathBuf>,
    _lock: Option<File>,
}

impl Database {
    fn of(config: &Config, clock: &Clock, rng: &mut ChaCha20Rng) -> Result<Self, StartError> {
        let (options, temporary) = match &config.dsn {
            Dsn::Postgres(dsn) => {
                let options = database::postgres(dsn, clock.clone(), rng).map_err(StartError::Dsn)?;
                return Ok(Self { options: options.into(), temporary: None, _lock: None });
            }
            Dsn::Sqlite(dsn) => (database::sqlite(dsn), None),
            Dsn::Memory => {
                let name = Ctx { now: Timestamp::ZERO, rng }.alphanumeric(16);
                let folder = std::env::temp_dir().join(format!("selfsame-{name}"));
                let made = std::fs::DirBuilder::new().mode(0o700).create(&folder);
                made.map_err(|error| StartError::System(format!("cannot create {}: {error}", folder.display())))?;
                (SqliteOptions::new(folder.join("selfsame.db")), Some(folder))
            }
        };
        let lock = database::lock(&options.path)?;
        Ok(Self { options: options.into(), temporary, _lock: Some(lock) })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(folder) = &self.temporary {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}

/// Opens a database that is whole and whose rows can be read.
pub(super) async fn open_store(
    options: &StoreOptions,
    migrate: Migrate,
    secrets: &Secrets,
    clock: &Clock,
    randomness: &Randomness,
) -> Result<(Store, Arc<Sealer>), StartError> {
    let store = Store::open(options.clone(), migrate, clock.now()).await?;
    if store.read(async move |rx: &mut Rx<'_>| selfsame_store::transfer::is_unfinished(rx).await).await? {
        return Err(StartError::Unfinished(options.place()));
    }
    let keys = SealKeys::new(secrets.cipher.clone());
    check_keys(&store, &keys).await?;
    let mut seed = [0; 32];
    randomness.fork().fill_bytes(&mut seed);
    Ok((store, Arc::new(Sealer::new(keys, seed))))
}

/// Every key that sealed rows need is among `keys`.
pub(super) async fn check_keys(store: &Store, keys: &SealKeys) -> Result<(), StartError> {
    let known = keys.key_ids();
    let needed = store.read(async move |rx: &mut Rx<'_>| selfsame_store::ops::secrets::sealing_keys(rx).await).await?;
    match needed.iter().find(|id| !known.contains(id)) {
        None => Ok(()),
        Some(missing) => Err(StartError::MissingKey(missing.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))),
    }
}
