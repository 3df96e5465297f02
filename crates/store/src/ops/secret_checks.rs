//! The checks that tell a node with other secrets than those that wrote the data.

use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::params;
use crate::sql::statements;
use crate::tx::{Row, Rx, Tx};
use selfsame_core::secretcheck::SecretCheck;

statements! {
    OF = "SELECT salt, mac FROM secret_check WHERE tenant = $1 AND name = $2";
    PUT = "INSERT INTO secret_check (tenant, name, salt, mac) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, name) DO UPDATE SET salt = excluded.salt, mac = excluded.mac";
}

/// The check of the list of secrets called `name`; none before the first server has served.
pub async fn of(rx: &mut Rx<'_>, name: &str) -> Result<Option<SecretCheck>> {
    let short = |_| StoreError::Corrupt("a check of secrets has another length than it was stored with".into());
    let read = |row: &Row<'_>| {
        let (salt, mac) = (row.blob(0)?.try_into().map_err(short)?, row.blob(1)?.try_into().map_err(short)?);
        Ok(SecretCheck { salt, mac })
    };
    rx.first(OF, params![TENANT, name], read).await
}

/// Stores a check, also in place of another one.
pub async fn put(tx: &mut Tx<'_>, name: &str, check: &SecretCheck) -> Result<()> {
    tx.send(PUT, params![TENANT, name, &check.salt, &check.mac]).await
}
