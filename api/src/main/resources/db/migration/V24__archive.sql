-- Which part of the history is in files. A row is written before the first event is deleted, so that whoever finds no
-- row after reading has missed nothing.
CREATE TABLE history_archive (
    id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Sessions that had ended before are no longer in the database.
    ended_before      timestamptz NOT NULL,
    -- Lines of the transparency log in files, from the first on, and the event of the last one.
    lines             bigint      NOT NULL,
    last_global_index bigint      NOT NULL,
    started_at        timestamptz NOT NULL,
    -- Null while events are being deleted.
    finished_at       timestamptz
);

-- Users whose first event is in a file, to find them by the beginning of their id.
CREATE TABLE archived_user (
    user_id text COLLATE "C" PRIMARY KEY
);

ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.HistoryArchived';

-- Queries of auditors are still never changed. They may be deleted once they are in a file.
DROP TRIGGER append_only ON audit_query;

CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON audit_query
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_unless_archived() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF OLD.at >= COALESCE((SELECT max(ended_before) FROM history_archive), '-infinity') THEN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER deleted_when_archived BEFORE DELETE ON audit_query
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_archived();
