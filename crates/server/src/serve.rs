//! `selfsame serve`: opens the store, binds both listeners, serves until told to stop.

use crate::app::{App, Clock, Current, Randomness};
use crate::hasher::{HashPool, PoolConfig};
use crate::http::listen::{Socket, serve as serve_listener};
use crate::http::router;
use crate::http::service::Side;
use crate::keys::Keys;
use crate::load::{self, Loaded};
use crate::schemas::Schemas;
use crate::selfservice::{self, SelfService};
use selfsame_core::hash::Hasher;
use selfsame_core::schema::{CompileOptions, compile};
use selfsame_core::secretbox::SealKeys;
use selfsame_store::{Migrate, Sealer, SqliteOptions, Store};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

pub async fn run(config: &Path, dev: bool) -> Result<(), String> {
    let loaded = load::load(config, dev)?;
    let clock = Clock::system();
    let randomness = Randomness::system().map_err(|error| error.to_string())?;
    let store = Store::open(SqliteOptions::new(&loaded.database), Migrate::Apply, clock.now()).map_err(|error| error.to_string())?;
    let mut seed = [0; 32];
    rand::Rng::fill_bytes(&mut randomness.fork(), &mut seed);
    let sealer = Arc::new(Sealer::new(SealKeys::new(vec![[7; 32]]), seed));
    let Loaded { settings, schemas, public, admin, value, .. } = loaded;
    let number = |pointer: &str, default: u64| value.pointer(pointer).and_then(serde_json::Value::as_u64).unwrap_or(default) as u32;
    let hasher = if value.pointer("/hashers/algorithm").and_then(serde_json::Value::as_str) == Some("argon2") {
        let memory = value.pointer("/hashers/argon2/memory").and_then(serde_json::Value::as_str).unwrap_or("128MB");
        let kib = memory.strip_suffix("KB").map(|n| n.parse().unwrap_or(64)).unwrap_or(131_072);
        Hasher::Argon2id {
            memory_kib: kib,
            iterations: number("/hashers/argon2/iterations", 1),
            parallelism: number("/hashers/argon2/parallelism", 1),
            salt_length: 16,
            key_length: 32,
        }
    } else {
        Hasher::Bcrypt { cost: number("/hashers/bcrypt/cost", 12) }
    };
    let mut compiled = Vec::new();
    for (id, url) in schemas {
        let document = std::fs::read(url.trim_start_matches("file://")).map_err(|error| error.to_string())?;
        compiled.push(compile(&id, &document, &CompileOptions::default()).map_err(|error| error.to_string())?);
    }
    let schemas = Schemas::new(compiled, settings.default_schema_id.clone(), &settings.public_url);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let pool = PoolConfig { threads, longest_wait: Duration::from_secs(3), longest_batch_wait: Duration::from_secs(60) };
    let hasher = HashPool::start(&pool, hasher).map_err(|error| error.to_string())?;
    let selfservice = SelfService::new(selfservice::Settings::from_document(&value, settings.dev)?).map_err(|error| error.to_string())?;
    let mut spare = [0; 32];
    rand::Rng::fill_bytes(&mut randomness.fork(), &mut spare);
    let keys = Keys::derive(&settings.key_secrets, spare);
    let app = Arc::new(App::new(store, sealer, hasher, clock, randomness, Current { settings, schemas, selfservice, keys }));
    let (stop, stopping) = watch::channel(false);
    let mut serving = Vec::new();
    for (side, address) in [(Side::Public, public), (Side::Admin, admin)] {
        let socket = Socket::Tcp(TcpListener::bind(&address).await.map_err(|error| format!("cannot listen on {address}: {error}"))?);
        let router = match side {
            Side::Public => router::public(app.clone()),
            Side::Admin => router::admin(app.clone()),
        };
        let (_, tls) = watch::channel(None);
        serving.push(tokio::spawn(serve_listener(app.clone(), router, side, socket, tls, stopping.clone())));
    }
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    stop.send(true).ok();
    for listener in serving {
        listener.await.ok();
    }
    let closing = app.clone();
    tokio::task::spawn_blocking(move || {
        closing.hasher.shut_down();
        closing.store.close();
    })
    .await
    .ok();
    Ok(())
}
