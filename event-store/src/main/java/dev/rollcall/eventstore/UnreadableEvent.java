package dev.rollcall.eventstore;

/** An event that is stored and cannot be understood. */
class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableEvent(long globalIndex, Exception cause) {
        super("The event with global_index " + globalIndex + " cannot be read", cause);
    }
}
