-- The place of the processor session-history: before all events. Nodes that start together on an empty database would
-- otherwise all insert it, and those that come too late would not start.
INSERT INTO token_entry (processor_name, segment, token, token_type, claimed_at)
VALUES ('session-history', 0, convert_to('{"index":0,"gaps":[]}', 'UTF8'),
        'org.axonframework.eventhandling.GapAwareTrackingToken', '1970-01-01T00:00:00.000Z')
ON CONFLICT (processor_name, segment) DO NOTHING;
