package dev.rollcall.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that ends the given sessions. They never become live again. */
public sealed interface SessionEnding extends SessionEvent
        permits SessionEvicted, SessionTerminated, AllSessionsTerminated, SessionExpired {

    List<SessionId> endedSessions();

    EndReason reason();

    Initiator initiator();

    /** Returns the session that started instead; null if there is none. */
    default @Nullable SessionId replacedBy() {
        return null;
    }
}
