//! `selfsame courier watch`: the courier alone, beside servers on the same database.

use super::current;
use super::secret_check;
use super::serve::{StartError, StopSignal, open_store};
use crate::app::{App, Clock, Randomness};
use crate::courier;
use crate::hasher::{HashPool, PoolConfig};
use crate::secrets::{Secrets, StandIns};
use selfsame_config::Config;
use selfsame_store::{Migrate, StoreOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// Delivers messages of the database at `options` until SIGTERM or SIGINT.
pub async fn watch_courier(config: Config, options: StoreOptions) -> Result<(), StartError> {
    let mut told_to_stop = StopSignal::listen()?;
    let app = tokio::select! {
        app = start(config, options) => app?,
        () = told_to_stop.received() => {
            tracing::info!("stopping before anything was delivered");
            return Ok(());
        }
    };
    let (stop, stopping) = watch::channel(false);
    let courier = tokio::spawn(courier::watch(app.clone(), stopping));
    tracing::info!("delivering messages");
    told_to_stop.received().await;
    tracing::info!("stopping: messages under way are finished first");
    stop.send(true).ok();
    courier.await.ok();
    let hashing = app.clone();
    tokio::task::spawn_blocking(move || hashing.hasher.shut_down()).await.ok();
    app.store.close().await;
    Ok(())
}

async fn start(config: Config, options: StoreOptions) -> Result<Arc<App>, StartError> {
    let system = |error: &dyn std::fmt::Display| StartError::System(error.to_string());
    let clock = Clock::system();
    let randomness = Randomness::system().map_err(|error| system(&error))?;
    let secrets = Secrets::of(&config, &StandIns::of(&config), &mut randomness.fork())?;
    let (store, sealer) = open_store(&options, Migrate::Refuse, &secrets, &clock, &randomness).await?;
    secret_check::compare(&store, &secrets).await?;
    let built = {
        let (config, handle) = (config.clone(), Handle::current());
        tokio::task::spawn_blocking(move || current::build(&config, &secrets, &handle)).await
    };
    let current = built.map_err(|error| system(&error))??;
    // Nothing is hashed here.
    let pool = PoolConfig { threads: 1, longest_wait: Duration::ZERO, longest_batch_wait: Duration::ZERO };
    let hasher = HashPool::start(&pool, current::hasher(&config)).map_err(|error| system(&error))?;
    Ok(Arc::new(App::new(store, sealer, hasher, clock, randomness, current)))
}
