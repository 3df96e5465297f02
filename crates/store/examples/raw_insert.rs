//! What the disk and SQLite give without a server: the rows of an imported identity, inserted by bare statements, a
//! thousand identities a transaction. `cargo run --release -p selfsame-store --example raw_insert [IDENTITIES] [random]`

use rusqlite::{Connection, params};
use selfsame_api::Timestamp;
use selfsame_store::{Migrate, SqliteOptions, Store};
use std::error::Error;
use std::time::Instant;

const BATCH: i64 = 1000;
const HASH: &str =
    r#"{"hashed_password":"$argon2id$v=19$m=64,t=1,p=1$YmVuY2gtc2FsdC0wMTIzIQ$S3AHC0MexZBXFwAEp2FI2CU5KPVkw3xrbJIS5JADYXw"}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: i64 = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let is_random = arguments.next().as_deref() == Some("random");
    let folder = std::env::temp_dir().join(format!("selfsame-raw-insert-{}", std::process::id()));
    let path = folder.join("raw.db");
    // The schema is the server's own; the connection has the settings of its writer.
    Store::open(SqliteOptions::new(&path), Migrate::Apply, Timestamp::from_micros(0)).await?.close().await;
    let mut connection = Connection::open(&path)?;
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-12288; PRAGMA wal_autocheckpoint=4000;",
    )?;
    let (began, mut last) = (Instant::now(), Instant::now());
    for first in (0..count).step_by(BATCH as usize) {
        if first == count - count / 10 {
            last = Instant::now();
        }
        batch(&mut connection, first..(first + BATCH).min(count), is_random)?;
    }
    let rate = |rows: i64, since: Instant| rows as f64 / since.elapsed().as_secs_f64();
    println!("{:.0} identities a second, {:.0} over the last tenth", rate(count, began), rate(count / 10, last));
    drop(connection);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

fn batch(connection: &mut Connection, keys: std::ops::Range<i64>, is_random: bool) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for key in keys {
        // An odd multiplier spreads the numbers over all 64 bits and repeats none.
        let spread = (key as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let id = [spread.to_be_bytes(), key.to_be_bytes()].concat();
        let email = if is_random { format!("{spread:016x}@bench.example") } else { format!("u{key}@bench.example") };
        let traits = format!(r#"{{"email":"{email}","name":{{"first":"Ada","last":"L{key}"}}}}"#);
        let verifiable = format!(
            r#"[{{"id":"00000000-0000-4000-8000-{key:012}","value":"{email}","verified":false,"via":"email","status":"pending","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}}]"#
        );
        let recovery = format!(
            r#"[{{"id":"00000000-0000-4000-9000-{key:012}","value":"{email}","via":"email","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}}]"#
        );
        transaction
            .prepare_cached(
                "INSERT INTO identity (key, tenant, id, schema_id, state, state_changed_at, available_aal, traits, metadata_public, verifiable_addresses, recovery_addresses, version, created_at, updated_at)
                 VALUES (?1, 1, ?2, 'person', 'active', 0, 'aal1', ?3, ?4, ?5, ?6, 1, 0, 0)",
            )?
            .execute(params![key, id, traits, format!(r#"{{"n":{key}}}"#), verifiable, recovery])?;
        for (kind, config) in [("password", HASH), ("webauthn", r#"{"credentials":null,"user_handle":null}"#)] {
            transaction
                .prepare_cached(
                    "INSERT INTO credential (tenant, identity_key, type, identifiers, config, version, created_at, updated_at) VALUES (1, ?1, ?2, ?3, ?4, 0, 0, 0)",
                )?
                .execute(params![key, kind, format!(r#"["{email}"]"#), config])?;
            transaction
                .prepare_cached("INSERT INTO credential_identifier (tenant, type, identifier, identity_key) VALUES (1, ?1, ?2, ?3)")?
                .execute(params![kind, email, key])?;
        }
        for purpose in ["verification", "recovery"] {
            transaction
                .prepare_cached("INSERT INTO identity_address (tenant, purpose, via, value, identity_key) VALUES (1, ?1, 'email', ?2, ?3)")?
                .execute(params![purpose, email, key])?;
        }
    }
    transaction.commit()
}
