-- How far each streaming processor has read the events, and which node it runs on (Axon's token store).
CREATE TABLE token_entry (
    processor_name text    NOT NULL,
    segment        integer NOT NULL,
    token          bytea,
    token_type     text,
    claimed_at     text,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);

-- The read model session-history: every session that ever was, written after the events; see SessionHistoryTable.
CREATE TABLE session_history (
    session_id       uuid        PRIMARY KEY,
    user_id          text        NOT NULL,
    label            text        NOT NULL,
    user_agent       text,
    ip_address       text,
    started_at       timestamptz NOT NULL,
    started_by       text        NOT NULL,
    started_by_actor text,
    bootstrap        boolean     NOT NULL,
    login_id         text,
    idle_timeout_ms  bigint      NOT NULL,
    expires_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    reason           text,
    ended_by         text,
    ended_by_actor   text,
    replaced_by      uuid,
    -- From the start until the end, as far as the events tell. Clocks of two nodes may put an end before its start.
    live_during      tstzrange   NOT NULL
        GENERATED ALWAYS AS (tstzrange(started_at, GREATEST(started_at, COALESCE(ended_at, expires_at)))) STORED
);

-- Who was signed in at a moment: by range where few were, in order of their starts where many were.
CREATE INDEX session_history_by_moment ON session_history USING gist (live_during);

CREATE INDEX session_history_by_start ON session_history (started_at, session_id);

CREATE INDEX session_history_by_user ON session_history (user_id, started_at, session_id);

-- Events of one type, in order. Moments are found by the primary key, see EventPages.
CREATE INDEX domain_event_entry_by_type ON domain_event_entry (payload_type, global_index);

-- What auditors asked. Rows are added, and stay as they are.
CREATE TABLE audit_query (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    path       text        NOT NULL,
    parameters text        NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_query
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
