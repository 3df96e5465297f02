-- The foundation: identities with their credentials and addresses, sessions, flows, messages.
--
-- The tenant leads every key, so that tables can be distributed by it and all rows of a tenant lie together.
-- `key` is ours: 64 bits, ordered by creation, made in the process. Documents are text: they go to the wire as they are.
-- Identifiers compare byte by byte, as they do in SQLite.

CREATE TABLE IF NOT EXISTS identity (
    tenant               bigint NOT NULL,
    key                  bigint NOT NULL,
    id                   bytea NOT NULL CHECK (length(id) = 16),
    schema_id            text NOT NULL,
    external_id          text COLLATE "C" CHECK (external_id <> ''),
    organization_id      bytea,
    state                text NOT NULL CHECK (state IN ('active', 'inactive')),
    state_changed_at     bigint,
    available_aal        text NOT NULL CHECK (available_aal IN ('aal0', 'aal1', 'aal2')),
    traits               text NOT NULL,
    metadata_public      text,
    metadata_admin       text,
    verifiable_addresses text NOT NULL,
    recovery_addresses   text NOT NULL,
    version              bigint NOT NULL,
    created_at           bigint NOT NULL,
    updated_at           bigint NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE UNIQUE INDEX IF NOT EXISTS identity_by_id ON identity (tenant, id);
CREATE UNIQUE INDEX IF NOT EXISTS identity_by_external_id ON identity (tenant, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS identity_by_organization ON identity (tenant, organization_id, key) WHERE organization_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS credential (
    tenant       bigint NOT NULL,
    identity_key bigint NOT NULL,
    type         text COLLATE "C" NOT NULL,
    identifiers  text NOT NULL,
    config       text,
    sealed       bytea,
    version      bigint NOT NULL,
    created_at   bigint NOT NULL,
    updated_at   bigint NOT NULL,
    PRIMARY KEY (tenant, identity_key, type),
    FOREIGN KEY (tenant, identity_key) REFERENCES identity (tenant, key) ON DELETE CASCADE
);
-- Bytes 2 to 5 of a sealed value name its key: which keys rows still need is one look at this index.
CREATE INDEX IF NOT EXISTS credential_by_sealing_key ON credential (tenant, substr(sealed, 2, 4)) WHERE sealed IS NOT NULL;

CREATE TABLE IF NOT EXISTS credential_identifier (
    tenant       bigint NOT NULL,
    identifier   text COLLATE "C" NOT NULL,
    type         text COLLATE "C" NOT NULL,
    identity_key bigint NOT NULL,
    PRIMARY KEY (tenant, identifier, type),
    FOREIGN KEY (tenant, identity_key) REFERENCES identity (tenant, key) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS credential_identifier_by_identity ON credential_identifier (tenant, identity_key);

CREATE TABLE IF NOT EXISTS identity_address (
    tenant       bigint NOT NULL,
    value        text COLLATE "C" NOT NULL,
    via          text COLLATE "C" NOT NULL,
    purpose      text COLLATE "C" NOT NULL CHECK (purpose IN ('verification', 'recovery')),
    identity_key bigint NOT NULL,
    PRIMARY KEY (tenant, value, via, purpose),
    FOREIGN KEY (tenant, identity_key) REFERENCES identity (tenant, key) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS identity_address_by_identity ON identity_address (tenant, identity_key);

CREATE TABLE IF NOT EXISTS session (
    tenant           bigint NOT NULL,
    key              bigint NOT NULL,
    id               bytea NOT NULL CHECK (length(id) = 16),
    token_hash       bytea NOT NULL CHECK (length(token_hash) = 32),
    identity_key     bigint NOT NULL,
    active           smallint NOT NULL CHECK (active IN (0, 1)),
    aal              text NOT NULL CHECK (aal IN ('aal0', 'aal1', 'aal2')),
    methods          text NOT NULL,
    devices          text NOT NULL,
    issued_at        bigint NOT NULL,
    authenticated_at bigint NOT NULL,
    expires_at       bigint NOT NULL,
    created_at       bigint NOT NULL,
    updated_at       bigint NOT NULL,
    PRIMARY KEY (tenant, key),
    FOREIGN KEY (tenant, identity_key) REFERENCES identity (tenant, key) ON DELETE CASCADE
);
CREATE UNIQUE INDEX IF NOT EXISTS session_by_id ON session (tenant, id);
CREATE UNIQUE INDEX IF NOT EXISTS session_by_token ON session (tenant, token_hash);
CREATE INDEX IF NOT EXISTS session_by_identity ON session (tenant, identity_key, key);
CREATE INDEX IF NOT EXISTS session_by_expiry ON session (tenant, expires_at, key);
CREATE INDEX IF NOT EXISTS session_not_revoked ON session (tenant, key) WHERE active = 1;

-- One self-service flow of any kind; what it consists of is its document.
CREATE TABLE IF NOT EXISTS flow (
    tenant     bigint NOT NULL,
    key        bigint NOT NULL,
    id         bytea NOT NULL CHECK (length(id) = 16),
    kind       text NOT NULL,
    document   text NOT NULL,
    expires_at bigint NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE UNIQUE INDEX IF NOT EXISTS flow_by_id ON flow (tenant, id);
CREATE INDEX IF NOT EXISTS flow_by_expiry ON flow (tenant, expires_at, key);

-- Codes and link tokens: never in clear. `hash` is a keyed hash of a short code or the SHA-256 of a long token.
CREATE TABLE IF NOT EXISTS one_time_secret (
    tenant       bigint NOT NULL,
    key          bigint NOT NULL,
    purpose      text NOT NULL,
    flow_id      bytea NOT NULL,
    identity_key bigint,
    hash         bytea NOT NULL CHECK (length(hash) = 32),
    used_at      bigint,
    expires_at   bigint NOT NULL,
    created_at   bigint NOT NULL,
    PRIMARY KEY (tenant, key),
    FOREIGN KEY (tenant, identity_key) REFERENCES identity (tenant, key) ON DELETE CASCADE
);
CREATE UNIQUE INDEX IF NOT EXISTS one_time_secret_by_flow ON one_time_secret (tenant, purpose, flow_id, hash);
CREATE INDEX IF NOT EXISTS one_time_secret_by_identity ON one_time_secret (tenant, identity_key);
CREATE INDEX IF NOT EXISTS one_time_secret_by_expiry ON one_time_secret (tenant, expires_at, key);

-- Errors that a browser is sent to look at (`/self-service/errors?id=`).
CREATE TABLE IF NOT EXISTS flow_error (
    tenant     bigint NOT NULL,
    key        bigint NOT NULL,
    id         bytea NOT NULL CHECK (length(id) = 16),
    document   text NOT NULL,
    expires_at bigint NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE UNIQUE INDEX IF NOT EXISTS flow_error_by_id ON flow_error (tenant, id);
CREATE INDEX IF NOT EXISTS flow_error_by_expiry ON flow_error (tenant, expires_at, key);

-- A message and its delivery. What is said in it is sealed: codes, links and traits are among it.
-- due_at: when it is tried next; while it is being tried, when whoever tries it counts as dead; NULL once it is done with.
CREATE TABLE IF NOT EXISTS message (
    tenant        bigint NOT NULL,
    key           bigint NOT NULL,
    id            bytea NOT NULL CHECK (length(id) = 16),
    status        text COLLATE "C" NOT NULL CHECK (status IN ('queued', 'sent', 'processing', 'abandoned')),
    type          text COLLATE "C" NOT NULL CHECK (type IN ('email', 'sms')),
    recipient     text COLLATE "C" NOT NULL,
    receiver      text COLLATE "C" NOT NULL,
    template_type text NOT NULL,
    channel       text,
    content       bytea NOT NULL,
    send_count    bigint NOT NULL,
    dispatches    text NOT NULL,
    due_at        bigint,
    finished_at   bigint,
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE UNIQUE INDEX IF NOT EXISTS message_by_id ON message (tenant, id);
CREATE INDEX IF NOT EXISTS message_by_status ON message (tenant, status, key);
CREATE INDEX IF NOT EXISTS message_by_recipient ON message (tenant, recipient, key);
CREATE INDEX IF NOT EXISTS message_due ON message (tenant, type, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS message_by_receiver ON message (tenant, receiver, status, created_at);
CREATE INDEX IF NOT EXISTS message_sent ON message (tenant, type, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS message_finished ON message (tenant, finished_at, key) WHERE finished_at IS NOT NULL;

-- The last unit of work of every connection: what tells a commit whose answer was lost from one that never was.
CREATE TABLE IF NOT EXISTS unit_of_work (
    tenant     bigint NOT NULL,
    connection bytea NOT NULL,
    number     bigint NOT NULL,
    marked_at  bigint NOT NULL,
    PRIMARY KEY (tenant, connection)
);
