package dev.rollcall.eventstore;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The places in the order of all events behind one place, up to and including another. Some are empty: their numbers
 * never became events.
 */
public record EventRange(long after, long upTo) {

    /** Counting more of them one by one would cost the more the longer nobody could read them. */
    private static final int COUNTED = 1_000;

    /** The order is that of the index, which is asked for no more than is counted. */
    private static final String COUNT = """
            SELECT count(*) FROM (SELECT 1 FROM domain_event_entry WHERE global_index > ? AND global_index <= ?
                                  ORDER BY global_index LIMIT ?) counted
            """;

    private static final String SELECT_LAST = "SELECT coalesce(max(global_index), 0) FROM domain_event_entry";

    /** The place of the last event; 0 if there is none. */
    public static long last(JdbcTemplate jdbc) {
        Long last = jdbc.queryForObject(SELECT_LAST, Long.class);
        return last == null ? 0 : last;
    }

    /** How many events are there: exactly up to 1,000; beyond that, the places count, a few of which may be empty. */
    public long count(JdbcTemplate jdbc) {
        if (upTo <= after) {
            return 0;
        }
        Long counted = jdbc.queryForObject(COUNT, Long.class, after, upTo, COUNTED + 1);
        return counted == null || counted > COUNTED ? upTo - after : counted;
    }
}
