package dev.rollcall.api.operations.overview;

import dev.rollcall.api.operations.overview.ServiceReport.Refusals;
import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.history.SessionCounts;
import dev.rollcall.query.log.TransparencyLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Collects how the service is doing: what all nodes did from the counts of the history, the rest from this node. */
@Component
public class ServiceOverview {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);

    private static final Comparator<Refusals> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(Refusals::requests).reversed().thenComparing(Refusals::reason);

    private static final double MILLIS_PER_SECOND = 1_000;

    private final SessionCounts counts;
    private final HistoryLag history;
    private final TransparencyLog log;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Instant startedAt;

    ServiceOverview(SessionCounts counts, HistoryLag history, TransparencyLog log, MeterRegistry meters, Clock clock) {
        this.counts = counts;
        this.history = history;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Returns the current state. */
    public ServiceReport read() {
        Instant now = clock.instant();
        return new ServiceReport(
                counts.since(now.minus(HOUR)),
                counts.since(now.minus(DAY)),
                refusals(),
                startedAt,
                history.read().behind(),
                log.eventsBehind(),
                endingsAge());
    }

    private List<Refusals> refusals() {
        Map<String, Double> byReason = new TreeMap<>();
        for (Counter counter : meters.find("rollcall.refusals").counters()) {
            byReason.merge(Objects.requireNonNull(counter.getId().getTag("reason")), counter.count(), Double::sum);
        }
        return byReason.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .map(reason -> new Refusals(reason.getKey(), reason.getValue().longValue()))
                .sorted(MOST_FREQUENT_FIRST)
                .toList();
    }

    private Duration endingsAge() {
        Gauge age = meters.get("rollcall.endings.age").gauge();
        return Duration.ofMillis((long) (age.value() * MILLIS_PER_SECOND));
    }
}
