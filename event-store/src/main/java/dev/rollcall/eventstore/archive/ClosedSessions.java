package dev.rollcall.eventstore.archive;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the events that a user's state does not need any more: starts and ends of sessions that had ended before a
 * time. All other events replay to the same state without them. Settings are never found, because they may be in force.
 *
 * @param <E> stands for an event
 */
public final class ClosedSessions<E> {

    private final Instant endedBefore;
    private final Map<SessionId, E> open = new HashMap<>();
    private final List<E> events = new ArrayList<>();
    private final List<SessionId> sessions = new ArrayList<>();

    /** @param endedBefore at least a day ago: the ids of sessions that ended later must not be forgotten */
    public ClosedSessions(Instant endedBefore) {
        this.endedBefore = endedBefore;
    }

    /**
     * What belongs together: whoever knows the start of a session must also know its end.
     *
     * @param sessions those that started and ended with these events
     */
    public record Found<E>(List<E> events, List<SessionId> sessions) {}

    /** Takes note of the start of a session, in the order of the user's events. */
    public void started(SessionId session, E start) {
        open.put(session, start);
    }

    /** Takes note of the end of sessions, in the order of the user's events. */
    public void ended(SessionEnding ending, E end) {
        if (ending.occurredAt().isBefore(endedBefore)) {
            ending.endedSessions().forEach(this::close);
            events.add(end);
        }
    }

    private void close(SessionId session) {
        E start = open.remove(session);
        if (start != null) {
            events.add(start);
        }
        sessions.add(session);
    }

    /** Returns what was found since the last time. */
    public Found<E> take() {
        Found<E> found = new Found<>(List.copyOf(events), List.copyOf(sessions));
        events.clear();
        sessions.clear();
        return found;
    }
}
