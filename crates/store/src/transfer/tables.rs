//! What a database consists of: each table with its columns, their types and its key, in an order in which rows find
//! those that they refer to. Everything that a move reads or writes is made from this list.
//!
//! Not in it: `schema_migration`, leases, checks of secrets and marks of connections, which belong to one database, and the
//! progress itself.

use crate::sql::Sql;
use std::fmt::Write;
use std::sync::LazyLock;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    /// A value that may hold any character, NUL among them.
    Text,
    /// A JSON document as the wire has it; NUL is escaped there.
    Document,
    Blob,
}
use Kind::{Blob, Document, Int, Text};

struct Description {
    name: &'static str,
    columns: &'static [(&'static str, Kind)],
    /// The primary key of the SQLite table. PostgreSQL's is the same behind the tenant.
    key: &'static [&'static str],
}

const DESCRIPTIONS: [Description; 12] = [
    Description {
        name: "identity",
        columns: &[
            ("tenant", Int),
            ("key", Int),
            ("id", Blob),
            ("schema_id", Text),
            ("external_id", Text),
            ("organization_id", Blob),
            ("state", Text),
            ("state_changed_at", Int),
            ("available_aal", Text),
            ("traits", Document),
            ("metadata_public", Document),
            ("metadata_admin", Document),
            ("verifiable_addresses", Document),
            ("recovery_addresses", Document),
            ("version", Int),
            ("created_at", Int),
            ("updated_at", Int),
        ],
        key: &["key"],
    },
    Description {
        name: "credential",
        columns: &[
            ("tenant", Int),
            ("identity_key", Int),
            ("type", Text),
            ("identifiers", Document),
            ("config", Document),
            ("sealed", Blob),
            ("version", Int),
            ("created_at", Int),
            ("updated_at", Int),
        ],
        key: &["identity_key", "type"],
    },
    Description {
        name: "credential_identifier",
        columns: &[("tenant", Int), ("identifier", Text), ("type", Text), ("identity_key", Int)],
        key: &["tenant", "identifier", "type"],
    },
    Description {
        name: "identity_address",
        columns: &[("tenant", Int), ("value", Text), ("via", Text), ("purpose", Text), ("identity_key", Int)],
        key: &["tenant", "value", "via", "purpose"],
    },
    Description {
        name: "known_network",
        columns: &[("tenant", Int), ("identity_key", Int), ("network", Text), ("seen_at", Int)],
        key: &["identity_key", "network"],
    },
    Description { name: "attempt", columns: &[("tenant", Int), ("subject", Blob), ("drains_at", Int)], key: &["tenant", "subject"] },
    Description {
        name: "session",
        columns: &[
            ("tenant", Int),
            ("key", Int),
            ("id", Blob),
            ("token_hash", Blob),
            ("identity_key", Int),
            ("active", Int),
            ("aal", Text),
            ("methods", Document),
            ("devices", Document),
            ("issued_at", Int),
            ("authenticated_at", Int),
            ("expires_at", Int),
            ("created_at", Int),
            ("updated_at", Int),
        ],
        key: &["key"],
    },
    Description {
        name: "flow",
        columns: &[
            ("tenant", Int),
            ("key", Int),
            ("id", Blob),
            ("kind", Text),
            ("document", Document),
            ("expires_at", Int),
            ("created_at", Int),
            ("submissions", Int),
        ],
        key: &["key"],
    },
    Description {
        name: "one_time_secret",
        columns: &[
            ("tenant", Int),
            ("key", Int),
            ("purpose", Text),
            ("flow_id", Blob),
            ("identity_key", Int),
            ("hash", Blob),
            ("used_at", Int),
            ("expires_at", Int),
            ("created_at", Int),
            ("via", Text),
            ("address", Text),
        ],
        key: &["key"],
    },
    Description {
        name: "token_exchange",
        columns: &[
            ("tenant", Int),
            ("key", Int),
            ("flow_id", Blob),
            ("init_hash", Blob),
            ("return_hash", Blob),
            ("session_id", Blob),
            ("expires_at", Int),
            ("created_at", Int),
        ],
        key: &["key"],
    },
    Description {
        name: "flow_error",
        columns: &[("tenant", Int), ("key", Int), ("id", Blob), ("document", Document), ("expires_at", Int), ("created_at", Int)],
        key: &["key"],
    },
    Description {
        name: "message",
        columns: &[
            ("tenant", Int),
            ("key", Int),
            ("id", Blob),
            ("status", Text),
            ("type", Text),
            ("recipient", Text),
            ("receiver", Text),
            ("template_type", Text),
            ("channel", Text),
            ("content", Blob),
            ("send_count", Int),
            ("dispatches", Document),
            ("due_at", Int),
            ("finished_at", Int),
            ("created_at", Int),
            ("updated_at", Int),
        ],
        key: &["key"],
    },
];

/// How many rows one statement inserts: a batch takes few of them, whatever its size. The largest number of values is far
/// below what either engine can bind (32766).
pub(crate) const INSERTED_AT_ONCE: [usize; 3] = [100, 10, 1];

/// A table and the statements that read and write it.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// The columns, by number, whose order rows are read in.
    pub(crate) key: Vec<usize>,
    /// The rows behind a key: the tenant, the key's columns, how many.
    pub(crate) after: Sql,
    /// One for each of [`INSERTED_AT_ONCE`].
    pub(crate) inserts: [Sql; 3],
    pub(crate) count: Sql,
    pub(crate) any: Sql,
}

/// All of them, in the order in which they are moved.
pub(crate) static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| DESCRIPTIONS.iter().map(Table::new).collect());

impl Table {
    fn new(description: &Description) -> Self {
        let Description { name, columns, key } = description;
        // Where the tenant does not lead SQLite's key, the hint keeps it from an index on the tenant.
        let tenant = if key.first() == Some(&"tenant") { "tenant" } else { "+tenant" };
        let key: Vec<&str> = key.iter().copied().filter(|column| *column != "tenant").collect();
        let names = columns.iter().map(|(column, _)| *column).collect::<Vec<_>>().join(", ");
        let (order, behind, limit) = (key.join(", "), numbered(2, key.len()), key.len() + 2);
        let of_tenant = format!("FROM {name} WHERE {tenant} = $1");
        let insert = |rows: usize| {
            let mut text = format!("INSERT INTO {name} ({names}) VALUES ");
            for row in 0..rows {
                let before = if row == 0 { "" } else { ", " };
                // Writing to a string cannot fail.
                write!(text, "{before}({})", numbered(row * columns.len() + 1, columns.len())).ok();
            }
            text
        };
        Self {
            name,
            columns,
            key: key.iter().filter_map(|key| columns.iter().position(|(column, _)| column == key)).collect(),
            after: lasting("AFTER", &format!("SELECT {names} {of_tenant} AND ({order}) > ({behind}) ORDER BY {order} LIMIT ${limit}")),
            inserts: INSERTED_AT_ONCE.map(|rows| lasting("INSERT", &insert(rows))),
            count: lasting("COUNT", &format!("SELECT count(*) {of_tenant}")),
            any: lasting("ANY", &format!("SELECT 1 {of_tenant} LIMIT 1")),
        }
    }
}

/// `$3, $4`, from `first` on.
fn numbered(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// A statement as the engines take it, in their notations. It stays until the program ends, like those that are constants.
fn lasting(name: &'static str, text: &str) -> Sql {
    let sqlite = text.replace('$', "?").leak();
    Sql { name, sqlite, postgres: text.replace("+tenant", "tenant").leak() }
}
