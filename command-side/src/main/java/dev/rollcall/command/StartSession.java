package dev.rollcall.command;

import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Starts a session; answered with a {@link StartedSession}. The caller chooses the id, freshly made, so that a retried
 * command stays one session.
 *
 * <p>Refused with {@link SessionLimitReached}, {@link TooManySessionStarts} or {@link SessionIdUsed}.
 *
 * @param loginId a name for the log-in at an identity provider that the session belongs to; null if there is none
 * @param inPlaceOf a session that ends first, if it is live still; null if none has to
 */
public record StartSession(
        @TargetAggregateIdentifier UserId userId,
        SessionId sessionId,
        SealedDevice device,
        Initiator initiator,
        @Nullable String loginId,
        @Nullable InPlaceOf inPlaceOf) {

    /** A session that makes room, and why: either it ends and the other one starts, or nothing happens. */
    public record InPlaceOf(SessionId sessionId, EndReason reason) {}
}
