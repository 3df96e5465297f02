-- A sign-in that a native client begins and that ends in a browser: the client holds one code, the browser brings the
-- other one back, and both together are exchanged for the session. Codes stand here as hashes only.

CREATE TABLE token_exchange (
    key         INTEGER PRIMARY KEY,
    tenant      INTEGER NOT NULL,
    flow_id     BLOB NOT NULL CHECK (length(flow_id) = 16),
    init_hash   BLOB NOT NULL CHECK (length(init_hash) = 32),
    return_hash BLOB CHECK (length(return_hash) = 32),
    session_id  BLOB CHECK (length(session_id) = 16),
    expires_at  INTEGER NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX token_exchange_by_flow ON token_exchange (tenant, flow_id);
CREATE UNIQUE INDEX token_exchange_by_code ON token_exchange (tenant, init_hash);
CREATE INDEX token_exchange_by_expiry ON token_exchange (expires_at);
