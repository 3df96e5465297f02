-- Wrong passwords and codes. A bucket fills with them and drains with time: drains_at is when it will be empty. `subject`
-- is a keyed hash of whose it is.
CREATE TABLE attempt (
    tenant    INTEGER NOT NULL,
    subject   BLOB NOT NULL CHECK (length(subject) = 16),
    drains_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_drain ON attempt (drains_at);

-- From which networks an identity signed in lately.
CREATE TABLE known_network (
    tenant       INTEGER NOT NULL,
    identity_key INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    network      TEXT NOT NULL,
    seen_at      INTEGER NOT NULL,
    PRIMARY KEY (identity_key, network)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_network_by_age ON known_network (seen_at);
