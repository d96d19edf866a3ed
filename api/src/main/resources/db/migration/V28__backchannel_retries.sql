-- Ended sessions that a receiver of back-channel log-outs did not confirm. They are sent again until it does.
CREATE TABLE backchannel_retry (
    receiver   text        NOT NULL,
    session_id uuid        NOT NULL,
    user_id    text        NOT NULL,
    ended_at   timestamptz NOT NULL,
    failures   integer     NOT NULL,
    due_at     timestamptz NOT NULL,
    PRIMARY KEY (receiver, session_id)
);

CREATE INDEX backchannel_retry_by_due_at ON backchannel_retry (receiver, due_at);
