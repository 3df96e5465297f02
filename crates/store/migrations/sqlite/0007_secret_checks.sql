-- What tells a server with other secrets than those that wrote the data: a salted HMAC under the first secret of each list.

CREATE TABLE secret_check (
    tenant INTEGER NOT NULL,
    name   TEXT NOT NULL,
    salt   BLOB NOT NULL CHECK (length(salt) = 16),
    mac    BLOB NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;
