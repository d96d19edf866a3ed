-- The rows of a list of five sessions.
\set user random(0, 1023)
SELECT * FROM floor.live_session WHERE user_id = 'user-' || :user ORDER BY session_id DESC LIMIT 6;
