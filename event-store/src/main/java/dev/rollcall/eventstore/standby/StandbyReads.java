package dev.rollcall.eventstore.standby;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs queries of auditors on a standby, if there is one that has everything that was acknowledged when they were asked.
 * Otherwise they run on the primary. So the answer is the same, wherever it is from.
 */
@Component
public class StandbyReads {

    private static final Logger log = LoggerFactory.getLogger(StandbyReads.class);

    private static final String METER = "rollcall.reader.reads";

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    /** A standby that was away, or too slow, is not asked again for a while: each query would wait for it. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final StandbyPool pool;
    private final DataSource primary;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final long looks;
    private final Counter byStandby;
    private final Counter byPrimary;

    private volatile Instant awayUntil = Instant.EPOCH;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    StandbyReads(
            StandbyPool pool,
            ReaderProperties settings,
            DataSource primary,
            JdbcClient jdbc,
            Clock clock,
            MeterRegistry meters) {
        this.pool = pool;
        this.primary = primary;
        this.jdbc = jdbc;
        this.clock = clock;
        this.looks = settings.waitAtMost().dividedBy(LOOK_EVERY);
        this.byStandby = counter(meters, "standby");
        this.byPrimary = counter(meters, "primary");
    }

    private static Counter counter(MeterRegistry meters, String server) {
        return Counter.builder(METER)
                .description("Queries of auditors that the standby could answer, by the server that did")
                .tag("server", server)
                .register(meters);
    }

    /**
     * Runs queries. If they fail on the standby, they run again on the primary. They must not write.
     *
     * @param queries get the time when they were asked: they see everything that was acknowledged before it
     */
    public <T> T read(Function<Instant, T> queries) {
        Instant askedAt = clock.instant();
        if (!pool.isConfigured() || TransactionSynchronizationManager.hasResource(primary)) {
            return queries.apply(askedAt);
        }
        Optional<Connection> standby = isAway() ? Optional.empty() : upToDate();
        if (standby.isPresent()) {
            try {
                T answer = on(standby.get(), askedAt, queries);
                byStandby.increment();
                if (trouble.getAndSet(null) != null) {
                    log.info("The standby answers queries of auditors again");
                }
                return answer;
            } catch (DataAccessException | TransactionException refused) {
                away("A query failed on the standby", refused);
            }
        }
        byPrimary.increment();
        return queries.apply(clock.instant());
    }

    /** Makes everything that uses the pool of the primary on this thread use another connection. */
    private <T> T on(Connection standby, Instant askedAt, Function<Instant, T> queries) {
        TransactionSynchronizationManager.bindResource(primary, new ConnectionHolder(standby));
        try {
            return queries.apply(askedAt);
        } finally {
            TransactionSynchronizationManager.unbindResource(primary);
            close(standby);
        }
    }

    /** Returns a connection to a standby that has everything; empty if there is none in time. */
    private Optional<Connection> upToDate() {
        PrimaryPosition position = PrimaryPosition.read(jdbc);
        try {
            Optional<Connection> standby = pool.connect();
            if (standby.isEmpty()) {
                away("The server of rollcall.reader.url is not a standby", null);
            } else if (!isReached(position, standby.get())) {
                close(standby.get());
                away("The standby is behind", null);
                return Optional.empty();
            }
            return standby;
        } catch (SQLException | DataAccessException failure) {
            away("The standby cannot be asked", failure);
            return Optional.empty();
        }
    }

    private boolean isReached(PrimaryPosition position, Connection standby) {
        JdbcClient server = StandbyPool.client(standby);
        try {
            boolean reached = position.isReachedBy(server);
            for (long look = 0; !reached && look < looks; look++) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
                reached = position.isReachedBy(server);
            }
            return reached;
        } catch (DataAccessException failure) {
            close(standby);
            throw failure;
        }
    }

    private boolean isAway() {
        return clock.instant().isBefore(awayUntil);
    }

    /** Logs only what was not logged last. */
    private void away(String what, @Nullable Exception cause) {
        awayUntil = clock.instant().plus(AWAY);
        if (!what.equals(trouble.getAndSet(what))) {
            log.warn("{}, so the primary answers{}", what, cause == null ? "" : ": " + cause.getMessage());
        }
    }

    /** Returns how many bytes of the write-ahead log the standby has not applied yet; empty if it cannot be asked. */
    public OptionalLong bytesBehind() {
        if (isAway()) {
            return OptionalLong.empty();
        }
        PrimaryPosition position = PrimaryPosition.read(jdbc);
        try {
            Optional<Connection> standby = pool.connect();
            if (standby.isEmpty()) {
                return OptionalLong.empty();
            }
            try (Connection connection = standby.get()) {
                return OptionalLong.of(position.bytesBehind(StandbyPool.client(connection)));
            }
        } catch (SQLException | DataAccessException failure) {
            away("The standby cannot be asked", failure);
            return OptionalLong.empty();
        }
    }

    /** Returns whether there is a standby to read from. */
    public boolean isConfigured() {
        return pool.isConfigured();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            log.debug("Cannot close a connection to the standby", failure);
        }
    }
}
