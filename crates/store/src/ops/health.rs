//! Whether the database answers.

use crate::error::Result;
use crate::sql::statements;
use crate::tx::Rx;

statements! {
    ANSWERS = "SELECT count(*) FROM schema_migration";
}

/// Reads one small table.
pub async fn answers(rx: &mut Rx<'_>) -> Result<()> {
    rx.first(ANSWERS, &[], |row| row.int(0)).await.map(|_| ())
}
