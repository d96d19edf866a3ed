package dev.rollcall.eventstore.positions;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last global index at one moment, and whether events up to it may still appear. A transaction takes its indexes
 * before it commits, under a lock on the table that it holds until it ends. Once all transactions that held the lock
 * just after the index was read have ended, every index up to it either belongs to a visible event or never will belong
 * to one. Each query must see everything that was committed before it, so it must not run on an older snapshot.
 */
public class HighWaterMark {

    private static final String SELECT_WRITERS = """
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND relation = 'domain_event_entry'::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final JdbcClient jdbc;
    private final ServerIncarnation server;
    private final long globalIndex;
    private final Set<String> writers;

    /** The order of the queries matters: the index is read before the writers. */
    public HighWaterMark(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.server = ServerIncarnation.of(jdbc);
        this.globalIndex = EventRange.last(jdbc);
        this.writers = writers();
    }

    public long globalIndex() {
        return globalIndex;
    }

    /**
     * Returns whether no event up to the index can appear any more.
     *
     * @throws IllegalStateException if another server answers, which may give the same indexes to other events
     */
    public boolean isSettled() {
        if (!server.equals(ServerIncarnation.of(jdbc))) {
            throw new IllegalStateException("The database server was replaced by another one");
        }
        if (!writers.isEmpty()) {
            writers.retainAll(writers());
        }
        return writers.isEmpty();
    }

    private Set<String> writers() {
        return new HashSet<>(jdbc.sql(SELECT_WRITERS).query(String.class).list());
    }
}
