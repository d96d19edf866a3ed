package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** When sessions were last used. */
@FunctionalInterface
public interface LastActivity {

    /** @return the last use of each of the given sessions, as far as any was recorded since their start */
    Map<SessionId, Instant> of(Collection<SessionId> sessions);
}
