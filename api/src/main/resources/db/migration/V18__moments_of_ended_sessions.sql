-- A session gets its place in the range index once, when it ends: a range that changes costs most of what a row costs.
-- Of the sessions without an end, those that were live at a moment are those that had started by then.
DROP INDEX session_history_by_moment;

CREATE INDEX session_history_by_moment ON session_history USING gist (live_during) WHERE ended_at IS NOT NULL;

CREATE INDEX session_history_unended_by_start ON session_history (started_at, session_id) WHERE ended_at IS NULL;
