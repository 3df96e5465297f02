-- A sign-in that a native client begins and that ends in a browser: the client holds one code, the browser brings the
-- other one back, and both together are exchanged for the session. Codes stand here as hashes only.
CREATE TABLE IF NOT EXISTS token_exchange (
    tenant      bigint NOT NULL,
    key         bigint NOT NULL,
    flow_id     bytea NOT NULL CHECK (length(flow_id) = 16),
    init_hash   bytea NOT NULL CHECK (length(init_hash) = 32),
    return_hash bytea CHECK (length(return_hash) = 32),
    session_id  bytea CHECK (length(session_id) = 16),
    expires_at  bigint NOT NULL,
    created_at  bigint NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE UNIQUE INDEX IF NOT EXISTS token_exchange_by_flow ON token_exchange (tenant, flow_id);
CREATE UNIQUE INDEX IF NOT EXISTS token_exchange_by_code ON token_exchange (tenant, init_hash);
CREATE INDEX IF NOT EXISTS token_exchange_by_expiry ON token_exchange (tenant, expires_at, key);
