package dev.rollcall.command;

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
 * @param loginId the log-in at an identity provider that the session belongs to; null if there is none
 */
public record StartSession(
        @TargetAggregateIdentifier UserId userId,
        SessionId sessionId,
        SealedDevice device,
        Initiator initiator,
        @Nullable String loginId) {}
