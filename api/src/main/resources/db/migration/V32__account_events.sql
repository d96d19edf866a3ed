-- What happens to accounts is stored with the events, in a stream for each account. Its name is the user id after a tab,
-- which no user id contains.
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.AccountCreated';
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.AccountDisabled';
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.AccountEnabled';
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.AccountRemoved';
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.PasswordChanged';
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.PasswordResetLinkMade';
ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.LoginFailuresExceeded';

-- When it was last recorded that too many logins failed; null if never.
ALTER TABLE account ADD COLUMN failures_recorded_at timestamptz;
