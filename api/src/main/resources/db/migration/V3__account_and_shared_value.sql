CREATE TABLE account (
    user_id       text        PRIMARY KEY,
    password_hash text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('USER', 'ADMIN', 'AUDITOR')),
    status        text        NOT NULL CHECK (status IN ('ACTIVE', 'DISABLED')),
    created_at    timestamptz NOT NULL
);

-- What every node must agree on, keys above all: made once, by whichever node comes first.
CREATE TABLE shared_value (
    name       text        NOT NULL,
    generation integer     NOT NULL,
    value      bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (name, generation)
);
