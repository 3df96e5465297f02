-- What tells a node with other secrets than those that wrote the data: a salted HMAC under the first secret of each list.

CREATE TABLE IF NOT EXISTS secret_check (
    tenant bigint NOT NULL,
    name   text COLLATE "C" NOT NULL,
    salt   bytea NOT NULL CHECK (length(salt) = 16),
    mac    bytea NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (tenant, name)
);
