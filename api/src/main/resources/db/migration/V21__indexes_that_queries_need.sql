-- Indexes end where queries stop to need them: rows that are equal up to there are few, and sorted when they are read.
DROP INDEX ended_session_by_end;
CREATE INDEX ended_session_by_end ON ended_session (ended_at);

-- The history without a column that follows from two others, and with columns of a fixed length first. It is written
-- anew, as are its indexes.
ALTER TABLE session_history RENAME TO history_before;
ALTER INDEX session_history_pkey RENAME TO history_before_pkey;
DROP INDEX session_history_by_moment;
DROP INDEX session_history_by_start;
DROP INDEX session_history_by_user;
DROP INDEX session_history_unended_by_start;
DROP INDEX session_history_without_end;

CREATE TABLE session_history (
    session_id       uuid        NOT NULL,
    replaced_by      uuid,
    started_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    idle_timeout_ms  bigint      NOT NULL,
    bootstrap        boolean     NOT NULL,
    user_id          text        NOT NULL,
    label            text        NOT NULL,
    user_agent       text,
    ip_address       text,
    started_by       text        NOT NULL,
    started_by_actor text,
    reason           text,
    ended_by         text,
    ended_by_actor   text
);

INSERT INTO session_history (session_id, replaced_by, started_at, expires_at, ended_at, idle_timeout_ms, bootstrap,
                             user_id, label, user_agent, ip_address, started_by, started_by_actor, reason, ended_by,
                             ended_by_actor)
SELECT session_id, replaced_by, started_at, expires_at, ended_at, idle_timeout_ms, bootstrap, user_id, label, user_agent,
       ip_address, started_by, started_by_actor, reason, ended_by, ended_by_actor
FROM history_before;

DROP TABLE history_before;

ALTER TABLE session_history ADD PRIMARY KEY (session_id);

-- Who was signed in at a moment: ended sessions by range where few were, all in order of their starts where many were.
-- Clocks of two nodes may put an end before its start.
CREATE INDEX session_history_by_moment ON session_history
    USING gist (tstzrange(started_at, GREATEST(started_at, ended_at))) WHERE ended_at IS NOT NULL;

CREATE INDEX session_history_by_start ON session_history (started_at);

CREATE INDEX session_history_unended_by_start ON session_history (started_at) WHERE ended_at IS NULL;

CREATE INDEX session_history_by_user ON session_history (user_id, started_at);

-- Sessions without an end, to be compared with the live ones.
CREATE INDEX session_history_without_end ON session_history (user_id) WHERE ended_at IS NULL;
