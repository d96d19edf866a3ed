-- Logins at identity providers that their providers have ended. A token that was issued before must not start a session,
-- also if the login never had one. Kept until no such token can be valid. The names are keyed pseudonyms.
CREATE TABLE provider_logout (
    login      text        PRIMARY KEY,
    -- Tokens of the login that were issued until then are refused.
    ended_at   timestamptz NOT NULL,
    keep_until timestamptz NOT NULL
);

CREATE INDEX provider_logout_by_expiry ON provider_logout (keep_until);

-- Logout tokens that were received, so that a repeated one changes nothing more.
CREATE TABLE provider_logout_token (
    token      text        PRIMARY KEY,
    -- False while the sessions are being ended.
    is_done    boolean     NOT NULL,
    keep_until timestamptz NOT NULL
);

CREATE INDEX provider_logout_token_by_expiry ON provider_logout_token (keep_until);
