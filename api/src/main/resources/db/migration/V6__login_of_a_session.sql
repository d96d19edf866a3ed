-- The login at an identity provider that a session was started with (claim and value), for tokens that name no session.
ALTER TABLE live_session ADD COLUMN login_id text;

CREATE INDEX live_session_by_login ON live_session (user_id, login_id) WHERE login_id IS NOT NULL;

ALTER TABLE ended_session ADD COLUMN login_id text;

CREATE INDEX ended_session_by_login ON ended_session (user_id, login_id, ended_at) WHERE login_id IS NOT NULL;
