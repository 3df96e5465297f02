//! Inserting, updating and deleting identities.

use super::record::{CredentialRow, IdentityRecord, IdentityRow, Loaded, Purpose, Spent, StoredConfig, addresses, identifiers};
use crate::TENANT;
use crate::error::{Clash, ClashField, Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Param, Rx, Tx};
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_api::session::Aal;
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Key;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// The two statements that insert a row of a table, and many: those take an array for every column, which PostgreSQL alone can.
macro_rules! into {
    (one $table:literal, $values:literal) => {
        concat!("INSERT INTO ", $table, " VALUES ($1, ", $values, ")")
    };
    (many $table:literal, $arrays:literal) => {
        concat!("INSERT INTO ", $table, " SELECT $1::bigint, rows.* FROM unnest(", $arrays, ") AS rows")
    };
}

macro_rules! identity_row {
    ($how:ident, $values:literal) => {
        into!($how "identity (tenant, key, id, schema_id, external_id, organization_id, state, state_changed_at, available_aal, traits, metadata_public, metadata_admin, verifiable_addresses, recovery_addresses, created_at, updated_at, version)", $values)
    };
}

macro_rules! credential_row {
    ($how:ident, $values:literal) => {
        into!($how "credential (tenant, identity_key, type, identifiers, config, sealed, version, created_at, updated_at)", $values)
    };
}

macro_rules! replaced {
    () => {
        "DO UPDATE SET identifiers = excluded.identifiers, config = excluded.config, sealed = excluded.sealed, version = excluded.version, created_at = excluded.created_at, updated_at = excluded.updated_at"
    };
}

macro_rules! identifier_row {
    ($how:ident, $values:literal) => {
        into!($how "credential_identifier (tenant, type, identifier, identity_key)", $values)
    };
}

macro_rules! address_row {
    ($how:ident, $values:literal) => {
        into!($how "identity_address (tenant, purpose, via, value, identity_key)", $values)
    };
}

statements! {
    INSERT = identity_row!(one, "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17");
    INSERT_MANY,
        on sqlite identity_row!(one, "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17"),
        on postgres identity_row!(many, "$2::bigint[], $3::bytea[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[]");
    UPDATE = "UPDATE identity SET schema_id = $4, external_id = $5, organization_id = $6, state = $7, state_changed_at = $8, available_aal = $9, traits = $10, metadata_public = $11, metadata_admin = $12, verifiable_addresses = $13, recovery_addresses = $14, version = version + 1, created_at = $15, updated_at = $16 WHERE tenant = $1 AND key = $2 AND version = $3";
    DELETE = "DELETE FROM identity WHERE tenant = $1 AND id = $2";
    INSERT_CREDENTIAL = credential_row!(one, "$2, $3, $4, $5, $6, $7, $8, $9");
    INSERT_CREDENTIAL_MANY,
        on sqlite credential_row!(one, "$2, $3, $4, $5, $6, $7, $8, $9"),
        on postgres credential_row!(many, "$2::bigint[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::bigint[], $8::bigint[], $9::bigint[]");
    // The keys differ: SQLite's internal keys are unique without the tenant.
    PUT_CREDENTIAL,
        on sqlite concat!(credential_row!(one, "$2, $3, $4, $5, $6, $7, $8, $9"), " ON CONFLICT (identity_key, type) ", replaced!()),
        on postgres concat!(credential_row!(one, "$2, $3, $4, $5, $6, $7, $8, $9"), " ON CONFLICT (tenant, identity_key, type) ", replaced!());
    REPLACE_CONFIG = "UPDATE credential SET config = $5, version = 1, updated_at = $6 WHERE tenant = $1 AND identity_key = $2 AND type = $3 AND config = $4";
    REPLACE_SEALED = "UPDATE credential SET sealed = $5, updated_at = $6 WHERE tenant = $1 AND identity_key = $2 AND type = $3 AND sealed = $4";
    SET_AVAILABLE_AAL = "UPDATE identity SET available_aal = $4 WHERE tenant = $1 AND key = $2 AND version = $3";
    SET_ADDRESSES = "UPDATE identity SET verifiable_addresses = $4, version = version + 1 WHERE tenant = $1 AND key = $2 AND version = $3";
    NEXT_VERSION = "UPDATE identity SET version = version + 1 WHERE tenant = $1 AND key = $2";
    DELETE_CREDENTIAL = "DELETE FROM credential WHERE tenant = $1 AND identity_key = $2 AND type = $3";
    INSERT_IDENTIFIER = identifier_row!(one, "$2, $3, $4");
    INSERT_IDENTIFIER_MANY,
        on sqlite identifier_row!(one, "$2, $3, $4"),
        on postgres identifier_row!(many, "$2::text[], $3::text[], $4::bigint[]");
    DELETE_IDENTIFIER = "DELETE FROM credential_identifier WHERE tenant = $1 AND type = $2 AND identifier = $3 AND identity_key = $4";
    INSERT_ADDRESS = address_row!(one, "$2, $3, $4, $5");
    INSERT_ADDRESS_MANY,
        on sqlite address_row!(one, "$2, $3, $4, $5"),
        on postgres address_row!(many, "$2::text[], $3::text[], $4::text[], $5::bigint[]");
    DELETE_ADDRESS = "DELETE FROM identity_address WHERE tenant = $1 AND purpose = $2 AND via = $3 AND value = $4 AND identity_key = $5";
    HOLDER_OF_IDENTIFIER = "SELECT i.id FROM credential_identifier c JOIN identity i ON i.key = c.identity_key AND +i.tenant = +c.tenant WHERE c.tenant = $1 AND c.type = $2 AND c.identifier = $3";
    HOLDER_OF_ADDRESS = "SELECT i.id FROM identity_address a JOIN identity i ON i.key = a.identity_key AND +i.tenant = +a.tenant WHERE a.tenant = $1 AND a.purpose = $2 AND a.via = $3 AND a.value = $4";
    HOLDER_OF_EXTERNAL_ID = "SELECT i.id FROM identity i WHERE i.tenant = $1 AND i.external_id = $2 AND i.key <> $3";
}

