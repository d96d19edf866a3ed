package dev.rollcall.query.rebuild;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionStarted;
import org.jspecify.annotations.Nullable;

/**
 * What events say about one session.
 *
 * @param ending the first one; null if the session has not ended by then
 */
public record ReplayedSession(
        SessionStarted start, @Nullable SessionEnding ending) {}
