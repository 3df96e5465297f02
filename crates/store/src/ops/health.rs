//! Whether the database answers, and where its keys end.

use crate::error::Result;
use crate::sql::statements;
use crate::tx::Rx;
use selfsame_core::Key;

statements! {
    GREATEST_KEYS = "SELECT max(key) FROM identity UNION ALL SELECT max(key) FROM session UNION ALL SELECT max(key) FROM flow UNION ALL SELECT max(key) FROM flow_error UNION ALL SELECT max(key) FROM one_time_secret UNION ALL SELECT max(key) FROM message";
    ANSWERS = "SELECT count(*) FROM schema_migration";
}

/// Reads one small table.
pub async fn answers(rx: &mut Rx<'_>) -> Result<()> {
    rx.first(ANSWERS, &[], |row| row.int(0)).await.map(|_| ())
}

/// The greatest internal key in use, if there is any row.
pub async fn greatest_key(rx: &mut Rx<'_>) -> Result<Option<Key>> {
    let greatest = rx.all(GREATEST_KEYS, &[], |row| row.opt_int(0)).await?;
    Ok(greatest.into_iter().flatten().max().map(Key))
}
