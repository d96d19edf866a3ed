-- The read model live-sessions, written in the transaction of the events.
CREATE TABLE live_session (
    session_id      uuid        PRIMARY KEY,
    user_id         text        NOT NULL,
    label           text        NOT NULL,
    user_agent      text,
    ip_address      text,
    started_at      timestamptz NOT NULL,
    idle_timeout_ms bigint      NOT NULL,
    expires_at      timestamptz NOT NULL,
    bootstrap       boolean     NOT NULL,
    -- The session's deadline: when it has to be looked at next. Activity does not move it; see session-expiry.
    deadline_at     timestamptz NOT NULL
);

-- Lists of one user; session ids sort by time.
CREATE INDEX live_session_by_user ON live_session (user_id, session_id);

CREATE INDEX live_session_by_deadline ON live_session (deadline_at);

-- Why a session is not live any more, for the device that comes back with its tokens.
CREATE TABLE ended_session (
    session_id  uuid        PRIMARY KEY,
    user_id     text        NOT NULL,
    reason      text        NOT NULL,
    ended_at    timestamptz NOT NULL,
    initiator   text        NOT NULL,
    replaced_by uuid
);

-- What a user's settings say differently from the server's; a null means "as the server has it".
CREATE TABLE user_security_settings (
    user_id             text PRIMARY KEY,
    max_sessions        integer,
    when_full           text,
    idle_timeout_ms     bigint,
    absolute_timeout_ms bigint,
    max_starts_per_hour integer
);

-- Facts that change often and decide nothing by themselves. They are no events, and survive a rebuild of live_session.
CREATE TABLE session_activity (
    session_id       uuid        PRIMARY KEY,
    last_activity_at timestamptz NOT NULL
);

-- No row: the first generation is the one in use.
CREATE TABLE refresh_generation (
    session_id uuid        PRIMARY KEY,
    generation bigint      NOT NULL,
    rotated_at timestamptz NOT NULL
);
