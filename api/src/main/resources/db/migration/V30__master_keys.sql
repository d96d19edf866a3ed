-- The master keys that wrap the keys of users, by ids that reveal nothing about them. The one in use wraps new keys. While
-- keys are re-wrapped, others may still be needed. No row: no node has started yet.
CREATE TABLE master_key (
    id            text        PRIMARY KEY,
    in_use        boolean     NOT NULL,
    since         timestamptz NOT NULL,
    -- The key of pseudonyms, the same in every row, each time wrapped by this master key.
    pseudonym_key bytea       NOT NULL
);

CREATE UNIQUE INDEX master_key_in_use ON master_key (in_use) WHERE in_use;

-- Master keys that a KMS has wrapped, in the order in which they were created.
CREATE TABLE kms_master_key (
    number  integer PRIMARY KEY,
    id      text    NOT NULL UNIQUE,
    key_uri text    NOT NULL,
    wrapped bytea   NOT NULL
);
