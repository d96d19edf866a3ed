-- How many wrong passwords are left for a user, an address, or a user at a place where they are signed in: Bucket4j's
-- buckets, under a hash of whose they are. A row that expired is as good as none.
CREATE TABLE login_bucket (
    key        text   PRIMARY KEY,
    state      bytea,
    expires_at bigint NOT NULL DEFAULT 0 -- milliseconds since 1970
);

CREATE INDEX login_bucket_by_expiry ON login_bucket (expires_at);
