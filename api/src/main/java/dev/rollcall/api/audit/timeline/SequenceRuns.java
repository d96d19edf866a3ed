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

/** Finds the sequence numbers of a user's events, by type and time of recording. */
@Component
class SequenceRuns {

    private static final String SELECT = """
            SELECT sequence_number FROM domain_event_entry
            WHERE aggregate_identifier = :userId AND (:type::text IS NULL OR payload_type = :type::event_type)
              AND (:from::timestamptz IS NULL OR time_stamp >= :from)
              AND (:to::timestamptz IS NULL OR time_stamp < :to)
            """;

    private static final String OLDEST_FIRST =
            SELECT + "AND sequence_number > :after ORDER BY sequence_number LIMIT :limit";

    private static final String NEWEST_FIRST =
            SELECT + "AND sequence_number < :after ORDER BY sequence_number DESC LIMIT :limit";

    private final JdbcClient jdbc;

    SequenceRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Consecutive sequence numbers. */
    record Run(long first, int length) {}

    /** @return in ascending order, whatever the order of the timeline */
    List<Run> find(Filter filter, Order order, @Nullable Long after, int limit) {
        boolean newestFirst = order == Order.NEWEST_FIRST;
        List<Long> sequences = new ArrayList<>(jdbc.sql(newestFirst ? NEWEST_FIRST : OLDEST_FIRST)
                .param("userId", Objects.requireNonNull(filter.userId()).value())
                .param("type", filter.storedType())
                .param("from", time(filter.from()))
                .param("to", time(filter.to()))
                .param("after", Objects.requireNonNullElse(after, newestFirst ? Long.MAX_VALUE : -1L))
                .param("limit", limit)
                .query(Long.class)
                .list());
        if (newestFirst) {
            Collections.reverse(sequences);
        }
        return runs(sequences);
    }

    private static List<Run> runs(List<Long> sequences) {
        List<Run> runs = new ArrayList<>();
        for (long sequence : sequences) {
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.first() + last.length() == sequence) {
                runs.set(runs.size() - 1, new Run(last.first(), last.length() + 1));
            } else {
                runs.add(new Run(sequence, 1));
            }
        }
        return runs;
    }

    private static @Nullable Object time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
