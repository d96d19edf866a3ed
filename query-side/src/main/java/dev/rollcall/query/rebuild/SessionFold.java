package dev.rollcall.query.rebuild;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Joins the starts and the ends of sessions, so that each session becomes one row that is never updated. It remembers a
 * limited number of sessions that have not ended; the oldest of more become rows without an end.
 */
class SessionFold {

    private final Map<SessionId, SessionStarted> open = new LinkedHashMap<>();
    private final Queue<ReplayedSession> finished = new ArrayDeque<>();
    private final boolean keepsEnded;
    private final int mostOpen;

    /**
     * @param keepsEnded whether sessions that have ended become rows
     * @param mostOpen how many sessions without an end are remembered
     */
    SessionFold(boolean keepsEnded, int mostOpen) {
        this.keepsEnded = keepsEnded;
        this.mostOpen = mostOpen;
    }

    /**
     * Adds the next event.
     *
     * @return whether all that the event says is in the rows; it is not if the event ends a session that is not
     *     remembered
     */
    boolean add(SessionEvent event) {
        if (event instanceof SessionStarted start) {
            open.putIfAbsent(start.sessionId(), start);
            finish(mostOpen);
        } else if (event instanceof SessionEnding ending) {
            return ending.endedSessions().stream()
                            .filter(session -> !end(session, ending))
                            .count()
                    == 0;
        }
        return true;
    }

    private boolean end(SessionId session, SessionEnding ending) {
        SessionStarted start = open.remove(session);
        if (start != null && keepsEnded) {
            finished.add(new ReplayedSession(start, ending));
        }
        return start != null;
    }

    /** Turns the oldest sessions into rows until only so many are open. */
    void finish(int stillOpen) {
        Iterator<SessionStarted> oldest = open.values().iterator();
        while (open.size() > stillOpen) {
            finished.add(new ReplayedSession(oldest.next(), null));
            oldest.remove();
        }
    }

    int finished() {
        return finished.size();
    }

    /** Removes and returns finished sessions. */
    List<ReplayedSession> take(int most) {
        List<ReplayedSession> taken = new ArrayList<>();
        while (taken.size() < most && !finished.isEmpty()) {
            taken.add(finished.remove());
        }
        return taken;
    }
}
