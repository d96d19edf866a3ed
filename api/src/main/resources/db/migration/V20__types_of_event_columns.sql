-- Events with ids, times and types in types of their own. The table is written anew: this takes as long as reading and
-- writing all events, and needs room for both tables. Whatever the new types cannot say exactly is kept as it was
-- written, so that every event stays the line of the transparency log that it is.

-- Names of types that this release does not know stay, if there are events with them.
DO $$
DECLARE
    labels text;
BEGIN
    WITH RECURSIVE stored (name) AS (
        SELECT min(payload_type) FROM domain_event_entry
        UNION ALL
        SELECT (SELECT min(payload_type) FROM domain_event_entry WHERE payload_type > stored.name)
        FROM stored WHERE stored.name IS NOT NULL
    ), known (place, name) AS (
        VALUES (1, 'dev.rollcall.event.SessionStarted'), (2, 'dev.rollcall.event.SessionTerminated'),
               (3, 'dev.rollcall.event.SessionExpired'), (4, 'dev.rollcall.event.SessionEvicted'),
               (5, 'dev.rollcall.event.AllSessionsTerminated'), (6, 'dev.rollcall.event.SecuritySettingsChanged')
    ), every (place, name) AS (
        SELECT place, name FROM known
        UNION ALL
        SELECT 7, stored.name FROM stored
        WHERE stored.name IS NOT NULL AND stored.name NOT IN (SELECT known.name FROM known)
    )
    SELECT string_agg(quote_literal(name), ', ' ORDER BY place, name) INTO labels FROM every;
    EXECUTE 'CREATE TYPE event_type AS ENUM (' || labels || ')';
END
$$;

CREATE FUNCTION is_uuid(written text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT written ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' $$;

ALTER TABLE domain_event_entry RENAME TO event_before;
ALTER SEQUENCE domain_event_entry_global_index_seq RENAME TO event_before_global_index_seq;
ALTER INDEX domain_event_entry_pkey RENAME TO event_before_pkey;
ALTER INDEX one_event_per_place RENAME TO one_event_before_per_place;
DROP INDEX domain_event_entry_by_type;
DROP INDEX first_event_by_beginning;

-- Columns of a fixed length come first, so that none is padded.
CREATE TABLE domain_event_entry (
    global_index         bigint GENERATED ALWAYS AS IDENTITY,
    time_stamp           timestamptz NOT NULL,
    event_identifier     uuid        NOT NULL,
    sequence_number      bigint      NOT NULL,
    payload_type         event_type  NOT NULL,
    aggregate_identifier text        NOT NULL,
    payload_revision     text,
    payload              bytea       NOT NULL
);

INSERT INTO domain_event_entry (global_index, time_stamp, event_identifier, sequence_number, payload_type,
                                aggregate_identifier, payload_revision, payload) OVERRIDING SYSTEM VALUE
SELECT global_index, time_stamp::timestamptz,
       CASE WHEN is_uuid(event_identifier) THEN event_identifier ELSE md5(event_identifier) END::uuid,
       sequence_number, payload_type::event_type, aggregate_identifier, payload_revision, payload
FROM event_before;

SELECT setval(pg_get_serial_sequence('domain_event_entry', 'global_index'), last_value, is_called)
FROM event_before_global_index_seq;

ALTER TABLE domain_event_entry ADD PRIMARY KEY (global_index);

-- Decides between two nodes that handle commands of one user at the same moment.
ALTER TABLE domain_event_entry ADD CONSTRAINT one_event_per_place UNIQUE (aggregate_identifier, sequence_number);

CREATE INDEX domain_event_entry_by_type ON domain_event_entry (payload_type, global_index);

CREATE INDEX first_event_by_beginning ON domain_event_entry (aggregate_identifier COLLATE "C")
    WHERE sequence_number = 0;

-- What the types of domain_event_entry cannot say exactly. Rollcall writes no such events.
CREATE TABLE event_as_written (
    global_index     bigint PRIMARY KEY,
    event_identifier text   NOT NULL,
    time_stamp       text   NOT NULL,
    type             text   NOT NULL,
    meta_data        bytea  NOT NULL
);

-- The events as they were written, in Axon's shape.
CREATE VIEW written_event AS
SELECT global_index,
       COALESCE((SELECT written.event_identifier FROM event_as_written written
                 WHERE written.global_index = event.global_index), event_identifier::text) AS event_identifier,
       aggregate_identifier, sequence_number,
       COALESCE((SELECT written.type FROM event_as_written written
                 WHERE written.global_index = event.global_index), 'UserSessions') AS type,
       COALESCE((SELECT written.time_stamp FROM event_as_written written
                 WHERE written.global_index = event.global_index),
                to_char(time_stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS time_stamp,
       payload_type::text AS payload_type, payload_revision, payload,
       COALESCE((SELECT written.meta_data FROM event_as_written written
                 WHERE written.global_index = event.global_index), '{}') AS meta_data
FROM domain_event_entry event;

INSERT INTO event_as_written (global_index, event_identifier, time_stamp, type, meta_data)
SELECT global_index, event_identifier, time_stamp, type, meta_data FROM event_before
WHERE NOT is_uuid(event_identifier) OR type <> 'UserSessions' OR meta_data <> '{}'
   OR time_stamp <> to_char(time_stamp::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

DROP TABLE event_before;
DROP FUNCTION is_uuid;

-- Snapshots likewise.
ALTER TABLE snapshot_event_entry
    DROP COLUMN type,
    DROP COLUMN meta_data,
    ALTER COLUMN event_identifier TYPE uuid USING event_identifier::uuid,
    ALTER COLUMN time_stamp TYPE timestamptz USING time_stamp::timestamptz;
