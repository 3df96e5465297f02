-- Who may do what nobody else may do meanwhile: the sweeper and other workers.

CREATE TABLE lease (
    tenant     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    holder     BLOB NOT NULL CHECK (length(holder) = 16),
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;
