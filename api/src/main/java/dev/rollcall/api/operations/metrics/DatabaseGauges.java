package dev.rollcall.api.operations.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Gauges with values from the database, which are read every five seconds: a scrape never waits for the database. */
@Component
public class DatabaseGauges implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(DatabaseGauges.class);

    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    private final MeterRegistry meters;
    private final List<Supplier<? extends Number>> reads = new CopyOnWriteArrayList<>();
    private final Map<Supplier<? extends Number>, Double> values = new ConcurrentHashMap<>();

    DatabaseGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param read reads the value from the database; all gauges are NaN after one read has failed */
    public void register(String name, String description, Tags tags, Supplier<? extends Number> read) {
        reads.add(read);
        Gauge.builder(name, () -> values.getOrDefault(read, Double.NaN))
                .description(description)
                .tags(tags)
                .register(meters);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::readAll, READ_EVERY);
    }

    private void readAll() {
        try {
            reads.forEach(read -> values.put(read, read.get().doubleValue()));
        } catch (DataAccessException away) {
            log.debug("Cannot read the gauges from the database", away);
            values.clear();
        }
    }
}
