-- Indexes end where queries stop to need them: rows that are equal up to there are few, and sorted when they are read.
-- Those of the history by start keep the session. Without it, PostgreSQL takes them also for a moment when few were
-- signed in, and reads all earlier sessions.
DROP INDEX ended_session_by_end;
CREATE INDEX ended_session_by_end ON ended_session (ended_at);

DROP INDEX session_history_by_user;
CREATE INDEX session_history_by_user ON session_history (user_id, started_at);

DROP INDEX session_history_without_end;
CREATE INDEX session_history_without_end ON session_history (user_id) WHERE ended_at IS NULL;
