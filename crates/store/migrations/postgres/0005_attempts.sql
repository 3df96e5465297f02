-- Wrong passwords and codes. A bucket fills with them and drains with time: drains_at is when it will be empty. `subject`
-- is a keyed hash of whose it is.
CREATE TABLE IF NOT EXISTS attempt (
    tenant    bigint NOT NULL,
    subject   bytea NOT NULL CHECK (length(subject) = 16),
    drains_at bigint NOT NULL,
    PRIMARY KEY (tenant, subject)
);
CREATE INDEX IF NOT EXISTS attempt_by_drain ON attempt (tenant, drains_at, subject);

-- From which networks an identity signed in lately.
CREATE TABLE IF NOT EXISTS known_network (
    tenant       bigint NOT NULL,
    identity_key bigint NOT NULL,
    network      text COLLATE "C" NOT NULL,
    seen_at      bigint NOT NULL,
    PRIMARY KEY (tenant, identity_key, network),
    FOREIGN KEY (tenant, identity_key) REFERENCES identity (tenant, key) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS known_network_by_age ON known_network (tenant, seen_at, identity_key);
