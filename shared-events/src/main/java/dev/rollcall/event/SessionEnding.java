package dev.rollcall.event;

import java.util.List;

/** An event that ends the given sessions. They never become live again. */
public sealed interface SessionEnding extends SessionEvent
        permits SessionEvicted, SessionTerminated, AllSessionsTerminated, SessionExpired {

    List<SessionId> endedSessions();

    EndReason reason();

    Initiator initiator();
}
