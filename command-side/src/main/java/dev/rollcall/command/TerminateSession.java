package dev.rollcall.command;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;

/** Ends one session; answered with {@link EndedByCommand}, without a session id if the session was not live. */
public record TerminateSession(UserId userId, SessionId sessionId, EndReason reason, Initiator initiator)
        implements UserSessions.Command {}
