package dev.rollcall.eventstore;

/** A stored event that cannot be deserialized. */
class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableEvent(long globalIndex, Exception cause) {
        super("The event with global_index " + globalIndex + " cannot be read", cause);
    }
}
