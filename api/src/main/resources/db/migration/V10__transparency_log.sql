-- The transparency log: an RFC 6962 tree over the events, in the order of their global index. Lines are not stored; they
-- are made of the events, so that an event that was changed does not fit its leaf any more. Rows are added, never changed.
CREATE TABLE transparency_log_leaf (
    leaf_index   bigint PRIMARY KEY,
    global_index bigint NOT NULL UNIQUE,
    hash         bytea  NOT NULL CHECK (octet_length(hash) = 32)
);

-- Every complete subtree: the one at level l and index i covers the leaves from i * 2^l to (i + 1) * 2^l - 1.
CREATE TABLE transparency_log_node (
    level      integer NOT NULL CHECK (level > 0),
    node_index bigint  NOT NULL,
    hash       bytea   NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, node_index)
);

-- The one row that whoever appends has to lock.
CREATE TABLE transparency_log_head (
    only_one          boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    size              bigint  NOT NULL CHECK (size >= 0),
    root_hash         bytea   NOT NULL CHECK (octet_length(root_hash) = 32),
    last_global_index bigint  NOT NULL
);

INSERT INTO transparency_log_head (size, root_hash, last_global_index) VALUES (0, sha256(''::bytea), 0);

-- What was signed and given away: there is one root for each size.
CREATE TABLE transparency_log_checkpoint (
    size      bigint      PRIMARY KEY,
    root_hash bytea       NOT NULL CHECK (octet_length(root_hash) = 32),
    signed_at timestamptz NOT NULL
);
