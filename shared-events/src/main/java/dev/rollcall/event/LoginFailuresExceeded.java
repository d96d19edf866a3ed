package dev.rollcall.event;

import java.time.Instant;

/**
 * So many logins of a user failed that further ones were refused without a check. Recorded for users with an account,
 * and at most once an hour for each, however many logins are refused.
 */
public record LoginFailuresExceeded(UserId userId, Initiator initiator, Instant refusedAt) implements AccountEvent {

    @Override
    public Instant occurredAt() {
        return refusedAt;
    }
}
