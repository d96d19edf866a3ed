-- A database as it is after a while: 300,000 events of 45,200 users, the read models and the transparency log that
-- follow from them, and 50,000 rows of whatever else grows. The first 400 users are signed in on 78 devices each. After
-- each of them, 112 others have signed in and out three times.

CREATE TEMPORARY TABLE made AS
WITH number AS (
    SELECT n, n % 750 < 78 AS stays, now() - interval '68 hours' + n * interval '0.8 s' AS at
    FROM generate_series(0, 299999) n
), place AS (
    SELECT *, CASE WHEN stays THEN n / 750 ELSE 400 + n / 750 * 112 + (n % 750 - 78) / 6 END AS u,
           CASE WHEN stays THEN n % 750 ELSE (n % 750 - 78) % 6 END AS sequence,
           n % 2 + CASE WHEN stays THEN 2 ELSE 0 END AS step
    FROM number
), session AS (
    SELECT *, 'user-' || u AS user_id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS time,
           lpad(to_hex(n - CASE WHEN step = 1 THEN 1 ELSE 0 END), 12, '0') AS id
    FROM place
), event AS (
    SELECT *, '01900000-' || substr(id, 1, 4) || '-7000-8000-' || id AS session_id,
           md5('event ' || n)::uuid AS event_id,
           CASE WHEN step = 1 THEN 'SessionTerminated' ELSE 'SessionStarted' END AS type
    FROM session
)
SELECT *, CASE WHEN step = 1
        THEN format('{"endedAt":"%s","initiator":{"actorId":"%s","kind":"user"},"reason":"LOGGED_OUT",'
                    '"sessionId":"%s","userId":"%s"}',
                    time, user_id, session_id, user_id)
        ELSE format('{"bootstrap":%s,"device":{"ipAddress":"192.0.2.7","label":"Chrome 139 on macOS",'
                    '"userAgent":"Mozilla/5.0"},'
                    '"expiresAt":"%s","idleTimeout":"PT100H","initiator":{"actorId":"%s","kind":"user"},'
                    '"sessionId":"%s",'
                    '"startedAt":"%s","userId":"%s"}',
                    CASE WHEN step = 3 THEN 'false' ELSE 'true' END,
                    to_char((at + interval '30 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    user_id, session_id, time, user_id)
        END AS payload
FROM event ORDER BY n;

ANALYZE made;

INSERT INTO domain_event_entry (global_index, event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                payload_type, payload) OVERRIDING SYSTEM VALUE
SELECT n + 1, event_id, user_id, sequence, time::timestamptz, ('dev.rollcall.event.' || type)::event_type,
       convert_to(payload, 'UTF8')
FROM made ORDER BY n;

SELECT setval(pg_get_serial_sequence('domain_event_entry', 'global_index'), 300000);

INSERT INTO live_session (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms, expires_at,
                          bootstrap, deadline_at, login_id)
SELECT session_id::uuid, user_id, 'Chrome 139 on macOS', 'Mozilla/5.0', '192.0.2.7', time::timestamptz, 360000000,
       time::timestamptz + interval '30 days', step <> 3, time::timestamptz + interval '100 hours', 'sub:' || n
FROM made WHERE step > 1;

INSERT INTO session_activity SELECT session_id, started_at + interval '1 minute' FROM live_session;

INSERT INTO refresh_generation SELECT session_id, 2, started_at FROM live_session;

INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, login_id)
SELECT session_id::uuid, user_id, 'LOGGED_OUT', time::timestamptz, 'user', 'sub:' || n FROM made WHERE step = 1;

INSERT INTO session_history (session_id, user_id, label, user_agent, ip_address, started_at, started_by,
                             started_by_actor, bootstrap, idle_timeout_ms, expires_at, ended_at, reason,
                             ended_by, ended_by_actor)
SELECT start.session_id::uuid, start.user_id, 'Chrome 139 on macOS', 'Mozilla/5.0', '192.0.2.7',
       start.time::timestamptz, 'user', start.user_id, start.step <> 3, 360000000,
       start.time::timestamptz + interval '30 days', ending.time::timestamptz,
       CASE WHEN ending.n IS NOT NULL THEN 'LOGGED_OUT' END, CASE WHEN ending.n IS NOT NULL THEN 'user' END,
       ending.user_id
FROM made start LEFT JOIN made ending ON start.step = 0 AND ending.n = start.n + 1
WHERE start.step <> 1;

-- The sums that the history would have written.
WITH happened AS (
    SELECT started_at AS at, 'STARTED' AS what, 1 AS change FROM session_history
    UNION ALL
    SELECT ended_at, reason, -1 FROM session_history WHERE ended_at IS NOT NULL
)
INSERT INTO session_count (step, from_at, what, sessions)
SELECT 'QUARTER_HOUR', date_bin('15 minutes', at, 'epoch'), what, count(*) FROM happened GROUP BY 2, 3
UNION ALL
SELECT upper(step), date_trunc(step, at, 'UTC'), 'CHANGE', sum(change)
FROM happened, unnest('{hour,day,month}'::text[]) step GROUP BY 1, 2
UNION ALL
SELECT 'QUARTER_HOUR', date_bin('15 minutes', at, 'epoch'), 'CHANGE', sum(change) FROM happened GROUP BY 2;

UPDATE token_entry SET token = convert_to('{"index":300000,"gaps":[]}', 'UTF8') WHERE processor_name = 'session-history';

INSERT INTO transparency_log_leaf (leaf_index, global_index, hash)
SELECT n, n + 1, sha256('\x00' || convert_to(format(
    '{"eventId":"%s","index":%s,"payload":%s,"recordedAt":"%s","revision":null,"sequence":%s,"type":"%s",'
    '"userId":"%s"}',
    event_id, n, payload, replace(time, 'Z', '.000Z'), sequence, type, user_id), 'UTF8'))
FROM made ORDER BY n;

-- The last subtree of a level with an odd number is part of the tree's right edge.
DO $$
DECLARE
    below integer := 0;
    subtrees bigint := 300000;
    root bytea;
BEGIN
    CREATE TEMPORARY TABLE lower_level AS SELECT leaf_index AS index, hash FROM transparency_log_leaf;
    WHILE subtrees > 0 LOOP
        IF subtrees % 2 = 1 THEN
            SELECT CASE WHEN root IS NULL THEN hash ELSE sha256('\x01' || hash || root) END INTO root
            FROM lower_level WHERE index = subtrees - 1;
        END IF;
        below := below + 1;
        subtrees := subtrees / 2;
        CREATE TEMPORARY TABLE upper_level AS
        SELECT index / 2 AS index, sha256('\x01' || string_agg(hash, '' ORDER BY index)) AS hash
        FROM lower_level WHERE index < subtrees * 2 GROUP BY index / 2;
        IF below % 4 = 0 THEN
            INSERT INTO transparency_log_node (level, node_index, hash) SELECT below, index, hash FROM upper_level;
        END IF;
        DROP TABLE lower_level;
        ALTER TABLE upper_level RENAME TO lower_level;
    END LOOP;
    DROP TABLE lower_level;
    UPDATE transparency_log_head SET size = 300000, last_global_index = 300000, root_hash = root;
END
$$;

-- The roots of these are not those of the tree.
INSERT INTO transparency_log_checkpoint (size, root_hash, signed_at)
SELECT n, sha256('x'), now() FROM generate_series(1, 50000) n;

INSERT INTO account (user_id, password_hash, role, status, created_at)
SELECT 'user-' || n, '{bcrypt}none', 'USER', 'ACTIVE', now() FROM generate_series(0, 49999) n;

INSERT INTO user_security_settings (user_id, set_by, max_sessions)
SELECT 'set-' || n, 'USER', 3 FROM generate_series(1, 50000) n;

INSERT INTO login_bucket (key, expires_at) SELECT md5(n::text), 32503680000000 FROM generate_series(1, 50000) n;

INSERT INTO audit_query (at, actor, path, parameters)
SELECT now(), 'auditor', '/audit/events', 'limit=1' FROM generate_series(1, 50000) n;

INSERT INTO snapshot_event_entry (aggregate_identifier, sequence_number, event_identifier, time_stamp,
                                  payload_type, payload)
SELECT 'snapshotted-' || n, 100, md5('snapshot ' || n)::uuid, '2026-01-01T12:00:00Z', 'none', '{}'
FROM generate_series(1, 50000) n;

INSERT INTO archived_user SELECT 'archived-' || n FROM generate_series(1, 50000) n;

DROP TABLE made;
