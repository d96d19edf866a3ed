-- How many sessions started and ended, and by how many the number of live sessions changed. Written with the history, in
-- the same transaction as its token. The number of rows depends on the time that passes, not on the number of sessions.
CREATE TABLE session_count (
    step     text        NOT NULL CHECK (step IN ('QUARTER_HOUR', 'HOUR', 'DAY', 'MONTH')),
    from_at  timestamptz NOT NULL,
    -- STARTED, the reason of an end, or CHANGE; the first two for quarters of an hour only
    what     text        NOT NULL,
    sessions bigint      NOT NULL,
    PRIMARY KEY (step, from_at, what)
);

WITH happened AS (
    SELECT started_at AS at, 'STARTED' AS what, 1 AS change FROM session_history
    UNION ALL
    SELECT ended_at, reason, -1 FROM session_history WHERE ended_at IS NOT NULL
), quarter AS (
    SELECT date_bin('15 minutes', at, 'epoch') AS from_at, what, count(*) AS sessions, sum(change) AS change
    FROM happened GROUP BY 1, 2
)
INSERT INTO session_count (step, from_at, what, sessions)
SELECT 'QUARTER_HOUR', from_at, what, sessions FROM quarter
UNION ALL
SELECT 'QUARTER_HOUR', from_at, 'CHANGE', sum(change) FROM quarter GROUP BY 2
UNION ALL
SELECT 'HOUR', date_trunc('hour', from_at, 'UTC'), 'CHANGE', sum(change) FROM quarter GROUP BY 2
UNION ALL
SELECT 'DAY', date_trunc('day', from_at, 'UTC'), 'CHANGE', sum(change) FROM quarter GROUP BY 2
UNION ALL
SELECT 'MONTH', date_trunc('month', from_at, 'UTC'), 'CHANGE', sum(change) FROM quarter GROUP BY 2;
