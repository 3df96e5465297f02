//! What became of a commit whose answer was lost.
//!
//! Every connection has one row, named by its random id. A unit of work that changed anything writes its number there in
//! its own transaction, sent along with COMMIT. When the answer is lost, [`FENCE`] reads the row *and writes it*: it waits
//! for the old transaction where that still runs, and makes it fail where its COMMIT is still on the way, since its
//! snapshot is older. The number then tells for good.

use crate::TENANT;
use crate::error::Result;
use crate::params;
use crate::sql::{Sql, statements};
use crate::tx::Tx;
use selfsame_api::Timestamp;

statements! {
    WRITE = "INSERT INTO unit_of_work (tenant, connection, number, marked_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, connection) DO UPDATE SET number = excluded.number, marked_at = excluded.marked_at";
    FENCE = "INSERT INTO unit_of_work (tenant, connection, number, marked_at) VALUES ($1, $2, 0, $3) ON CONFLICT (tenant, connection) DO UPDATE SET marked_at = excluded.marked_at";
    NUMBER = "SELECT number FROM unit_of_work WHERE tenant = $1 AND connection = $2";
    FORGET = "DELETE FROM unit_of_work WHERE tenant = $1 AND marked_at < $2";
}

/// The statement that a unit ends with; its values are the tenant, the connection, the unit's number and the time.
pub(crate) const MARK: Sql = WRITE;

/// Whether the unit with this number was committed. Whatever it still was about to do fails.
pub(crate) async fn settle(tx: &mut Tx<'_>, connection: &[u8; 16], number: i64, now: Timestamp) -> Result<bool> {
    tx.send(FENCE, params![TENANT, connection, now]).await?;
    let last = tx.rx().first(NUMBER, params![TENANT, connection], |row| row.int(0)).await?;
    Ok(last.is_some_and(|last| last >= number))
}

/// Deletes the rows of connections that have written nothing since `before`.
pub(crate) async fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<usize> {
    tx.run(FORGET, params![TENANT, before]).await
}
