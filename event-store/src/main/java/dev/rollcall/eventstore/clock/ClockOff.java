package dev.rollcall.eventstore.clock;

import java.time.Duration;
import org.springframework.dao.TransientDataAccessResourceException;

/** Thrown instead of a time that differs too much from the database server's. */
public final class ClockOff extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1;

    /** @param ahead negative if the clock of this node is behind */
    ClockOff(Duration ahead) {
        super("The clock of this node is " + text(ahead) + " the database server's. This node refuses to serve until"
                + " they differ by less than " + ServerClock.TOLERANCE.toSeconds() + " s");
    }

    private static String text(Duration ahead) {
        return ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of");
    }
}
