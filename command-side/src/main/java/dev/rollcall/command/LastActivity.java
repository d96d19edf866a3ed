package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Tells when sessions were last used. */
@FunctionalInterface
public interface LastActivity {

    /** @return the last use of each of the given sessions; without those that have no recorded use since their start */
    Map<SessionId, Instant> of(Collection<SessionId> sessions);
}
