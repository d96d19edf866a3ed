-- Codes with which users who forgot their password may choose another, under a hash. A user has one at most.
CREATE TABLE password_reset (
    user_id    text        PRIMARY KEY,
    code_hash  text        NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL
);
