//! What the tests of this crate begin with: a fresh database of either engine, and whole identities.

use crate::ops::identities::IdentityRecord;
use crate::{FaultRates, Faults, Migrate, PostgresOptions, Result, Sealer, SqliteOptions, Store, Tx, ops};
use selfsame_api::identity::{Channel, CredentialType, IdentityState, RecoveryAddress, VerifiableAddress};
use selfsame_api::session::{Aal, Device, SessionMethod};
use selfsame_api::{AddressId, DeviceId, IdentityId, Timestamp};
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::secretbox::SealKeys;
use selfsame_core::session::{Session, completed, issue};
use selfsame_core::{Ctx, Key};
use selfsame_testkit::{PostgresServer, TempFolder};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

pub const NOW: Timestamp = Timestamp::from_micros(1_767_225_600_000_000);

/// An open database of one engine.
pub struct Fixture {
    pub store: Store,
    pub sealer: Sealer,
    place: Place,
}

enum Place {
    Folder(TempFolder),
    Database(Database),
}

/// A PostgreSQL database of a test's own, gone with it.
pub struct Database {
    pub server: &'static PostgresServer,
    pub name: String,
}

impl Drop for Database {
    fn drop(&mut self) {
        self.server.drop_database(&self.name);
    }
}

impl Fixture {
    pub async fn sqlite() -> Self {
        let folder = TempFolder::new("store");
        Self { store: open(&folder).await, sealer: sealer(7), place: Place::Folder(folder) }
    }

    /// None where there is no PostgreSQL.
    pub async fn postgres() -> Option<Self> {
        Self::on_postgres(None).await
    }

    /// One whose connections and transactions fail often.
    pub async fn faulty_postgres(seed: u64) -> Option<Self> {
        Self::on_postgres(Some(Arc::new(Faults::new(seed, FaultRates::OFTEN)))).await
    }

    async fn on_postgres(faults: Option<Arc<Faults>>) -> Option<Self> {
        let database = Database::migrated().await?;
        let mut options = database.options();
        options.faults = faults;
        let store = Store::open(options, Migrate::Refuse, NOW).await.expect("a migrated database opens");
        Some(Self { store, sealer: sealer(7), place: Place::Database(database) })
    }

    /// The same database, opened once more.
    pub async fn open_again(&self) -> Store {
        match &self.place {
            Place::Folder(folder) => Store::open(options(folder), Migrate::Refuse, NOW).await,
            Place::Database(database) => Store::open(database.options(), Migrate::Refuse, NOW).await,
        }
        .expect("a database that is there opens")
    }

    /// The folder of a SQLite file.
    pub fn folder(&self) -> &TempFolder {
        match &self.place {
            Place::Folder(folder) => folder,
            Place::Database(_) => panic!("this database is no file"),
        }
    }

    /// How a SQLite file is opened.
    pub fn options(&self) -> SqliteOptions {
        options(self.folder())
    }

    pub fn record(&self, identity: &Identity) -> IdentityRecord {
        IdentityRecord::new(identity, self.store.next_key(NOW), Aal::Aal1, &self.sealer).expect("an identity that can be stored")
    }

    pub async fn insert(&self, identity: &Identity) -> Result<Key> {
        let record = self.record(identity);
        let key = record.row.key;
        self.store.add(async move |tx: &mut Tx<'_>| ops::identities::write::insert(tx, &record).await).await?;
        Ok(key)
    }

    /// Changes something, as somebody else.
    pub fn execute(&self, sql: &str) {
        match &self.place {
            Place::Folder(folder) => {
                rusqlite::Connection::open(options(folder).path).expect("the file opens").execute_batch(sql).expect("good SQL");
            }
            Place::Database(database) => {
                database.server.execute(&database.name, sql);
            }
        }
    }

    /// How many rows a table has, as somebody else sees it.
    pub fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        match &self.place {
            Place::Folder(folder) => {
                let connection = rusqlite::Connection::open(options(folder).path).expect("the file opens");
                connection.query_row(&sql, [], |row| row.get(0)).expect("the table is there")
            }
            Place::Database(database) => database.server.execute(&database.name, &sql).parse().expect("a number"),
        }
    }
}

impl Database {
    /// An empty one.
    pub fn empty() -> Option<Self> {
        let server = PostgresServer::shared()?;
        Some(Self { server, name: server.create_database(None) })
    }

