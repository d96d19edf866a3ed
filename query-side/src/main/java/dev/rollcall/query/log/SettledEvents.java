package dev.rollcall.query.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells the events behind which none can appear any more. Global indexes are taken before the commit, so a gap may be an
 * event that is about to be committed, or one that never will be. Whoever took a number holds the lock that an insert
 * takes on the table first, until the transaction is over. So once all who hold it after a number was seen have let go,
 * every number below is an event that can be seen, or never will be one.
 */
@Component
class SettledEvents {

    private static final String SELECT = "SELECT " + StoredEvent.COLUMNS
            + " FROM domain_event_entry event WHERE global_index > ?" + " ORDER BY global_index LIMIT ?";

    private static final String SELECT_LAST = "SELECT coalesce(max(global_index), 0) FROM domain_event_entry";

    private static final String SELECT_WRITERS = """
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND relation = 'domain_event_entry'::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final JdbcTemplate jdbc;

    /** Every number up to here is settled. */
    private long horizon;

    private long nextHorizon;

    private final Set<String> writersBeforeNextHorizon = new HashSet<>();

    SettledEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The first settled events after one that is settled; none, if there are none or the first one is not settled yet. */
    synchronized List<StoredEvent> after(long globalIndex, int limit) {
        List<StoredEvent> events = read(globalIndex, limit);
        List<StoredEvent> settled = settled(events, globalIndex);
        boolean gapIsSettled = settled.size() < events.size() && moveHorizon();
        return gapIsSettled ? settled(read(globalIndex, limit), globalIndex) : settled;
    }

    private List<StoredEvent> read(long globalIndex, int limit) {
        return jdbc.query(SELECT, StoredEvent::of, globalIndex, limit);
    }

    private List<StoredEvent> settled(List<StoredEvent> events, long globalIndex) {
        List<StoredEvent> settled = new ArrayList<>();
        long last = globalIndex;
        for (StoredEvent event : events) {
            if (event.globalIndex() != last + 1 && event.globalIndex() > horizon) {
                break;
            }
            settled.add(event);
            last = event.globalIndex();
        }
        return settled;
    }

    /** The order of the queries matters: first the number, then the writers, and the events themselves at last. */
    private boolean moveHorizon() {
        if (writersBeforeNextHorizon.isEmpty()) {
            nextHorizon = last();
            writersBeforeNextHorizon.addAll(writers());
        } else {
            writersBeforeNextHorizon.retainAll(new HashSet<>(writers()));
        }
        if (!writersBeforeNextHorizon.isEmpty()) {
            return false;
        }
        horizon = nextHorizon;
        return true;
    }

    private long last() {
        Long last = jdbc.queryForObject(SELECT_LAST, Long.class);
        return last == null ? 0 : last;
    }

    private List<String> writers() {
        return jdbc.queryForList(SELECT_WRITERS, String.class);
    }
}
