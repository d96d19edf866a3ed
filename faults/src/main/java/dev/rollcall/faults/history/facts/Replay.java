package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Limit;
import dev.rollcall.faults.history.log.StoredEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The live sessions of a user while the events are replayed, oldest first, and the limit in force. */
public final class Replay {

    private final Set<String> live = new LinkedHashSet<>();
    private Limit limit;

    public Replay(Limit limit) {
        this.limit = limit;
    }

    /** Applies the next event. */
    public void apply(StoredEvent event) {
        String started = event.startedSession();
        if (started != null) {
            live.add(started);
        }
        event.endedSessions().forEach(live::remove);
        if (event.kind() == EventKind.SETTINGS_CHANGED && event.whenFull() != null) {
            limit = new Limit(event.limit(), event.whenFull());
        }
    }

    /** The limit that the next start has to respect. */
    public Limit limit() {
        return limit;
    }

    /** Returns how many sessions are live. */
    public int size() {
        return live.size();
    }

    /** Returns the oldest live sessions, oldest first. */
    public List<String> oldest(int number) {
        return live.stream().limit(number).toList();
    }
}
