-- The events of every user, in Axon's shape. The global index has a sequence of its own with increment 1, so that a gap
-- in it always means a transaction that is still running or was rolled back.
CREATE TABLE domain_event_entry (
    global_index         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_identifier     text   NOT NULL,
    aggregate_identifier text   NOT NULL,
    sequence_number      bigint NOT NULL,
    type                 text   NOT NULL,
    time_stamp           text   NOT NULL,
    payload_type         text   NOT NULL,
    payload_revision     text,
    payload              bytea  NOT NULL,
    meta_data            bytea  NOT NULL,
    -- Decides between two nodes that handle commands of one user at the same moment.
    CONSTRAINT one_event_per_place UNIQUE (aggregate_identifier, sequence_number)
);

CREATE TABLE snapshot_event_entry (
    aggregate_identifier text   NOT NULL,
    sequence_number      bigint NOT NULL,
    type                 text   NOT NULL,
    event_identifier     text   NOT NULL,
    time_stamp           text   NOT NULL,
    payload_type         text   NOT NULL,
    payload_revision     text,
    payload              bytea  NOT NULL,
    meta_data            bytea  NOT NULL,
    PRIMARY KEY (aggregate_identifier, sequence_number)
);
