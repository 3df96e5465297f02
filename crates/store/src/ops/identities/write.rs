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

statements! {
    INSERT = "INSERT INTO identity (tenant, key, id, schema_id, external_id, organization_id, state, state_changed_at, available_aal, traits, metadata_public, metadata_admin, verifiable_addresses, recovery_addresses, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16) ON CONFLICT DO NOTHING";
    UPDATE = "UPDATE identity SET schema_id = $4, external_id = $5, organization_id = $6, state = $7, state_changed_at = $8, available_aal = $9, traits = $10, metadata_public = $11, metadata_admin = $12, verifiable_addresses = $13, recovery_addresses = $14, version = version + 1, created_at = $15, updated_at = $16 WHERE tenant = $1 AND key = $2 AND version = $3";
    DELETE = "DELETE FROM identity WHERE tenant = $1 AND id = $2";
    // The keys differ: SQLite's internal keys are unique without the tenant.
    PUT_CREDENTIAL,
        on sqlite "INSERT INTO credential (tenant, identity_key, type, identifiers, config, sealed, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (identity_key, type) DO UPDATE SET identifiers = excluded.identifiers, config = excluded.config, sealed = excluded.sealed, version = excluded.version, created_at = excluded.created_at, updated_at = excluded.updated_at",
        on postgres "INSERT INTO credential (tenant, identity_key, type, identifiers, config, sealed, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, identity_key, type) DO UPDATE SET identifiers = excluded.identifiers, config = excluded.config, sealed = excluded.sealed, version = excluded.version, created_at = excluded.created_at, updated_at = excluded.updated_at";
    REPLACE_CONFIG = "UPDATE credential SET config = $5, version = 1, updated_at = $6 WHERE tenant = $1 AND identity_key = $2 AND type = $3 AND config = $4";
    REPLACE_SEALED = "UPDATE credential SET sealed = $5, updated_at = $6 WHERE tenant = $1 AND identity_key = $2 AND type = $3 AND sealed = $4";
    SET_AVAILABLE_AAL = "UPDATE identity SET available_aal = $4 WHERE tenant = $1 AND key = $2 AND version = $3";
    SET_ADDRESSES = "UPDATE identity SET verifiable_addresses = $4, version = version + 1 WHERE tenant = $1 AND key = $2 AND version = $3";
    NEXT_VERSION = "UPDATE identity SET version = version + 1 WHERE tenant = $1 AND key = $2";
    DELETE_CREDENTIAL = "DELETE FROM credential WHERE tenant = $1 AND identity_key = $2 AND type = $3";
    INSERT_IDENTIFIER = "INSERT INTO credential_identifier (tenant, type, identifier, identity_key) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    DELETE_IDENTIFIER = "DELETE FROM credential_identifier WHERE tenant = $1 AND type = $2 AND identifier = $3 AND identity_key = $4";
    INSERT_ADDRESS = "INSERT INTO identity_address (tenant, purpose, via, value, identity_key) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    DELETE_ADDRESS = "DELETE FROM identity_address WHERE tenant = $1 AND purpose = $2 AND via = $3 AND value = $4 AND identity_key = $5";
    HOLDER_OF_IDENTIFIER = "SELECT i.id FROM credential_identifier c JOIN identity i ON i.key = c.identity_key AND +i.tenant = +c.tenant WHERE c.tenant = $1 AND c.type = $2 AND c.identifier = $3";
    HOLDER_OF_ADDRESS = "SELECT i.id FROM identity_address a JOIN identity i ON i.key = a.identity_key AND +i.tenant = +a.tenant WHERE a.tenant = $1 AND a.purpose = $2 AND a.via = $3 AND a.value = $4";
    HOLDER_OF_EXTERNAL_ID = "SELECT i.id FROM identity i WHERE i.tenant = $1 AND i.external_id = $2 AND i.key <> $3";
}

