-- The row of a refresh.
\set session random(1, 5120)
UPDATE floor.refresh_generation SET generation = generation + 1, rotated_at = now()
WHERE session_id = lpad(to_hex(:session::bigint), 32, '0')::uuid;
