//! Migrations of a PostgreSQL database: every statement in a transaction of its own, since distributed engines change
//! their layout outside of transactions. A file whose statements were only partly applied is applied again, so that each
//! is written to do no harm twice. Of several nodes that start at once one migrates and the others wait, by a lease.

use super::connection::{Connection, Connector};
use super::error::text;
use crate::TENANT;
use crate::error::OpenError;
use crate::lease::SKEW;
use crate::migrate::{Applied, Migration, MigrationStatus, judge};
use selfsame_api::Timestamp;
use std::time::Duration;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "foundation", sql: include_str!("../../migrations/postgres/0001_foundation.sql") },
    Migration { version: 2, name: "moves", sql: include_str!("../../migrations/postgres/0002_moves.sql") },
    Migration { version: 3, name: "one_time_secrets", sql: include_str!("../../migrations/postgres/0003_one_time_secrets.sql") },
    Migration { version: 4, name: "secret_checks", sql: include_str!("../../migrations/postgres/0004_secret_checks.sql") },
    Migration { version: 5, name: "attempts", sql: include_str!("../../migrations/postgres/0005_attempts.sql") },
    Migration { version: 6, name: "token_exchange", sql: include_str!("../../migrations/postgres/0006_token_exchange.sql") },
];

/// What the migrations themselves stand on.
const BASE: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS schema_migration (version bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)",
    "CREATE TABLE IF NOT EXISTS lease (tenant bigint NOT NULL, name text COLLATE \"C\" NOT NULL, holder bytea NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (tenant, name))",
];
const APPLIED: &str = "SELECT version, checksum, applied_at FROM schema_migration ORDER BY version";
const KNOWS_ITSELF: &str =
    "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migration'";
const TAKE: &str = "INSERT INTO lease (tenant, name, holder, expires_at) VALUES ($1, 'migration', $2, $3) ON CONFLICT (tenant, name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at WHERE lease.holder = excluded.holder OR lease.expires_at < $4";
const RELEASE: &str = "DELETE FROM lease WHERE tenant = $1 AND name = 'migration' AND holder = $2";
const RECORD: &str = "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

const LENGTH: Duration = Duration::from_mins(1);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// The newest migration that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |newest| newest.version)
}

/// The state of every migration that this program knows.
pub(crate) async fn status(connector: &Connector) -> Result<Vec<MigrationStatus>, OpenError> {
    let place = connector.options().place();
    let connection = connect(connector).await?;
    let applied = applied(&connection).await.map_err(|error| OpenError::open(&place, text(&error)))?;
    judge(MIGRATIONS, &applied, &place)
}

/// Applies what is pending; how many migrations that were.
pub(crate) async fn up(connector: &Connector, now: impl Fn() -> Timestamp) -> Result<usize, OpenError> {
    let place = connector.options().place();
    let failed = |error: Error| OpenError::open(&place, text(&error));
    let connection = connect(connector).await?;
    if connection.keeps_state() {
        connection.client.batch_execute("SET default_transaction_read_only = off").await.map_err(failed)?;
    }
    let state = async || judge(MIGRATIONS, &applied(&connection).await.map_err(failed)?, &place);
    if state().await?.iter().all(|one| one.applied_at.is_some()) {
        return Ok(0);
    }
    for statement in BASE {
        create(&connection, statement).await.map_err(failed)?;
    }
    while !take(&connection, now()).await.map_err(failed)? {
        tracing::info!("another node migrates the database; waiting for it");
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let mut done = 0;
    for pending in state().await?.into_iter().filter(|known| known.applied_at.is_none()) {
        let Some(migration) = MIGRATIONS.iter().find(|known| known.version == pending.version) else { continue };
        for statement in statements(migration.sql) {
            take(&connection, now()).await.map_err(failed)?;
            create(&connection, statement).await.map_err(failed)?;
        }
        let record: &[&(dyn tokio_postgres::types::ToSql + Sync)] =
            &[&migration.version, &migration.name, &migration.checksum(), &now().micros()];
        connection.client.execute(RECORD, record).await.map_err(failed)?;
        done += 1;
    }
    connection.client.execute(RELEASE, &[&TENANT, &&connection.id[..]]).await.map_err(failed)?;
    Ok(done)
}

/// The statements of a file: each ends with a semicolon at the end of a line.
pub(crate) fn statements(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(";\n").map(str::trim).filter(|text| text.lines().any(|line| !line.trim_start().starts_with("--") && !line.trim().is_empty()))
}

async fn connect(connector: &Connector) -> Result<Connection, OpenError> {
    connector.connect().await.map_err(|error| OpenError::open(connector.options().place(), text(&error)))
}

async fn applied(connection: &Connection) -> Result<Vec<Applied>, Error> {
    if connection.client.query_one(KNOWS_ITSELF, &[]).await?.try_get::<_, i64>(0)? == 0 {
        return Ok(Vec::new());
    }
    let rows = connection.client.query(APPLIED, &[]).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

async fn take(connection: &Connection, now: Timestamp) -> Result<bool, Error> {
    let (until, free) = ((now + LENGTH).micros(), now.minus(SKEW).micros());
    let holder = &connection.id[..];
    loop {
        match connection.client.execute(TAKE, &[&TENANT, &holder, &until, &free]).await {
            Ok(taken) => return Ok(taken > 0),
            Err(error) if error.code() == Some(&SqlState::T_R_SERIALIZATION_FAILURE) => tokio::time::sleep(LOOK_AGAIN).await,
            Err(error) => return Err(error),
        }
    }
}

/// Runs one statement that makes something unless it is there. Two that make it at once do not see each other.
async fn create(connection: &Connection, statement: &str) -> Result<(), Error> {
    const TRIES: u32 = 20;
    let mut tries = 1;
    loop {
        match connection.client.batch_execute(statement).await {
            Ok(()) => return Ok(()),
            Err(error) if tries < TRIES && is_race(&error) => {
                tries += 1;
                tokio::time::sleep(LOOK_AGAIN / 10).await;
            }
            Err(error) => return Err(error),
        }
    }
}

fn is_race(error: &Error) -> bool {
    let raced = [
        SqlState::UNIQUE_VIOLATION,
        SqlState::DUPLICATE_TABLE,
        SqlState::DUPLICATE_OBJECT,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ];
    error.code().is_some_and(|code| raced.contains(code))
}
