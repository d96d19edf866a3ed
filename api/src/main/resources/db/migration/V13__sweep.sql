-- How the last sweep went; one row, none before the first.
CREATE TABLE last_sweep (
    only_one          boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    started_at        timestamptz NOT NULL,
    finished_at       timestamptz NOT NULL,
    total_sessions    bigint      NOT NULL,
    expired_sessions  bigint      NOT NULL,
    inactive_sessions bigint      NOT NULL,
    orphaned_sessions bigint      NOT NULL,
    deleted_sessions  bigint      NOT NULL,
    errors            bigint      NOT NULL
);

-- Sessions without an end, to be compared with the live ones.
CREATE INDEX session_history_without_end ON session_history (user_id, session_id) WHERE ended_at IS NULL;

-- What the sweep deletes. Endings are recorded in no order, an expiry with the moment it was due.
CREATE INDEX ended_session_by_end ON ended_session (ended_at, session_id);
