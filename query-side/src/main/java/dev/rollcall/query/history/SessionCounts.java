package dev.rollcall.query.history;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionStarted;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many sessions started, ended and were live, for any number of sessions: one row for each quarter of an hour and
 * reason, and sums for hours, days and months. The history writes them once for each event.
 */
@Component
public class SessionCounts {

    private static final String STARTED = "STARTED";

    private static final String CHANGE = "CHANGE";

    /** Rows are written in the order of the key. */
    private static final String ADD = """
            INSERT INTO session_count AS counted (step, from_at, what, sessions)
            SELECT * FROM unnest(:steps::text[], :starts::timestamptz[], :whats::text[], :sessions::bigint[])
            ON CONFLICT (step, from_at, what) DO UPDATE SET sessions = counted.sessions + EXCLUDED.sessions
            """;

    /** The whole months before, the whole days of the month before, and the quarters of an hour of the day before. */
    private static final String LIVE_AT = """
            SELECT COALESCE(sum(sessions), 0)::bigint FROM (
              SELECT sessions FROM session_count
              WHERE step = 'MONTH' AND from_at < :month AND what = 'CHANGE'
              UNION ALL
              SELECT sessions FROM session_count
              WHERE step = 'DAY' AND from_at >= :month AND from_at < :day AND what = 'CHANGE'
              UNION ALL
              SELECT sessions FROM session_count
              WHERE step = 'QUARTER_HOUR' AND from_at >= :day AND from_at < :moment AND what = 'CHANGE'
            ) AS changes
            """;

    private static final String CHANGES = """
            SELECT from_at, sessions FROM session_count
            WHERE step = :step AND from_at >= :from AND from_at < :to AND what = 'CHANGE'
            """;

    private static final String TOTALS = """
            SELECT what, sum(sessions)::bigint AS total FROM session_count
            WHERE step = 'QUARTER_HOUR' AND from_at >= :from AND what <> 'CHANGE'
            GROUP BY what
            """;

    private final JdbcClient jdbc;

    SessionCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(CountStep step, Instant from, String what) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int bySteps = step.compareTo(other.step);
            int byTime = bySteps == 0 ? from.compareTo(other.from) : bySteps;
            return byTime == 0 ? what.compareTo(other.what) : byTime;
        }
    }

    /** How many sessions were live at a moment. */
    public record Live(Instant at, long sessions) {}

    /**
     * How many sessions started and ended.
     *
     * @param from the beginning of a quarter of an hour
     * @param ended only the reasons that occurred, in the order of {@link EndReason}
     */
    public record Totals(Instant from, long started, Map<EndReason, Long> ended) {

        /** Returns the number of all ended sessions. */
        public long endedAltogether() {
            return ended.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** @param events which were not counted yet */
    void add(List<SessionEvent> events) {
        Map<Key, Long> added = new TreeMap<>();
        for (SessionEvent event : events) {
            if (event instanceof SessionStarted) {
                add(added, event.occurredAt(), STARTED, 1, 1);
            } else if (event instanceof SessionEnding ending) {
                int ended = ending.endedSessions().size();
                add(added, event.occurredAt(), ending.reason().name(), ended, -ended);
            }
        }
        if (!added.isEmpty()) {
            write(added);
        }
    }

    private static void add(Map<Key, Long> added, Instant at, String what, long sessions, long change) {
        added.merge(new Key(CountStep.QUARTER_HOUR, CountStep.QUARTER_HOUR.startOf(at), what), sessions, Long::sum);
        for (CountStep step : CountStep.values()) {
            added.merge(new Key(step, step.startOf(at), CHANGE), change, Long::sum);
        }
    }

    private void write(Map<Key, Long> added) {
        jdbc.sql(ADD)
                .param(
                        "steps",
                        added.keySet().stream().map(key -> key.step().name()).toArray(String[]::new))
                .param(
                        "starts",
                        added.keySet().stream()
                                .map(key -> key.from().toString())
                                .toArray(String[]::new))
                .param("whats", added.keySet().stream().map(Key::what).toArray(String[]::new))
                .param("sessions", added.values().toArray(Long[]::new))
                .update();
    }

    /**
     * Returns how many sessions were live at the beginning of each step, and at the end of the last one. A session that
     * has expired counts until its expiry is recorded, and no longer from then on.
     *
     * @param from rounded down to the beginning of a step
     * @param step not {@link CountStep#MONTH}
     */
    public List<Live> live(Instant from, CountStep step, int steps) {
        Instant start = step.startOf(from);
        Instant end = start.plus(step.length().multipliedBy(steps));
        Map<Instant, Long> changes = changes(step, start, end);
        long live = liveAt(start);
        List<Live> curve = new ArrayList<>();
        curve.add(new Live(start, Math.max(0, live)));
        for (Instant at = start; at.isBefore(end); at = at.plus(step.length())) {
            live += changes.getOrDefault(at, 0L);
            curve.add(new Live(at.plus(step.length()), Math.max(0, live)));
        }
        return curve;
    }

    private long liveAt(Instant quarterHour) {
        return jdbc.sql(LIVE_AT)
                .param("month", Timestamp.from(CountStep.MONTH.startOf(quarterHour)))
                .param("day", Timestamp.from(CountStep.DAY.startOf(quarterHour)))
                .param("moment", Timestamp.from(quarterHour))
                .query(Long.class)
                .single();
    }

    private Map<Instant, Long> changes(CountStep step, Instant start, Instant end) {
        Map<Instant, Long> changes = new TreeMap<>();
        jdbc.sql(CHANGES)
                .param("step", step.name())
                .param("from", Timestamp.from(start))
                .param("to", Timestamp.from(end))
                .query(row -> {
                    changes.put(row.getTimestamp("from_at").toInstant(), row.getLong("sessions"));
                });
        return changes;
    }

    /** Returns what has happened since a moment, which is rounded down to a quarter of an hour. */
    public Totals since(Instant moment) {
        Instant from = CountStep.QUARTER_HOUR.startOf(moment);
        Map<EndReason, Long> ended = new EnumMap<>(EndReason.class);
        long[] started = {0};
        jdbc.sql(TOTALS).param("from", Timestamp.from(from)).query(row -> {
            if (row.getString("what").equals(STARTED)) {
                started[0] = row.getLong("total");
            } else {
                ended.put(EndReason.valueOf(row.getString("what")), row.getLong("total"));
            }
        });
        return new Totals(from, started[0], ended);
    }
}
