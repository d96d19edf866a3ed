package dev.rollcall.command;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.SnapshotTrigger;

/** Counts the events that lie between an aggregate and its last snapshot. */
final class EventsSinceSnapshot implements SnapshotTrigger {

    private static final int ENOUGH = 100;

    private int count;

    @Override
    public void eventHandled(EventMessage<?> event) {
        count++;
    }

    @Override
    public void initializationFinished() {
        // events that were read count like those that are new
    }

    /** Whether there are enough for a snapshot; begins to count anew if so. */
    boolean takeIfEnough() {
        boolean enough = count >= ENOUGH;
        if (enough) {
            count = 0;
        }
        return enough;
    }
}
