package dev.rollcall.query.history;

import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.positions.EventRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how far the session history is behind the events. */
@Component
public class HistoryLag {

    /** The processor's token holds the global index of the last event that was read, and the gaps before it. */
    private static final String SELECT = """
            WITH token AS (
              SELECT convert_from(token, 'UTF8')::jsonb AS token FROM token_entry WHERE processor_name = :processor
            ), place AS (
              SELECT COALESCE(min(COALESCE((token ->> 'index')::bigint, 0)), 0) AS processed FROM token
            )
            SELECT processed, ARRAY(SELECT jsonb_array_elements_text(token -> 'gaps')::bigint FROM token) AS gaps,
                   (SELECT COALESCE(max(global_index), 0) FROM domain_event_entry WHERE global_index <= :upTo) AS head,
                   (SELECT time_stamp FROM domain_event_entry WHERE global_index = processed) AS recorded_at
            FROM place
            """;

    private static final String COUNT_IN_GAPS =
            "SELECT count(*) FROM domain_event_entry WHERE global_index = ANY (:gaps) AND global_index <= :head";

    /** Contains the global indexes as literals, so that PostgreSQL uses the index to find the events after them. */
    private static final String USERS_BEHIND = """
            SELECT aggregate_identifier FROM domain_event_entry WHERE global_index > %d
            UNION
            SELECT aggregate_identifier FROM domain_event_entry WHERE global_index = ANY ('{%s}'::bigint[])
            """;

    private final JdbcClient jdbc;

    HistoryLag(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param processed the global index of the last event in the history; 0 if there is none
     * @param head the global index of the last event
     * @param behind how many events up to the head are not in the history, as {@link EventRange} counts them
     * @param recordedAt when the last event in the history was recorded; null if there is none
     */
    public record Progress(
            long processed,
            long head,
            long behind,
            @Nullable OffsetDateTime recordedAt) {}

    /** @param gaps global indexes up to {@code processed} that were empty when the processor passed them */
    private record Place(
            long processed,
            Long[] gaps,
            long head,
            @Nullable OffsetDateTime recordedAt) {}

    /** Returns the current progress. */
    public Progress read() {
        return upTo(Long.MAX_VALUE);
    }

    /** @param head the last global index to consider */
    public Progress upTo(long head) {
        Place place = place(head);
        long behind = new EventRange(place.processed(), place.head()).count(jdbc);
        long inGaps = place.gaps().length == 0 ? 0 : countInGaps(place);
        return new Progress(place.processed(), place.head(), behind + inGaps, place.recordedAt());
    }

    private long countInGaps(Place place) {
        return jdbc.sql(COUNT_IN_GAPS)
                .param("gaps", place.gaps())
                .param("head", place.head())
                .query(Long.class)
                .single();
    }

    /** Returns an SQL query for the users with events that are not in the history at this moment. */
    String usersBehind() {
        Place place = place(Long.MAX_VALUE);
        String gaps = Arrays.stream(place.gaps()).map(String::valueOf).collect(Collectors.joining(","));
        return USERS_BEHIND.formatted(place.processed(), gaps);
    }

    private Place place(long head) {
        return jdbc.sql(SELECT)
                .param("processor", ProcessingGroups.SESSION_HISTORY)
                .param("upTo", head)
                .query(HistoryLag::place)
                .single();
    }

    private static Place place(ResultSet row, int index) throws SQLException {
        return new Place(
                row.getLong("processed"),
                (Long[]) row.getArray("gaps").getArray(),
                row.getLong("head"),
                row.getObject("recorded_at", OffsetDateTime.class));
    }
}
