package dev.rollcall.event;

import java.time.Instant;

/**
 * The e-mail address of an account was set, replaced or removed. Links for a new password are sent to it, so whoever can
 * change it can take the account over. The address itself is in no event.
 *
 * @param removed whether the account has no address since then
 */
public record EmailChanged(UserId userId, boolean removed, Initiator initiator, Instant changedAt)
        implements AccountEvent {

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
