package dev.rollcall.api.checks;

import dev.rollcall.query.livesessions.EndingsFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Reads the feed of endings on a connection of its own: as soon as a node says that there are some, and a few times a
 * second in any case. A notification only wakes the reader; one that is lost costs time, never an ending.
 */
@Component
class EndingsReader implements SmartLifecycle {

    static final String CHANNEL = "rollcall_endings";

    private static final Logger log = LoggerFactory.getLogger(EndingsReader.class);

    private static final int READ_EVERY_MILLIS = 300;

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final DataSource dataSource;
    private final KnownSessions known;
    private final ApplicationEventPublisher others;

    private volatile long provenAt = System.nanoTime() - FRESH_NANOS;
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable String position;

    EndingsReader(DataSource dataSource, KnownSessions known, ApplicationEventPublisher others) {
        this.dataSource = dataSource;
        this.known = known;
        this.others = others;
    }

    /** Whether every ending that was committed up to a second ago is known here. */
    boolean isFresh() {
        return System.nanoTime() - provenAt < FRESH_NANOS;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = new Thread(this::run, "endings-reader");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                read(connection);
            } catch (SQLException | RuntimeException failure) {
                if (running) {
                    log.warn(
                            "The feed of endings cannot be read; checks ask the database until it can: {}",
                            failure.getMessage());
                    log.debug("The failure", failure);
                    pause();
                }
            }
        }
    }

    /** Goes on from where it was, so that a broken connection hides no ending. */
    private void read(Connection connection) throws SQLException {
        EndingsFeed feed = new EndingsFeed(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        if (position == null) {
            position = feed.position();
        }
        while (running) {
            long askedAt = System.nanoTime();
            EndingsFeed.Batch batch = feed.since(position);
            known.end(batch.ended());
            position = batch.next();
            provenAt = askedAt;
            if (!batch.users().isEmpty()) {
                others.publishEvent(new EndingsRead(batch.users()));
            }
            notifications.getNotifications(READ_EVERY_MILLIS);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
