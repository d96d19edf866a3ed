-- Users by any part of their id, from three characters on. Every three characters of an id are in an index, in small
-- letters. No extension is needed for that. The index of the events has only the first event about sessions of each user,
-- so it grows with the number of users and not with their history.
CREATE FUNCTION three_letters(id text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
DECLARE
    small text := pg_catalog.lower(id);
    parts text[] := '{}';
BEGIN
    FOR n IN 1 .. pg_catalog.length(small) - 2 LOOP
        parts[n] := pg_catalog.substr(small, n, 3);
    END LOOP;
    RETURN parts;
END
$$;

CREATE INDEX account_by_part ON account USING gin (three_letters(user_id)) WITH (fastupdate = off);

CREATE INDEX first_event_by_part ON domain_event_entry USING gin (three_letters(aggregate_identifier))
    WITH (fastupdate = off) WHERE sequence_number = 0 AND aggregate_identifier COLLATE "C" >= ' ';

CREATE INDEX archived_user_by_part ON archived_user USING gin (three_letters(user_id)) WITH (fastupdate = off);