    /// A copy of one that is migrated once for all tests of this process.
    pub async fn migrated() -> Option<Self> {
        static TEMPLATE: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
        let server = PostgresServer::shared()?;
        let template = TEMPLATE.get_or_init(async || {
            let database = Self { server, name: server.create_database(None) };
            Store::open(database.options(), Migrate::Apply, NOW).await.expect("an empty database is migrated").close().await;
            let name = database.name.clone();
            std::mem::forget(database);
            name
        });
        let template = template.await;
        // Elsewhere, so that connections which were just closed here come to their end: a template has none.
        let name = tokio::task::spawn_blocking(|| server.create_database(Some(template))).await.expect("a database is made");
        Some(Self { server, name })
    }

    pub fn options(&self) -> PostgresOptions {
        let config = self.server.url(&self.name).parse().expect("a good URL");
        let mut seed = [0; 32];
        seed[..16].copy_from_slice(&fresh_bytes());
        let mut options = PostgresOptions::new(config, Arc::new(|| NOW), seed);
        options.pool_size = 6;
        options.pipelines = 2;
        options
    }
}

/// Runs each of these tests on every engine, and on a PostgreSQL that fails often.
macro_rules! on_every_engine {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::fixture::Fixture::sqlite().await).await;
            })*
        }

        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(fixture) = $crate::fixture::Fixture::postgres().await {
                    super::$name(fixture).await;
                }
            })*
        }

        mod on_faulty_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(fixture) = $crate::fixture::Fixture::faulty_postgres(1).await {
                    super::$name(fixture).await;
                }
            })*
        }
    };
}
pub(crate) use on_every_engine;

pub fn options(folder: &TempFolder) -> SqliteOptions {
    SqliteOptions::new(folder.path().join("test.db"))
}

pub async fn open(folder: &TempFolder) -> Store {
    Store::open(options(folder), Migrate::Apply, NOW).await.expect("a fresh database opens")
}

pub fn sealer(key: u8) -> Sealer {
    Sealer::new(SealKeys::new(vec![[key; 32]]), [key; 32])
}

/// Sixteen bytes that no other call returns in this process.
pub fn fresh_bytes() -> [u8; 16] {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes
}

/// An active identity with an e-mail address, a password and both kinds of addresses.
pub fn identity(email: &str) -> Identity {
    let address = |id| (AddressId::from_random(id), email.to_owned());
    let (verifiable, recovery) = (address(fresh_bytes()), address(fresh_bytes()));
    Identity {
        id: IdentityId::from_random(fresh_bytes()),
        schema_id: "person".into(),
        external_id: None,
        organization_id: None,
        state: IdentityState::Active,
        state_changed_at: None,
        traits: json!({ "email": email }),
        metadata_public: serde_json::Value::Null,
        metadata_admin: json!({ "note": 1 }),
        credentials: [(CredentialType::Password, credential(email, json!({ "hashed_password": "$2a$04$x" })))].into(),
        verifiable_addresses: vec![VerifiableAddress {
            id: verifiable.0,
            value: verifiable.1,
            verified: false,
            via: Channel::Email,
            status: "pending".into(),
            verified_at: None,
            created_at: NOW,
            updated_at: NOW,
        }],
        recovery_addresses: vec![RecoveryAddress {
            id: recovery.0,
            value: recovery.1,
            via: Channel::Email,
            break_glass_for_organization: None,
            created_at: NOW,
            updated_at: NOW,
        }],
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn credential(identifier: &str, config: serde_json::Value) -> Credential {
    Credential { identifiers: vec![identifier.to_owned()], config, version: 0, created_at: NOW, updated_at: NOW }
}

/// A session that began now by password.
pub fn session(identity: IdentityId) -> Session {
    use rand::SeedableRng;
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(&fresh_bytes());
    let mut rng = rand::rngs::ChaCha20Rng::from_seed(seed);
    let device = Device { id: DeviceId::from_random(fresh_bytes()), ip_address: None, user_agent: None, location: None };
    let step = completed(SessionMethod::Password, Aal::Aal1, NOW);
    issue(&mut Ctx { now: NOW, rng: &mut rng }, identity, step, device, Duration::from_hours(1))
}
