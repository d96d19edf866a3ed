-- What an administrator set for a user stands beside what the user set, each in a row of its own.
ALTER TABLE user_security_settings ADD COLUMN set_by text NOT NULL DEFAULT 'USER';
ALTER TABLE user_security_settings ALTER COLUMN set_by DROP DEFAULT;
ALTER TABLE user_security_settings DROP CONSTRAINT user_security_settings_pkey;
ALTER TABLE user_security_settings ADD PRIMARY KEY (user_id, set_by);

-- Who set the rows that there are, and what an administrator had set before, is in the events of those users.
CREATE TEMPORARY TABLE settings_change ON COMMIT DROP AS
SELECT user_id, sequence_number, change -> 'settings' AS settings,
       CASE change #>> '{initiator,kind}' WHEN 'admin' THEN 'ADMIN' ELSE 'USER' END AS set_by
FROM (SELECT settings.user_id, sequence_number, convert_from(payload, 'UTF8')::jsonb AS change
      FROM user_security_settings AS settings JOIN domain_event_entry ON aggregate_identifier = settings.user_id
      WHERE payload_type = 'dev.rollcall.event.SecuritySettingsChanged') AS changes;

DELETE FROM user_security_settings WHERE user_id IN (SELECT user_id FROM settings_change);

-- The last change by an administrator, and the user's own last one if that came after it.
INSERT INTO user_security_settings
    (user_id, set_by, max_sessions, when_full, idle_timeout_ms, absolute_timeout_ms, max_starts_per_hour)
SELECT DISTINCT ON (user_id, set_by)
       user_id, set_by, (settings ->> 'maxSessions')::integer, settings ->> 'whenFull',
       (extract(epoch FROM (settings ->> 'idleTimeout')::interval) * 1000)::bigint,
       (extract(epoch FROM (settings ->> 'absoluteTimeout')::interval) * 1000)::bigint,
       (settings ->> 'maxStartsPerHour')::integer
FROM settings_change AS change
WHERE NOT EXISTS (SELECT FROM settings_change AS later
                  WHERE later.user_id = change.user_id AND later.set_by = 'ADMIN'
                    AND later.sequence_number > change.sequence_number)
ORDER BY user_id, set_by, sequence_number DESC;
