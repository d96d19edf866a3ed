-- Which log-in a past session came from is asked by nobody. Where it is asked, with live and ended sessions, it has a name
-- from now on that says nothing without the user's key; rows from before have it in clear until they are gone.
ALTER TABLE session_history DROP COLUMN login_id;

ALTER TABLE IF EXISTS session_history_old DROP COLUMN IF EXISTS login_id;

-- Buckets had plain hashes of addresses and users for keys. They are made anew under names that say nothing without the
-- master key, those of one user with the same beginning, byte by byte, whatever the collation of the database is.
DELETE FROM login_bucket;

CREATE INDEX login_bucket_by_beginning ON login_bucket (key COLLATE "C");
