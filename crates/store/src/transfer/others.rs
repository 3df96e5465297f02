//! Whether somebody else has the database open. On PostgreSQL every node renews the lease of its number while it runs.
//! A SQLite file has one server, which holds a lock of its own.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::statements;
use crate::store::Store;
use crate::tx::Rx;
use selfsame_api::Timestamp;
use std::time::Duration;

statements! {
    NUMBERS = "SELECT name, expires_at FROM lease WHERE tenant = $1 AND name >= 'node/' AND name < 'node0' ORDER BY name";
}

/// Nodes renew more often than this.
const RENEWED_WITHIN: Duration = Duration::from_secs(18);
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Whether another node writes to this database. A lease that is still running may be a dead node's: `wait` is called,
/// and the answer takes until it is renewed or should have been.
pub async fn others(store: &Store, now: impl Fn() -> Timestamp, wait: impl FnOnce()) -> Result<bool> {
    let Some(own) = store.node() else { return Ok(false) };
    let own = format!("node/{own:04}");
    let read = async || -> Result<Vec<(String, i64)>> {
        let running = now().micros();
        let all = store
            .read(async move |rx: &mut Rx<'_>| rx.all(NUMBERS, params![TENANT], |row| Ok((row.text(0)?.to_owned(), row.int(1)?))).await);
        let mut all = all.await?;
        all.retain(|(name, until)| *name != own && *until > running);
        Ok(all)
    };
    let before = read().await?;
    if before.is_empty() {
        return Ok(false);
    }
    wait();
    for _ in 0..RENEWED_WITHIN.as_secs() / LOOK_EVERY.as_secs() {
        tokio::time::sleep(LOOK_EVERY).await;
        // Those that have ended meanwhile do not count.
        if read().await?.iter().any(|lease| !before.contains(lease)) {
            return Ok(true);
        }
    }
    Ok(false)
}
