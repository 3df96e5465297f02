-- Identifiers and addresses are looked up by their value whatever its kind, and one identity's stand together: one
-- page is read or written where there were as many as there are kinds. Nothing compares a flow's version any more.

CREATE TABLE identifier_first (
    tenant       INTEGER NOT NULL,
    identifier   TEXT NOT NULL,
    type         TEXT NOT NULL,
    identity_key INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    PRIMARY KEY (tenant, identifier, type)
) STRICT, WITHOUT ROWID;
INSERT INTO identifier_first (tenant, identifier, type, identity_key)
    SELECT tenant, identifier, type, identity_key FROM credential_identifier ORDER BY tenant, identifier, type;
DROP TABLE credential_identifier;
ALTER TABLE identifier_first RENAME TO credential_identifier;
CREATE INDEX credential_identifier_by_identity ON credential_identifier (identity_key);

CREATE TABLE value_first (
    tenant       INTEGER NOT NULL,
    value        TEXT NOT NULL,
    via          TEXT NOT NULL,
    purpose      TEXT NOT NULL CHECK (purpose IN ('verification', 'recovery')),
    identity_key INTEGER NOT NULL REFERENCES identity (key) ON DELETE CASCADE,
    PRIMARY KEY (tenant, value, via, purpose)
) STRICT, WITHOUT ROWID;
INSERT INTO value_first (tenant, value, via, purpose, identity_key)
    SELECT tenant, value, via, purpose, identity_key FROM identity_address ORDER BY tenant, value, via, purpose;
DROP TABLE identity_address;
ALTER TABLE value_first RENAME TO identity_address;
CREATE INDEX identity_address_by_identity ON identity_address (identity_key);

ALTER TABLE flow DROP COLUMN version;