/// Inserts a new identity; a value that is taken is a [`StoreError::Conflict`] that names it and its holder.
pub async fn insert(tx: &mut Tx<'_>, record: &IdentityRecord) -> Result<()> {
    if tx.asks_first()
        && let Some(clash) = clash_of(tx.rx(), record).await?
    {
        return Err(StoreError::Conflict(clash));
    }
    put(tx, std::slice::from_ref(record))
}

/// Inserts new identities, but for those of which a value is taken: their places, and what clashes.
pub async fn insert_all(tx: &mut Tx<'_>, records: &[IdentityRecord]) -> Result<Vec<(usize, Clash)>> {
    let mut refused = Vec::new();
    if !tx.asks_first() {
        put(tx, records)?;
        return Ok(refused);
    }
    for (place, record) in records.iter().enumerate() {
        match clash_of(tx.rx(), record).await? {
            Some(clash) => refused.push((place, clash)),
            None => put(tx, std::slice::from_ref(record))?,
        }
    }
    Ok(refused)
}

/// Writes `after` over what was read as `before`; [`StoreError::Stale`] if the row is no longer that.
pub async fn update(tx: &mut Tx<'_>, before: &Loaded, after: &IdentityRecord) -> Result<()> {
    let (old_identifiers, old_addresses) = (identifiers(&before.identity), addresses(&before.identity));
    let names = Difference::between(&old_identifiers, &after.identifiers);
    let places = Difference::between(&old_addresses, &after.addresses);
    let claims = Claims { key: before.key, record: after, identifiers: &names.added, addresses: &places.added };
    if tx.asks_first()
        && let Some(clash) = claims.clash(tx.rx()).await?
    {
        return Err(StoreError::Conflict(clash));
    }
    let mut params = vec![TENANT.into(), before.key.into(), before.version.into()];
    params.extend(described(&after.row));
    tx.require(1, UPDATE, &params).await?;
    update_credentials(tx, before, after).await?;
    for (kind, identifier) in names.gone {
        tx.send(DELETE_IDENTIFIER, params![TENANT, kind.as_str(), identifier, before.key]).await?;
    }
    for (purpose, via, value) in places.gone {
        tx.send(DELETE_ADDRESS, params![TENANT, purpose.as_str(), via.as_str(), value, before.key]).await?;
    }
    put_identifiers(tx, names.added.into_iter().map(|one| (before.key, one)))?;
    put_addresses(tx, places.added.into_iter().map(|one| (before.key, one)))
}

/// Deletes an identity and, by foreign keys, all that is its; false if there is none with this id.
pub async fn delete(tx: &mut Tx<'_>, id: IdentityId) -> Result<bool> {
    Ok(tx.run(DELETE, params![TENANT, id.as_bytes()]).await? > 0)
}

