package dev.rollcall.command.handling;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.SnapshotTrigger;

/** Counts the events that lie between an aggregate and its last snapshot. */
final class EventsSinceSnapshot implements SnapshotTrigger {

    private static final int ENOUGH = 100;

    private int count;
    private boolean wrote;

    @Override
    public void eventHandled(EventMessage<?> event) {
        count++;
        wrote = true;
    }

    /** The events so far were read, not written. They count all the same. */
    @Override
    public void initializationFinished() {
        wrote = false;
    }

    /**
     * Whether there are enough for a snapshot, and the last of them is new; begins to count anew if so. The snapshot
     * after an event is for the node that wrote the event, or two would meet at it.
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
