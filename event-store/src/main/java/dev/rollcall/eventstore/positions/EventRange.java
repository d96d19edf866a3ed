package dev.rollcall.eventstore.positions;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The global indexes after one index, up to and including another. Some may be unused: no event ever got them. */
public record EventRange(long after, long upTo) {

    /** Larger ranges are not counted event by event, because that would take longer the further a reader lags. */
    private static final int COUNTED = 1_000;

    /** Ordered like the index of the table, so that PostgreSQL reads no more of it than is counted. */
    private static final String COUNT = """
            SELECT count(*) FROM (SELECT 1 FROM domain_event_entry WHERE global_index > :after AND global_index <= :upTo
                                  ORDER BY global_index LIMIT :limit) counted
            """;

    private static final String SELECT_LAST = "SELECT coalesce(max(global_index), 0) FROM domain_event_entry";

    /** Returns the global index of the last event; 0 if there is none. */
    public static long last(JdbcClient jdbc) {
        return jdbc.sql(SELECT_LAST).query(Long.class).single();
    }

    /**
     * Returns how many events are in this range: exactly up to 1,000; beyond that, the number of indexes, a few of
     * which may be unused.
     */
    public long count(JdbcClient jdbc) {
        if (upTo <= after) {
            return 0;
        }
        long counted = jdbc.sql(COUNT)
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", COUNTED + 1)
                .query(Long.class)
                .single();
        return counted > COUNTED ? upTo - after : counted;
    }
}
