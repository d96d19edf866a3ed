package dev.rollcall.command;

import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Starts a session; answered with {@link StartedSession}. The caller chooses a new id, so that a command that is sent
 * again starts only one session.
 *
 * <p>Refused with {@link SessionLimitReached}, {@link TooManySessionStarts} or {@link SessionIdUsed}.
 *
 * @param loginId identifies the login at an identity provider that the session belongs to; null if there is none
 * @param inPlaceOf a session to end first if it is still live; null if there is none
 */
public record StartSession(
        UserId userId,
        SessionId sessionId,
        SealedDevice device,
        Initiator initiator,
        @Nullable String loginId,
        @Nullable InPlaceOf inPlaceOf)
        implements UserSessions.Command {

    /**
     * The session to replace, and the reason of its end. Either it ends and the new session starts, or nothing happens.
     */
    public record InPlaceOf(SessionId sessionId, EndReason reason) {}
}
