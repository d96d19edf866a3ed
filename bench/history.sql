-- Ten events of each of the users :first to :last, and the read model live-sessions: each has signed in and out four
-- times, and is signed in on two devices.
CREATE TEMPORARY TABLE made AS
WITH number AS (
    SELECT n, n / 10 AS u, n % 10 AS sequence, n % 10 > 7 AS live, now() - interval '2 hours' + n * interval '0.5 ms' AS at
    FROM generate_series(:first * 10, :last * 10 + 9) n
)
SELECT *, 'user-' || u AS user_id, live OR n % 2 = 0 AS started,
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS time,
       ('01900000-0000-7000-8000-' || lpad(to_hex(CASE WHEN live THEN n ELSE n - n % 2 END), 12, '0'))::uuid AS session_id
FROM number;

INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type,
                                payload)
SELECT gen_random_uuid(), user_id, sequence, time::timestamptz,
       ('dev.rollcall.event.' || CASE WHEN started THEN 'SessionStarted' ELSE 'SessionTerminated' END)::event_type,
       convert_to(CASE WHEN started
           THEN format('{"bootstrap":true,"device":{"ipAddress":"192.0.2.7","label":"Chrome 139 on macOS",'
                       '"userAgent":"%s"},"expiresAt":"%s","idleTimeout":"PT12H",'
                       '"initiator":{"actorId":"%s","kind":"user"},"sessionId":"%s","startedAt":"%s","userId":"%s"}',
                       repeat('Mozilla/5.0 (Macintosh) ', 5),
                       to_char((at + interval '30 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                       user_id, session_id, time, user_id)
           ELSE format('{"endedAt":"%s","initiator":{"actorId":"%s","kind":"user"},"reason":"LOGGED_OUT",'
                       '"sessionId":"%s","userId":"%s"}', time, user_id, session_id, user_id)
           END, 'UTF8')
FROM made ORDER BY n;

INSERT INTO live_session (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms, expires_at,
                          bootstrap, deadline_at, login_id)
SELECT session_id, user_id, 'Chrome 139 on macOS', repeat('Mozilla/5.0 (Macintosh) ', 5), '192.0.2.7', time::timestamptz,
       43200000, time::timestamptz + interval '30 days', true, time::timestamptz + interval '12 hours', 'sub:' || n
FROM made WHERE live;

INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, login_id)
SELECT session_id, user_id, 'LOGGED_OUT', time::timestamptz, 'user', 'sub:' || n FROM made WHERE NOT started;

INSERT INTO account (user_id, password_hash, role, status, created_at)
SELECT DISTINCT user_id, '{bcrypt}none', 'USER', 'ACTIVE', now() FROM made;

DROP TABLE made;
