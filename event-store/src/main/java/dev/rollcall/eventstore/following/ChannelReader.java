package dev.rollcall.eventstore.following;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.context.SmartLifecycle;

/**
 * Reads something on a connection and a thread of its own: as soon as a node says on a channel that there is something,
 * and every so often in any case. A notification only wakes the reader; one that is lost costs time.
 */
public abstract class ChannelReader implements SmartLifecycle {

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

    private final DataSource dataSource;
    private final String channel;
    private final Duration every;

    private volatile boolean running;
    private @Nullable Thread thread;

    protected ChannelReader(DataSource dataSource, String channel, Duration every) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.every = every;
    }

    /** Called with each new connection, which listens already. */
    protected void connected(Connection connection) {}

    /** @param notified whether somebody said that there is something, or may have said so while nobody listened */
    protected abstract void read(boolean notified);

    /** Called when the connection is lost or reading failed, whatever the reason; both are tried again. */
    protected abstract void failed(Throwable failure);

    @Override
    public final synchronized void start() {
        running = true;
        thread = new Thread(this::run, channel);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public final synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (Throwable failure) { // also of an error: without this thread, nothing would be read again
                survive(failure);
            }
        }
    }

    private void survive(Throwable failure) {
        if (running) {
            try {
                failed(failure);
            } catch (RuntimeException untold) {
                failure.addSuppressed(untold);
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + channel);
        }
        connected(connection);
        PGConnection notifications = connection.unwrap(PGConnection.class);
        boolean notified = true;
        while (running) {
            read(notified);
            notified = notifications.getNotifications((int) every.toMillis()).length > 0;
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
