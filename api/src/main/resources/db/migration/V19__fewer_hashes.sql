-- Of the complete subtrees, only those of every fourth level are stored: the others are computed from at most eight of
-- them. A table of the rest is written anew, because rows that are only deleted leave their space behind.
ALTER TABLE transparency_log_node RENAME TO every_node;
ALTER INDEX transparency_log_node_pkey RENAME TO every_node_pkey;

CREATE TABLE transparency_log_node (
    level      integer NOT NULL CHECK (level > 0),
    node_index bigint  NOT NULL,
    hash       bytea   NOT NULL CHECK (octet_length(hash) = 32)
);

INSERT INTO transparency_log_node SELECT level, node_index, hash FROM every_node WHERE level % 4 = 0;

ALTER TABLE transparency_log_node ADD PRIMARY KEY (level, node_index);

DROP TABLE every_node;

-- Leaves are found by their place. Global indexes grow with it, so that a leaf is found by halving, too.
ALTER TABLE transparency_log_leaf DROP CONSTRAINT transparency_log_leaf_global_index_key;
