package dev.rollcall.eventstore;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The last global index there was, up to which events may be under way still. Indexes are taken before the commit, under a
 * lock on the table that lasts as long as the transaction: once all who held that lock after the index was seen have let
 * go, every index up to it is an event that can be seen, or never will be one. Whoever asks must see what was committed
 * before each query.
 */
public class HighWaterMark {

    private static final String SELECT_WRITERS = """
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND relation = 'domain_event_entry'::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final JdbcTemplate jdbc;
    private final ServerIncarnation server;
    private final long globalIndex;
    private final Set<String> writers;

    /** The order of the queries matters: first the index, then the writers. */
    public HighWaterMark(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.server = ServerIncarnation.of(jdbc);
        this.globalIndex = EventRange.last(jdbc);
        this.writers = writers();
    }

    public long globalIndex() {
        return globalIndex;
    }

    /**
     * Whether nothing up to the index is under way any more.
     *
     * @throws IllegalStateException if another server answers, which may give the same numbers to other events
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
        return new HashSet<>(jdbc.queryForList(SELECT_WRITERS, String.class));
    }
}
