package dev.rollcall.command.handling;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.SnapshotTrigger;

/** Counts the events since the last snapshot of an aggregate. */
final class EventsSinceSnapshot implements SnapshotTrigger {

    private static final int ENOUGH = 100;

    private int count;
    private boolean wrote;

    @Override
    public void eventHandled(EventMessage<?> event) {
        count++;
        wrote = true;
    }

    /** The events so far were read, not written, but they count towards the next snapshot. */
    @Override
    public void initializationFinished() {
        wrote = false;
    }

    /**
     * Returns whether a snapshot is due: there are enough events for it, and this node wrote the last of them. If so,
     * counting starts again. Only the node that wrote an event takes the snapshot after it; otherwise two nodes would
     * take the same one.
     */
    boolean takeIfEnough() {
        boolean enough = wrote && count >= ENOUGH;
        if (enough) {
            count = 0;
        }
        wrote = false;
        return enough;
    }
}
