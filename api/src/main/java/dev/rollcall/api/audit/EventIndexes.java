package dev.rollcall.api.audit;

import dev.rollcall.eventstore.positions.EventRange;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds global indexes by time with a binary search, as time has no index. Later events have later times, apart from
 * clock skew between nodes and the duration of a command.
 */
@Component
public class EventIndexes {

    /** Much more than the clock skew and the duration of a command. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final String SELECT_NEXT =
            "SELECT time_stamp FROM domain_event_entry WHERE global_index >= :index ORDER BY global_index LIMIT 1";

    private final JdbcClient jdbc;

    EventIndexes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns an index; every event recorded at this time or later has this index or a higher one. */
    public long lowerBound(Instant moment) {
        return firstAtOrAfter(moment.minus(SLACK));
    }

    /** Returns an index; every event recorded before this time has a lower one. */
    public long upperBound(Instant moment) {
        return firstAtOrAfter(moment.plus(SLACK));
    }

    private long firstAtOrAfter(Instant moment) {
        long low = 1;
        long high = EventRange.last(jdbc) + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (isAtOrAfter(moment, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean isAtOrAfter(Instant moment, long index) {
        return jdbc.sql(SELECT_NEXT)
                .param("index", index)
                .query(OffsetDateTime.class)
                .optional()
                .filter(recordedAt -> recordedAt.toInstant().isBefore(moment))
                .isEmpty();
    }
}
