package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.StoredEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between which times each event was stored.
 *
 * <p>An event is stored after its operation was invoked, and after the events before it. It is stored before any answer
 * that shows its effect, and before the events after it. Nothing else is assumed, and an operation without an answer
 * sets no upper bound. So the bounds hold for every run in which the events were stored in their order.
 *
 * <p>An expiry has no bounds of its own: a session is refused from its deadline on, but its expiry is stored later.
 */
public final class Moments {

    private final @Nullable Witness[] notBefore;
    private final @Nullable Witness[] notAfter;

    Moments(List<StoredEvent> events, Map<String, SessionFacts> sessions, Causes causes) {
        int number = events.size();
        notBefore = new Witness[number];
        notAfter = new Witness[number + 1];
        for (int position = 0; position < number; position++) {
            var operation = causes.of(position);
            Witness own = operation == null ? null : new Witness(operation.invoked(), operation);
            notBefore[position] = position == 0 ? own : Witness.later(notBefore[position - 1], own);
        }
        for (int position = number - 1; position >= 0; position--) {
            notAfter[position] =
                    Witness.earlier(shown(events.get(position), position, sessions), notAfter[position + 1]);
        }
    }

    private static @Nullable Witness shown(StoredEvent event, int position, Map<String, SessionFacts> sessions) {
        if (event.kind() == EventKind.EXPIRED) {
            return null;
        }
        SessionFacts started = sessions.get(event.startedSession());
        if (started != null) {
            return started.startsFirstAt(position) ? started.knownStarted() : null;
        }
        Witness first = null;
        for (String ended : event.endedSessions()) {
            SessionFacts session = sessions.get(ended);
            if (session != null && session.endsFirstAt(position)) {
                first = Witness.earlier(first, session.saidEnded());
            }
        }
        return first;
    }

    /** The time at which the event at this position can have been stored at the earliest; null if at any time. */
    public @Nullable Witness notBefore(int position) {
        return notBefore[position];
    }

    /** The time at which the event at this position was stored at the latest; null if that is not known. */
    public @Nullable Witness notAfter(int position) {
        return notAfter[position];
    }

    /** Returns the first position of which the event may be stored at this time or later. */
    int firstOpenAt(long time) {
        int low = 0;
        int high = notAfter.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Witness latest = notAfter[middle];
            if (latest == null || latest.time() >= time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Returns how many of the first events may be stored at this time. */
    int mayBeStoredAt(long time) {
        int low = 0;
        int high = notBefore.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Witness earliest = notBefore[middle];
            if (earliest == null || earliest.time() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
