//! Leases: who may do what nobody else may do meanwhile, across all nodes of one database. The one mechanism for node
//! numbers, migrations, the sweeper and every other worker.
//!
//! A lease ends at a time that stands in its row. Whoever holds it stops [`SKEW`] before; whoever wants it waits [`SKEW`]
//! longer: so clocks may differ by twice that much without two holders at once.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::statements;
use crate::tx::{Rx, Tx};
use selfsame_api::Timestamp;
use std::time::Duration;

/// How far a clock may be off, either way.
pub const SKEW: Duration = Duration::from_secs(5);

statements! {
    TAKE = "INSERT INTO lease (tenant, name, holder, expires_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at WHERE lease.holder = excluded.holder OR lease.expires_at < $5";
    RENEW = "UPDATE lease SET expires_at = $4 WHERE tenant = $1 AND name = $2 AND holder = $3";
    RELEASE = "DELETE FROM lease WHERE tenant = $1 AND name = $2 AND holder = $3";
    TAKEN = "SELECT name FROM lease WHERE tenant = $1 AND name >= $2 AND name < $3 AND expires_at >= $4 ORDER BY name";
}

/// Who asks: sixteen random bytes that a process draws once.
pub type Holder = [u8; 16];

/// Takes the lease called `name` until `until`, or prolongs it if it is `holder`'s; false while somebody else has it.
pub async fn take(tx: &mut Tx<'_>, name: &str, holder: &Holder, now: Timestamp, until: Timestamp) -> Result<bool> {
    Ok(tx.run(TAKE, params![TENANT, name, holder, until, now.minus(SKEW)]).await? > 0)
}

/// Prolongs a lease; false if somebody else has taken it meanwhile.
pub async fn renew(tx: &mut Tx<'_>, name: &str, holder: &Holder, until: Timestamp) -> Result<bool> {
    Ok(tx.run(RENEW, params![TENANT, name, holder, until]).await? > 0)
}

/// Gives a lease back.
pub async fn release(tx: &mut Tx<'_>, name: &str, holder: &Holder) -> Result<()> {
    tx.send(RELEASE, params![TENANT, name, holder]).await
}

/// The names from `first` to before `end` that are held.
pub async fn taken(rx: &mut Rx<'_>, first: &str, end: &str, now: Timestamp) -> Result<Vec<String>> {
    rx.all(TAKEN, params![TENANT, first, end, now.minus(SKEW)], |row| row.text(0).map(str::to_owned)).await
}

#[cfg(test)]
mod tests;
