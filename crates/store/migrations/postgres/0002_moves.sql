-- A database that another one is being moved into: which one that is, and how far each table has come.

CREATE TABLE IF NOT EXISTS move_progress (
    tenant     bigint NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    source     bytea NOT NULL CHECK (length(source) = 32),
    moved      bigint NOT NULL,
    last_key   text NOT NULL,
    PRIMARY KEY (tenant, table_name)
);
