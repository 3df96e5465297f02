//! What the tests of this crate begin with: a fresh database in a folder of its own, and whole identities.

use crate::ops::identities::IdentityRecord;
use crate::{Migrate, Result, Sealer, SqliteOptions, Store, Tx, ops};
use selfsame_api::identity::{Channel, CredentialType, IdentityState, RecoveryAddress, VerifiableAddress};
use selfsame_api::session::{Aal, Device, SessionMethod};
use selfsame_api::{AddressId, DeviceId, IdentityId, Timestamp};
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::secretbox::SealKeys;
use selfsame_core::session::{Session, completed, issue};
use selfsame_core::{Ctx, Key};
use selfsame_testkit::TempFolder;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

pub const NOW: Timestamp = Timestamp::from_micros(1_767_225_600_000_000);

pub struct Fixture {
    pub store: Store,
    pub sealer: Sealer,
    pub folder: TempFolder,
}

impl Fixture {
    pub fn new() -> Self {
        let folder = TempFolder::new("store");
        Self { store: open(&folder), sealer: sealer(7), folder }
    }

    pub fn options(&self) -> SqliteOptions {
        options(&self.folder)
    }

    pub fn record(&self, identity: &Identity) -> IdentityRecord {
        IdentityRecord::new(identity, self.store.next_key(NOW), Aal::Aal1, &self.sealer).expect("an identity that can be stored")
    }

    pub async fn insert(&self, identity: &Identity) -> Result<Key> {
        let record = self.record(identity);
        let key = record.row.key;
        self.store.write(async move |tx: &mut Tx<'_>| ops::identities::write::insert(tx, &record).await).await?;
        Ok(key)
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> i64 {
        let connection = rusqlite::Connection::open(self.store.path()).expect("the file opens");
        connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("the table is there")
    }
}

pub fn options(folder: &TempFolder) -> SqliteOptions {
    SqliteOptions::new(folder.path().join("test.db"))
}

pub fn open(folder: &TempFolder) -> Store {
    Store::open(options(folder), Migrate::Apply, NOW).expect("a fresh database opens")
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