async fn update_credentials(tx: &mut Tx<'_>, before: &Loaded, after: &IdentityRecord) -> Result<()> {
    for kind in before.identity.credentials.keys() {
        if after.credentials.iter().all(|credential| credential.kind != *kind) {
            tx.send(DELETE_CREDENTIAL, params![TENANT, before.key, kind.as_str()]).await?;
        }
    }
    for credential in &after.credentials {
        if before.row_of(credential.kind) != Some(credential) {
            let mut params = vec![TENANT.into()];
            params.extend(credential_values(before.key, credential));
            tx.send(PUT_CREDENTIAL, &params).await?;
        }
    }
    Ok(())
}

/// Inserts the rows of new identities.
fn put(tx: &mut Tx<'_>, records: &[IdentityRecord]) -> Result<()> {
    tx.insert(INSERT, INSERT_MANY, records.iter().map(|record| identity_values(&record.row)))?;
    let credentials = records.iter().flat_map(|record| record.credentials.iter().map(|one| credential_values(record.row.key, one)));
    tx.insert(INSERT_CREDENTIAL, INSERT_CREDENTIAL_MANY, credentials)?;
    put_identifiers(tx, records.iter().flat_map(|record| record.identifiers.iter().map(|one| (record.row.key, one))))?;
    put_addresses(tx, records.iter().flat_map(|record| record.addresses.iter().map(|one| (record.row.key, one))))
}

fn put_identifiers<'a>(tx: &mut Tx<'_>, all: impl Iterator<Item = (Key, &'a (CredentialType, String))>) -> Result<()> {
    let rows = all.map(|(key, (kind, identifier))| [kind.as_str().into(), identifier.into(), key.into()]);
    tx.insert(INSERT_IDENTIFIER, INSERT_IDENTIFIER_MANY, rows)
}

fn put_addresses<'a>(tx: &mut Tx<'_>, all: impl Iterator<Item = (Key, &'a (Purpose, Channel, String))>) -> Result<()> {
    let rows = all.map(|(key, (purpose, via, value))| [purpose.as_str().into(), via.as_str().into(), value.into(), key.into()]);
    tx.insert(INSERT_ADDRESS, INSERT_ADDRESS_MANY, rows)
}

fn identity_values(row: &IdentityRow) -> [Param<'_>; 16] {
    let mut values = [Param::Int(1); 16];
    values[0] = row.key.into();
    values[1] = row.id.as_bytes().into();
    values[2..15].copy_from_slice(&described(row));
    values
}

/// The columns that describe an identity, as INSERT and UPDATE bind them.
fn described(row: &IdentityRow) -> [Param<'_>; 13] {
    [
        (&row.schema_id).into(),
        row.external_id.as_ref().into(),
        row.organization_id.as_ref().map(uuid::Uuid::as_bytes).into(),
        row.state.as_str().into(),
        row.state_changed_at.into(),
        row.available_aal.as_str().into(),
        (&row.traits).into(),
        row.metadata_public.as_ref().into(),
        row.metadata_admin.as_ref().into(),
        (&row.verifiable_addresses).into(),
        (&row.recovery_addresses).into(),
        row.created_at.into(),
        row.updated_at.into(),
    ]
}

fn credential_values(key: Key, credential: &CredentialRow) -> [Param<'_>; 8] {
    let (config, sealed) = match &credential.config {
        StoredConfig::Plain(text) => (Param::from(text), Param::Null),
        StoredConfig::Sealed(blob) => (Param::Null, Param::from(blob)),
    };
    [
        key.into(),
        credential.kind.as_str().into(),
        (&credential.identifiers).into(),
        config,
        sealed,
        i64::from(credential.version).into(),
        credential.created_at.into(),
        credential.updated_at.into(),
    ]
}

/// Replaces one credential's plain config, if it still is `old`; whether it was. Whoever read the identity
/// before reads it again.
pub async fn replace_config(tx: &mut Tx<'_>, key: Key, kind: CredentialType, old: &str, new: &str, now: Timestamp) -> Result<bool> {
    if tx.run(REPLACE_CONFIG, params![TENANT, key, kind.as_str(), old, new, now]).await? == 0 {
        return Ok(false);
    }
    tx.send(NEXT_VERSION, params![TENANT, key]).await?;
    Ok(true)
}

