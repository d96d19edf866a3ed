package dev.rollcall.command;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Ends every live session of a user in one step; answered with {@link EndedByCommand}.
 *
 * @param keep the session to keep; null to end all
 */
public record LogoutAll(UserId userId, @Nullable SessionId keep, EndReason reason, Initiator initiator)
        implements UserSessions.Command {}
