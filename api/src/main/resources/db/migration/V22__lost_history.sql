-- What nodes had seen committed and found missing, as after the promotion of a standby that lagged. While there is a row
-- that no operator has accepted, every node refuses to serve.
CREATE TABLE lost_history (
    key               text        PRIMARY KEY,
    missing           text        NOT NULL,
    found_at          timestamptz NOT NULL DEFAULT now(),
    accepted_by_event bigint -- the global index of the event HistoryAccepted
);

ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.HistoryAccepted';
