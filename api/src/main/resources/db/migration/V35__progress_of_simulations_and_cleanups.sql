-- Policy simulations that auditors run on pages, in the background. The node that runs one writes its progress twice a
-- second; one without news for ten seconds has failed.
CREATE TABLE policy_simulation (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    requested_by text        NOT NULL,
    -- The period and the policy, as JSON
    request      text        NOT NULL,
    state        text        NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'COMPLETED', 'FAILED')),
    events_done  bigint      NOT NULL DEFAULT 0,
    events_total bigint      NOT NULL DEFAULT 0,
    started_at   timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    -- Why it failed: an error code
    reason       text,
    -- The result, as JSON
    report       text
);

CREATE UNIQUE INDEX one_simulation_at_a_time ON policy_simulation (state) WHERE state = 'RUNNING';

-- The clean-up that began last, a dry run or not; one row, none before the first. One without news for half a minute
-- was interrupted.
CREATE TABLE sweep_progress (
    only_one       boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    dry_run        boolean     NOT NULL,
    -- Null if it began on schedule, or by the command
    requested_by   text,
    -- As many as the last clean-up checked; null if there was none
    about_sessions bigint,
    started_at     timestamptz NOT NULL,
    heartbeat_at   timestamptz NOT NULL,
    finished_at    timestamptz,
    -- The counters so far, as JSON
    report         text        NOT NULL
);
