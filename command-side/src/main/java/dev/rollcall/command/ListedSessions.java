package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import java.util.Collection;
import java.util.Set;

/** The list of sessions that people and gateways can see. */
@FunctionalInterface
public interface ListedSessions {

    /** @return those of the given sessions that are listed now */
    Set<SessionId> among(Collection<SessionId> sessions);
}
