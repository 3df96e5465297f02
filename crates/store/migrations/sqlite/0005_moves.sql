-- A database that another one is being moved into: which one that is, and how far each table has come.

CREATE TABLE move_progress (
    tenant     INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    source     BLOB NOT NULL CHECK (length(source) = 32),
    moved      INTEGER NOT NULL,
    last_key   TEXT NOT NULL,
    PRIMARY KEY (tenant, table_name)
) STRICT, WITHOUT ROWID;
