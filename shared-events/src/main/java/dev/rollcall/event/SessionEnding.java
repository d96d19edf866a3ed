package dev.rollcall.event;

import java.util.List;

/** An event after which the named sessions are not live, and never will be again. */
public sealed interface SessionEnding extends SessionEvent
        permits SessionEvicted, SessionTerminated, AllSessionsTerminated, SessionExpired {

    List<SessionId> endedSessions();

    EndReason reason();

    Initiator initiator();
}
