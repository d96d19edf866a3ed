-- The rows of starts that end the oldest of five sessions: two events, a live session, an ended one. Each connection has
-- 16 users of its own.
\set place random(1, 9000000000000000000)
\set first random(0, 15)
WITH started AS MATERIALIZED (
    SELECT 'user-' || (:client_id * 16 + (:first + n) % 16) AS user_id FROM generate_series(1, :operations) n
), events AS (
    INSERT INTO floor.domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                          payload_type, payload)
    SELECT gen_random_uuid(), user_id, :place::bigint + n, now(), 'dev.rollcall.event.SessionStarted',
           convert_to(repeat('x', n * 200), 'UTF8')
    FROM started, generate_series(1, 2) n
), oldest AS (
    DELETE FROM floor.live_session
    WHERE session_id IN (SELECT (SELECT session_id FROM floor.live_session WHERE user_id = started.user_id
                                 ORDER BY session_id LIMIT 1) FROM started)
    RETURNING session_id, user_id
), ended AS (
    INSERT INTO floor.ended_session (session_id, user_id, reason, ended_at, initiator)
    SELECT session_id, user_id, 'EVICTED', now(), 'policy' FROM oldest
)
INSERT INTO floor.live_session (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms, expires_at,
                                bootstrap, deadline_at)
SELECT lpad(to_hex(nextval('floor.next_session')), 32, '0')::uuid, user_id, 'Chrome 139 on macOS',
       repeat('Mozilla/5.0 (Macintosh) ', 5), '192.0.2.7', now(), 43200000, now() + interval '30 days', true,
       now() + interval '12 hours'
FROM started;
