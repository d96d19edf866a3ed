-- Users by the beginning of their id, byte by byte, whatever the collation of the database is.
CREATE INDEX account_by_beginning ON account (user_id COLLATE "C");

CREATE INDEX first_event_by_beginning ON domain_event_entry (aggregate_identifier COLLATE "C")
    WHERE sequence_number = 0;
