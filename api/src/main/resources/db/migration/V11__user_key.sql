-- The keys that personal data in events is sealed with, each wrapped by the master key. No row: destroyed, or never made.
CREATE TABLE user_key (
    user_id    text        PRIMARY KEY,
    wrapped    bytea       NOT NULL,
    created_at timestamptz NOT NULL
);