/// Inserts a new identity; a value that is taken is a [`StoreError::Conflict`] that names it and its holder.
pub async fn insert(tx: &mut Tx<'_>, record: &IdentityRecord) -> Result<()> {
    let row = &record.row;
    if tx.run(INSERT, &bound(row.key, row.id.as_bytes().into(), row)).await? == 0 {
        return Err(external_id_clash(tx.rx(), record).await?);
    }
    for credential in &record.credentials {
        put_credential(tx, row.key, credential).await?;
    }
    for (kind, identifier) in &record.identifiers {
        take_identifier(tx, row.key, *kind, identifier).await?;
    }
    for (purpose, via, value) in &record.addresses {
        take_address(tx, row.key, *purpose, *via, value).await?;
    }
    Ok(())
}

/// Writes `after` over what was read as `before`; [`StoreError::Stale`] if the row is no longer that.
pub async fn update(tx: &mut Tx<'_>, before: &Loaded, after: &IdentityRecord) -> Result<()> {
    let row = &after.row;
    if let Some(external_id) = &row.external_id
        && let Some(holder) = holder(tx.rx(), HOLDER_OF_EXTERNAL_ID, params![TENANT, external_id, before.key]).await?
    {
        return Err(StoreError::Conflict(Clash { field: ClashField::ExternalId(external_id.clone()), holder: Some(holder) }));
    }
    if tx.run(UPDATE, &bound(before.key, before.version.into(), row)).await? == 0 {
        return Err(StoreError::Stale);
    }
    update_credentials(tx, before, after).await?;
    let (old_identifiers, old_addresses) = (identifiers(&before.identity), addresses(&before.identity));
    let change = Difference::between(&old_identifiers, &after.identifiers);
    for (kind, identifier) in change.gone {
        tx.run(DELETE_IDENTIFIER, params![TENANT, kind.as_str(), identifier, before.key]).await?;
    }
    for (kind, identifier) in change.added {
        take_identifier(tx, before.key, *kind, identifier).await?;
    }
    let change = Difference::between(&old_addresses, &after.addresses);
    for (purpose, via, value) in change.gone {
        tx.run(DELETE_ADDRESS, params![TENANT, purpose.as_str(), via.as_str(), value, before.key]).await?;
    }
    for (purpose, via, value) in change.added {
        take_address(tx, before.key, *purpose, *via, value).await?;
    }
    Ok(())
}

/// Deletes an identity and, by foreign keys, all that is its; false if there is none with this id.
pub async fn delete(tx: &mut Tx<'_>, id: IdentityId) -> Result<bool> {
    Ok(tx.run(DELETE, params![TENANT, id.as_bytes()]).await? > 0)
}

async fn update_credentials(tx: &mut Tx<'_>, before: &Loaded, after: &IdentityRecord) -> Result<()> {
    for kind in before.identity.credentials.keys() {
        if after.credentials.iter().all(|credential| credential.kind != *kind) {
            tx.run(DELETE_CREDENTIAL, params![TENANT, before.key, kind.as_str()]).await?;
        }
    }
    for credential in &after.credentials {
        if before.row_of(credential.kind) != Some(credential) {
            put_credential(tx, before.key, credential).await?;
        }
    }
    Ok(())
}

