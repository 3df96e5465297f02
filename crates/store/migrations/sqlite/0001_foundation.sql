-- The foundation: identities with their credentials and addresses, sessions, flows, messages.
--
-- `key` is ours: 64 bits, ordered by creation, made in the process. The wire's random id stands in one
-- unique index. Documents (addresses, identifiers, devices) stand in the row that is read with them;
-- the narrow tables credential_identifier and identity_address exist for uniqueness and look-up.

CREATE TABLE identity (
    key                  INTEGER PRIMARY KEY,
    tenant               INTEGER NOT NULL,
    id                   BLOB NOT NULL CHECK (length(id) = 16),
    schema_id            TEXT NOT NULL,
    external_id          TEXT CHECK (external_id <> ''),
    organization_id      BLOB,
    state                TEXT NOT NULL CHECK (state IN ('active', 'inactive')),
    state_changed_at     INTEGER,
    available_aal        TEXT NOT NULL CHECK (available_aal IN ('aal0', 'aal1', 'aal2')),
    traits               TEXT NOT NULL,
    metadata_public      TEXT,
    metadata_admin       TEXT,
    verifiable_addresses TEXT NOT NULL,
    recovery_addresses   TEXT NOT NULL,
    version              INTEGER NOT NULL,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX identity_by_id ON identity (tenant, id);
CREATE UNIQUE INDEX identity_by_external_id ON identity (tenant, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX identity_by_organization ON identity (tenant, organization_id, key) WHERE organization_id IS NOT NULL;

CREATE TABLE credential (
    tenant       INTEGER NOT NULL,
    identity_key INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    type         TEXT NOT NULL,
    identifiers  TEXT NOT NULL,
    config       TEXT,
    sealed       BLOB,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (identity_key, type)
) STRICT, WITHOUT ROWID;
-- Bytes 2 to 5 of a sealed value name its key: which keys rows still need is one look at this index.
CREATE INDEX credential_by_sealing_key ON credential (substr(sealed, 2, 4)) WHERE sealed IS NOT NULL;

CREATE TABLE credential_identifier (
    tenant       INTEGER NOT NULL,
    type         TEXT NOT NULL,
    identifier   TEXT NOT NULL,
    identity_key INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    PRIMARY KEY (tenant, type, identifier)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_identifier_by_identity ON credential_identifier (identity_key);

CREATE TABLE identity_address (
    tenant       INTEGER NOT NULL,
    purpose      TEXT NOT NULL CHECK (purpose IN ('verification', 'recovery')),
    via          TEXT NOT NULL,
    value        TEXT NOT NULL,
    identity_key INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    PRIMARY KEY (tenant, purpose, via, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_address_by_identity ON identity_address (identity_key);

CREATE TABLE session (
    key              INTEGER PRIMARY KEY,
    tenant           INTEGER NOT NULL,
    id               BLOB NOT NULL CHECK (length(id) = 16),
    token_hash       BLOB NOT NULL CHECK (length(token_hash) = 32),
    identity_key     INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    active           INTEGER NOT NULL CHECK (active IN (0, 1)),
    aal              TEXT NOT NULL CHECK (aal IN ('aal0', 'aal1', 'aal2')),
    methods          TEXT NOT NULL,
    devices          TEXT NOT NULL,
    issued_at        INTEGER NOT NULL,
    authenticated_at INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX session_by_id ON session (tenant, id);
CREATE UNIQUE INDEX session_by_token ON session (tenant, token_hash);
CREATE INDEX session_by_identity ON session (identity_key, key);
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX session_not_revoked ON session (tenant, key) WHERE active = 1;

-- One self-service flow of any kind; what it consists of is its document.
CREATE TABLE flow (
    key        INTEGER PRIMARY KEY,
    tenant     INTEGER NOT NULL,
    id         BLOB NOT NULL CHECK (length(id) = 16),
    kind       TEXT NOT NULL,
    document   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flow_by_id ON flow (tenant, id);
CREATE INDEX flow_by_expiry ON flow (expires_at);

-- Codes and link tokens: never in clear. `hash` is a keyed hash of a short code or the SHA-256 of a long token.
CREATE TABLE one_time_secret (
    key          INTEGER PRIMARY KEY,
    tenant       INTEGER NOT NULL,
    purpose      TEXT NOT NULL,
    flow_id      BLOB NOT NULL,
    identity_key INTEGER REFERENCES identity (key) ON DELETE CASCADE,
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    used_at      INTEGER,
    expires_at   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_time_secret_by_flow ON one_time_secret (tenant, purpose, flow_id, hash);
CREATE INDEX one_time_secret_by_identity ON one_time_secret (identity_key);
CREATE INDEX one_time_secret_by_expiry ON one_time_secret (expires_at);

-- Errors that a browser is sent to look at (`/self-service/errors?id=`).
CREATE TABLE flow_error (
    key        INTEGER PRIMARY KEY,
    tenant     INTEGER NOT NULL,
    id         BLOB NOT NULL CHECK (length(id) = 16),
    document   TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flow_error_by_id ON flow_error (tenant, id);
CREATE INDEX flow_error_by_expiry ON flow_error (expires_at);

CREATE TABLE message (
    key           INTEGER PRIMARY KEY,
    tenant        INTEGER NOT NULL,
    id            BLOB NOT NULL CHECK (length(id) = 16),
    status        TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'processing', 'abandoned')),
    type          TEXT NOT NULL CHECK (type IN ('email', 'sms')),
    recipient     TEXT NOT NULL,
    subject       TEXT NOT NULL,
    body          TEXT NOT NULL,
    template_type TEXT NOT NULL,
    template_data TEXT NOT NULL,
    channel       TEXT,
    send_count    INTEGER NOT NULL,
    dispatches    TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_by_id ON message (tenant, id);
CREATE INDEX message_by_status ON message (tenant, status, key);
CREATE INDEX message_by_recipient ON message (tenant, recipient, key);
