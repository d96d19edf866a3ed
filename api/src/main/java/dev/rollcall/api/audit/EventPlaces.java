package dev.rollcall.api.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds places in the order of the events by time, without an index on time: the later an event, the later its time,
 * but for what the clocks of nodes differ and for the duration of a command.
 */
@Component
public class EventPlaces {

    /** Much more than those can be. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final String SELECT_NEXT =
            "SELECT time_stamp FROM domain_event_entry WHERE global_index >= ? ORDER BY global_index LIMIT 1";

    private static final String SELECT_HEAD = "SELECT COALESCE(max(global_index), 0) FROM domain_event_entry";

    private final JdbcTemplate jdbc;

    EventPlaces(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Every event that was recorded at this time or later has this place or a later one. */
    public long notAfter(Instant moment) {
        return firstSince(moment.minus(SLACK));
    }

    /** Every event that was recorded before this time has an earlier place. */
    public long after(Instant moment) {
        return firstSince(moment.plus(SLACK));
    }

    private long firstSince(Instant moment) {
        long low = 1;
        long high = head() + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (isSince(moment, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean isSince(Instant moment, long place) {
        List<String> recordedAt = jdbc.queryForList(SELECT_NEXT, String.class, place);
        return recordedAt.isEmpty()
                || !OffsetDateTime.parse(recordedAt.get(0)).toInstant().isBefore(moment);
    }

    private long head() {
        Long head = jdbc.queryForObject(SELECT_HEAD, Long.class);
        return head == null ? 0 : head;
    }
}
