-- Copies of the tables that a start, a refresh and a list use, with their indexes, and 1,024 users with five sessions
-- each.
CREATE SCHEMA floor;
CREATE TABLE floor.domain_event_entry (LIKE public.domain_event_entry INCLUDING ALL);
CREATE TABLE floor.live_session (LIKE public.live_session INCLUDING ALL);
CREATE TABLE floor.ended_session (LIKE public.ended_session INCLUDING ALL);
CREATE TABLE floor.refresh_generation (LIKE public.refresh_generation INCLUDING ALL);
CREATE SEQUENCE floor.next_session;

INSERT INTO floor.live_session (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms, expires_at,
                                bootstrap, deadline_at)
SELECT lpad(to_hex(nextval('floor.next_session')), 32, '0')::uuid, 'user-' || n % 1024, 'Chrome 139 on macOS',
       repeat('Mozilla/5.0 (Macintosh) ', 5), '192.0.2.7', now(), 43200000, now() + interval '30 days', true,
       now() + interval '12 hours'
FROM generate_series(0, 5 * 1024 - 1) n;

INSERT INTO floor.refresh_generation SELECT session_id, 2, now() FROM floor.live_session;
ANALYZE floor.live_session, floor.refresh_generation;
