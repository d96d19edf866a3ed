package dev.rollcall.event;

import java.time.Duration;
import java.time.Instant;

/**
 * When a session expires, and why. From {@code dueAt} on it is not live, whether or not the expiry has been recorded.
 *
 * @param cause {@code IDLE} or {@code ABSOLUTE}
 */
public record Expiry(ExpiryCause cause, Instant dueAt) {

    /**
     * Returns the earlier of idle and absolute expiry; the absolute one if they are equal.
     *
     * @param lastUsedAt the last recorded use, or the start of a session that has not been used since
     * @param expiresAt the absolute expiry
     */
    public static Expiry of(Instant lastUsedAt, Duration idleTimeout, Instant expiresAt) {
        Instant idleAt = lastUsedAt.plus(idleTimeout);
        return idleAt.isBefore(expiresAt)
                ? new Expiry(ExpiryCause.IDLE, idleAt)
                : new Expiry(ExpiryCause.ABSOLUTE, expiresAt);
    }

    public boolean isDueAt(Instant now) {
        return !dueAt.isAfter(now);
    }

    public EndReason reason() {
        return cause.reason();
    }
}
