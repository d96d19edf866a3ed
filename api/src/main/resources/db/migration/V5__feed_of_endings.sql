-- The transaction that ended the session: what lets a node ask for all endings that it has not seen, see EndingsFeed.
ALTER TABLE ended_session ADD COLUMN ended_by_transaction xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE INDEX ended_session_by_transaction ON ended_session (ended_by_transaction);
