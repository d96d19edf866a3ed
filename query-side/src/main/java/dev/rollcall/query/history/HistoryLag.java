package dev.rollcall.query.history;

import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.positions.EventRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how far the session history is behind the events. */
@Component
public class HistoryLag {

    /**
     * The processor's token holds the global index of the last event that was read. Earlier releases read on after gaps,
     * which they noted in ascending order; reading begins again at the first one.
     */
    private static final String SELECT = """
            WITH place AS (
              SELECT COALESCE(min(LEAST((place ->> 'index')::bigint, (place -> 'gaps' ->> 0)::bigint - 1)), 0) AS processed
              FROM token_entry, LATERAL (SELECT convert_from(token, 'UTF8')::jsonb AS place) AS token
              WHERE processor_name = :processor
            )
            SELECT processed,
                   (SELECT COALESCE(max(global_index), 0) FROM domain_event_entry WHERE global_index <= :upTo) AS head,
                   (SELECT time_stamp FROM domain_event_entry WHERE global_index = processed) AS recorded_at
            FROM place
            """;

    /** Contains the global index as a literal, so that PostgreSQL uses the index to find the events after it. */
    private static final String USERS_BEHIND =
            "SELECT aggregate_identifier FROM domain_event_entry WHERE global_index > %d";

    private final JdbcClient jdbc;

    HistoryLag(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param processed the global index of the last event in the history; 0 if there is none
     * @param head the global index of the last event
     * @param behind how many events up to the head are not in the history, as {@link EventRange} counts them
     * @param recordedAt when the event {@code processed} was recorded; null if there is none
     */
    public record Progress(
            long processed,
            long head,
            long behind,
            @Nullable OffsetDateTime recordedAt) {}

    private record Place(
            long processed, long head, @Nullable OffsetDateTime recordedAt) {}

    /** Returns the current progress. */
    public Progress read() {
        return upTo(Long.MAX_VALUE);
    }

    /** @param head the last global index to consider */
    public Progress upTo(long head) {
        Place place = place(head);
        long behind = new EventRange(place.processed(), place.head()).count(jdbc);
        return new Progress(place.processed(), place.head(), behind, place.recordedAt());
    }

    /** Returns an SQL query for the users with events that are not in the history at this moment. */
    String usersBehind() {
        return USERS_BEHIND.formatted(place(Long.MAX_VALUE).processed());
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
                row.getLong("processed"), row.getLong("head"), row.getObject("recorded_at", OffsetDateTime.class));
    }
}
