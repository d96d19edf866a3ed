package dev.rollcall.query.rebuild;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds a global index up to which every event can be seen, or never will be there. Indexes are taken before the commit,
 * under a lock on the table that lasts as long as the transaction: once all who hold that lock after a number was seen
 * have let go, nothing below that number is under way.
 */
class SettledPosition {

    private static final String SELECT_LAST = "SELECT coalesce(max(global_index), 0) FROM domain_event_entry";

    private static final String SELECT_WRITERS = """
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND relation = 'domain_event_entry'::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static final int LOOK_EVERY_MILLIS = 20;

    private static final int LOOKS = 3_000;

    private final JdbcTemplate jdbc;

    SettledPosition(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param stopped whether to stop waiting */
    long await(BooleanSupplier stopped) {
        long last = last();
        List<String> writers = writers();
        for (int looks = 0; !writers.isEmpty() && !stopped.getAsBoolean(); looks++) {
            if (looks == LOOKS) {
                throw new IllegalStateException("A transaction that writes events has been open for a minute");
            }
            Pause.millis(LOOK_EVERY_MILLIS);
            writers.retainAll(writers());
        }
        return last;
    }

    long last() {
        Long last = jdbc.queryForObject(SELECT_LAST, Long.class);
        return last == null ? 0 : last;
    }

    private List<String> writers() {
        return jdbc.queryForList(SELECT_WRITERS, String.class);
    }
}