/// Spends a one-time secret: replaces one credential's sealed config; [`StoreError::Stale`] if it is no longer what the
/// secret was checked against. Whoever read the identity before reads it again.
pub async fn spend(tx: &mut Tx<'_>, key: Key, spent: &Spent, now: Timestamp) -> Result<()> {
    tx.require(1, REPLACE_SEALED, params![TENANT, key, spent.kind.as_str(), &spent.before, &spent.after, now]).await?;
    tx.send(NEXT_VERSION, params![TENANT, key]).await
}

/// Sets the level that an identity can reach, if it still is at `version`: whoever changed it meanwhile knows better.
pub async fn set_available_aal(tx: &mut Tx<'_>, key: Key, version: i64, available_aal: Aal) -> Result<()> {
    tx.send(SET_AVAILABLE_AAL, params![TENANT, key, version, available_aal.as_str()]).await
}

/// Replaces the document of an identity's verifiable addresses, whose values stay the same; [`StoreError::Stale`] if the
/// identity is no longer at `version`.
pub async fn set_verifiable_addresses(tx: &mut Tx<'_>, key: Key, version: i64, addresses: &str) -> Result<()> {
    tx.require(1, SET_ADDRESSES, params![TENANT, key, version, addresses]).await
}

/// What an update takes away and what it adds. A value that stands twice in `new` is added twice, and the second
/// time it clashes with the first.
struct Difference<'a, T> {
    gone: Vec<&'a T>,
    added: Vec<&'a T>,
}

impl<'a, T: Eq + Hash> Difference<'a, T> {
    fn between(old: &'a [T], new: &'a [T]) -> Self {
        let mut left: HashMap<&T, usize> = HashMap::new();
        for one in old {
            *left.entry(one).or_default() += 1;
        }
        let added = new.iter().filter(|one| match left.get_mut(one) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let added = added.collect();
        let kept: HashSet<&T> = new.iter().collect();
        Self { gone: old.iter().filter(|one| !kept.contains(one)).collect(), added }
    }
}

/// Unique values that an identity is about to take.
struct Claims<'a> {
    key: Key,
    record: &'a IdentityRecord,
    identifiers: &'a [&'a (CredentialType, String)],
    addresses: &'a [&'a (Purpose, Channel, String)],
}

async fn clash_of(rx: &mut Rx<'_>, record: &IdentityRecord) -> Result<Option<Clash>> {
    let (identifiers, addresses): (Vec<_>, Vec<_>) = (record.identifiers.iter().collect(), record.addresses.iter().collect());
    Claims { key: record.row.key, record, identifiers: &identifiers, addresses: &addresses }.clash(rx).await
}

impl Claims<'_> {
    /// The first of them that is taken, be it by the same identity.
    async fn clash(&self, rx: &mut Rx<'_>) -> Result<Option<Clash>> {
        if let Some(external_id) = &self.record.row.external_id
            && let Some(holder) = holder(rx, HOLDER_OF_EXTERNAL_ID, params![TENANT, external_id, self.key]).await?
        {
            return Ok(Some(Clash { field: ClashField::ExternalId(external_id.clone()), holder: Some(holder) }));
        }
        let own = |is_twice: bool| is_twice.then_some(self.record.row.id);
        for (place, one) in self.identifiers.iter().enumerate() {
            let (kind, identifier) = (one.0.as_str(), &one.1);
            let other = holder(rx, HOLDER_OF_IDENTIFIER, params![TENANT, kind, identifier]).await?;
            if let Some(holder) = other.or_else(|| own(self.identifiers[..place].contains(one))) {
                let field = ClashField::CredentialIdentifier { kind: kind.to_owned(), identifier: identifier.clone() };
                return Ok(Some(Clash { field, holder: Some(holder) }));
            }
        }
        for (place, one) in self.addresses.iter().enumerate() {
            let (purpose, via, value) = (one.0.as_str(), one.1.as_str(), &one.2);
            let other = holder(rx, HOLDER_OF_ADDRESS, params![TENANT, purpose, via, value]).await?;
            if let Some(holder) = other.or_else(|| own(self.addresses[..place].contains(one))) {
                let (via, value) = (via.to_owned(), value.clone());
                let field = match one.0 {
                    Purpose::Verification => ClashField::VerifiableAddress { via, value },
                    Purpose::Recovery => ClashField::RecoveryAddress { via, value },
                };
                return Ok(Some(Clash { field, holder: Some(holder) }));
            }
        }
        Ok(None)
    }
}

async fn holder(rx: &mut Rx<'_>, sql: crate::sql::Sql, params: &[Param<'_>]) -> Result<Option<IdentityId>> {
    rx.first(sql, params, |row| row.uuid(0).map(IdentityId)).await
}
