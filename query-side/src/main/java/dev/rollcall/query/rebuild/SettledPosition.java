package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.positions.HighWaterMark;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waits until every event up to the current last global index is committed or rolled back. */
class SettledPosition {

    private static final int LOOK_EVERY_MILLIS = 20;
    private static final int LOOKS = 3_000;

    private final JdbcClient jdbc;

    SettledPosition(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param stopped whether the rebuild was stopped, which ends the wait with an exception */
    long await(BooleanSupplier stopped) {
        HighWaterMark last = new HighWaterMark(jdbc);
        for (int looks = 0; !last.isSettled(); looks++) {
            if (stopped.getAsBoolean()) {
                throw new IllegalStateException("The rebuild was stopped");
            }
            if (looks == LOOKS) {
                throw new IllegalStateException("A transaction that writes events has been open for a minute");
            }
            Pause.millis(LOOK_EVERY_MILLIS);
        }
        return last.globalIndex();
    }
}
