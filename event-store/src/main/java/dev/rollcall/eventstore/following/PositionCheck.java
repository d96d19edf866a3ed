package dev.rollcall.eventstore.following;

/** Decides what to do about a position past the last stored event. */
interface PositionCheck {

    /**
     * @param position the global index of the last event that was read
     * @param last the global index of the last stored event
     * @throws IllegalStateException if reading must not go on from this position
     */
    void requireNotAhead(long position, long last);
}
