//! A store with a courier beside it, for tests of delivery.

use selfsame::app::{App, Clock, Randomness};
use selfsame::courier::{self, compose};
use selfsame::hasher::{HashPool, PoolConfig};
use selfsame::jsonnet::Evaluator;
use selfsame::secrets::{Secrets, StandIns};
use selfsame::start::current;
use selfsame_api::MessageId;
use selfsame_api::identity::Channel;
use selfsame_config::Sources;
use selfsame_core::Ctx;
use selfsame_core::message::{Message, MessageKind, Origin};
use selfsame_core::secretbox::SealKeys;
use selfsame_store::ops::messages::{self, MessageRow};
use selfsame_store::{Migrate, Rx, Sealer, SqliteOptions, Store, StoreOptions, Tx};
use selfsame_testkit::TempFolder;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

const BASE: &str = "
secrets: {cipher: [a-cipher-secret-of-32-characters], cookie: [a-cookie-secret-for-tests]}
selfservice: {default_browser_return_url: 'http://app.example/'}
identity: {default_schema_id: person, schemas: [{id: person, url: 'file://{dir}/person.json'}]}
";

/// A store with a courier beside it.
pub struct Post {
    pub app: Arc<App>,
    pub folder: TempFolder,
    pub stop: watch::Sender<bool>,
    courier: Option<JoinHandle<()>>,
}

impl Post {
    /// Delivery as this part of a configuration says, in YAML.
    pub async fn start(yaml: &str) -> Self {
        let mut post = Self::closed(yaml).await;
        post.open();
        post
    }

    /// The same, without anybody who delivers.
    pub async fn closed(yaml: &str) -> Self {
        let folder = TempFolder::new("courier");
        let options = SqliteOptions::new(folder.path().join("test.db"));
        Self::closed_on(yaml, folder, options).await
    }

    /// The same, on this database.
    pub async fn closed_on(yaml: &str, folder: TempFolder, database: impl Into<StoreOptions>) -> Self {
        let file = folder.path().join("selfsame.yml");
        let yaml = yaml.replace("{dir}", &folder.path().display().to_string());
        std::fs::write(folder.path().join("person.json"), r#"{"properties": {"traits": {"type": "object"}}}"#).expect("a file");
        std::fs::write(&file, BASE.replace("{dir}", &folder.path().display().to_string()) + &yaml).expect("a file");
        let mut sources = Sources::new("base64://e30=");
        sources.files = vec![file];
        sources.data_dir = Some(folder.path().to_owned());
        let config = selfsame_config::load(&sources).unwrap_or_else(|problems| panic!("{problems}")).config;
        let (clock, randomness) = (Clock::system(), Randomness::system().expect("randomness"));
        let secrets = Secrets::of(&config, &StandIns::of(&config), &mut randomness.fork()).expect("secrets");
        let store = Store::open(database, Migrate::Apply, clock.now()).await.expect("a store");
        let sealer = Arc::new(Sealer::new(SealKeys::new(secrets.cipher.clone()), [7; 32]));
        let pool = PoolConfig { threads: 1, longest_wait: Duration::ZERO, longest_batch_wait: Duration::ZERO };
        let hasher = HashPool::start(&pool, current::hasher(&config)).expect("a pool");
        let handle = Handle::current();
        let built = tokio::task::spawn_blocking(move || current::build(&config, &secrets, &handle)).await.expect("no panic");
        let current = built.unwrap_or_else(|error| panic!("{error}"));
        let mut app = App::new(store, sealer, hasher, clock, randomness, current);
        app.jsonnet = jsonnet();
        Self { app: Arc::new(app), folder, stop: watch::channel(false).0, courier: None }
    }

    pub fn open(&mut self) {
        self.courier = Some(tokio::spawn(courier::watch(self.app.clone(), self.stop.subscribe())));
    }

    pub async fn close(&mut self) {
        self.stop.send_replace(true);
        self.courier.take().expect("it was open").await.expect("no panic");
    }

    pub async fn enqueue_kind(&self, channel: Channel, to: &str, kind: MessageKind) -> MessageId {
        self.enqueue_in("", channel, to, kind).await
    }

    /// A message that was caused in this language.
    pub async fn enqueue_in(&self, language: &'static str, channel: Channel, to: &str, kind: MessageKind) -> MessageId {
        let origin = Origin { request_url: "https://id.example.org/x".into(), language, ..Origin::default() };
        let message = Message { channel, to: to.to_owned(), kind, origin };
        let (now, mut rng) = (self.app.now(), self.app.randomness.fork());
        let new = compose(&self.app, &mut Ctx { now, rng: &mut rng }, &message).expect("it is sealed");
        let (id, key) = (new.id, self.app.store.next_key(now));
        self.app.store.write(async move |tx: &mut Tx<'_>| messages::enqueue(tx, key, &new).await).await.expect("it is stored");
        self.app.courier.ring();
        id
    }

    pub async fn row(&self, id: MessageId) -> MessageRow {
        let found = self.app.store.read(async move |rx: &mut Rx<'_>| messages::by_id(rx, id).await).await;
        found.expect("the store answers").expect("the message is there")
    }

    /// The message, once it has this status.
    pub async fn await_status(&self, id: MessageId, status: &str) -> MessageRow {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let row = self.row(id).await;
            if row.status == status {
                return row;
            }
            assert!(Instant::now() < deadline, "it is {} after {} tries: {}", row.status, row.send_count, row.dispatches);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Workers of the real binary.
pub fn jsonnet() -> Evaluator {
    Evaluator::new(PathBuf::from(env!("CARGO_BIN_EXE_selfsame")), 2)
}
