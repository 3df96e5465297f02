-- The outbox of messages. The former table was never written to by any version.

DROP TABLE message;

-- A message and its delivery. What is said in it is sealed: codes, links and traits are among it.
-- due_at: when it is tried next; while it is being tried, when whoever tries it counts as dead; NULL once it is done with.
CREATE TABLE message (
    key           INTEGER PRIMARY KEY,
    tenant        INTEGER NOT NULL,
    id            BLOB NOT NULL CHECK (length(id) = 16),
    status        TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'processing', 'abandoned')),
    type          TEXT NOT NULL CHECK (type IN ('email', 'sms')),
    recipient     TEXT NOT NULL,
    receiver      TEXT NOT NULL,
    template_type TEXT NOT NULL,
    channel       TEXT,
    content       BLOB NOT NULL,
    send_count    INTEGER NOT NULL,
    dispatches    TEXT NOT NULL,
    due_at        INTEGER,
    finished_at   INTEGER,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_by_id ON message (tenant, id);
CREATE INDEX message_by_status ON message (tenant, status, key);
CREATE INDEX message_by_recipient ON message (tenant, recipient, key);
CREATE INDEX message_due ON message (tenant, type, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX message_by_receiver ON message (tenant, receiver, status, created_at);
CREATE INDEX message_sent ON message (tenant, type, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX message_finished ON message (finished_at) WHERE finished_at IS NOT NULL;
