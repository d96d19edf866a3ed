-- Rebuilds of read models. The tables that they make are named after their number: live_session_7, session_history_8.
-- Whoever is at work on one says so every two seconds; who was not heard of for ten is gone.
CREATE TABLE projection_rebuild (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    projection   text        NOT NULL,
    state        text        NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'COMPLETED', 'FAILED')),
    dry_run      boolean     NOT NULL,
    requested_by text        NOT NULL,
    events_done  bigint      NOT NULL DEFAULT 0,
    events_total bigint      NOT NULL DEFAULT 0,
    started_at   timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    reason       text,
    result       text
);

CREATE UNIQUE INDEX one_rebuild_at_a_time ON projection_rebuild (projection) WHERE state = 'RUNNING';
