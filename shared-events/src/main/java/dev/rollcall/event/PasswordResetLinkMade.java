package dev.rollcall.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link was made with which a password can be replaced, once and until it expires. Earlier links became void.
 *
 * @param way how the link reaches the user; null in events of releases that knew no other way than {@code SHOWN}
 * @param initiator the administrator who made it; the system if somebody asked for it who was not signed in
 */
public record PasswordResetLinkMade(
        UserId userId, Instant expiresAt, @Nullable Way way, Initiator initiator, Instant madeAt)
        implements AccountEvent {

    /** How a link reaches the user. */
    public enum Way {
        /** It was shown to the administrator. */
        SHOWN,
        /** It was sent to the e-mail address of the account. */
        MAIL
    }

    @Override
    public Instant occurredAt() {
        return madeAt;
    }
}
