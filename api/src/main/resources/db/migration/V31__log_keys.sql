ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.LogKeyReplaced';
