package dev.rollcall.api.audit.timeline;

import dev.rollcall.api.audit.RecordedEvents.Filter;
import dev.rollcall.api.audit.timeline.Timelines.Order;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the places of events in a user's history, by type and time of recording. */
@Component
class TimelinePlaces {

    private static final String SELECT = """
            SELECT sequence_number FROM domain_event_entry
            WHERE aggregate_identifier = :userId AND (:type::text IS NULL OR payload_type = :type)
              AND (:from::timestamptz IS NULL OR time_stamp::timestamptz >= :from)
              AND (:to::timestamptz IS NULL OR time_stamp::timestamptz < :to)
            """;

    private static final String OLDEST_FIRST =
            SELECT + "AND sequence_number > :after ORDER BY sequence_number LIMIT :limit";

    private static final String NEWEST_FIRST =
            SELECT + "AND sequence_number < :after ORDER BY sequence_number DESC LIMIT :limit";

    private final JdbcClient jdbc;

    TimelinePlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Consecutive places. */
    record Run(long first, int length) {}

    /** @return in ascending order, whatever the order of the timeline */
    List<Run> find(Filter filter, Order order, @Nullable Long after, int limit) {
        boolean newestFirst = order == Order.NEWEST_FIRST;
        List<Long> places = new ArrayList<>(jdbc.sql(newestFirst ? NEWEST_FIRST : OLDEST_FIRST)
                .param("userId", Objects.requireNonNull(filter.userId()).value())
                .param("type", filter.storedType())
                .param("from", time(filter.from()))
                .param("to", time(filter.to()))
                .param("after", Objects.requireNonNullElse(after, newestFirst ? Long.MAX_VALUE : -1L))
                .param("limit", limit)
                .query(Long.class)
                .list());
        if (newestFirst) {
            Collections.reverse(places);
        }
        return runs(places);
    }

    private static List<Run> runs(List<Long> places) {
        List<Run> runs = new ArrayList<>();
        for (long place : places) {
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.first() + last.length() == place) {
                runs.set(runs.size() - 1, new Run(last.first(), last.length() + 1));
            } else {
                runs.add(new Run(place, 1));
            }
        }
        return runs;
    }

    private static @Nullable Object time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