/// What INSERT and UPDATE bind: `third` is the id of a new row, or the version that an old one must have.
fn bound<'a>(key: Key, third: Param<'a>, row: &'a IdentityRow) -> [Param<'a>; 16] {
    [
        TENANT.into(),
        key.into(),
        third,
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

/// Replaces one credential's plain config, if it still is `old`; whether it was. Whoever read the identity
/// before reads it again.
pub async fn replace_config(tx: &mut Tx<'_>, key: Key, kind: CredentialType, old: &str, new: &str, now: Timestamp) -> Result<bool> {
    if tx.run(REPLACE_CONFIG, params![TENANT, key, kind.as_str(), old, new, now]).await? == 0 {
        return Ok(false);
    }
    tx.run(NEXT_VERSION, params![TENANT, key]).await?;
    Ok(true)
}

/// Spends a one-time secret: replaces one credential's sealed config; [`StoreError::Stale`] if it is no longer what the
/// secret was checked against. Whoever read the identity before reads it again.
pub async fn spend(tx: &mut Tx<'_>, key: Key, spent: &Spent, now: Timestamp) -> Result<()> {
    if tx.run(REPLACE_SEALED, params![TENANT, key, spent.kind.as_str(), &spent.before, &spent.after, now]).await? == 0 {
        return Err(StoreError::Stale);
    }
    tx.run(NEXT_VERSION, params![TENANT, key]).await.map(|_| ())
}

/// Sets the level that an identity can reach, if it still is at `version`: whoever changed it meanwhile knows better.
pub async fn set_available_aal(tx: &mut Tx<'_>, key: Key, version: i64, available_aal: Aal) -> Result<()> {
    tx.run(SET_AVAILABLE_AAL, params![TENANT, key, version, available_aal.as_str()]).await.map(|_| ())
}

/// Replaces the document of an identity's verifiable addresses, whose values stay the same; [`StoreError::Stale`] if the
/// identity is no longer at `version`.
pub async fn set_verifiable_addresses(tx: &mut Tx<'_>, key: Key, version: i64, addresses: &str) -> Result<()> {
    let is_done = tx.run(SET_ADDRESSES, params![TENANT, key, version, addresses]).await? > 0;
    if is_done { Ok(()) } else { Err(StoreError::Stale) }
}

async fn put_credential(tx: &mut Tx<'_>, key: Key, credential: &CredentialRow) -> Result<()> {
    let (config, sealed) = match &credential.config {
        StoredConfig::Plain(text) => (Param::from(text), Param::Null),
        StoredConfig::Sealed(blob) => (Param::Null, Param::from(blob)),
    };
    let params = &[
        Param::from(TENANT),
        Param::from(key),
        Param::from(credential.kind.as_str()),
        Param::from(&credential.identifiers),
        config,
        sealed,
        Param::from(i64::from(credential.version)),
        Param::from(credential.created_at),
        Param::from(credential.updated_at),
    ];
    tx.run(PUT_CREDENTIAL, params).await.map(|_| ())
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

async fn take_identifier(tx: &mut Tx<'_>, key: Key, kind: CredentialType, identifier: &str) -> Result<()> {
    if tx.run(INSERT_IDENTIFIER, params![TENANT, kind.as_str(), identifier, key]).await? > 0 {
        return Ok(());
    }
    let holder = holder(tx.rx(), HOLDER_OF_IDENTIFIER, params![TENANT, kind.as_str(), identifier]).await?;
    let field = ClashField::CredentialIdentifier { kind: kind.to_string(), identifier: identifier.to_owned() };
    Err(StoreError::Conflict(Clash { field, holder }))
}

async fn take_address(tx: &mut Tx<'_>, key: Key, purpose: Purpose, via: Channel, value: &str) -> Result<()> {
    if tx.run(INSERT_ADDRESS, params![TENANT, purpose.as_str(), via.as_str(), value, key]).await? > 0 {
        return Ok(());
    }
    let holder = holder(tx.rx(), HOLDER_OF_ADDRESS, params![TENANT, purpose.as_str(), via.as_str(), value]).await?;
    let (via, value) = (via.as_str().to_owned(), value.to_owned());
    let field = match purpose {
        Purpose::Verification => ClashField::VerifiableAddress { via, value },
        Purpose::Recovery => ClashField::RecoveryAddress { via, value },
    };
    Err(StoreError::Conflict(Clash { field, holder }))
}

async fn external_id_clash(rx: &mut Rx<'_>, record: &IdentityRecord) -> Result<StoreError> {
    let Some(external_id) = &record.row.external_id else {
        return Ok(StoreError::Conflict(Clash { field: ClashField::Id, holder: None }));
    };
    let holder = holder(rx, HOLDER_OF_EXTERNAL_ID, params![TENANT, external_id, record.row.key]).await?;
    let field = if holder.is_some() { ClashField::ExternalId(external_id.clone()) } else { ClashField::Id };
    Ok(StoreError::Conflict(Clash { field, holder }))
}

async fn holder(rx: &mut Rx<'_>, sql: crate::sql::Sql, params: &[Param<'_>]) -> Result<Option<IdentityId>> {
    rx.first(sql, params, |row| row.uuid(0).map(IdentityId)).await
}
